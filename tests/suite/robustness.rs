//! Any text is parsed and rendered: without a panic, to HTML that the sanitizer leaves unchanged.

use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_content::document::enrichments::Enrichments;
use feuillet_content::document::sanitize::Sanitizer;
use feuillet_content::links::LinkContext;
use feuillet_content::reading_time::ReadingTime;
use feuillet_content::rendering::RenderContext;
use feuillet_content::words::Words;

use crate::dom::{find, page, pieces};
use crate::hard_texts::for_rendering;

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
        enrichments: "",
        cjk_emphasis: true,
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
        // A parser leaves it out of HTML, but not of MathML.
        .replace('\0', "")
        .replace(" id=\"", " id=\"of-")
        .replace(" data-style=\"", " style=\"");
    let base = BasePath::root();
    let mut sanitizer = Sanitizer::new(links(&base), &[], Enrichments::new(""), ());
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

/// Bytes of texts that nest as deep as they are long: enough for a stack to overflow. `tests/work` counts their work.
const LENGTH: usize = 200_000;

#[test]
fn long_texts_of_anything_are_rendered() {
    for (name, bomb) in for_rendering() {
        let text = bomb(LENGTH);
        assert!(text.len() > LENGTH / 2, "{name}: {} bytes", text.len());
        std::hint::black_box(render(&text));
    }
}
