//! Contents of `<head>`, by kind of page.

use crate::blog::{Blog, told};

fn blog() -> Blog {
    Blog::new()
        .file(
            "site.yaml",
            "title: Carnet\ndescription: Notes & \"marges\"\nlanguage: fr\nauthor: Ana\nurl: https://example.org/\npage_size: 2\n",
        )
        .file(
            "assets/cover.svg",
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"/>"#,
        )
        .post(
            "premier",
            "2020-04-11",
            concat!(
                "updated: 2020-05-01\ncategories: [métier, lecture]\ntags: [papier, 10 %]\nexcerpt: Un *extrait*.\n",
                "cover_image: /assets/cover.svg\ncover_alt: Une feuille\ntranslation_key: un"
            ),
        )
        .post("first", "2020-04-12", "lang: en\nauthor: Bo\ntranslationKey: un")
        .file("posts/sans-date.md", "---\ntitle: Sans date\n---\nTexte.\n")
        .file("posts/dernier.md", "---\ntitle: </script><!--\ndate: 2021-01-01\nlang: en\n---\nText.\n")
        .file("pages/about.md", "---\ntitle: À propos\n---\nQui *nous* sommes.\n")
}

/// The lines of a page's head that differ from page to page.
fn head(blog: &Blog, file: &str) -> String {
    let page = blog.read(file);
    let from = page.find("    <title>").expect("a title");
    let to = page.find("    <link rel=\"icon\"").expect("an icon");
    page[from..to].to_owned()
}

/// The values of an attribute in the elements that begin with `start`.
fn values(head: &str, start: &str) -> Vec<String> {
    let elements = head.lines().filter_map(|line| line.trim().strip_prefix(start));
    let value = |rest: &str| rest.split('"').next().unwrap_or_default().to_owned();
    elements.map(value).collect()
}

/// The JSON-LD of a head.
fn json_ld(head: &str) -> serde_json::Value {
    let start = "<script type=\"application/ld+json\">";
    let json = head.split(start).nth(1).and_then(|rest| rest.split("</script>").next());
    serde_json::from_str(json.unwrap_or("null")).expect("JSON")
}

#[test]
fn the_head_of_each_kind_of_page() {
    let blog = blog();
    let published = blog.publish();
    assert!(
        published.findings.is_empty() && published.notes.is_empty(),
        "{:?}",
        told(&published)
    );
    insta::assert_snapshot!("head_of_home", head(&blog, "index.html"));
    insta::assert_snapshot!("head_of_a_post", head(&blog, "posts/premier/index.html"));
    insta::assert_snapshot!("head_of_a_category", head(&blog, "categories/metier/index.html"));
    insta::assert_snapshot!("head_of_the_not_found_page", head(&blog, "404.html"));
}

#[test]
fn a_post_is_described_to_search_engines() {
    let blog = blog();
    blog.publish();
    for (file, kind, title, author, published) in [
        ("posts/premier", "BlogPosting", "premier", "Ana", Some("2020-04-11")),
        ("posts/first", "BlogPosting", "first", "Bo", Some("2020-04-12")),
        ("posts/sans-date", "BlogPosting", "Sans date", "Ana", None),
        (
            "posts/dernier",
            "BlogPosting",
            "</script><!--",
            "Ana",
            Some("2021-01-01"),
        ),
    ] {
        let json = json_ld(&head(&blog, &format!("{file}/index.html")));
        let post = &json["@graph"][0];
        assert_eq!(post["@type"], kind, "{file}");
        assert_eq!(post["headline"], title, "{file}");
        assert_eq!(post["author"]["name"], author, "{file}");
        assert_eq!(post["datePublished"].as_str(), published, "{file}");
        assert_eq!(
            post["mainEntityOfPage"],
            format!("https://example.org/{file}/"),
            "{file}"
        );
    }
}

#[test]
fn the_way_to_a_page_is_told_step_by_step() {
    let blog = blog();
    blog.publish();
    for (file, expected) in [
        (
            "posts/premier/",
            "Carnet > métier /categories/metier/ > premier /posts/premier/",
        ),
        ("posts/first/", "Carnet > first /posts/first/"),
        ("categories/metier/", "Carnet > métier /categories/metier/"),
        ("tags/10-percent/", "Carnet > 10 % /tags/10-percent/"),
        ("archive/", "Carnet > Tous les billets /archive/"),
        ("about/", "Carnet > À propos /about/"),
    ] {
        let json = json_ld(&head(&blog, &format!("{file}index.html")));
        let list = json["@graph"]
            .as_array()
            .and_then(|graph| graph.last())
            .expect("a list");
        assert_eq!(list["@type"], "BreadcrumbList", "{file}");
        let mut steps = Vec::new();
        for (index, step) in list["itemListElement"].as_array().expect("steps").iter().enumerate() {
            assert_eq!(step["position"], index + 1, "{file}");
            let path = step["item"]
                .as_str()
                .and_then(|item| item.strip_prefix("https://example.org"));
            let step = format!(
                "{} {}",
                step["name"].as_str().unwrap_or_default(),
                path.expect("an address")
            );
            steps.push(step.trim_end_matches(" /").to_owned());
        }
        assert_eq!(steps.join(" > "), expected, "{file}");
    }
}

