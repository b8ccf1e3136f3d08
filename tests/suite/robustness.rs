//! Any text is parsed and rendered: without a panic, to HTML that the sanitizer leaves unchanged, in time that grows
//! linearly with its length.

use std::time::{Duration, Instant};

use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_content::document::rendering::RenderContext;
use feuillet_content::document::sanitize::Sanitizer;
use feuillet_content::links::LinkContext;
use feuillet_content::reading_time::ReadingTime;
use feuillet_content::words::Words;

use crate::dom::{find, page, pieces};

fn links(base: &BasePath) -> LinkContext<'_> {
    LinkContext {
        base,
        directory: "posts",
        renamed: &[],
    }
}

fn render(post: &str) -> String {
    let base = BasePath::root();
    let words = Words::default();
    let context = RenderContext {
        links: links(&base),
        words: &words,
        frames: &[],
    };
    Document::read(post, &mut Unreported).render(context).html
}

/// Renders a post and sanitizes what came out; fails when that changes it. What authors cannot write is put into forms
/// that they can: marks of tasks, ids that nothing else has, styles that were judged.
#[track_caller]
fn is_left_as_it_is(post: &str) {
    let html = render(post)
        .replace("<input disabled=\"\" type=\"checkbox\"/>", "☐")
        .replace("<input disabled=\"\" type=\"checkbox\" checked=\"\"/>", "☑")
        .replace(" id=\"", " id=\"of-")
        .replace(" data-style=\"", " style=\"");
    let base = BasePath::root();
    let mut sanitizer = Sanitizer::new(links(&base), &[], ());
    let mut again = String::new();
    sanitizer.raw(&html, &mut ReadingTime::default(), &mut again);
    sanitizer.finish(&mut again);
    let html = html.replace(" style=\"", " data-style=\"");
    let (first, second) = (page(&html), page(&again));
    assert_eq!(
        pieces(find(&first, "#root")),
        pieces(find(&second, "#root")),
        "{post:?}\n{html}\n{again}"
    );
}

/// Numbers that are the same in each run (a linear congruential generator with the constants of MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }
}

/// Pieces that mean something to some part of the renderer, alone or together.
const PIECES: &str = "--- ... title: date: tags: math:true [ ] { } & * | > < ' \" # @ ` ~ ~~ _ ** $ $$ \\ ! ( ) : :: - + = \
    1. 9) [x] [^1] [^1]: [a]: [!NOTE] {#a} {.b} {a=b} ``` ~~~ &amp; &#0; &#x3c; &NoBreak; &notanentity; <!-- --> <![CDATA[ ]]> \
    <?php ?> <b> </b> <p> </p> <div> </div> <table> <tr> <td> </table> <li> <ul> </ul> <dl> <dt> <dd> <a </a> href=/x \
    href=javascript:x style='color:red' style=width:9999px id=a id=fn-1 class=c onclick=x name=b <img src=a.png srcset=a,b> \
    <iframe <script> </script> <svg> </svg> <pre> </pre> <h1> </h2> <details> <summary> <br/> <hr> <style> <title> <math> \
    http://a.example/b?c=d&e www.a.example a@b.example ftp://a javascript:b //c ../d.md e.md#f /g/ %41 %zz ?h été \u{301} 日本 \
    \u{1f600} \u{200d} \u{feff} \u{0} \u{a0} \u{2028} \u{85}";

/// A text of pieces, letters and line feeds.
fn text(numbers: &mut Numbers) -> String {
    let pieces: Vec<&str> = PIECES.split(' ').filter(|piece| !piece.is_empty()).collect();
    let mut text = String::new();
    for _ in 0..=numbers.below(40) {
        match numbers.below(8) {
            0 => text.push('\n'),
            1 => text.push_str("\n\n"),
            2 => text.push_str(&" ".repeat(1 + numbers.below(5))),
            3 => text.push(char::from_u32(u32::try_from(numbers.below(0x2_0000)).expect("small")).unwrap_or('\t')),
            _ => text.push_str(pieces[numbers.below(pieces.len())]),
        }
    }
    text
}

