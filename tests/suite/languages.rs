//! Blogs in several languages and scripts, as visitors see them.

use crate::blog::Blog;
use crate::check::{drawn, found};

/// A blog whose settings are these.
fn blog(settings: &str) -> Blog {
    Blog::bare().file("site.yaml", settings)
}

/// Checks that a published text contains all of these parts.
#[track_caller]
fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}

#[test]
fn french_print_is_in_what_is_published_of_french_documents() {
    let french = "---\ntitle: Qui ?\ndate: 2024-05-01\n---\nToi ! `a ? b`\n";
    let english = "---\ntitle: Who ?\ndate: 2024-05-02\nlang: en\n---\nYou ! `a ? b`\n";
    let blog = |settings: &str| {
        let blog = blog(settings)
            .file("posts/qui.md", french)
            .file("posts/who.md", english);
        blog.publish();
        blog
    };
    let printed = blog("title: « Carnet »\ndescription: Quoi ?\nlanguage: fr\ntypography: french\n");
    let markdown = printed.read("content/posts/qui.md");
    assert_eq!(
        markdown,
        "---\ntitle: \"Qui\u{202f}?\"\ndate: 2024-05-01\n---\nToi\u{202f}! `a ? b`\n"
    );
    holds(
        &printed.read("posts/qui/index.html"),
        &["Qui\u{202f}?</h1>", "Toi\u{202f}! <code>a ? b</code>"],
    );
    holds(
        &printed.read("index.html"),
        &[
            ">Quoi\u{202f}?</p>",
            ">«\u{202f}Carnet\u{202f}»</h1>",
            ">Toi\u{202f}! a ? b</p>",
        ],
    );
    assert_eq!(printed.read("content/posts/who.md"), english);
    // Nobody asked for it.
    let plain = blog("title: Carnet\nlanguage: fr\n");
    assert_eq!(plain.read("content/posts/qui.md"), french);
}

#[test]
fn texts_in_lists_run_their_own_way() {
    let posts = |language: &str| {
        let blog = blog(&format!("title: A\nlanguage: {language}\n"))
            .post("told", "2024-01-01", "lang: ar\ntags: [العربية]")
            .post("untold", "2024-01-02", "categories: [C++]")
            .file("posts/arabic.md", "---\ntitle: Astro بالعربية\ndate: 2024-01-03\n---\n");
        blog.publish();
        blog
    };
    let french = posts("fr");
    let home = french.read("index.html");
    holds(
        &home,
        &[
            "<h3 lang=\"ar\" dir=\"rtl\" class=\"post-card-title\"><a href=\"/posts/told/\">",
            "<h3 class=\"post-card-title\"><a href=\"/posts/untold/\">",
            "<h3 dir=\"auto\" class=\"post-card-title\"><a href=\"/posts/arabic/\">",
            "\">C++</a>",
        ],
    );
    let told = french.read("posts/told/index.html");
    holds(
        &told,
        &[
            "<html lang=\"ar\" dir=\"rtl\"",
            "<header lang=\"fr\" dir=\"ltr\" class=\"site-header\">",
            "<footer dir=\"ltr\" lang=\"fr\" class=\"site-footer\">",
            "dir=\"auto\">العربية</a>",
        ],
    );
    let arabic = posts("ar").read("index.html");
    holds(
        &arabic,
        &[
            "<h3 dir=\"ltr\" class=\"post-card-title\"><a href=\"/posts/untold/\">",
            "<h3 class=\"post-card-title\"><a href=\"/posts/arabic/\">",
            "dir=\"ltr\">C++</a>",
        ],
    );
}

#[test]
fn a_persian_blog_may_count_its_days_by_the_persian_calendar() {
    let blog = blog("title: A\nlanguage: fa\ncalendar: persian\n")
        .post("before", "2024-03-19", "")
        .post("after", "2024-03-20", "");
    blog.publish();
    holds(
        &blog.read("archive/index.html"),
        &[
            "<h2>۱۴۰۳</h2>",
            "<h2>۱۴۰۲</h2>",
            "<time datetime=\"2024-03-19\">۲۹ اسفند</time>",
        ],
    );
    holds(
        &blog.read("posts/after/index.html"),
        &["<time datetime=\"2024-03-20\">۱ فروردین ۱۴۰۳</time>"],
    );
}

#[test]
fn terms_and_the_menu_are_in_the_order_that_readers_expect() {
    let blog = blog("title: A\nlanguage: fr\n")
        .post(
            "a",
            "2024-01-01",
            "tags: [zèbre, Été, étoile, Eau, chapitre 10, chapitre 2]",
        )
        .file("pages/a.md", "---\ntitle: Zut\n---\nA")
        .file("pages/b.md", "---\ntitle: Éditeur\n---\nB");
    blog.publish();
    let page = blog.read("tags/index.html");
    let order = ["chapitre 2", "chapitre 10", "Eau", "Été", "étoile", "zèbre"];
    let places: Vec<usize> = order
        .iter()
        .map(|name| page.find(&format!(">{name}</a>")).unwrap())
        .collect();
    assert!(places.is_sorted(), "{page}");
    assert!(page.find(">Éditeur</a>").unwrap() < page.find(">Zut</a>").unwrap());
}

#[test]
fn words_of_the_interface_that_the_settings_get_wrong_are_told_where_they_stand() {
    let blog = Blog::bare()
        .file(
            "site.yaml",
            "title: A\nlanguage: fr\nwords:\n  tagz: Sujets\n  tags: Sujets\n  part_of: \"{part} / {count}\"\n  retry:\n    \
             other: Encore\n  post_count:\n    one: un article\n    twoo: deux\n",
        )
        .file("posts/a.md", "---\ntitle: A\ndate: 2024-01-01\n---\nText.\n");
    insta::assert_snapshot!(drawn(&blog));
}

#[test]
fn words_that_a_language_lacks_are_told() {
    let blog = |settings: &str| {
        Blog::bare()
            .file("site.yaml", settings)
            .file("posts/a.md", "---\ntitle: A\ndate: 2024-01-01\n---\nText.\n")
    };
    holds(
        &drawn(&blog("title: A\nlanguage: ru\nwords:\n  tags: Темы\n")),
        &[
            "warning[settings]: missing words of the interface in `ru`: `alert_caution`, `alert_important`, `alert_note` and ",
        ],
    );
    assert_eq!(found(&blog("title: A\nlanguage: ar-EG\n")), [""; 0]);
}
