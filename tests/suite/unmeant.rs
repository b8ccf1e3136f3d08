//! Nothing is published that is not meant for visitors, nothing is left out without a word, and settings decide
//! otherwise.

use std::collections::BTreeSet;
use std::fs;

use feuillet::command::publish;
use feuillet_publish::options::{Include, Options};

use crate::blog::{Blog, hidden, told};

const POST: &str = "---\ntitle: T\ndate: 2024-01-01\n---\nText.\n";

/// Published files that hold a word in their name.
fn names_with(blog: &Blog, word: &str) -> Vec<String> {
    let tree = blog.tree();
    let names = tree.into_iter().map(|(name, _)| name);
    names.filter(|name| name.contains(word)).collect()
}

#[test]
fn keys_copies_drafts_and_hidden_names_stay_out() {
    let mut blog = Blog::new().file("posts/good.md", POST).file("files/good.pdf", "pdf");
    let private = [
        "id_rsa",
        "files/private-server.pem",
        "files/.env",
        ".env.production",
        "posts/good.md.bak",
        "posts/good.md~",
        "posts/#good.md#",
        "posts/.good.md.swp",
        "Thumbs.db",
        "posts/photos/.DS_Store",
        "drafts/photo.png",
        "posts/_drafts/photo.png",
        "_private/photo.png",
        "files/_private.png",
        ".private/photo.png",
        "files/.private.png",
        "old.bak/photo.png",
    ];
    for name in private {
        blog = blog.file(name, "private");
    }
    let documents = [
        "drafts/idea.md",
        "posts/drafts/idea.md",
        "_drafts/other.md",
        "posts/_idea.md",
    ];
    for name in documents {
        blog = blog.file(name, POST.replace("Text.", "An idea, private."));
    }
    let published = blog.publish();
    let mut leaks: Vec<String> = Vec::new();
    for (name, bytes) in blog.tree() {
        if String::from_utf8_lossy(&bytes).contains("private") {
            leaks.push(name);
        }
    }
    assert_eq!(leaks, Vec::<String>::new());
    assert_eq!(
        hidden(&published),
        [
            "_drafts/other.md (draft in `_drafts`)",
            "drafts/idea.md (draft in `drafts`)",
            "posts/_idea.md (its name, or that of a folder around it, begins with `_`)",
            "posts/drafts/idea.md (draft in `drafts`)",
        ]
    );
    let notes: Vec<&String> = published.notes.iter().filter(|note| note.contains("ublish")).collect();
    insta::assert_snapshot!(
        "what_is_left_out",
        format!("{}\n\n{}", told(&published).join("\n"), {
            let notes: Vec<&str> = notes.iter().map(|note| note.as_str()).collect();
            notes.join("\n")
        })
    );
    // An author sees drafts with their pictures.
    let options = Options {
        include: Include::ALL,
        ..blog.options()
    };
    assert_eq!(publish(&options).expect("the blog is published").posts, 4);
    assert!(blog.has("content/posts/_drafts/photo.png"));
    assert_eq!(names_with(&blog, "pem"), Vec::<String>::new());
}

#[test]
fn well_known_files_are_published_in_every_dialect() {
    for (settings, text, folder) in [
        ("site.yaml", "title: T\n", ""),
        ("_config.yml", "title: T\n", ""),
        ("hugo.toml", "title = 'T'\n", "static/"),
        (
            "config.toml",
            "base_url = \"https://z.example\"\n[markdown]\n",
            "static/",
        ),
        ("astro.config.mjs", "export default {}\n", "public/"),
        ("docusaurus.config.js", "module.exports = {title: 'T'}\n", "static/"),
        ("eleventy.config.js", "module.exports = {}\n", ""),
    ] {
        let blog = Blog::bare()
            .file(settings, text)
            .file(&format!("{folder}.well-known/security.txt"), "Contact: x")
            .file(&format!("{folder}.well-known/acme-challenge/abc"), "abc");
        let blog = match settings {
            "_config.yml" => blog.file("_posts/2024-01-01-a.md", POST),
            "site.yaml" | "eleventy.config.js" => blog.file("posts/a.md", POST),
            "astro.config.mjs" => blog.file("src/content/blog/a.md", POST),
            "docusaurus.config.js" => blog.file("blog/a.md", POST),
            _ => blog.file("content/posts/a.md", POST),
        };
        blog.publish();
        assert!(blog.has(".well-known/security.txt"), "{settings}");
        assert!(blog.has(".well-known/acme-challenge/abc"), "{settings}");
    }
}

#[test]
fn what_a_generator_includes_stays_included() {
    let blog = Blog::bare()
        .file("_config.yml", "title: T\ninclude: [.htaccess, _files]\n")
        .file("_posts/2024-01-01-a.md", POST)
        .file("_files/a.png", "a")
        .file(".htaccess", "x")
        .file(".other", "x")
        .file("id_rsa", "x");
    blog.publish();
    assert!(blog.has(".htaccess") && !blog.has(".other") && !blog.has("id_rsa"));
    let blog = Blog::bare()
        .file("hugo.toml", "title = 'T'\n")
        .file("content/posts/a.md", POST)
        .file("static/.htaccess", "x")
        .file("static/_files/a.png", "x")
        .file("static/drafts/a.png", "x")
        .file("static/server.key", "x")
        .file("static/a.bak", "x");
    blog.publish();
    for name in [".htaccess", "_files/a.png", "drafts/a.png"] {
        assert!(blog.has(name), "{name}");
    }
    assert!(!blog.has("server.key") && !blog.has("a.bak"));
}