#[test]
fn what_was_found_to_change_stays() {
    for post in [
        "\t1\r\r",
        "<p title='a\r\nb\rc'>a\r\rb</p>\n",
        "~~~ \u{0}\n",
        "a<table>  \nb\n",
        "<pre>\n\n</pre>\n",
    ] {
        is_left_as_it_is(post);
    }
}

#[test]
fn what_the_sanitizer_has_left_it_leaves_again() {
    let mut numbers = Numbers(7);
    for round in 0..6000 {
        let text = text(&mut numbers);
        match round % 3 {
            0 => is_left_as_it_is(&text),
            1 => is_left_as_it_is(&format!("---\nmath: true\n---\n{text}\n\n[^1]: note\n")),
            _ => is_left_as_it_is(&format!("---\n{text}\n---\n{text}")),
        }
    }
}

/// The size of texts that are meant to take long.
const MEGABYTE: usize = 1_000_000;

/// How often a megabyte of such a text may take the time of a megabyte of prose.
const FACTOR: u32 = 100;

/// Makes a text of about so many bytes.
type Bomb = Box<dyn Fn(usize) -> String>;

/// Texts that are hard to render, each with the way in which it is.
fn bombs() -> Vec<(String, Bomb)> {
    let mut bombs: Vec<(String, Bomb)> = Vec::new();
    for piece in [
        "> ",
        "- ",
        "1. ",
        "  - a\n",
        "* ",
        "[",
        "![",
        "](",
        "[a](",
        "[]",
        "[a]",
        "[^",
        "[^a]",
        "*",
        "**a ",
        "*a_",
        "_a ",
        "~",
        "~~a ",
        "`",
        "`a``",
        "``` a\n",
        "|",
        "|a",
        "|-",
        "a|b\n-|-\n",
        "|-|\n",
        ": a\n",
        "a\n: b\n\n",
        "<",
        "<div>",
        "<b>",
        "<a b=",
        "<!--",
        "<!-- -->",
        "<?",
        "<![CDATA[",
        "<a b='",
        "&",
        "&amp;",
        "&#",
        "&lt",
        "$",
        "$a$",
        "$$",
        "$$a",
        "{",
        "# a\n",
        "# a {#b}\n",
        "# a {b=c}\n",
        "a\n===\n",
        "[a]: b\n",
        "[a]: b\n\n[a]\n\n",
        "[^a]: b\n",
        "[^a]\n\n[^a]: b\n\n",
        "\\",
        "\t",
        "\n",
        "    a\n",
        "!",
        "(",
        ")",
        ":",
        "://",
        "http://a_",
        "http://a.b/)",
        "www.",
        "www.a_",
        "www.a&b;",
        "a@",
        "@a.b",
        "a.",
        "a@b.",
        "\u{0}",
        "日",
        "é",
        "\r",
        "\r\n",
        "- a\n\n  ",
        "> [!NOTE]\n",
        "<ul><li>",
        "<p id=a>",
        "<table><tr><td>",
        "</b>",
        "<dl>\n\n",
        "- [ ] ",
    ] {
        bombs.push((
            format!("{piece:?}"),
            Box::new(move |length| piece.repeat(length / piece.len())),
        ));
    }
    for (start, piece, end) in [
        ("# ", "a ", "\n"),
        ("# a {", ".b ", "}\n"),
        ("# a {", "data-b=c ", "}\n"),
        ("<div ", "a=b ", ">"),
        ("[a](", "(", ")"),
        ("[a](<", "b", ">)"),
        ("[a](b '", "c", "')"),
        ("|", "a|", "\n"),
        ("```", "a", "\n"),
        ("<a href=\"", "&amp;", "\">b</a>"),
        ("<p style='", "color:red;", "'>"),
        ("<img srcset='", "a,", "'>"),
        ("---\ntitle: ", "a", "\n---\n"),
        ("---\n", "a: b\n", "---\n"),
        ("---\na: ", "[", "\n---\n"),
        ("---\na: ", "{", "\n---\n"),
        ("---\na: ", "{a: ", "\n---\n"),
        ("---\na: ", "[a,", "\n---\n"),
        ("---\na: ", "- ", "\n---\n"),
        ("---\na:\n  ", "- ", "a\n---\n"),
        ("---\na: \"", "\\\\", "\"\n---\n"),
        ("---\na: ", "&a ", "\n---\n"),
        ("---\na: ", "*a ", "\n---\n"),
        ("---\na: &a [b]\nc: [", "*a,", "*a]\n---\n"),
        ("---\na: ", "!a ", "\n---\n"),
        ("---\n", "? ", "\n---\n"),
        ("---\n", "a:\n- b\n", "---\n"),
        ("---\na: |\n", "  b\n", "---\n"),
        ("---\na: ", "'", "\n---\n"),
        ("---\n", "#\n", "---\n"),
        ("---\n", "a,b: c. d\n", "---\n"),
        ("---\na: b\n", "\tc\n", "---\n"),
        ("---\ntags: [", "a b, ", "]\n---\n"),
    ] {
        let bomb = move |length: usize| [start, &piece.repeat(length / piece.len()), end].concat();
        bombs.push((format!("{start:?} {piece:?} {end:?}"), Box::new(bomb)));
    }
    // Each by another name.
    for (name, line) in [
        ("headings", "# N\n"),
        ("link definitions", "[N]: N\n"),
        ("links to definitions", "[N]: N\n\n[N]\n\n"),
        ("footnotes", "[^N]\n\n[^N]: N\n\n"),
        ("ids", "<p id=N>\n"),
        ("styles", "<p style='width:Npx'>\n"),
        ("keys", "kN: N\n"),
        ("attributes", "# a {data-bN=c}\n"),
    ] {
        let bomb = move |length: usize| {
            let count = length / (line.len() + 4 * line.matches('N').count());
            let lines: String = (0..count)
                .map(|number| line.replace('N', &number.to_string()))
                .collect();
            if line.starts_with('k') {
                format!("---\n{lines}---\n")
            } else {
                lines
            }
        };
        bombs.push((name.to_owned(), Box::new(bomb)));
    }
    bombs.push((
        "attributes of one heading".to_owned(),
        Box::new(|length| {
            let attribute = |number: usize| ["data-a", &number.to_string(), "=b "].concat();
            let attributes: String = (0..length / 14).map(attribute).collect();
            ["# a {", &attributes, "}\n"].concat()
        }),
    ));
    bombs.push((
        "aliases of aliases".to_owned(),
        Box::new(|length| {
            let level = |number: usize| {
                let (name, alias) = ((number + 1).to_string(), ["*b", &number.to_string(), ","].concat());
                ["b", &name, ": &b", &name, " [", &alias.repeat(9), "]\n"].concat()
            };
            let levels: String = (0..length / 100).map(level).collect();
            ["---\nb0: &b0 [lol]\n", &levels, "---\n"].concat()
        }),
    ));
    // More nesting with each line.
    for (start, end) in [("> ", "a\n"), ("- ", "a\n"), ("", "a\n")] {
        let bomb = move |length: usize| {
            let mut text = String::new();
            for depth in 0.. {
                text.push_str(&if start.is_empty() {
                    "  ".repeat(depth) + "- "
                } else {
                    start.repeat(depth)
                });
                text.push_str(end);
                if text.len() >= length {
                    break;
                }
            }
            text
        };
        bombs.push((format!("deeper {start:?}"), Box::new(bomb)));
    }
    bombs
}

fn took(text: &str) -> Duration {
    let started = Instant::now();
    std::hint::black_box(render(text));
    started.elapsed()
}

#[test]
fn a_megabyte_of_anything_takes_at_most_a_hundred_times_that_of_prose() {
    let prose = "A sentence of plain words that goes on, with *stress* and a [link](/posts/a/). ".repeat(8) + "\n\n";
    let prose = prose.repeat(MEGABYTE / prose.len());
    let limit = took(&prose).min(took(&prose)) * FACTOR;
    let mut slow = Vec::new();
    for (name, bomb) in bombs() {
        // Small first: what grows with the square of its length is not waited for.
        for shrunk in [64_u32, 8, 1] {
            let text = bomb(MEGABYTE / shrunk as usize);
            let took = took(&text);
            if took * shrunk > limit {
                slow.push(format!(
                    "{name}: {took:?} for 1/{shrunk} MB, the limit for one is {limit:?}"
                ));
                break;
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
