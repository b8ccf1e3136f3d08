//! Lists and what leads from post to post: terms that are described, series, authors, languages, related posts.

use std::fs;

use serde_json::Value;

use crate::blog::{Blog, told};
use crate::incremental::{check_against_fresh, rewritten, settle};

/// A published JSON file.
#[track_caller]
fn json(blog: &Blog, name: &str) -> Value {
    serde_json::from_str(&blog.read(name)).expect("JSON")
}

/// The slugs of the posts that a post names as related.
fn related(blog: &Blog, slug: &str) -> Vec<String> {
    let context = json(blog, &format!("data/post/{slug}.json"));
    let posts = context["related"].as_array().cloned().unwrap_or_default();
    posts
        .iter()
        .map(|post| post["slug"].as_str().unwrap_or_default().to_owned())
        .collect()
}

fn has_file_in(blog: &Blog, folder: &str) -> bool {
    blog.tree().iter().any(|(name, _)| name.starts_with(folder))
}

#[test]
fn a_term_is_described_by_a_file_of_its_own() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "categories: [métier]\nslug: premier")
        .post("b", "2021-01-01", "categories: [métier]")
        .post("c", "2022-01-01", "categories: [métier]")
        .post("d", "2023-01-01", "categories: [métier]")
        .file(
            "categories/métier.md",
            "---\ntitle: Le métier\ndescription: Ce que font les mains.\n---\n# Le métier\n\nVoir *[le premier](../posts/a.md)*.\n\n\
             <p style=\"color:red\">x</p><script>alert(1)</script>\n",
        );
    let published = blog.publish();
    let told = told(&published);
    assert!(told.len() == 1 && told[0].contains("`<script>`"), "{told:?}");
    let page = blog.read("categories/metier/index.html");
    assert!(page.contains("<title>Le métier · Carnet</title>"), "{page}");
    assert!(page.contains(r#"<meta name="description" content="Ce que font les mains.">"#));
    assert!(page.contains(r#"<em><a href="/posts/premier/">le premier</a></em>"#));
    assert_eq!(
        page.matches("<h1").count(),
        1,
        "the heading that repeats the title is left out"
    );
    assert!(!page.contains("alert(1)") && page.contains("data-style"));
    assert!(blog.read("categories/metier/styles.css").contains("red"));
    let second = blog.read("categories/metier/older/1/index.html");
    assert!(second.contains("Le métier") && !second.contains("Voir") && !second.contains("Ce que font les mains"));
    assert!(blog.read("categories/index.html").contains(">Le métier</a>"));
    // Posts name it as they spell it, and the file is nothing else.
    assert!(blog.read("posts/b/index.html").contains(">métier</a>"));
    assert!(!blog.has("categories/métier.md") && !has_file_in(&blog, "content/categories"));
}

#[test]
fn a_term_without_an_intro_shows_its_description() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "tags: [x]")
        .file("tags/x.md", "---\ndescription: Of *x*.\n---\n");
    blog.publish();
    let page = blog.read("tags/x/index.html");
    assert!(
        page.contains(r#"<p class="lede">Of x.</p>"#) && !page.contains("class=\"intro\""),
        "{page}"
    );
}

#[test]
fn a_term_of_a_hugo_blog_is_described_where_hugo_has_it() {
    let blog = Blog::bare()
        .file("hugo.toml", "title = 'H'\nlanguageCode = 'en'\n")
        .file(
            "content/posts/a.md",
            "+++\ntitle = 'A'\ndate = 2020-01-01\ncategories = ['on the road']\nseries = ['S']\n+++\nText.\n",
        )
        .file(
            "content/categories/on-the-road/_index.md",
            "+++\ntitle = 'Travelling'\n+++\nSee [this]({{< relref \"a.md\" >}}).\n",
        )
        .file("content/tags/gone/_index.md", "+++\ntitle = 'Gone'\n+++\nText.\n");
    let published = blog.publish();
    assert!(published.findings.is_empty(), "{:?}", told(&published));
    let page = blog.read("categories/on-the-road/index.html");
    assert!(
        page.contains("Travelling") && page.contains("See <a href=\"/posts/a/\">this</a>"),
        "{page}"
    );
    assert!(blog.has("series/s/index.html") && !blog.has("tags"));
}

#[test]
fn texts_on_terms_that_no_post_has_are_told() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "categories: [voyages]")
        .file("categories/voyage.md", "Text.\n")
        .file("categories/Voyages.markdown", "[gone](../posts/gone.md)\n")
        .file("categories/voyages.md", "Text.\n")
        .file("authors/nobody.md", "Text.\n");
    insta::assert_snapshot!(told(&blog.publish()).concat());
}

