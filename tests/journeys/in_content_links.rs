//! Links that authors write into their posts: the reader follows them without loading a page.

use crate::harness::{BASES, Content, Journey, Visitor};

/// The post with the link, the link's text, the address it leads to, and the title there.
const LINKS: [(&str, &str, &str, &str); 6] = [
    (
        "/posts/the-night-train-library/",
        "folded three times",
        "/posts/a-page-is-a-sheet-folded/",
        "A page is a sheet, folded",
    ),
    (
        "/posts/sewing-without-glue/",
        "folded sheets",
        "/posts/a-page-is-a-sheet-folded/#sixteen",
        "A page is a sheet, folded",
    ),
    (
        "/posts/le-jardin-de-la-gare/",
        "dans un billet en anglais",
        "/posts/the-night-train-library/",
        "The night train library",
    ),
    (
        "/posts/a-short-note-on-bookmarks/",
        "a tenth of a long book",
        "/posts/dix-pour-cent/",
        "Les dix pour cent qu’on relit",
    ),
    (
        "/about/",
        "A page is a sheet, folded",
        "/posts/a-page-is-a-sheet-folded/",
        "A page is a sheet, folded",
    ),
    ("/mentions-legales/", "la page « About »", "/about/", "About"),
];

#[test]
fn links_in_texts_are_followed_without_loading_a_page() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            for (from, link, to, title) in LINKS {
                visitor.open(from).await;
                visitor.mark_page().await;
                visitor.follow(link).await;
                visitor.is_at(to).await;
                visitor.sees_title(title).await;
                visitor.is_on_marked_page().await;
            }
        });
    }
}

#[test]
fn the_head_of_the_document_follows_the_visitor() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.open("/posts/the-night-train-library/").await;
            visitor.mark_page().await;
            has_head(
                visitor,
                "en",
                "Ten hours, seven stations",
                "/posts/the-night-train-library/",
            )
            .await;
            visitor.follow("in French").await;
            visitor.sees_title("Le jardin de la gare").await;
            has_head(visitor, "fr", "Entre le quai", "/posts/le-jardin-de-la-gare/").await;
            visitor.back().await;
            visitor.sees_title("The night train library").await;
            has_head(
                visitor,
                "en",
                "Ten hours, seven stations",
                "/posts/the-night-train-library/",
            )
            .await;
            visitor.is_on_marked_page().await;
        });
    }
}

async fn has_head(visitor: &Visitor, language: &str, description: &str, path: &str) {
    visitor.finds("document.documentElement.lang", language).await;
    let meta = "document.querySelector('meta[name=description]').content";
    let starts = format!("{meta}.startsWith('{description}') || {meta}");
    visitor.finds(&starts, true).await;
    let canonical = format!("https://feuillet.example{}", visitor.path(path));
    visitor
        .finds("document.querySelector('link[rel=canonical]').href", canonical)
        .await;
}

#[test]
fn a_footnote_leads_there_and_back() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.open("/posts/less-and-more-marginalia/").await;
            visitor.mark_page().await;
            visitor.click_on("#fnref-2").await;
            visitor.is_at("/posts/less-and-more-marginalia/#fn-2").await;
            is_in_window(visitor, "fn-2").await;
            visitor.click_on("#fn-2 .footnote-back").await;
            visitor.is_at("/posts/less-and-more-marginalia/#fnref-2").await;
            is_in_window(visitor, "fnref-2").await;
            visitor.sees_title("\"Less & <more>\": on marginalia").await;
            visitor.is_on_marked_page().await;
        });
    }
}

async fn is_in_window(visitor: &Visitor, id: &str) {
    let place = format!("document.getElementById('{id}').getBoundingClientRect()");
    visitor
        .finds(
            &format!("(place => place.top >= 0 && place.bottom <= innerHeight)({place})"),
            true,
        )
        .await;
}
