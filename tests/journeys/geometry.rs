//! Positions on a page, by the boxes that the browser computes: nothing is covered, cut off, out of line or
//! wider than the window.

use serde_json::{Value, json};

use crate::harness::{Content, Journey, Visitor};

/// Measures of a page. All lengths are in CSS pixels.
const MEASURES: &str = r"
    window.find = (css) => document.querySelector(css);
    window.box = (css) => find(css).getBoundingClientRect();
    // Boxes of the lines of a node's text.
    window.lines = (node) => {
        const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        const boxes = [];
        for (let text = node; text; text = texts.nextNode()) {
            if (text.nodeType !== Node.TEXT_NODE || !text.data.trim()) continue;
            const range = document.createRange();
            range.selectNodeContents(text);
            boxes.push(...range.getClientRects());
        }
        return boxes.filter(({ width }) => width > 0);
    };
    // Distances from a block to the lines before and after it in the same element.
    window.gaps = (block) => {
        const { top, bottom } = block.getBoundingClientRect();
        const beside = (way) => {
            let node = block[way];
            while (node && !node.textContent.trim()) node = node[way];
            return node ? lines(node) : [];
        };
        return [
            ...beside('previousSibling').map((line) => top - line.bottom),
            ...beside('nextSibling').map((line) => line.top - bottom),
        ];
    };
    // Place where lines start: the left edge, or in a text from right to left the right one, from there on.
    window.start = ({ left, right }) => (getComputedStyle(find('article')).direction === 'rtl' ? innerWidth - right : left);
    window.isNear = (one, other) => Math.abs(one - other) < 1;
";

const PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'><path d='M0 0h1200v630H0z'/></svg>";
const TALL_PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='600' height='900'><path d='M0 0h600v900H0z'/></svg>";

/// Expectations of the text of [`BLOCKS`], as expressions of JavaScript that are true.
const OF_BLOCKS: [(&str, &str); 12] = [
    (
        "the copy button is above the code",
        "((button) => {
            button.focus();
            const { left, top, width, height } = button.getBoundingClientRect();
            return [.1, .3, .5, .7, .9].every((part) => [.2, .5, .8].every((down) =>
                document.elementFromPoint(left + part * width, top + down * height) === button));
        })(find('.copy-button'))",
    ),
    (
        "blocks keep clear of the text around them",
        "((all) => all.length > 9 && all.every((gap) => gap >= 8))
        ([...document.querySelectorAll(':is(li, dd, p) > :is(pre, blockquote, .table-scroll, .alert, img, .enlarge, dl, details, figure)')]
            .flatMap(gaps))",
    ),
    (
        "paragraphs in a box are apart",
        "(([one, two]) => two.getBoundingClientRect().top - one.getBoundingClientRect().bottom >= 8)
        (document.querySelectorAll('#box > p'))",
    ),
    (
        "lines of a task begin below each other",
        "[...document.querySelectorAll('li:has(> input)')].every((task) => {
            const all = lines(task);
            return all.length > 1 && all.every((line) => isNear(start(line), start(all[0])));
        })",
    ),
    (
        "the box of a task stands before its text and is large enough to be seen",
        "[...document.querySelectorAll('li input')].every((input) => {
            const { width, height, top, bottom } = input.getBoundingClientRect();
            const first = lines(input.parentElement)[0];
            return start(input.getBoundingClientRect()) + width < start(first) && width >= 14 && isNear(width, height)
                && top >= first.top && bottom <= first.bottom;
        })",
    ),
    (
        "a task that is done does not look unavailable",
        "((accent) => getComputedStyle(find('li input:checked')).borderTopColor === accent)(getComputedStyle(find('.prose a')).color)",
    ),
    (
        "numbered tasks keep their numbers",
        "getComputedStyle(find('ol > li:has(input)')).listStyleType !== 'none'",
    ),
    (
        "terms are apart from the definitions before them",
        "[...document.querySelectorAll('dd + dt')].every((term) =>
            term.getBoundingClientRect().top - term.previousElementSibling.getBoundingClientRect().bottom >= 8)",
    ),
    (
        "a missing picture has a box",
        "[...document.querySelectorAll('img[src*=gone]')].every((picture) => {
            const { width, height } = picture.getBoundingClientRect();
            const { backgroundColor, borderTopStyle } = getComputedStyle(picture, '::after');
            return width >= 100 && height >= 40 && borderTopStyle === 'dashed' && backgroundColor !== 'rgba(0, 0, 0, 0)';
        })",
    ),
    (
        "a wide table reaches into the margins rather than being cut off",
        "(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(find('#fits + .table-scroll'))
        && box('#fits + .table-scroll table').width > box('.prose').width",
    ),
    (
        "rows of a table that is wider than the window are of the same height",
        "(([first, ...others]) => others.every((row) => isNear(row.getBoundingClientRect().height, first.getBoundingClientRect().height)))
        ([...document.querySelectorAll('#scrolls + .table-scroll tbody tr')])",
    ),
    (
        "a narrow table of many columns stands with the text",
        "isNear(start(box('#narrow + .table-scroll table')), start(box('.prose')))",
    ),
];