#[test]
fn keys_are_found_by_what_they_hold_and_by_what_links_to_them() {
    let key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n";
    let blog = Blog::new()
        .file("posts/a.md", POST)
        .file("files/deploy", key)
        .file("files/talk.key", "PK\u{3}\u{4}slides")
        .file("files/cert.txt", "-----BEGIN CERTIFICATE-----\n");
    blog.write("elsewhere/id_ed25519", "no header");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../../elsewhere/id_ed25519", blog.path("content/files/notes")).expect("a link");
    let published = blog.publish();
    assert!(!blog.has("files/deploy") && !blog.has("files/notes"));
    assert!(blog.has("files/talk.key") && blog.has("files/cert.txt"));
    let told = told(&published).join("\n");
    assert!(
        told.contains("files/deploy") && told.contains("holds a private key"),
        "{told}"
    );
}

#[cfg(unix)]
#[test]
fn links_to_files_outside_are_published_and_told() {
    let blog = Blog::new().file("posts/a.md", POST);
    blog.write("elsewhere/cv.pdf", "cv");
    std::os::unix::fs::symlink("../../elsewhere/cv.pdf", blog.path("content/posts/cv.pdf")).expect("a link");
    let published = blog.publish();
    assert!(blog.has("content/posts/cv.pdf"));
    let told = told(&published).join("\n");
    assert!(
        told.contains("posts/cv.pdf") && told.contains("leads out of the content folder"),
        "{told}"
    );
}

#[test]
fn settings_decide_otherwise() {
    let blog = Blog::bare()
        .file(
            "site.yaml",
            "title: T\npublish:\n  include: [.htaccess, _files, .secret/open.txt, posts/_kept.md, demo.pem, drafts/open.md]\n  \
             exclude: ['*.psd', private/, posts/b.md]\n",
        )
        .file("posts/a.md", format!("{POST}[x](/private/x.zip)\n"))
        .file("posts/b.md", POST)
        .file("posts/_kept.md", POST)
        .file("drafts/open.md", POST)
        .file("drafts/closed.md", POST)
        .file("_files/a.png", "a")
        .file(".htaccess", "x")
        .file(".secret/open.txt", "x")
        .file(".secret/closed.txt", "x")
        .file("demo.pem", "x")
        .file("posts/big.psd", "x")
        .file("private/x.zip", "x");
    let published = blog.publish();
    for name in [
        "_files/a.png",
        ".htaccess",
        ".secret/open.txt",
        "demo.pem",
        "posts/kept/index.html",
    ] {
        assert!(blog.has(name), "{name}: {:?}", published.notes);
    }
    for name in [
        ".secret/closed.txt",
        "content/posts/big.psd",
        "private/x.zip",
        "posts/b/index.html",
    ] {
        assert!(!blog.has(name), "{name}");
    }
    assert_eq!(
        hidden(&published),
        [
            "drafts/closed.md (draft in `drafts`)",
            "posts/b.md (`publish.exclude` in site.yaml leaves it out)"
        ]
    );
    let told = told(&published).join("\n");
    assert!(
        told.contains("`private/x.zip` is not published, as `publish.exclude` in site.yaml leaves it out"),
        "{told}"
    );
}

#[test]
fn publishing_into_the_content_folder_does_not_publish_what_was_published() {
    let blog = Blog::new().file("posts/a.md", POST).file("a.png", "a");
    let publish_to = |out: &str| {
        let options = Options {
            out: blog.path("content").join(out),
            ..blog.options()
        };
        publish(&options).expect("the blog is published")
    };
    let names = |out: &str| -> BTreeSet<String> {
        let tree = crate::blog::tree(&blog.path("content").join(out));
        tree.into_iter().map(|(name, _)| name).collect()
    };
    publish_to("public");
    let first = names("public");
    for out in ["site", "deep/er/site", "public", "site"] {
        let published = publish_to(out);
        assert_eq!(names(out), first, "{out}");
        assert_eq!(published.posts, 1, "{out}");
    }
    fs::remove_file(blog.path("content/a.png")).expect("a file");
    publish_to("public");
    assert_eq!(names("public").len(), first.len() - 1);
}

#[test]
fn what_is_copied_is_told_by_kind_and_size() {
    let blog = Blog::new()
        .file("posts/a.md", POST)
        .file("posts/a.gif", vec![b'x'; 1500])
        .file("b.svg", "<svg/>")
        .file("cv.pdf", vec![b'x'; 400_000]);
    assert_eq!(
        blog.publish().copied_line().as_deref(),
        Some("Copied 2 pictures (1.5 kB), 1 PDF file (400 kB)")
    );
}
