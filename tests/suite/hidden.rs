//! Nothing of a hidden document is published: neither its text nor its files, nor anything that leads to it.

use crate::blog::Blog;

/// The published files whose path or content holds a word.
fn files_with(blog: &Blog, word: &str) -> Vec<String> {
    let tree = blog.tree();
    let found = tree.into_iter().filter(|(name, bytes)| {
        let holds = |text: &[u8]| text.windows(word.len()).any(|part| part == word.as_bytes());
        holds(name.as_bytes()) || holds(bytes)
    });
    found.map(|(name, _)| name).collect()
}

fn hugo(front_matter: &str) -> Blog {
    Blog::bare()
        .file("hugo.toml", "baseURL = 'https://me.example/'\ntitle = 'Me'\n")
        .file(
            "content/posts/open/index.md",
            "---\ntitle: Open\ndate: 2024-01-01\n---\n![ok](ok.png)\n",
        )
        .file("content/posts/open/ok.png", "ok")
        .file("content/posts/open/loose.zip", "loose")
        .file(
            "content/posts/secret/index.md",
            format!(
                "---\ntitle: Secret\n{front_matter}\naliases: [/old-secret/]\ntags: [secret]\n---\n![t](secret.png)\n"
            ),
        )
        .file("content/posts/secret/secret.png", "picture of the secret")
        .file("content/posts/secret/more/secret.pdf", "paper")
        .file(
            "content/posts/secret/index.fr.md",
            format!("---\ntitle: Secret\n{front_matter}\n---\nTexte.\n"),
        )
        .file("static/free.png", "free")
}

#[test]
fn the_files_of_a_hidden_bundle_stay_out() {
    for front_matter in [
        "date: 2024-01-01\ndraft: true",
        "date: 2999-01-01",
        "date: 2024-01-01\nexpiryDate: 2024-02-01",
    ] {
        let blog = hugo(front_matter);
        let published = blog.publish();
        assert_eq!(files_with(&blog, "secret"), Vec::<String>::new(), "{front_matter}");
        assert!(blog.has("posts/open/ok.png") && blog.has("posts/open/loose.zip") && blog.has("free.png"));
        assert!(
            published.notes.iter().any(|note| note.contains("2 files")),
            "{:?}",
            published.notes
        );
    }
}

#[test]
fn the_files_of_hidden_documents_stay_out_in_every_dialect() {
    for (settings, secret, picture, open) in [
        (
            "site.yaml",
            "posts/secret/index.md",
            "posts/secret/teaser.png",
            "posts/o.md",
        ),
        ("site.yaml", "posts/secret.md", "posts/secret/teaser.png", "posts/o.md"),
        ("site.yaml", "posts/secret.md", "posts/teaser.png", "posts/o.md"),
        ("site.yaml", "posts/secret.md", "posts/img/teaser.png", "posts/o.md"),
        ("site.yaml", "pages/secret.md", "pages/teaser.png", "posts/o.md"),
        (
            "config.toml",
            "content/secret/index.md",
            "content/secret/teaser.png",
            "content/o.md",
        ),
        (
            "_config.yml",
            "source/_posts/secret.md",
            "source/_posts/secret/teaser.png",
            "source/_posts/o.md",
        ),
    ] {
        let settings_text = match settings {
            "config.toml" => "base_url = \"https://z.example\"\n[markdown]\n",
            "_config.yml" => "title: H\nurl: https://h.example\npost_asset_folder: true\n",
            _ => "title: N\nurl: https://n.example\n",
        };
        let from = secret.rsplit_once('/').unwrap().0;
        let target = picture.strip_prefix(from).unwrap().trim_start_matches('/');
        let zola = settings == "config.toml";
        let fence = if zola { "+++" } else { "---" };
        let is = if zola { " = " } else { ": " };
        let document = |draft: bool, text: &str| {
            let date = format!("date{is}2024-01-01");
            format!("{fence}\ntitle{is}\"T\"\n{date}\ndraft{is}{draft}\n{fence}\n{text}\n")
        };
        let blog = Blog::bare()
            .file(settings, settings_text)
            .file(secret, document(true, &format!("![t]({target})")))
            .file(picture, "teaser")
            .file(open, document(false, "x"));
        blog.publish();
        assert_eq!(files_with(&blog, "teaser"), Vec::<String>::new(), "{settings} {secret}");
        // It comes with the document.
        blog.write(
            &format!("content/{secret}"),
            document(false, &format!("![t]({target})")),
        );
        blog.publish();
        assert!(!files_with(&blog, "teaser.png").is_empty(), "{settings} {secret}");
    }
}

