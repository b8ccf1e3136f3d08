//! Documents that are broken, empty or huge: they are published, their page has a title and a text, and none of their
//! front matter is shown.

use crate::blog::{Blog, told};

#[test]
fn no_document_is_lost() {
    let nested = "> ".repeat(10_000) + "deep";
    let megabyte = "A paragraph of plain words that goes on.\n\n".repeat(25_000);
    let documents: Vec<(&str, Vec<u8>)> = vec![
        ("no-title", b"---\ndate: 2020-01-01\n---\nText.\n".to_vec()),
        ("bad-date", b"---\ntitle: T\ndate: soon\n---\nText.\n".to_vec()),
        ("not-utf8", b"---\ntitle: Caf\xe9\n---\nCaf\xe9 cr\xe8me.\n".to_vec()),
        ("bom-crlf", "\u{feff}---\r\ntitle: T\r\n---\r\nText.\r\n".into()),
        ("empty", Vec::new()),
        ("only-fence", b"---".to_vec()),
        ("unclosed", b"---\ntitle: T\ndate: 2020-01-01\n\nText.\n".to_vec()),
        (
            "broken-yaml",
            b"---\ntitle: a: b: [c\n\tdate: 2020-01-01\n---\nText.\n".to_vec(),
        ),
        ("megabyte", megabyte.into_bytes()),
        ("nested", nested.into_bytes()),
        ("headings", "# same\n".repeat(100_000).into_bytes()),
        ("brackets", "[".repeat(50_000).into_bytes()),
        ("nul", b"---\ntitle: T\n---\na\0b\n".to_vec()),
    ];
    let mut blog = Blog::new();
    for (name, bytes) in &documents {
        blog = blog.file(&format!("posts/{name}.md"), bytes);
    }
    let published = blog.publish();
    assert_eq!(published.posts, documents.len());
    for (name, _) in &documents {
        let page = blog.read(&format!("posts/{name}/index.html"));
        let title = page.split("class=\"page-title\">").nth(1).unwrap_or_default();
        assert!(!title.starts_with('<'), "{name} has no title");
        for machinery in ["date:", "title:", "<p>---"] {
            assert!(!page.contains(machinery), "{name} shows `{machinery}`");
        }
    }
    let mut told = told(&published);
    told.sort();
    insta::assert_snapshot!(told.join("\n"));
}
