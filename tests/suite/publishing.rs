//! The published folder: what lies in it, what is refused, what survives.

use std::fs;

use crate::blog::{Blog, hidden, told};

#[test]
fn publishing_twice_gives_the_same_bytes() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "tags: [x, y]")
        .post("b", "2021-01-01", "");
    blog.publish();
    let first = blog.tree();
    blog.publish();
    assert_eq!(first, blog.tree());
}

#[test]
fn posts_are_published_raw() {
    let text = "---\r\ntitle: \"Brut\"\r\n---\r\nTexte *brut*.\r\n";
    let blog = Blog::new().file("posts/brut.md", text);
    blog.publish();
    assert_eq!(blog.read("content/posts/brut.md"), text);
}

#[test]
fn what_no_longer_exists_is_removed() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "")
        .post("b", "2021-01-01", "tags: [x]");
    blog.publish();
    assert!(blog.has("posts/b/index.html") && blog.has("tags/x/index.html"));
    fs::remove_file(blog.path("content/posts/b.md")).unwrap();
    blog.publish();
    for gone in ["posts/b/index.html", "content/posts/b.md", "tags/x", "data/tags"] {
        assert!(!blog.has(gone), "{gone}");
    }
    assert!(blog.has("posts/a/index.html"));
}

#[test]
fn a_folder_with_files_of_others_is_refused_and_left_alone() {
    let blog = Blog::new().post("a", "2020-01-01", "");
    blog.write("out/thesis.txt", "years of work");
    let refused = blog.try_publish().unwrap_err();
    assert!(refused.contains("thesis.txt"), "{refused}");
    assert_eq!(blog.read("thesis.txt"), "years of work");
    assert_eq!(blog.tree().len(), 1);

    let blog = Blog::new().post("a", "2020-01-01", "");
    blog.publish();
    blog.write("out/.hg/dirstate", "ref");
    let refused = blog.try_publish().unwrap_err();
    assert!(refused.contains(".hg/dirstate"), "{refused}");
}

#[test]
fn the_content_folder_is_never_published_over() {
    let blog = Blog::new().post("a", "2020-01-01", "");
    for out in ["content", "."] {
        fs::create_dir_all(blog.path(out)).unwrap();
        let options = feuillet_publish::options::Options {
            out: blog.path(out),
            ..blog.options()
        };
        let refused = feuillet::command::publish(&options).unwrap_err();
        assert!(format!("{refused:#}").contains("another folder"), "{out}: {refused:#}");
    }
    assert!(blog.path("content/posts/a.md").exists());
}

#[test]
fn the_published_folder_may_lie_in_the_content_and_is_never_read() {
    let blog = Blog::new().post("a", "2020-01-01", "").file("a.txt", "a");
    let options = feuillet_publish::options::Options {
        out: blog.path("content/public"),
        ..blog.options()
    };
    let first = feuillet::command::publish(&options).unwrap();
    let again = feuillet::command::publish(&options).unwrap();
    assert_eq!((first.posts, again.posts), (1, 1));
    assert_eq!((again.files, again.written), (first.files, 0));
    assert!(blog.path("content/public/a.txt").exists() && !blog.path("content/public/public").exists());
}

#[test]
fn a_publish_that_fails_leaves_the_old_one_whole() {
    let blog = Blog::new().post("a", "2020-01-01", "");
    blog.publish();
    let before = blog.tree();
    let blog = blog.file("site.yaml", "title: [");
    let failed = blog.try_publish().unwrap_err();
    assert!(failed.contains("site.yaml:"), "{failed}");
    assert_eq!(before, blog.tree());
}

#[test]
fn a_post_dropped_into_the_published_folder_is_kept_and_listed() {
    let blog = Blog::new().post("a", "2020-01-01", "");
    blog.publish();
    blog.write(
        "out/content/posts/jete.md",
        "---\ntitle: Jeté là\ndate: 2024-02-03\n---\nTexte.\n",
    );
    for _ in 0..2 {
        let published = blog.publish();
        assert_eq!(published.posts, 2);
        assert!(blog.read("data/site.json").contains("Jeté là"));
        assert!(blog.has("posts/jete/index.html") && blog.has("content/posts/jete.md"));
        let told = told(&published);
        assert!(told.concat().contains("by hand"), "{told:?}");
    }
}

