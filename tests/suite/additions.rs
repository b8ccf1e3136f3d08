//! Spellings besides plain Markdown, in a folder of no other generator.

use crate::blog::{Blog, told};

const NOTE: &str = "---\ntitle: Note\ndate: 2024-01-02\n---\n:tada: ==m== 2^10^ H~2~O [[other]], [[Deep/Other#A part|there]].\n\n\
    ![[Photo.png|300]]\n\nA paragraph. ^a1b2c3\n\n%%secret%%\n\n::: tip Title\nText.\n:::\n\n> [!faq]- Why?\n> Because.\n\n\
    `:tada: ==m== [[other]] %%c%%`\n";

fn blog() -> Blog {
    Blog::new()
        .file("posts/note.md", NOTE)
        .file(
            "posts/deep/other.md",
            "---\ntitle: Other\ndate: 2024-01-01\n---\n## A part\n",
        )
        .file("pictures/photo.png", "PNG")
}

fn prose(html: &str) -> &str {
    let start = html.find("class=\"prose\"").expect("a text");
    &html[start..html.find("</article>").expect("an end")]
}

#[test]
fn spellings_of_editors_are_read() {
    let blog = blog().file("site.yaml", "title: T\n");
    assert_eq!(told(&blog.publish()), [""; 0]);
    let html = blog.read("posts/note/index.html");
    let prose = prose(&html);
    for expected in [
        "🎉 <mark>m</mark> 2<sup>10</sup> H~2~O",
        "<a href=\"/posts/other/\">other</a>, <a href=\"/posts/other/#a-part\">there</a>",
        "<img src=\"/pictures/photo.png\" width=\"300\" alt=\"\"",
        "<p>A paragraph.</p>",
        "<strong>Title</strong>",
        "<details><summary>Why?</summary>",
        "<code>:tada: ==m== [[other]] %%c%%</code>",
    ] {
        assert!(prose.contains(expected), "{expected}: {prose}");
    }
    assert!(!blog.read("content/posts/note.md").contains("secret"));
}

#[test]
fn spellings_can_be_turned_off() {
    let off = "emoji mark superscript containers callouts wiki_links comments"
        .split(' ')
        .map(|name| format!("  {name}: false\n"));
    let settings = format!("title: T\nmarkdown:\n  subscript: true\n{}", off.collect::<String>());
    let blog = blog().file("site.yaml", settings);
    blog.publish();
    assert_eq!(
        blog.read("content/posts/note.md"),
        NOTE.replace("H~2~O", "H<sub>2</sub>O")
    );
}
