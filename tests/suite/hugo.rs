//! A Hugo blog with what such blogs are made of, published as its author would.

use crate::blog::Blog;

/// A project with its settings, in two languages.
fn project() -> Blog {
    Blog::new()
        .file("site.yaml", "")
        .file(
            "hugo.toml",
            concat!(
                "baseURL = 'https://blog.example/'\ntitle = 'Carnet'\ndefaultContentLanguage = 'en'\n",
                "[params]\ndescription = 'Of things'\nversion = '1.2'\n[params.author]\nname = 'Ada'\n",
                "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n",
                "[permalinks]\nposts = '/:year/:month/:slug/'\n",
                "[[menus.main]]\nname = 'Me'\npageRef = '/about'\nweight = 20\n",
                "[[menus.main]]\nname = 'Posts'\nurl = '/posts/'\nweight = 10\n",
                "[[menus.main]]\nname = 'Code'\nurl = 'https://code.example/'\nweight = 30\n",
            ),
        )
        .file("archetypes/default.md", "---\ntitle: {{ .Name }}\n---\n")
        .file("themes/x/README.md", "Theme")
        .file("static/img/a.png", "PNG")
        .file("static/robots.txt", "User-agent: *\n")
        .file("assets/b.png", "PNG")
        .file("assets/main.scss", "a{}")
        .file("content/_index.md", "---\ntitle: Home\n---\n")
        .file("content/about/_index.md", "---\ntitle: About\n---\nMe.\n")
        .file("content/search.md", "---\ntitle: Search\nlayout: search\n---\n")
        .file("content/posts/_index.md", "---\ntitle: Posts\n---\nAll of them.\n")
        .file(
            "content/posts/first.md",
            concat!(
                "+++\ntitle = 'First'\ndate = 2020-04-05\nslug = 'the-first'\naliases = ['old', '/older/']\n+++\n",
                "[b]({{< ref \"bundle\" >}}#x) [c]({{% relref \"/posts/second.md\" %}}) [d]({{< ref \"nothing\" >}})\n",
                "[e](../second/) [f](/about/) [g](/posts/) v{{< param version >}} {{< mystery >}}kept{{< /mystery >}}\n\n",
                "![h](/img/a.png) {{< figure src=\"b.png\" alt=\"i\" >}}\n\n",
                "## Heading {#own .class}\n\n`{{</* shown */>}}`\n",
            ),
        )
        .file("content/posts/second.md", "---\ntitle: Second\ndate: 2021-01-01\n---\nText.\n")
        .file("content/posts/second.fr.md", "---\ntitle: Second en français\ndate: 2021-01-01\n---\nTexte.\n")
        .file("content/posts/bundle/index.md", "---\ntitle: Bundle\ndate: 2022-01-01\n---\n![](pic.png)\n")
        .file("content/posts/bundle/pic.png", "PNG")
        .file("content/posts/bundle/part.md", "Only a part.\n")
        .file("content/posts/draft.md", "---\ntitle: Draft\ndraft: true\n---\n")
        .file("content/posts/never.md", "---\ntitle: Never\nbuild:\n  render: never\n---\n")
        .file("content/posts/page.html", "---\ntitle: Written\ndate: 2019-01-01\n---\n<p>By hand</p>\n\n    <p>More</p>\n")
        .file("content/posts/notes.org", "#+TITLE: Notes\n")
        .file("content/shared/_index.md", "---\ncascade:\n  build:\n    render: never\n---\n")
        .file("content/shared/part.md", "---\n---\nShared.\n")
}

