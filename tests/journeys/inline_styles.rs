//! Inline styles of posts: the reader makes rules for those that it lets through.

use crate::harness::{Content, Journey};

#[test]
fn inline_styles_look_as_they_say() {
    let first =
        "---\ntitle: First\n---\n\n<p id=a style=\"text-align: center; position: fixed\">a</p>\n\n[on](second.md)\n";
    let second = "---\ntitle: Second\n---\n\n<p id=a style=\"text-align: right\">a</p>\n\n<p id=b style=\"text-align: center\">b</p>\n";
    let content = Content::empty()
        .with("posts/first.md", first)
        .with("posts/second.md", second);
    Journey::through(content).walk(async |visitor| {
        let aligned = |id: &str| format!("getComputedStyle(document.getElementById('{id}')).textAlign");
        visitor.open("/posts/first/").await;
        visitor.finds(&aligned("a"), "center").await;
        visitor
            .finds("getComputedStyle(document.getElementById('a')).position", "static")
            .await;
        visitor.follow("on").await;
        visitor.sees_title("Second").await;
        visitor.finds(&aligned("a"), "right").await;
        visitor.finds(&aligned("b"), "center").await;
        visitor
            .finds("document.querySelectorAll('main [style]').length", 0)
            .await;
        visitor.finds("document.adoptedStyleSheets[0].cssRules.length", 2).await;
    });
}
