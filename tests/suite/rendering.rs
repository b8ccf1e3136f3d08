//! The app renders natively: home, post and category as HTML, by the same components as in the browser.

use crate::blog::Blog;

fn blog() -> Blog {
    Blog::new()
        .file(
            "assets/cover.svg",
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"/>"#,
        )
        .post(
            "premier",
            "2020-04-11",
            "categories: [métier]\nfeatured: true\ncover_image: /assets/cover.svg\nexcerpt: Un *extrait*.",
        )
        .post("second", "2021-05-01", "categories: [métier, lecture]\ntags: [papier]")
        .post("troisieme", "2022-06-02", "lang: en")
        .post("quatrieme", "2023-06-02", "")
        .file(
            "pages/about.md",
            "---\ntitle: À propos\n---\nQui *nous* sommes. [Premier](../posts/premier.md)\n",
        )
}

/// Part of a page between two marks.
fn between<'page>(page: &'page str, start: &str, end: &str) -> &'page str {
    let from = page.find(start).map_or(0, |at| at + start.len());
    let to = page[from..].find(end).map_or(page.len(), |at| from + at);
    &page[from..to]
}

fn main_of(page: &str) -> String {
    between(page, "<main", "</main>").replace("><", ">\n<")
}

#[test]
fn home_shows_the_featured_posts_and_the_newest() {
    let blog = blog();
    blog.publish();
    insta::assert_snapshot!(main_of(&blog.read("index.html")));
    let older = blog.read("older/1/index.html");
    let title = "<title>Billets plus anciens · 11 avril 2020 – 1er mai 2021 · Carnet</title>";
    assert!(older.contains(title), "{older}");
    assert!(main_of(&older).contains("/posts/second/"));
    assert!(!main_of(&older).contains("À la une"));
}

#[test]
fn a_post_shows_its_text_and_its_neighbors() {
    let blog = blog();
    blog.publish();
    insta::assert_snapshot!(main_of(&blog.read("posts/premier/index.html")));
}

#[test]
fn a_category_shows_its_name_as_written_and_its_posts() {
    let blog = blog();
    blog.publish();
    insta::assert_snapshot!(main_of(&blog.read("categories/metier/index.html")));
}

#[test]
fn every_kind_of_page_has_its_own_head() {
    let blog = blog();
    blog.publish();
    for (file, title, canonical) in [
        ("index.html", "Carnet", "https://example.org/"),
        (
            "older/1/index.html",
            "Billets plus anciens · 11 avril 2020 – 1er mai 2021 · Carnet",
            "https://example.org/older/1/",
        ),
        (
            "posts/premier/index.html",
            "premier · Carnet",
            "https://example.org/posts/premier/",
        ),
        (
            "categories/metier/index.html",
            "métier · Carnet",
            "https://example.org/categories/metier/",
        ),
        (
            "categories/index.html",
            "Catégories · Carnet",
            "https://example.org/categories/",
        ),
        (
            "tags/papier/index.html",
            "papier · Carnet",
            "https://example.org/tags/papier/",
        ),
        (
            "archive/index.html",
            "Tous les billets · Carnet",
            "https://example.org/archive/",
        ),
        ("about/index.html", "À propos · Carnet", "https://example.org/about/"),
    ] {
        let page = blog.read(file);
        assert_eq!(between(&page, "<title>", "</title>"), title, "{file}");
        assert_eq!(between(&page, "rel=\"canonical\" href=\"", "\""), canonical, "{file}");
    }
    let post = blog.read("posts/premier/index.html");
    assert_eq!(between(&post, "name=\"description\" content=\"", "\""), "Un extrait.");
    let missing = blog.read("404.html");
    assert_eq!(between(&missing, "<title>", "</title>"), "Page introuvable · Carnet");
    assert!(!missing.contains("canonical"));
}

#[test]
fn the_language_of_a_post_is_told_where_it_differs() {
    let blog = blog();
    blog.publish();
    assert!(blog.read("posts/premier/index.html").contains("<html lang=\"fr\""));
    let english = blog.read("posts/troisieme/index.html");
    assert!(english.contains("<html lang=\"en\""));
    assert!(english.contains("<p class=\"post-meta\">"), "{english}");
}

#[test]
fn below_a_base_path_every_address_begins_with_it() {
    let blog = blog().based("/sub/");
    blog.publish();
    for file in ["index.html", "posts/premier/index.html", "about/index.html", "404.html"] {
        let page = blog.read(file);
        assert!(page.contains("data-base=\"/sub/\""), "{file}");
        for attribute in ["href=\"", "src=\""] {
            for rest in page.split(attribute).skip(1) {
                let address = rest.split('"').next().unwrap_or_default();
                let fine = ["/sub/", "https://example.org/sub/", "#", "data:"];
                assert!(fine.iter().any(|start| address.starts_with(start)), "{file}: {address}");
            }
        }
    }
}

#[test]
fn emphasis_beside_cjk_characters_needs_no_blanks_unless_turned_off() {
    for (extras, expected) in [
        ("", "<strong>重要：</strong>これ"),
        ("extras: { cjk_emphasis: false }\n", "**重要：**これ"),
    ] {
        let blog = Blog::new()
            .file(
                "site.yaml",
                format!("title: A\nlanguage: ja\nurl: https://example.org/\n{extras}"),
            )
            .file("posts/a.md", "---\ntitle: A\ndate: 2024-05-01\n---\n**重要：**これ\n");
        let published = blog.publish();
        assert!(published.findings.is_empty(), "{:?}", published.findings);
        for file in ["posts/a/index.html", "feed.json"] {
            assert!(blog.read(file).contains(expected), "{extras}{file}");
        }
    }
}
