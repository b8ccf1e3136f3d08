//! Random texts: what masks the parser's input is never shown.

use pulldown_cmark::{Event, Tag};

use crate::document::events::each;
use crate::document::events::syntax::Syntax;

/// Every character is either shown or markup; none is a mask.
#[test]
fn masks_never_show() {
    let pieces = "https://a.b/ _ __ * ** ~~ [ ] ( ) ](q) `  www.p.q <r> | & \\ \n ! $ $ $$ \n$$ { } 5 a= \" <b 、 「 」 日 한 é “ 𠮷 # - > 1"
        .split(' ')
        .collect::<Vec<_>>();
    let mut state = 7_u64;
    for _ in 0..40_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        let mut seen = String::new();
        each(&text, Syntax::new(true), &mut |event, range| {
            assert!(text.get(range).is_some(), "{text}");
            match event {
                Event::Text(piece)
                | Event::Code(piece)
                | Event::InlineHtml(piece)
                | Event::Html(piece)
                | Event::InlineMath(piece)
                | Event::DisplayMath(piece) => seen.push_str(&piece),
                Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
                    seen.extend([dest_url.trim_start_matches("http://"), &title]);
                }
                _ => {}
            }
        });
        let unknown = seen.chars().find(|shown| *shown != ' ' && !text.contains(*shown));
        assert_eq!(unknown, None, "{text}\n{seen}");
    }
}
