//! Tests of routes.

use super::*;

fn post(name: &str) -> Route {
    Route::Post { name: Slug::new(name) }
}

fn category(slug: &str, part: ListPart) -> Route {
    Route::Term {
        taxonomy: Taxonomy::Categories,
        slug: Slug::new(slug),
        part,
    }
}

#[test]
fn addresses_mean_routes() {
    for (path, expected) in [
        ("/", Some(Route::HOME)),
        ("/index.html", Some(Route::HOME)),
        (
            "/older/2/",
            Some(Route::Home {
                part: ListPart::Older(2),
            }),
        ),
        (
            "/page/2/",
            Some(Route::Home {
                part: ListPart::Page(2),
            }),
        ),
        ("/page/1/", Some(Route::HOME)),
        ("/page/0/", None),
        ("/older/0/", None),
        ("/categories/metier/newer/1/", None),
        ("/page/-1/", None),
        ("/posts/hello/", Some(post("hello"))),
        ("/posts/hello", Some(post("hello"))),
        ("/Posts/hello/", Some(post("hello"))),
        ("/posts/hello/index.html", Some(post("hello"))),
        ("/posts/hello.md", Some(post("hello"))),
        ("/posts/hello.md.md", Some(post("hello"))),
        ("/archive.md", None),
        ("/posts/notes-3.10/", Some(post("notes-3.10"))),
        ("/posts/Mon%20billet/", Some(post("Mon billet"))),
        ("/posts/", Some(Route::ARCHIVE)),
        ("/categories/metier/", Some(category("metier", ListPart::First))),
        ("/categories/m%C3%A9tier/", Some(category("metier", ListPart::First))),
        ("/categories/me%CC%81tier/", Some(category("metier", ListPart::First))),
        ("/categories/métier", Some(category("metier", ListPart::First))),
        (
            "/categories/M%C3%89TIER/page/3/",
            Some(category("metier", ListPart::Page(3))),
        ),
        (
            "/categories/",
            Some(Route::Terms {
                taxonomy: Taxonomy::Categories,
            }),
        ),
        ("/categories/!!!/", None),
        ("/tags/C++/", None),
        ("/tags/C%23/", None),
        ("/tags/C%2B%2B/older/1/", None),
        (
            "/archive/older/12/",
            Some(Route::Archive {
                part: ListPart::Older(12),
            }),
        ),
        (
            "/about/",
            Some(Route::Page {
                name: Slug::new("about"),
            }),
        ),
        (
            "/about",
            Some(Route::Page {
                name: Slug::new("about"),
            }),
        ),
        (
            "/v1.2/",
            Some(Route::Page {
                name: Slug::new("v1.2"),
            }),
        ),
        ("/series.md", None),
        ("/authors/portrait.jpg", None),
        ("/feed.xml", None),
        ("/posts/a.png", None),
        ("/posts/v1.2", Some(post("v1.2"))),
        ("/assets/img/a.svg", None),
        ("/content/posts/hello.md", None),
    ] {
        assert_eq!(Route::parse(path), expected, "{path}");
    }
}

#[test]
fn links_to_files_are_no_routes() {
    for (path, expected) in [
        ("/", Some(Route::HOME)),
        ("/posts/hello/", Some(post("hello"))),
        ("/categories/m%C3%A9tier/", Some(category("metier", ListPart::First))),
        ("/game", None),
        ("/LICENSE", None),
        ("/resume.html", None),
        ("/index.html", None),
        ("/posts/hello", None),
        ("/posts/hello.md", None),
        ("/tags/plan", None),
        ("/feed.xml", None),
        ("/talks/2024/", None),
        ("", None),
    ] {
        assert_eq!(Route::parse_link(path), expected, "{path}");
    }
}

#[test]
fn no_address_leads_out_of_the_blog() {
    for path in [
        "/posts/../secret/",
        "/posts/..%2f..%2fsecret/",
        "/posts/%2e%2e/",
        "/posts/a%5Cb/",
        "/posts/%00/",
        "/posts/https:%2F%2Fevil.example%2Fx/",
        "/posts/.hidden/",
        "/posts/m%E9tier/",
    ] {
        assert_eq!(Route::parse(path), None, "{path}");
    }
}

#[test]
fn canonical_paths_make_the_round_trip() {
    for path in [
        "/",
        "/page/2/",
        "/older/2/",
        "/posts/hello/",
        "/posts/Mon%20billet/",
        "/categories/metier/older/2/",
        "/series/a-sheet/page/2/",
        "/tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/",
        "/tags/",
        "/series/a-sheet/",
        "/authors/",
        "/languages/pt-br/page/2/",
        "/archive/",
        "/offline/",
        "/about/",
    ] {
        assert_eq!(Route::parse(path).unwrap().path(), path);
    }
}
