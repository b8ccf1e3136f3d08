//! `llms.txt` and the links from pages to their Markdown, for programs that read texts.

use crate::blog::Blog;

const LINK: &str = "rel=\"alternate\" type=\"text/markdown\"";

fn blog(settings: &str) -> Blog {
    Blog::new()
        .file(
            "site.yaml",
            format!("title: A  blog\ndescription: On paper.\nlanguage: en\n{settings}"),
        )
        .file(
            "posts/hello.md",
            "---\ntitle: \"[Draft]: Été\"\ndate: 2024-01-02\nslug: été\n---\nFirst *words*.\n",
        )
        .file("posts/old.md", "---\ntitle: Old\ndate: 2023-01-02\n---\n")
        .file(
            "posts/left-out.md",
            "---\ntitle: Left out\ndate: 2024-01-03\nnoindex: true\n---\n",
        )
        .file(
            "pages/about.md",
            "---\ntitle: About\ndescription: Who writes.\n---\nText.\n",
        )
}

#[test]
fn the_markdown_of_documents_is_listed() {
    let blog = blog("url: https://example.org/b/\n");
    blog.publish();
    assert_eq!(
        blog.read("llms.txt"),
        "# A blog\n\n> On paper.\n\n## Posts\n\n\
         - [\\[Draft\\]: Été](https://example.org/b/content/posts/ete.md): First words.\n\
         - [Old](https://example.org/b/content/posts/old.md)\n\n## Pages\n\n\
         - [About](https://example.org/b/content/pages/about.md): Who writes.\n\n## Optional\n\n\
         - [All posts](https://example.org/b/archive/)\n\
         - [Feed of the newest posts, in full](https://example.org/b/feed.json)\n"
    );
    let link = format!("<link {LINK} href=\"/b/content/posts/ete.md\">");
    assert!(blog.read("posts/ete/index.html").contains(&link));
    for list in ["index.html", "archive/index.html", "404.html"] {
        assert!(!blog.read(list).contains(LINK), "{list}");
    }
}

#[test]
fn addresses_are_paths_where_the_host_is_not_known() {
    let blog = blog("");
    blog.publish();
    let text = blog.read("llms.txt");
    assert!(
        text.contains("](/content/posts/old.md)") && !text.contains("feed"),
        "{text}"
    );
}

#[test]
fn the_list_is_bounded() {
    let post = |number: usize| {
        let text = format!(
            "---\ntitle: P{number}\ndate: 2024-01-01\n---\n{}\n",
            "long words ".repeat(100)
        );
        (format!("posts/p{number}.md"), text)
    };
    let posts = (0..60).map(post);
    let blog = posts.fold(Blog::new(), |blog, (name, text)| blog.file(&name, text));
    blog.publish();
    let text = blog.read("llms.txt");
    assert_eq!(text.matches("\n- [P").count(), 50, "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 300), "{text}");
    assert!(text.contains("/archive/)"), "{text}");
}

#[test]
fn authors_have_their_own_or_none() {
    let own = blog("").file("llms.txt", "Mine");
    own.publish();
    assert_eq!(own.read("llms.txt"), "Mine");

    let off = blog("");
    off.publish();
    off.write("content/site.yaml", "title: A\nlanguage: en\nllms: false\n");
    off.publish();
    assert!(!off.has("llms.txt") && !off.read("posts/ete/index.html").contains(LINK));
}