#[test]
fn files_that_something_published_links_to_are_published() {
    let blog = Blog::new()
        .post("secret", "2024-01-01", "draft: true\ncover: both.png")
        .file("posts/both.png", "both")
        .file("posts/secret/shown.png", "shown")
        .file("posts/secret/menu.pdf", "menu")
        .file("posts/secret/cover.png", "cover")
        .file("posts/loose.png", "loose")
        .file(
            "posts/open.md",
            "---\ntitle: O\ndate: 2024-01-01\ncover: secret/cover.png\n---\n![](both.png) ![](secret/shown.png)\n",
        );
    blog.publish();
    for file in ["both.png", "secret/shown.png", "secret/cover.png", "loose.png"] {
        assert!(blog.has(&format!("content/posts/{file}")), "{file}");
    }
    assert!(!blog.has("content/posts/secret/menu.pdf"));
    // The link goes, and so does the file.
    blog.write("content/posts/open.md", "---\ntitle: O\ndate: 2024-01-01\n---\nText.\n");
    blog.publish();
    assert!(!blog.has("content/posts/both.png") && !blog.has("content/posts/secret/shown.png"));
}

#[test]
fn folders_with_published_documents_keep_their_files() {
    let blog = Blog::new()
        .file("posts/trip/index.md", "---\ntitle: T\ndate: 2024-01-01\n---\nText.\n")
        .file(
            "posts/trip/index.fr.md",
            "---\ntitle: T\ndate: 2024-01-01\ndraft: true\n---\n![](only-fr.png)\n",
        )
        .file("posts/trip/gallery.png", "gallery")
        .file("posts/trip/only-fr.png", "only-fr")
        .file(
            "posts/year.md",
            "---\ntitle: Y\ndate: 2024-01-01\ndraft: true\n---\nText.\n",
        )
        .file("posts/year/a.md", "---\ntitle: A\ndate: 2024-01-01\n---\nText.\n")
        .file("posts/year/gallery.png", "gallery");
    blog.publish();
    assert!(blog.has("content/posts/trip/gallery.png") && blog.has("content/posts/year/gallery.png"));
    assert!(!blog.has("content/posts/trip/only-fr.png"));
}

#[test]
fn files_that_style_sheets_static_pages_and_whole_addresses_name_are_published() {
    let blog = Blog::new()
        .file("site.yaml", "title: A\nlanguage: en\nurl: https://example.org/\n")
        .file(
            "posts/secret.md",
            "---\ntitle: S\ndate: 2024-01-01\ndraft: true\n---\n![](a.png) ![](b.png) ![](c%20c.png) ![](d.png)\n",
        )
        .file("posts/a.png", "a")
        .file("posts/b.png", "b")
        .file("posts/c c.png", "c")
        .file("posts/d.png", "d")
        .file("theme.css", ".x { background: url(/content/posts/b.png) }\n")
        .file("posts/static.html", "<img src=\"c%20c.png\">\n")
        .file(
            "posts/open.md",
            "---\ntitle: O\ndate: 2024-01-01\n---\n![x](https://example.org/content/posts/a.png)\n",
        );
    blog.publish();
    for (file, is_there) in [("a.png", true), ("b.png", true), ("c c.png", true), ("d.png", false)] {
        assert_eq!(blog.has(&format!("content/posts/{file}")), is_there, "{file}");
    }
}

#[test]
fn the_files_of_a_hidden_bundle_stay_out_beside_published_posts() {
    let blog = Blog::new()
        .file(
            "posts/trip/index.md",
            "---\ntitle: Secret\ndraft: true\n---\n![](secret-a.png)\n",
        )
        .file(
            "posts/trip/other.md",
            "---\ntitle: Other\ndate: 2024-01-01\n---\n![](linked.png)\n",
        )
        .file("posts/trip/secret-a.png", "a")
        .file("posts/trip/secret-b.zip", "b")
        .file("posts/trip/img/secret-c.png", "c")
        .file("posts/trip/linked.png", "d")
        .file(
            "posts/trip/day/index.md",
            "---\ntitle: Day\ndate: 2024-01-02\n---\nText.\n",
        )
        .file("posts/trip/day/loose.zip", "e")
        .file("posts/trip/index/secret-f.zip", "f");
    blog.publish();
    assert_eq!(files_with(&blog, "secret"), Vec::<String>::new());
    assert!(blog.has("content/posts/trip/linked.png") && blog.has("content/posts/trip/day/loose.zip"));

    // A bundle is published while one of its translations is.
    let translated = Blog::new()
        .file(
            "posts/trip/index.md",
            "---\ntitle: Trip\ndate: 2024-01-01\n---\nText.\n",
        )
        .file("posts/trip/index.en.md", "---\ntitle: Trip\ndraft: true\n---\nText.\n")
        .file("posts/trip/loose.zip", "a");
    translated.publish();
    assert!(translated.has("content/posts/trip/loose.zip"));
}