#[test]
fn a_text_on_a_term_is_published_anew_when_it_changes() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "categories: [x]")
        .file("categories/x.md", "One.\n");
    settle(&blog);
    let blog = blog.file("categories/x.md", "Two.\n");
    blog.publish();
    let rewritten = rewritten(&blog);
    for name in ["categories/x/index.html", "data/categories/x/1.json"] {
        assert!(rewritten.iter().any(|path| path == name), "{rewritten:?}");
    }
    assert!(
        !rewritten.iter().any(|path| path == "posts/a/index.html"),
        "{rewritten:?}"
    );
    check_against_fresh(&blog, &blog.options(), "a changed text on a term");
    fs::remove_file(blog.path("content/categories/x.md")).unwrap();
    blog.publish();
    check_against_fresh(&blog, &blog.options(), "no text on a term");
}

#[test]
fn the_parts_of_a_series_are_read_one_after_the_other() {
    let blog = Blog::new()
        .post("three", "2022-01-01", "series: A sheet, folded")
        .post("one", "2020-01-01", "series: [A sheet, folded]\nslug: one")
        .post("two", "2021-01-01", "series: A sheet, folded")
        .post("deux", "2021-01-02", "series: A sheet, folded\nlang: en")
        .post("alone", "2021-01-03", "series: Alone");
    // A list of two, as YAML takes it; so each part says it in a text.
    let blog = blog.file(
        "posts/one.md",
        "---\ntitle: one\ndate: 2020-01-01\nseries: \"A sheet, folded\"\n---\nText.\n",
    );
    blog.publish();
    let list = json(&blog, "data/series/a-sheet-folded/1.json");
    let first: Vec<&str> = list["posts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|post| post["slug"].as_str().unwrap())
        .collect();
    assert_eq!((first, list["place"]["total"].as_u64()), (vec!["one", "two"], Some(4)));
    let second = blog.read("posts/two/index.html");
    let place = r#"<a href="/series/a-sheet-folded/">Partie 2 sur 3 de A sheet, folded</a>"#;
    assert!(second.contains(place), "{second}");
    for (label, slug) in [("Partie précédente", "one"), ("Partie suivante", "three")] {
        let rel = if slug == "one" { "prev" } else { "next" };
        let link = format!(r#"rel="{rel}" href="/posts/{slug}/""#);
        assert!(second.contains(label) && second.contains(&link), "{label}: {second}");
    }
    // A translation of a part is no further part, and one part is no series.
    assert!(
        !blog.read("posts/deux/index.html").contains("Partie")
            && !blog.read("posts/alone/index.html").contains("Partie")
    );
    assert!(blog.has("series/index.html") && blog.has("series/alone/index.html"));
}

#[test]
fn names_stand_in_a_row_as_the_language_has_it() {
    let blog =
        Blog::new()
            .file("site.yaml", "title: x\nlanguage: ja\n")
            .post("a", "2020-01-01", "authors: [Bo, Cy, Ann]");
    blog.publish();
    let page = blog.read("posts/a/index.html");
    assert!(page.contains("Bo</a>、<a") && page.contains("Cy</a>、<a"), "{page}");
}

#[test]
fn authors_have_pages_where_there_are_several() {
    let single = Blog::new()
        .post("a", "2020-01-01", "author: Ann")
        .post("b", "2020-01-02", "author: [Ann]");
    single.publish();
    assert!(!single.has("authors") && !single.has("data/authors"));
    assert!(single.read("posts/a/index.html").contains("Par Ann"));

    let several = Blog::new()
        .file(
            "site.yaml",
            "title: Carnet\nlanguage: en\nauthor: Ann\nurl: https://example.org/\n",
        )
        .post("a", "2020-01-01", "")
        .post("b", "2020-01-02", "authors: [Bo, \"Cy, Jr.\", Ann]")
        .post("c", "2020-01-03", "author: Élodie");
    several.publish();
    let page = several.read("posts/b/index.html");
    let names = "By <a rel=\"author\" href=\"/authors/bo/\">Bo</a>, <a rel=\"author\" href=\"/authors/cy-jr/\">Cy, Jr.</a> and \
                 <a rel=\"author\" href=\"/authors/ann/\">Ann</a>";
    assert!(page.contains(names), "{page}");
    assert!(page.contains(r#""author":[{"@type":"Person","name":"Bo"},{"@type":"Person","name":"Cy, Jr."},{"#));
    assert_eq!(page.matches("property=\"article:author\"").count(), 3);
    // Posts that name nobody are the blog's author's.
    assert!(
        several
            .read("posts/a/index.html")
            .contains("By <a rel=\"author\" href=\"/authors/ann/\">Ann</a>")
    );
    assert!(several.read("authors/ann/index.html").contains("2 posts"));
    assert!(several.has("authors/elodie/index.html") && several.has("authors/Élodie/index.html"));
    let feed = several.read("feed.json");
    assert!(
        feed.contains(r#""authors":[{"name":"Bo"},{"name":"Cy, Jr."},{"name":"Ann"}]"#),
        "{feed}"
    );
    assert!(!feed.contains("\"tags\""), "authors are no tags");
}

#[test]
fn each_language_of_the_posts_has_a_list() {
    let single = Blog::new()
        .post("a", "2020-01-01", "lang: fr")
        .post("b", "2020-01-02", "");
    single.publish();
    assert!(!single.has("languages"));

    let blog = Blog::new()
        .post("a", "2020-01-01", "")
        .post("b", "2020-01-02", "lang: pt-BR");
    blog.publish();
    let list = blog.read("languages/pt-br/index.html");
    assert!(
        list.contains("<bdi lang=\"pt-br\">Português (BR)</bdi>") && list.contains("/posts/b/"),
        "{list}"
    );
    assert!(!list.contains("href=\"/posts/a/\""));
    let link = r#"<a href="/languages/pt-br/" lang="pt-br" hreflang="pt-br">Português (BR)</a>"#;
    for page in ["index.html", "archive/index.html", "languages/index.html"] {
        assert!(blog.read(page).contains(link), "{page}");
    }
    assert!(
        blog.read("index.html")
            .contains(r#"<a href="/languages/fr/">Français</a>"#)
    );
    assert!(!blog.has("languages/Français/index.html"));
}

#[test]
fn related_posts_share_the_rarest_terms() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "tags: [common, rare]")
        .post("near", "2020-01-02", "tags: [common]")
        .post("b", "2020-01-03", "tags: [common, rare]")
        .post("english", "2020-01-04", "tags: [common, rare]\nlang: en")
        .post("far", "2020-01-05", "tags: [common]\ncategories: [else]")
        .post("other", "2020-01-06", "tags: [Rare]")
        .post("alone", "2020-01-07", "categories: [alone]")
        .post("plain", "2020-01-08", "");
    blog.publish();
    assert_eq!(related(&blog, "a"), ["b", "other", "near"]);
    // Of those that share as much, older ones come first: a later post seldom takes their place.
    assert_eq!(related(&blog, "near"), ["a", "b", "far"]);
    for slug in ["english", "alone", "plain"] {
        assert!(related(&blog, slug).is_empty(), "{slug}");
    }
    let page = blog.read("posts/a/index.html");
    assert!(
        page.contains("Sur le même sujet") && page.contains("3 janvier 2020"),
        "{page}"
    );
}

#[test]
fn the_parts_beside_a_post_are_not_among_its_related_posts() {
    let mut blog = Blog::new();
    for number in 1..=5 {
        blog = blog.post(
            &format!("p{number}"),
            &format!("2020-01-0{number}"),
            "series: S\ntags: [t]",
        );
    }
    blog.publish();
    assert_eq!(related(&blog, "p3"), ["p1", "p5"]);
    assert_eq!(related(&blog, "p1"), ["p3", "p4", "p5"]);
}

#[test]
fn a_new_post_changes_what_is_related_as_a_publish_from_nothing_would() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "tags: [x]\nseries: S\nauthor: Ann")
        .post("b", "2020-01-02", "tags: [x, y]")
        .post("c", "2020-01-03", "tags: [y]\nseries: S");
    settle(&blog);
    let blog = blog.post("d", "2020-01-04", "tags: [x]\nseries: S\nlang: en\nauthor: Bo");
    blog.publish();
    check_against_fresh(
        &blog,
        &blog.options(),
        "a new post in another language, by another author",
    );
    let blog = blog.post("e", "2019-01-04", "tags: [x]\nseries: S");
    blog.publish();
    assert_eq!(related(&blog, "a"), ["b"]);
    check_against_fresh(&blog, &blog.options(), "a new first part");
    fs::remove_file(blog.path("content/posts/d.md")).unwrap();
    blog.publish();
    assert!(!has_file_in(&blog, "authors") && !has_file_in(&blog, "languages"));
    check_against_fresh(&blog, &blog.options(), "one author and one language again");
}

#[test]
fn texts_lead_to_their_files_where_the_settings_say_so() {
    let settings =
        "title: Carnet\nlanguage: en\nedit: https://example.org/edit/{path}\nsource: https://example.org/raw/{path}\n";
    let blog = Blog::new()
        .file("site.yaml", settings)
        .file("posts/2020/à lire.md", "---\ntitle: A\n---\nText.\n")
        .file("pages/about.md", "---\ntitle: About\n---\nText.\n");
    blog.publish();
    let post = blog.read("posts/a-lire/index.html");
    let edit = r#"<a href="https://example.org/edit/posts/2020/%C3%A0%20lire.md">Edit this page</a>"#;
    assert!(post.contains(edit) && post.contains(">View source</a>"), "{post}");
    assert!(
        blog.read("about/index.html")
            .contains("https://example.org/raw/pages/about.md")
    );
    // A file that exists only in the published folder has no source to edit.
    blog.write("out/content/posts/dropped.md", "---\ntitle: D\n---\nText.\n");
    blog.publish();
    assert!(!blog.read("posts/dropped/index.html").contains("Edit this page"));
    let without = Blog::new().post("a", "2020-01-01", "");
    without.publish();
    assert!(!without.read("data/post/a.json").contains("edit"));
}

#[test]
fn the_archive_leads_to_each_of_many_years() {
    let mut blog = Blog::new();
    for year in 2019..=2022 {
        blog = blog.post(&format!("p{year}"), &format!("{year}-01-01"), "");
    }
    blog.publish();
    let archive = blog.read("archive/index.html");
    assert!(archive.contains(r#"<a href="/archive/#2019">2019</a>"#), "{archive}");
    assert!(archive.contains(r#"id="2019""#));
    fs::remove_file(blog.path("content/posts/p2019.md")).unwrap();
    blog.publish();
    assert!(!blog.read("archive/index.html").contains("#2020"));
}

#[test]
fn older_posts_are_numbered_from_the_oldest_and_lead_both_ways() {
    let mut blog = Blog::new();
    for number in 10..=25 {
        blog = blog.post(&format!("p{number}"), &format!("2020-01-{number}"), "");
    }
    blog.publish();
    let page = blog.read("older/3/index.html");
    for part in [
        "<title>Billets plus anciens · 14 janvier 2020 – 15 janvier 2020 · ",
        "/posts/p15/",
        r#"<a rel="prev" href="/older/4/""#,
        r#"<a href="/">"#,
        r#"<a rel="next" href="/older/2/""#,
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let home = blog.read("index.html");
    assert!(home.contains(r#"<a rel="next" href="/older/7/""#), "{home}");
    let (newest, oldest) = (blog.read("older/7/index.html"), blog.read("older/1/index.html"));
    assert!(newest.contains(r#"<a rel="prev" href="/""#), "{newest}");
    assert!(!oldest.contains(r#"rel="next""#), "{oldest}");
    assert!(!blog.has("older/8") && !blog.has("page"));
}

#[test]
fn a_blog_without_posts_says_so_and_has_no_empty_indexes() {
    let blog = Blog::new();
    blog.publish();
    assert!(blog.read("index.html").contains("Rien n’a encore été publié ici."));
    for folder in ["categories", "tags", "series", "authors", "languages"] {
        assert!(!blog.has(folder), "{folder}");
    }
}

#[test]
fn a_page_named_like_an_index_gives_way_and_is_told() {
    let blog = Blog::new().file("pages/authors.md", "---\ntitle: Authors\n---\nText.\n");
    let told = told(&blog.publish()).concat();
    assert!(
        told.contains("address `authors` is already used by the blog itself"),
        "{told}"
    );
    assert!(blog.has("authors-2/index.html"));
}
