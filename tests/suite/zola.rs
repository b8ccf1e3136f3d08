//! A Zola blog with what such blogs are made of, published as its author would.

use crate::blog::Blog;

#[test]
fn a_zola_blog_is_read_as_its_author_means_it() {
    let blog = Blog::new()
        .file("site.yaml", "")
        .file(
            "config.toml",
            concat!(
                "base_url = 'https://blog.example'\ntitle = 'Carnet'\ndescription = 'Of things'\ndefault_language = 'en'\n",
                "ignored_content = ['*/notes.md']\nauthor = 'a@b.example (Ada)'\n[languages.fr]\n",
                "[extra]\nmain_menu = [{name = 'Me', url = '$BASE_URL/about'}, {name = 'Blog', url = '@/blog/_index.md'}]\n",
            ),
        )
        .file("templates/page.html", "{{ page.title }}")
        .file("static/a.png", "PNG")
        .file("content/_index.md", "+++\nsort_by = 'date'\n+++\n")
        .file("content/about.md", "+++\ntitle = 'About'\n+++\nMe.\n")
        .file("content/blog/_index.md", "+++\ntitle = 'Blog'\n+++\n")
        .file(
            "content/blog/2020-04-05-first.md",
            concat!(
                "+++\ntitle = 'First'\n+++\n[a](@/blog/second/index.md#b) [c](@/blog/_index.md) [d](@/no.md)\n\n",
                "{% quote(author=\"V\") %}\nSaid\n{% end %}\n\n{{ youtube(id=\"x\") }} {{ mystery(a=[1]) }} {{ page.title }}\n\n",
                "```rust,linenos,hl_lines=1\n{{ f() }} {{/* g() */}}\n```\n",
            ),
        )
        .file("content/blog/second/index.md", "+++\ntitle = 'Second'\ndate = 2021-01-01\n+++\n![](p.png)\n")
        .file("content/blog/second/index.fr.md", "+++\ntitle = 'Deux'\ndate = 2021-01-01\n+++\nTexte\n")
        .file("content/blog/second/p.png", "PNG")
        .file("content/blog/fixed.md", "+++\ntitle = 'Fixed'\npath = 'elsewhere/x'\ndate = 2021-01-02\n+++\nText\n")
        .file("content/blog/off.md", "+++\ntitle = 'Off'\nrender = false\n+++\nText\n")
        .file("content/blog/notes.md", "+++\ntitle = 'Notes'\n+++\nText\n")
        .file("content/secret/_index.md", "+++\ndraft = true\n+++\n")
        .file("content/secret/page.md", "+++\ntitle = 'Secret'\n+++\nText\n");
    let published = blog.publish();
    assert_eq!((published.posts, published.pages), (4, 1));
    let hidden = crate::blog::hidden(&published);
    assert_eq!(
        hidden,
        [
            "content/blog/notes.md (matches `ignored_content` in the settings)",
            "content/blog/off.md (`render = false`)",
            "content/secret/page.md (in a section with `draft: true`)",
        ]
    );
    let first = blog.read("content/posts/first.md");
    let (_, body) = first.rsplit_once("---\n").expect("front matter");
    assert_eq!(
        body,
        concat!(
            "[a](/posts/blog/second/index.md#b) [c](/archive/) d\n\n",
            "> \n> Said\n> \n>\n> — V\n\n",
            "[youtube.com/watch?v=x](<https://www.youtube.com/watch?v=x>)  {{ page.title }}\n\n",
            "```rust\n{{ f() }} {{ g() }}\n```\n",
        )
    );
    for (old, new) in [
        ("blog/first/index.html", "/posts/first/"),
        ("blog/second/index.html", "/posts/second/"),
        ("fr/blog/second/index.html", "/posts/second-fr/"),
        ("elsewhere/x/index.html", "/posts/fixed/"),
    ] {
        assert!(blog.read(old).contains(&format!("url={new}")), "{old}");
    }
    for file in ["a.png", "blog/second/p.png"] {
        assert!(blog.out().join(file).is_file(), "{file}");
    }
    assert!(!blog.out().join("templates").exists());
    let site: serde_json::Value = serde_json::from_str(&blog.read("data/site.json")).expect("JSON");
    assert_eq!(site["author"], "Ada");
    let navigation = site["navigation"].as_array().expect("a menu").iter();
    let menu: Vec<String> = navigation
        .map(|item| format!("{} {}", item["label"], item["to"]))
        .collect();
    assert_eq!(menu, ["\"Me\" \"/about/\"", "\"Blog\" \"/archive/\""]);
    let messages: Vec<&str> = published
        .findings
        .iter()
        .map(|found| found.diagnostic.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "broken anchor `#b`: `posts/blog/second/index.md` has no such id",
            "link target `@/no.md` not found",
            "unsupported shortcode `mystery`: removed",
        ]
    );
}

#[test]
fn sites_beside_the_one_that_is_set_up_are_read_too() {
    let blog = Blog::new()
        .file("site.yaml", "")
        .file("site/config.toml", "base_url = 'https://blog.example'\n")
        .file(
            "site/content/blog/a.md",
            "+++\ntitle = 'A'\n+++\n[b](@/blog/b/index.md)\n",
        )
        .file("site/content/blog/b/index.md", "+++\ntitle = 'B'\n+++\nText\n")
        .file(
            "docs/content/guide/a.md",
            "+++\ntitle = 'Guide'\n[extra]\nx = 1\n+++\nText\n",
        );
    let published = blog.publish();
    assert_eq!((published.posts, published.pages), (3, 0));
    // Documents of one name keep apart without a word.
    for (slug, title) in [("a", "Guide"), ("blog-a", "A"), ("b", "B")] {
        let text = blog.read(&format!("content/posts/{slug}.md"));
        assert!(text.contains(&format!("title: {title}\n")), "{text}");
    }
    let errors = published
        .findings
        .iter()
        .filter(|found| found.diagnostic.rule.name() == "address");
    assert_eq!(errors.count(), 0);
}