const BLOCKS: &str = "
A [link](#box).

1. before
   ```
   code that is much longer than the column is wide, so that some of it is below the button that copies it, whatever its font
   ```
2. before
   > quoted
3. before

   after
4. text before <dl><dt>a</dt><dd>b</dd></dl>
5. text before <details><summary>a</summary>b</details>

- before
  > [!NOTE]
  > noted
- before ![picture](/picture.svg) after
- before
  | a | b |
  |---|---|
  | c | d |
- before <figure><img src=\"/picture.svg\" alt=\"picture\"><figcaption>Caption</figcaption></figure>

Before
![picture](/picture.svg)
after.

term
: before
  > quoted

another
: definition
: second definition

last
: definition

<div id=\"box\">

First.

Second.

</div>

- [x] A task that is done, and that is told in so many words that its lines are more than one in any of the windows here
- [ ] A task that is open, and that is told in so many words that its lines are more than one in any of the windows here

1. [x] A task with a number, and that is told in so many words that its lines are more than one in any of the windows here

![A picture that is gone](/gone.svg)

Text ![](/gone-too.svg) and text.

<p id=\"fits\">This fits:</p>

| Station | Arrives | Leaves | Minutes stopped | Platform | Notes |
|---|---|---|---:|---|---|
| Saint-Aubry | | 21:47 | | left | the only train |
| Brenne-le-Haut | 23:05 | 23:08 | 3 | left | engine changed |

<p id=\"scrolls\">This scrolls:</p>

| Station | Arrives | Leaves | Minutes stopped | Platform side | Notes | Weather | Seen from the window at night |
|---|---|---|---:|---|---|---|---|
| Saint-Aubry | | 21:47 | | left | the only train | rain | nobody gets in or out here, but it stops |
| Brenne-le-Haut | 23:05 | 23:08 | 3 | left | engine changed | rain | a garden |

<p id=\"narrow\">This is narrow:</p>

| A | b | c | d | e |
|---|---|---|---|---|
| 1 | 2 | 3 | 4 | 5 |
";

#[test]
fn parts_of_a_text_stand_clear_of_each_other_and_in_line() {
    let post = |language: &str| format!("---\ntitle: A\ndate: 2024-05-01\nlanguage: {language}\n---\n{BLOCKS}");
    let content = Content::empty()
        .with("site.yaml", "title: x\nlanguage: en\n")
        .with("posts/ltr.md", post("en"))
        .with("posts/rtl.md", post("ar"))
        .with("picture.svg", PICTURE);
    Journey::through(content).without_offline().walk(async |visitor| {
        visitor.expect_error("404");
        for (path, width) in [
            ("/posts/ltr/", 1280),
            ("/posts/rtl/", 1280),
            ("/posts/ltr/", 360),
            ("/posts/rtl/", 360),
        ] {
            visitor.has_a_window(width, 800).await;
            visitor.open(path).await;
            visitor
                .finds("[...document.images].every((image) => image.complete)", true)
                .await;
            // On phones, tables scroll.
            let only_wide = |name: &str| name.contains("margins") || name.contains("narrow");
            let cases = OF_BLOCKS.iter().filter(|(name, _)| width > 1000 || !only_wide(name));
            hold(visitor, &format!("{path}, {width}"), cases.copied()).await;
        }
    });
}

/// No last line of a single word, by `text-wrap`. Long texts are left out on phones, for the time that it takes.
#[test]
fn short_texts_do_not_end_with_a_word_alone_on_its_line() {
    let pretty = |css: &str| {
        format!(
            "((found) => found.length > 0 && found.every((text) => getComputedStyle(text).textWrapStyle === 'pretty'))
            ([...document.querySelectorAll('{css}')])"
        )
    };
    Journey::through(Content::sample())
        .without_offline()
        .walk(async |visitor| {
            for (width, in_text) in [(360, false), (1280, true)] {
                visitor.has_a_window(width, 800).await;
                for (path, css) in [
                    ("/", ".lede, .post-card-excerpt"),
                    (
                        "/posts/setting-a-measure/",
                        "figcaption, .neighbors span, .post-footer li a",
                    ),
                ] {
                    visitor.open(path).await;
                    assert_eq!(visitor.ask(&pretty(css)).await, json!(true), "{css}, {width}");
                }
                assert_eq!(
                    visitor.ask(&pretty(".prose > p, .prose li")).await,
                    json!(in_text),
                    "{width}"
                );
            }
        });
}

/// Checks that expressions are true, and names all that are not.
async fn hold(visitor: &Visitor, state: &str, cases: impl Iterator<Item = (&'static str, &'static str)>) {
    visitor.run(MEASURES).await;
    let mut faults = Vec::new();
    for (name, expression) in cases {
        if visitor.ask(expression).await != json!(true) {
            faults.push(name);
        }
    }
    assert!(faults.is_empty(), "{state}: {faults:#?}");
}

#[test]
fn a_cover_is_shown_whole_in_any_window() {
    let post = |cover: &str| format!("---\ntitle: A\ndate: 2024-05-01\ncover_image: /{cover}.svg\n---\nText.\n");
    let content = Content::empty()
        .with("site.yaml", "title: x\nlanguage: en\n")
        .with("posts/wide.md", post("wide"))
        .with("posts/tall.md", post("tall"))
        .with("wide.svg", PICTURE)
        .with("tall.svg", TALL_PICTURE);
    // The part of its box that the picture covers, whether it is all of the picture, and whether it is large enough.
    let shown = "(({ naturalWidth, naturalHeight, clientWidth, clientHeight }, { objectFit }) => {
        const isWhole = objectFit === 'contain' || Math.abs(clientWidth / clientHeight - naturalWidth / naturalHeight) < .02;
        const scale = Math.min(clientWidth / naturalWidth, clientHeight / naturalHeight);
        return isWhole && naturalHeight * scale >= 140 && clientHeight <= Math.max(240, innerHeight / 2);
    })(find('.page-header > .cover'), getComputedStyle(find('.page-header > .cover')))";
    Journey::through(content).without_offline().walk(async |visitor| {
        for (width, height) in [(1366, 600), (640, 400), (1280, 800), (360, 640), (320, 256)] {
            visitor.has_a_window(width, height).await;
            for path in ["/posts/wide/", "/posts/tall/"] {
                visitor.open(path).await;
                visitor.sees_pictures().await;
                hold(
                    visitor,
                    &format!("{path}, {width}x{height}"),
                    [("cover", shown)].into_iter(),
                )
                .await;
            }
        }
    });
}

