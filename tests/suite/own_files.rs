//! Links to the author's own files, which are no documents.

use crate::blog::{Blog, told};

#[test]
fn links_to_files_without_an_extension_keep_the_files_addresses() {
    let links = "[a](/LICENSE) [b](../LICENSE#x) [c](notes) [d](/img/logo) [e](/plan.md) [f](/game/) [g](/b) \
                 <a href=\"/LICENSE\">h</a>";
    let hrefs = |html: &str| {
        let text = html.split("class=\"prose\"").nth(1).unwrap_or_default().to_owned();
        let links = text.split("href=\"").skip(1);
        links
            .take(8)
            .filter_map(|link| Some(link.split('"').next()?.to_owned()))
            .collect::<Vec<_>>()
    };
    let blog = Blog::new()
        .based("/x/")
        .file(
            "site.yaml",
            "title: T\nurl: https://a.example\nnavigation: [{label: L, to: /LICENSE}]\n",
        )
        .file("posts/a.md", format!("---\ntitle: A\ndate: 2024-01-02\n---\n{links}\n"))
        .file("posts/notes", "N")
        .file("pages/b.md", "---\ntitle: B\n---\nB.\n")
        .file("LICENSE", "MIT")
        .file("img/logo", "PNG")
        .file("plan.md", "P")
        .file("game/index.html", "<!doctype html>");
    let published = blog.publish();
    assert_eq!(told(&published), [""; 0]);
    let expected = [
        "/x/LICENSE",
        "/x/LICENSE#x",
        "/x/content/posts/notes",
        "/x/img/logo",
        "/x/plan.md",
        "/x/game/",
        "/x/b/",
        "/x/LICENSE",
    ];
    let page = blog.read("posts/a/index.html");
    assert_eq!(hrefs(&page), expected);
    assert!(page.contains("<li><a href=\"/x/LICENSE\">"), "the menu");
    assert!(blog.read("feed.xml").contains("https://a.example/x/LICENSE"));
}