#[test]
fn a_hugo_blog_is_read_as_its_author_means_it() {
    let blog = project();
    let published = blog.publish();
    assert_eq!((published.posts, published.pages), (5, 1));
    let hidden = crate::blog::hidden(&published);
    assert_eq!(
        hidden,
        [
            "content/posts/bundle/part.md (part of the page bundle content/posts/bundle/index.md, without a page of its own)",
            "content/posts/draft.md (`draft: true`)",
            "content/posts/never.md (`build.render` turns its page off)",
        ]
    );
    let first = blog.read("content/posts/the-first.md");
    let (_, body) = first.rsplit_once("---\n").expect("front matter");
    assert_eq!(
        body,
        concat!(
            "[b](/posts/posts/bundle/index.md#x) [c](/posts/posts/second.md) d\n",
            "[e](/posts/posts/second.md) [f](/pages/about.md) [g](/archive/) v1.2 kept\n\n",
            "![h](/img/a.png) ![i](</b.png>)\n\n## Heading {#own}\n\n`{{< shown >}}`\n",
        )
    );
    let messages: Vec<&str> = published
        .findings
        .iter()
        .map(|found| found.diagnostic.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "broken anchor `#x`: `posts/posts/bundle/index.md` has no such id",
            "`ref` target `nothing` not found",
            "unsupported shortcode `mystery`: only its content is kept",
            "unsupported format Org mode: not published",
        ]
    );
    assert!(blog.read("posts/page/index.html").contains("<p>More</p>"));
}

#[test]
fn a_hugo_blog_keeps_its_addresses_pictures_and_menu() {
    let blog = project();
    blog.publish();
    for (old, new) in [
        ("2020/04/the-first/index.html", "/posts/the-first/"),
        ("posts/old/index.html", "/posts/the-first/"),
        ("older/index.html", "/posts/the-first/"),
        ("2021/01/second/index.html", "/posts/second/"),
        ("fr/2021/01/second-en-français/index.html", "/posts/second-fr/"),
        ("2022/01/bundle/index.html", "/posts/bundle/"),
    ] {
        assert!(blog.read(old).contains(&format!("url={new}")), "{old}");
    }
    for file in ["img/a.png", "b.png", "robots.txt", "posts/bundle/pic.png"] {
        assert!(blog.out().join(file).is_file(), "{file}");
    }
    for file in [
        "main.scss",
        "assets",
        "themes",
        "archetypes",
        "hugo.toml",
        "search",
        "content/posts/draft.md",
    ] {
        assert!(!blog.out().join(file).exists(), "{file}");
    }
    let site: serde_json::Value = serde_json::from_str(&blog.read("data/site.json")).expect("JSON");
    assert_eq!(site["title"], "Carnet");
    assert_eq!(site["description"], "Of things");
    assert_eq!(site["author"], "Ada");
    assert_eq!(site["url"], "https://blog.example/");
    let navigation = site["navigation"].as_array().expect("a menu").iter();
    let menu: Vec<String> = navigation
        .map(|item| format!("{} {}", item["label"], item["to"]))
        .collect();
    assert_eq!(
        menu,
        [
            "\"Posts\" \"/archive/\"",
            "\"Me\" \"/about/\"",
            "\"Code\" \"https://code.example/\""
        ]
    );
}

#[test]
fn sections_are_categories_where_there_are_several() {
    let blog = Blog::new()
        .file("site.yaml", "")
        .file("config/_default/hugo.yaml", "title: Carnet\n")
        .file("content/en/trips/_index.md", "---\ntitle: Journeys\n---\n")
        .file(
            "content/en/trips/rome.md",
            "---\ntitle: Rome\ndate: 2020-01-01\n---\n[all](/trips/) [it](../../tech/)\n",
        )
        .file(
            "content/en/tech/rust.md",
            "---\ntitle: Rust\ndate: 2020-01-02\n---\nText.\n",
        )
        .file(
            "content/fr/trips/rome.md",
            "---\ntitle: Rome\ndate: 2020-01-01\n---\nTexte.\n",
        );
    let published = blog.publish();
    assert_eq!(published.findings, []);
    let rome = blog.read("content/posts/rome.md");
    assert!(rome.contains("categories: [Journeys]"), "{rome}");
    assert!(
        rome.ends_with("[all](/categories/journeys/) [it](/categories/tech/)\n"),
        "{rome}"
    );
    assert!(blog.out().join("categories/journeys/index.html").is_file());
    // A translation is at an address of its own, and where it was.
    assert!(blog.read("fr/trips/rome/index.html").contains("url=/posts/rome-fr/"));
    assert!(blog.read("data/post/rome.json").contains("rome-fr"));
}
