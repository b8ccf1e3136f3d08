//! Other spellings of an address.

use crate::harness::{BASES, Content, Journey};

/// A visitor may type any of these.
const SPELLINGS: [&str; 8] = [
    "/categories/metier/",
    "/categories/metier",
    "/categories/metier/index.html",
    "/categories/métier/",
    "/categories/m%C3%A9tier/",
    "/categories/me%CC%81tier/",
    "/categories/M%C3%89TIER/",
    "/categories/M%C3%A9tier",
];

#[test]
fn every_spelling_of_a_category_leads_to_its_one_address() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            // The host knows one spelling only.
            visitor.expect_error("404");
            for spelling in SPELLINGS {
                visitor.open(spelling).await;
                visitor.sees_title("métier").await;
                visitor.is_at("/categories/metier/").await;
                visitor.sees("main", "Plier l’été").await;
                visitor.finds("document.title", "métier · Feuillet").await;
            }
        });
    }
}

#[test]
fn the_one_address_replaces_the_other_spelling_in_the_history() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.expect_error("404");
        visitor.open("/").await;
        visitor.open("/categories/m%C3%A9tier/").await;
        visitor.is_at("/categories/metier/").await;
        visitor.follow("Plier l’été").await;
        visitor.is_at("/posts/plier-l-ete/").await;
        visitor.back().await;
        visitor.sees_title("métier").await;
        visitor.back().await;
        visitor.is_at("/").await;
        visitor.sees_title("Feuillet").await;
    });
}

#[test]
fn a_post_opens_under_the_names_of_its_file_too() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.expect_error("404");
            for spelling in [
                "/posts/plier-l-ete",
                "/posts/plier-l-ete.md",
                "/posts/plier-l-ete.html",
                "/posts/Plier%20l%27%C3%A9t%C3%A9/",
                "/POSTS/Plier-L-Ete/",
                "/posts/%70lier-l-ete/",
            ] {
                visitor.open(spelling).await;
                visitor.sees_title("Plier l’été").await;
                visitor.is_at("/posts/plier-l-ete/").await;
            }
        });
    }
}

#[test]
fn numbers_of_pages_that_count_from_the_newest_post_lead_to_the_same_posts() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.expect_error("404");
        for (spelling, address, text) in [
            ("/page/2/", "/older/2/", "There is a shelf"),
            ("/page/3/", "/older/1/", "A page is a sheet, folded"),
            ("/archive/page/1/", "/archive/", "A page is a sheet, folded"),
            (
                "/authors/leonie-valcourt/page/3",
                "/authors/leonie-valcourt/older/1/",
                "A page is a sheet",
            ),
        ] {
            visitor.open(spelling).await;
            visitor.is_at(address).await;
            visitor.sees("main", text).await;
        }
    });
}

#[test]
fn an_old_address_leads_on_by_its_page_and_within_the_reader() {
    for base in BASES {
        let content = Content::empty()
            .with(
                "posts/now.md",
                "---\ntitle: Now\ndate: 2024-05-01\naliases: [/2020/before/, /posts/before/, /old.html]\n---\nText.\n",
            )
            .with("posts/other.md", "---\ntitle: Other\ndate: 2024-05-02\n---\nText.\n");
        Journey::through(content).below(base).walk(async |visitor| {
            for old in ["/2020/before/", "/posts/before/", "/old.html"] {
                visitor.load(old).await;
                visitor.sees_title("Now").await;
                visitor.is_at("/posts/now/").await;
            }
            visitor.open("/posts/other/").await;
            visitor.mark_page().await;
            visitor.follow_to("/posts/before/").await;
            visitor.sees_title("Now").await;
            visitor.is_at("/posts/now/").await;
            visitor.is_on_marked_page().await;
            // There is no such document, which the browser says.
            visitor.expect_error("404");
            // Only the host knows this one.
            visitor.follow_to("/2020/before/").await;
            visitor.sees_title("Now").await;
            visitor.is_at("/posts/now/").await;
        });
    }
}

/// Addresses that try to make the reader fetch from elsewhere, or from outside of the blog.
const HOSTILE: [&str; 12] = [
    "/posts/https:%2F%2Fevil.example%2Fx/",
    "/posts/..%2f..%2f..%2fetc%2fpasswd/",
    "/posts/%2f%2fevil.example%2fx/",
    "/posts/%5c%5cevil.example%5cx/",
    "/posts/%2e%2e%2fsecret/",
    "/%2f%2fevil.example/",
    "/%5cevil.example/",
    "/posts/data:text%2Fhtml,x/",
    "/posts/a%00b/",
    "/?//evil.example/x.md",
    "/?p=https://evil.example/x.md#//evil.example/y.md",
    "/#/../../evil.example/x.md",
];

#[test]
fn no_address_makes_the_reader_fetch_from_elsewhere() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.expect_error("40");
            for address in HOSTILE {
                visitor.load(address).await;
                visitor.finds("document.querySelectorAll('h1').length", 1).await;
                // A host may refuse such an address itself, with a page of its own.
                if visitor.ask("document.getElementById('feuillet') !== null").await == true {
                    visitor.until_alive().await;
                }
                let outside = "performance.getEntriesByType('resource').map(file => new URL(file.name)) \
                               .filter(url => url.origin !== location.origin || \
                                   !url.pathname.startsWith(document.documentElement.dataset.base ?? '/')) \
                               .map(url => url.href)";
                let fetched = visitor.ask(outside).await;
                assert_eq!(fetched, serde_json::json!([]), "{address}");
            }
        });
    }
}
