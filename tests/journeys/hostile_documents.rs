//! Documents that are broken, empty or enormous: each opens all the same.

use crate::harness::{BASES, Content, Journey, Visitor};

struct Document {
    name: &'static str,
    bytes: Vec<u8>,
    /// Text in its body; empty for a document without one.
    text: &'static str,
}

fn documents() -> Vec<Document> {
    let paragraph = "Words that say nothing in particular, over and over, until a megabyte is full.\n\n";
    let large = format!(
        "---\ntitle: Large\n---\n\n{}The very last words.\n",
        paragraph.repeat(13_000)
    );
    let deep = format!("---\ntitle: Deep\n---\n\n{} At the bottom of it.\n", ">".repeat(10_000));
    let lines: Vec<String> = (0..400)
        .map(|depth| format!("{}- level {depth}", "  ".repeat(depth)))
        .collect();
    let nested_lists = lines.join("\n");
    [
        ("without-title", b"Just a text.\n".to_vec(), "Just a text."),
        (
            "bad-date",
            b"---\ntitle: Bad date\ndate: the day after tomorrow\n---\n\nA text of no date.\n".to_vec(),
            "A text of no date.",
        ),
        (
            "not-utf-8",
            b"---\ntitle: Caf\xe9\n---\n\nD\xe9j\xe0 written in another encoding.\n".to_vec(),
            "written in another encoding.",
        ),
        (
            "bom-and-crlf",
            "\u{feff}---\r\ntitle: From Windows\r\ncategories: [machines]\r\n---\r\n\r\nLines end twice.\r\n".into(),
            "Lines end twice.",
        ),
        ("empty", Vec::new(), ""),
        ("only-front-matter", b"---\ntitle: Nothing else\n---\n".to_vec(), ""),
        (
            "broken-yaml",
            b"---\ntitle: \"never closed\ncategories: [one, two\nghcommentid: 5\n---\n\nThe text is fine.\n".to_vec(),
            "The text is fine.",
        ),
        ("large", large.into(), "The very last words."),
        ("deep-quotes", deep.into(), "At the bottom of it."),
        ("deep-lists", nested_lists.into(), "level 399"),
        (
            "nul",
            b"---\ntitle: Nul\n---\n\nBefore\0 and after.\n".to_vec(),
            "and after.",
        ),
    ]
    .into_iter()
    .map(|(name, bytes, text)| Document { name, bytes, text })
    .collect()
}

#[test]
fn whatever_was_published_can_be_opened() {
    for base in BASES {
        let content = documents().iter().fold(Content::empty(), |content, document| {
            content.with(&format!("posts/{}.md", document.name), &document.bytes)
        });
        Journey::through(content).below(base).walk(async |visitor| {
            visitor.open("/").await;
            for document in documents() {
                opens(visitor, &document).await;
            }
        });
    }
}

#[test]
fn whatever_was_dropped_can_be_opened() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.expect_error("404");
            for document in documents() {
                let path = format!("content/posts/{}.md", document.name);
                visitor.site.drop_file(&path, &document.bytes);
                opens(visitor, &document).await;
            }
        });
    }
}

async fn opens(visitor: &Visitor, document: &Document) {
    let path = format!("/posts/{}/", document.name);
    visitor.open(&path).await;
    visitor.is_at(&path).await;
    visitor.finds("document.querySelectorAll('h1').length", 1).await;
    visitor
        .finds("document.querySelector('h1').textContent.trim() !== ''", true)
        .await;
    visitor
        .finds("document.querySelector('article.post') !== null", true)
        .await;
    visitor.sees("main", document.text).await;
    let text = visitor.ask("document.querySelector('main').innerText").await;
    let text = text.as_str().expect("a page has text");
    for raw in ["---", "title:", "date:", "categories:", "ghcommentid"] {
        assert!(!text.contains(raw), "{path} shows `{raw}`");
    }
}