/// Expectations of the end of a post on a phone.
const OF_NEIGHBORS: [(&str, &str); 2] = [
    (
        "labels of neighbors begin below each other",
        "(([one, two]) => isNear(start(lines(one)[0]), start(lines(two)[0])))(document.querySelectorAll('.neighbor-label'))",
    ),
    (
        "titles of neighbors begin below each other",
        "(([one, two]) => isNear(start(lines(one)[0]), start(lines(two)[0])))(document.querySelectorAll('.neighbor-label ~ span'))",
    ),
];

const OF_NEIGHBORS_BESIDE: [(&str, &str); 1] = [(
    "the newer post is at the end of the line",
    "((end) => isNear(end(box('.post-footer')), end(lines(find('.next .neighbor-label'))[0])))
    (({ left, right }) => (getComputedStyle(find('article')).direction === 'rtl' ? left : right))",
)];

#[test]
fn neighbors_of_a_post_stand_in_line_and_a_picture_grows_on_a_phone() {
    let post =
        |day: u8, text: &str| format!("---\ntitle: Post {day}\ndate: 2024-05-0{day}\nlanguage: ar\n---\n{text}\n");
    let figure = "<figure><img src=\"/picture.svg\" alt=\"picture\"></figure>";
    let blog = |language: &str| {
        Content::empty()
            .with("site.yaml", format!("title: x\nlanguage: {language}\n"))
            .with("posts/a.md", post(1, "").replace("ar", language))
            .with("posts/b.md", post(2, figure).replace("ar", language))
            .with("posts/c.md", post(3, "").replace("ar", language))
            .with("picture.svg", PICTURE)
    };
    for language in ["en", "ar"] {
        Journey::through(blog(language)).without_offline().walk(async |visitor| {
            visitor.has_a_window(1280, 800).await;
            visitor.open("/posts/b/").await;
            hold(visitor, language, OF_NEIGHBORS_BESIDE.iter().copied()).await;
            visitor.takes_a_phone().await;
            visitor.open("/posts/b/").await;
            hold(visitor, language, OF_NEIGHBORS.iter().copied()).await;

            visitor.sees_pictures().await;
            let width = "box('.enlarge img').width";
            let before = visitor.ask(width).await.as_f64().expect("a width");
            visitor.click_on(".enlarge").await;
            visitor.finds("find('dialog.enlarged').open", true).await;
            let after = visitor.ask("box('dialog.enlarged img').width").await;
            let after = after.as_f64().expect("a width");
            assert!(after >= before * 1.3, "{language}: {before} -> {after}");
            visitor.finds("Math.round(box('dialog.enlarged img').left + box('dialog.enlarged img').right)", 360).await;
            // The rest of it can be seen, and the page behind stays where it is.
            let scrolled = "(dialog => (dialog.scrollLeft = 0, dialog.scrollLeft += document.dir === 'rtl' ? -40 : 40,
                dialog.scrollWidth > dialog.clientWidth && dialog.scrollLeft !== 0 && scrollX === 0))(find('dialog.enlarged'))";
            let centered = "[['::before', 45], ['::after', -45]].every(([part, angle]) => {
                const { top, left, width, height, rotate } = getComputedStyle(find('.close'), part);
                const middle = (start, length) => parseFloat(start) + parseFloat(length) / 2;
                return rotate === `${angle}deg` && isNear(middle(top, height), box('.close').height / 2) && isNear(middle(left, width), box('.close').width / 2);
            })";
            hold(visitor, language, [("the picture can be moved", scrolled), ("the sign for closing is in the middle", centered)].into_iter()).await;
            visitor.click_on("dialog.enlarged .close").await;
            visitor.finds("find('dialog')", Value::Null).await;
        });
    }
}