#[test]
fn drafts_are_left_out_and_said_so() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "")
        .post("secret", "2021-01-01", "draft: true");
    let published = blog.publish();
    assert_eq!(hidden(&published), ["posts/secret.md (`draft: true`)"]);
    assert!(
        blog.tree()
            .iter()
            .all(|(name, bytes)| { !name.contains("secret") && !String::from_utf8_lossy(bytes).contains("secret") })
    );
}

#[test]
fn links_and_covers_that_lead_nowhere_are_told_with_their_place() {
    let blog = Blog::new().file(
        "posts/a.md",
        "---\ntitle: A\ncover_image: /assets/none.svg\n---\nA [link](gone.md), [good](b.md).\n\n<img src=\"no.png\">\n",
    );
    let published = blog.post("b", "2020-01-01", "").publish();
    let told = told(&published);
    insta::assert_snapshot!(told.concat());
}

#[test]
fn addresses_never_collide_and_renamed_documents_are_still_linked() {
    let blog = Blog::new()
        .file("posts/Mon Billet.md", "---\ntitle: Un\nslug: Été\n---\n")
        .file("posts/ete.md", "---\ntitle: Deux\n---\n[un](Mon%20Billet.md)\n")
        .file("pages/archive.md", "---\ntitle: Trois\n---\n");
    let published = blog.publish();
    assert!(blog.has("posts/ete/index.html") && blog.has("posts/ete-2/index.html"));
    assert!(blog.has("archive-2/index.html"));
    assert!(
        blog.read("posts/ete-2/index.html")
            .contains("href=\"/posts/ete/\">un</a>")
    );
    let taken = published
        .findings
        .iter()
        .filter(|finding| finding.diagnostic.message.contains("already used"));
    assert_eq!(taken.count(), 2);
}

#[test]
fn documents_that_are_called_alike_are_told_apart_by_language_and_folder() {
    let published = |blog: Blog, expected: &[(&str, &str)]| {
        let published = blog.publish();
        for (slug, text) in expected {
            let page = blog.read(&format!("posts/{slug}/index.html"));
            assert!(page.contains(text), "{slug} holds {text}");
        }
        published.findings.len()
    };
    let translated = Blog::new()
        .file("posts/trip/index.en.md", "---\ntitle: Trip\n---\nIn English.\n")
        .file("posts/trip/index.md", "---\ntitle: Voyage\n---\nEn français.\n");
    let told = published(translated, &[("trip", "En français."), ("trip-en", "In English.")]);
    assert_eq!(told, 0);
    let foldered = Blog::new()
        .file("posts/python.md", "---\ntitle: a\n---\nOne.\n")
        .file("posts/tools/old/python.md", "---\ntitle: b\n---\nTwo.\n")
        .file("posts/other/old/python/index.md", "---\ntitle: c\n---\nThree.\n");
    let expected = [
        ("old-python", "Two."),
        ("python", "One."),
        ("other-old-python", "Three."),
    ];
    assert_eq!(published(foldered, &expected), 2);
}

