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
            ] {
                visitor.open(spelling).await;
                visitor.sees_title("Plier l’été").await;
                visitor.is_at("/posts/plier-l-ete/").await;
            }
        });
    }
}