#[test]
fn translations_name_each_other_and_themselves() {
    let blog = blog().file("pages/about-us.md", "---\ntitle: About\nlang: en\nref: un\n---\n");
    let blog = blog.file("pages/about.md", "---\ntitle: À propos\nref: un\n---\n");
    blog.publish();
    let french = "fr https://example.org/posts/premier/";
    let english = "en https://example.org/posts/first/";
    let default = "x-default https://example.org/posts/premier/";
    for (file, expected) in [
        ("posts/premier", vec![french, default, english]),
        ("posts/first", vec![english, french, default]),
        ("posts/dernier", vec![]),
        (
            "about",
            vec![
                "fr https://example.org/about/",
                "x-default https://example.org/about/",
                "en https://example.org/about-us/",
            ],
        ),
    ] {
        let head = head(&blog, &format!("{file}/index.html"));
        let start = "<link rel=\"alternate\" hreflang=\"";
        let addresses = head.lines().filter_map(|line| line.trim().strip_prefix(start));
        let told: Vec<String> = addresses
            .map(|rest| rest.trim_end_matches("\">").replace("\" href=\"", " "))
            .collect();
        assert_eq!(told, expected, "{file}");
    }
    let page = blog.read("posts/premier/index.html");
    let line = "Aussi en\u{a0}: <a href=\"/posts/first/\" lang=\"en\" hreflang=\"en\" title=\"first\">English</a>";
    assert!(page.contains(line), "{page}");
    assert!(blog.read("posts/first/index.html").contains(">Français</a></p>"));
    assert!(blog.read("about/index.html").contains(">English</a></p>"));
    assert!(!blog.read("posts/dernier/index.html").contains("Aussi en"));
}

#[test]
fn of_two_translations_into_one_language_the_first_counts_and_the_author_is_told() {
    let blog = blog().post("second", "2022-01-01", "lang: en\nref: un");
    let published = blog.publish();
    insta::assert_snapshot!(told(&published).concat(), @r"
    warning[translation]: duplicate translation in `en`: `posts/first.md` has the same key and is used instead
     --> posts/second.md:5:6
      |
    5 | ref: un
      |      ^^
      |
      = help: set a different `lang`, or remove the key from one of the two
    ");
    assert!(
        blog.read("posts/premier/index.html")
            .contains("hreflang=\"en\" title=\"first\"")
    );
    assert!(!blog.read("posts/second/index.html").contains("Aussi en"));
}

#[test]
fn below_a_base_path_addresses_are_whole_where_they_must_be() {
    let blog = blog().based("/sub/");
    blog.publish();
    let post = head(&blog, "posts/premier/index.html");
    for (start, expected) in [
        (
            "<link rel=\"canonical\" href=\"",
            "https://example.org/sub/posts/premier/",
        ),
        (
            "<meta property=\"og:url\" content=\"",
            "https://example.org/sub/posts/premier/",
        ),
        (
            "<meta property=\"og:image\" content=\"",
            "https://example.org/sub/assets/cover.svg",
        ),
        (
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Carnet\" href=\"",
            "/sub/feed.xml",
        ),
        ("<meta name=\"twitter:card\" content=\"", "summary_large_image"),
    ] {
        assert_eq!(values(&post, start), [expected], "{start}");
    }
}

#[test]
fn a_blog_that_does_not_know_its_address_names_no_whole_addresses() {
    let blog = blog().file("site.yaml", "title: Carnet\nlanguage: fr\n");
    let published = blog.publish();
    for file in [
        "index.html",
        "posts/premier/index.html",
        "categories/metier/index.html",
        "404.html",
    ] {
        let head = head(&blog, file);
        for absent in [
            "og:url",
            "og:image",
            "ld+json",
            "hreflang",
            "atom+xml",
            "feed+json",
            "://",
        ] {
            assert!(!head.contains(absent), "{file} has {absent}: {head}");
        }
    }
    let post = head(&blog, "posts/premier/index.html");
    assert_eq!(values(&post, "<link rel=\"canonical\" href=\""), ["/posts/premier/"]);
    assert_eq!(values(&post, "<meta property=\"og:title\" content=\""), ["premier"]);
    assert_eq!(values(&post, "<meta name=\"twitter:card\" content=\""), ["summary"]);
    for absent in [
        "feed.xml",
        "feed.json",
        "categories/metier/feed.xml",
        "sitemap.xml",
        "robots.txt",
    ] {
        assert!(!blog.has(absent), "{absent}");
    }
    assert_eq!(
        published.notes,
        ["Feeds and sitemap are not published: they need `url` in site.yaml"]
    );
}

#[test]
fn the_icon_for_phones_is_the_author_s_where_there_is_one() {
    let without = blog();
    without.publish();
    let link = r#"<link rel="apple-touch-icon" href="/icons/apple-touch-icon.png">"#;
    assert!(without.read("index.html").contains(link));
    let with = blog().file("apple-touch-icon.png", [0x89]);
    with.publish();
    let link = r#"<link rel="apple-touch-icon" href="/apple-touch-icon.png">"#;
    assert!(with.read("posts/first/index.html").contains(link));
}