#[test]
fn lists_come_in_bounded_pages() {
    let mut blog = Blog::new();
    for number in 1..=7 {
        blog = blog.post(&format!("p{number}"), &format!("2020-01-0{number}"), "categories: [c]");
    }
    blog.publish();
    assert!(
        blog.read("data/site.json")
            .contains(r#""place":{"next":2,"total":7,"size":2}"#)
    );
    for number in 1..=2 {
        assert!(blog.has(&format!("data/posts/older/{number}.json")));
        assert!(blog.has(&format!("categories/c/older/{number}/index.html")));
    }
    assert!(!blog.has("data/posts/older/3.json"));
    let context = blog.read("data/post/p3.json");
    assert!(
        context.contains(r#""newer":{"slug":"p4""#) && context.contains(r#""older":{"slug":"p2""#),
        "{context}"
    );
}

#[test]
fn files_are_served_as_they_are() {
    let blog = Blog::new()
        .file("robots.txt", "User-agent: *")
        .file("posts/photo.jpg", [0xff, 0xd8])
        .file("posts/a.md", "![](photo.jpg)\n")
        .file(".secret", "no");
    blog.publish();
    assert_eq!(blog.read("robots.txt"), "User-agent: *");
    assert!(blog.has("content/posts/photo.jpg"));
    assert!(
        blog.read("posts/a/index.html")
            .contains("src=\"/content/posts/photo.jpg\"")
    );
    assert!(!blog.has(".secret") && !blog.has("site.yaml"));
}

#[test]
fn a_folder_of_nothing_but_posts_is_a_blog() {
    let blog = Blog::new();
    fs::remove_file(blog.path("content/site.yaml")).unwrap();
    let text = "---\ntitle: Bonjour\n---\nVoici un petit billet écrit en français, pour voir ce que cela donne à la lecture.\n";
    let blog = blog.file("bonjour.md", text);
    blog.publish();
    let page = blog.read("posts/bonjour/index.html");
    assert!(page.contains("<html lang=\"fr\""), "{page}");
}

#[test]
fn nothing_that_was_dropped_is_lost() {
    let blog = Blog::new().post("a", "2020-01-01", "slug: b");
    blog.publish();
    let kept = [
        ("content/posts/draft.md", "---\ndraft: true\n---\nNot yet.\n"),
        ("content/posts/.hidden.md", "---\ntitle: Hidden\n---\n"),
        ("content/posts/a.md", "---\ntitle: Same name\n---\n"),
        ("content/posts/other.md", "---\ntitle: Other\nslug: else\n---\n"),
        ("content/posts/photo.jpg", "jpg"),
    ];
    for (name, text) in kept {
        blog.write(&format!("out/{name}"), text);
    }
    blog.write("out/.DS_Store", "litter");
    for _ in 0..2 {
        blog.publish();
        for (name, text) in kept {
            assert_eq!(blog.read(name), text, "{name}");
        }
        assert!(blog.has("posts/other/index.html"));
        assert!(!blog.has("posts/draft/index.html") && !blog.has("posts/.hidden/index.html"));
    }
}

#[test]
fn a_content_folder_that_is_not_there_is_told() {
    let options = feuillet_publish::options::Options {
        content: Blog::new().path("elsewhere"),
        ..Blog::new().options()
    };
    let refused = feuillet::command::publish(&options).unwrap_err();
    assert!(
        format!("{refused:#}").contains("elsewhere does not exist"),
        "{refused:#}"
    );
}

#[cfg(unix)]
#[test]
fn links_on_the_disk_are_followed_and_broken_ones_left_alone() {
    let blog = Blog::new().post("a", "2020-01-01", "").file("posts/a.md~", "old");
    std::os::unix::fs::symlink("gone", blog.path("content/posts/.#a.md")).unwrap();
    std::os::unix::fs::symlink("gone", blog.path("content/posts/b.md")).unwrap();
    fs::create_dir(blog.path("real")).unwrap();
    std::os::unix::fs::symlink(blog.path("real"), blog.out()).unwrap();
    let published = blog.publish();
    assert_eq!(published.posts, 1);
    assert!(blog.out().is_symlink());
    assert!(blog.path("real/posts/a/index.html").exists());
    assert!(!blog.has("content/posts/a.md~"));
}

#[cfg(target_os = "linux")]
#[test]
fn files_that_were_dropped_with_a_name_that_is_no_text_are_not_renamed() {
    use std::os::unix::ffi::OsStrExt as _;
    let blog = Blog::new().post("a", "2020-01-01", "");
    blog.publish();
    let dropped = blog
        .path("out/content/posts")
        .join(std::ffi::OsStr::from_bytes(b"\xff.jpg"));
    fs::write(&dropped, "x").unwrap();
    let refused = blog.try_publish().unwrap_err();
    assert!(refused.contains("move them, publish to another folder"), "{refused}");
    assert!(dropped.exists());
}

#[test]
fn a_file_gives_way_to_a_page_of_its_name() {
    let blog = Blog::new()
        .file("about", "a file without an extension")
        .file("archive/index.html", "own archive")
        .file("pages/about.md", "---\ntitle: About\n---\n");
    let published = blog.publish();
    assert!(blog.read("about/index.html").contains("About"));
    assert!(!blog.read("archive/index.html").contains("own archive"));
    let told = told(&published).concat();
    assert!(
        told.contains("--> about\n") && told.contains("--> archive/index.html"),
        "{told}"
    );
}

#[test]
fn names_that_a_disk_cannot_hold_stop_nothing() {
    let long = "x".repeat(250);
    let blog = Blog::new()
        .post(
            "a",
            "2020-01-01",
            &format!("tags: [\"{long}{long}\"]\naliases: /{long}/"),
        )
        .file(&format!("posts/{long}.md"), "---\ntitle: Long\n---\n")
        .file(&format!("assets/{long}.svg"), "<svg/>".repeat(100));
    let options = feuillet_publish::options::Options {
        compress: true,
        html_files: true,
        ..blog.options()
    };
    let published = feuillet::command::publish(&options).unwrap();
    assert_eq!(published.posts, 2);
    let told = told(&published);
    assert!(
        matches!(told.as_slice(), [one] if one.contains("old address `")),
        "{told:?}"
    );
}

#[cfg(unix)]
#[test]
fn pictures_beside_a_post_are_found_wherever_the_post_lies() {
    let text = "---\ntitle: T\ncover_image: photo.svg\n---\n![](photo.svg)\n";
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>"#;
    let nested = Blog::new()
        .file("posts/trip/index.md", text)
        .file("posts/trip/photo.svg", svg);
    let published = nested.publish();
    assert!(published.findings.is_empty(), "{:?}", told(&published));
    let page = nested.read("posts/trip/index.html");
    assert_eq!(
        page.matches("src=\"/content/posts/trip/photo.svg\"").count(),
        1,
        "{page}"
    );
    assert!(nested.has("content/posts/trip/photo.svg") && nested.has("content/posts/trip.md"));

    let flat = Blog::new().file("trip.md", text).file("photo.svg", svg);
    let published = flat.publish();
    assert!(published.findings.is_empty(), "{:?}", told(&published));
    let page = flat.read("posts/trip/index.html");
    assert_eq!(page.matches("src=\"/photo.svg\"").count(), 1, "{page}");
}

#[test]
fn a_term_is_found_as_authors_spell_it_on_hosts_without_a_not_found_page() {
    let blog = Blog::new()
        .based("/sub/")
        .post("a", "2020-01-01", "categories: [métier, a/b]\ntags: [Web Dev, Rust]")
        .post("b", "2020-01-02", "aliases: [/posts/, /tags/Web Dev/]");
    let published = blog.publish();
    for (page, address, text) in [
        ("categories/métier/index.html", "/sub/categories/metier/", "métier"),
        ("tags/Web Dev/index.html", "/sub/tags/web-dev/", "Web Dev"),
        // For visitors who remove the slug from a post's address.
        ("posts/index.html", "/sub/archive/", "Tous les billets"),
    ] {
        let page = blog.read(page);
        let canonical = format!(r#"<link rel="canonical" href="https://example.org{address}">"#);
        let refresh = format!(r#"<meta http-equiv="refresh" content="0; url={address}">"#);
        let link = format!(r#"<a href="{address}">{text}</a>"#);
        for part in [canonical, refresh, link] {
            assert!(page.contains(&part), "{part}: {page}");
        }
    }
    assert!(blog.has("categories/a-b/index.html") && !blog.has("categories/a"));
    // On a host that ignores case, a redirect would lead to itself.
    assert_eq!(blog.read("tags/Rust/index.html"), blog.read("tags/rust/index.html"));
    // They are the addresses of lists, and no documents' own.
    assert_eq!(told(&published).len(), 2, "{:?}", told(&published));
    assert!(!blog.has("_redirects"));
}
