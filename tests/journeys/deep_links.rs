//! Deep links: each kind of page opened by its address alone.

use serde_json::json;

use crate::harness::{BASES, Content, Journey, Visitor};

/// Expected content of a page.
pub(crate) struct Page {
    pub(crate) path: &'static str,
    /// Title of the tab.
    pub(crate) title: &'static str,
    pub(crate) heading: &'static str,
    pub(crate) language: &'static str,
    /// Somewhere in the main part.
    pub(crate) text: &'static str,
}

pub(crate) const PAGES: [Page; 17] = [
    Page {
        path: "/",
        title: "Feuillet",
        heading: "Feuillet",
        language: "en",
        text: "There is a shelf at the end of coach 14",
    },
    Page {
        path: "/older/1/",
        title: "Older posts · 14 March 2022 – 2 October 2023 · Feuillet",
        heading: "Older posts",
        language: "en",
        text: "A page is a sheet, folded",
    },
    Page {
        path: "/posts/the-night-train-library/",
        title: "The night train library · Feuillet",
        heading: "The night train library",
        language: "en",
        text: "My sister lives at one end of the line and I live at the other.",
    },
    // With formulas.
    Page {
        path: "/posts/tide-tables/",
        title: "Reading a tide table · Feuillet",
        heading: "Reading a tide table",
        language: "en",
        text: "The twelfths are a cosine",
    },
    Page {
        path: "/posts/le-jardin-de-la-gare/",
        title: "Le jardin de la gare · Feuillet",
        heading: "Le jardin de la gare",
        language: "fr",
        text: "Il tient entre le quai et l’ancienne halle",
    },
    Page {
        path: "/categories/metier/",
        title: "métier · Feuillet",
        heading: "métier",
        language: "en",
        text: "Plier l’été",
    },
    Page {
        path: "/categories/web/",
        title: "The web, from a printer’s bench · Feuillet",
        heading: "The web, from a printer’s bench",
        language: "en",
        text: "We make pages of paper for a living",
    },
    Page {
        path: "/posts/say-what-the-picture-says/",
        title: "Say what the picture says · Feuillet",
        heading: "Say what the picture says",
        language: "en",
        text: "Part 2 of 3 of Small manners for web pages",
    },
    Page {
        path: "/series/small-manners-for-web-pages/",
        title: "Small manners for web pages · Feuillet",
        heading: "Small manners for web pages",
        language: "en",
        text: "An address is a promise",
    },
    Page {
        path: "/authors/anselm-corrie/",
        title: "Anselm Corrie · Feuillet",
        heading: "Anselm Corrie",
        language: "en",
        text: "the smell of white spirit",
    },
    Page {
        path: "/languages/fr/",
        title: "Français · Feuillet",
        heading: "Français",
        language: "en",
        text: "Plier l’été",
    },
    Page {
        path: "/categories/",
        title: "Categories · Feuillet",
        heading: "Categories",
        language: "en",
        text: "À propos du temps",
    },
    Page {
        path: "/tags/",
        title: "Tags · Feuillet",
        heading: "Tags",
        language: "en",
        text: "marginalia",
    },
    Page {
        path: "/tags/paper/",
        title: "paper · Feuillet",
        heading: "paper",
        language: "en",
        text: "Garder ses épreuves",
    },
    Page {
        path: "/archive/",
        title: "All posts · Feuillet",
        heading: "All posts",
        language: "en",
        text: "Reading a tide table",
    },
    Page {
        path: "/about/",
        title: "About · Feuillet",
        heading: "About",
        language: "en",
        text: "Feuillet is French for a leaf of a book",
    },
    Page {
        path: "/mentions-legales/",
        title: "Mentions légales · Feuillet",
        heading: "Mentions légales",
        language: "fr",
        text: "Atelier du Quai, 3 quai des Cordiers",
    },
];

#[test]
fn every_kind_of_page_opens_by_its_address() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            for page in &PAGES {
                visitor.open(page.path).await;
                visitor.is_at(page.path).await;
                arrives(visitor, page).await;
            }
        });
    }
}

#[test]
fn the_page_of_the_reader_is_the_page_that_was_published() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            // Without what the page's script adds, and by a link from another page, so that the reader renders it itself.
            visitor.never_gets("*/page-*.js").await;
            visitor.expect_error("/page-");
            visitor.expect_error("404");
            visitor.open("/nothing-is-here/").await;
            for page in &PAGES {
                visitor.go_by_link(page.path).await;
                visitor.sees_title(page.heading).await;
                // Compare without the splitting of text nodes, and without the marks for hydration.
                visitor
                    .run(
                        "window.publishedAndShown = () => {
                            const request = new XMLHttpRequest();
                            request.open('GET', location.href, false);
                            request.send();
                            const page = new DOMParser().parseFromString(request.responseText.replace(/<style.*?<\\/style>/gs, ''), 'text/html');
                            const trees = [page.querySelector('main'), document.querySelector('main').cloneNode(true)];
                            for (const tree of trees) {
                                const comments = document.createNodeIterator(tree, NodeFilter.SHOW_COMMENT);
                                for (let comment; (comment = comments.nextNode()); ) comment.remove();
                                tree.normalize();
                            }
                            return trees;
                        }",
                    )
                    .await;
                let same = "(([published, shown]) => published.isEqualNode(shown))(publishedAndShown())";
                let pair = "(pair => pair.map(page => page.innerHTML))(publishedAndShown())";
                // Not at once: two pages of one list have the same title.
                if visitor.comes_to(same, &json!(true)).await.is_err() {
                    let pair = visitor.ask(pair).await;
                    panic!("{} differs: {}", page.path, first_difference(&pair));
                }
            }
        });
    }
}

#[test]
fn no_page_is_wider_than_a_phone() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.takes_a_phone().await;
        for page in &PAGES {
            visitor.open(page.path).await;
            visitor.finds("innerWidth", 360).await;
            visitor.finds("document.documentElement.scrollWidth", 360).await;
        }
    });
}

/// Waits until this page is on show.
pub(crate) async fn arrives(visitor: &Visitor, page: &Page) {
    visitor.sees_title(page.heading).await;
    visitor.sees("main", page.text).await;
    visitor.finds("document.title", page.title).await;
    visitor.finds("document.documentElement.lang", page.language).await;
}

fn first_difference(pair: &serde_json::Value) -> String {
    let (published, shown) = (
        pair[0].as_str().unwrap_or_default(),
        pair[1].as_str().unwrap_or_default(),
    );
    let same = published
        .chars()
        .zip(shown.chars())
        .take_while(|(one, other)| one == other)
        .count();
    let start = same.saturating_sub(60);
    let part = |text: &str| text.chars().skip(start).take(200).collect::<String>();
    format!("\npublished: …{}\nshown:     …{}", part(published), part(shown))
}
