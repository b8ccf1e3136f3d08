//! Reading with the host gone: what was visited, what is new, and what cannot be had.

use serde_json::Value;

use crate::harness::{BASES, Browser, Content, Journey};

const NOTICE: &str = "#copy-notice";

#[test]
fn what_was_visited_and_what_is_new_can_be_read_without_a_network() {
    for base in BASES {
        for browser in Browser::ALL {
            let journey = Journey::through(Content::sample()).below(base);
            journey.in_browser(browser).walk(async |visitor| {
                visitor.open("/").await;
                visitor.stores_the_blog().await;
                visitor.open("/posts/tide-tables/").await;
                visitor.until_visit_is_kept("/posts/tide-tables/").await;
                visitor
                    .finds(&format!("document.querySelector('{NOTICE}')"), Value::Null)
                    .await;
                visitor.host.stop();

                // Visited.
                visitor.open("/").await;
                visitor.sees_title("Feuillet").await;
                visitor.sees(NOTICE, "This is a saved copy from").await;
                visitor.reloads().await;
                visitor.sees_title("Feuillet").await;
                visitor.open("/posts/tide-tables/").await;
                visitor.sees_title("Reading a tide table").await;
                visitor.reloads().await;
                visitor.sees("main", "rule of twelfths").await;
                visitor.sees_pictures().await;

                // Featured, and opened by its address for the first time.
                visitor.open("/posts/the-night-train-library/").await;
                visitor.sees_title("The night train library").await;
                visitor.sees("main", "My sister lives at one end of the line").await;

                // Found in a list, and followed within the app.
                visitor.open("/archive/").await;
                visitor.sees("main", "Sewing without glue").await;
                visitor.sees("main [data-on-device]", "An address is a promise").await;
                visitor.sees("main [data-not-on-device]", "Sewing without glue").await;
                visitor.mark_page().await;
                // Out from under the word on the copy.
                visitor.run("document.querySelector('a[href$=\"/an-address-is-a-promise/\"]').scrollIntoView({ block: 'center' })").await;
                visitor.follow("An address is a promise").await;
                visitor.sees_title("An address is a promise").await;
                visitor.is_on_marked_page().await;

                visitor.host.start();
                visitor.reload().await;
                visitor.sees_title("An address is a promise").await;
                visitor
                    .finds(&format!("document.querySelector('{NOTICE}')"), Value::Null)
                    .await;
            });
        }
    }
}

#[test]
fn what_cannot_be_had_is_said_with_what_can_be_read() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.open("/").await;
            visitor.stores_the_blog().await;
            visitor.host.stop();

            visitor.open("/posts/sewing-without-glue/").await;
            visitor.sees_title("This page could not be loaded").await;
            visitor.sees("main", "this page is not saved on this device").await;
            visitor.is_at("/posts/sewing-without-glue/").await;
            visitor.sees(".readable", "The night train library").await;
            visitor.follow("The night train library").await;
            visitor.sees("main", "My sister lives at one end of the line").await;

            visitor.host.start();
            visitor.back().await;
            visitor.sees_title("Sewing without glue").await;
        });
    }
}

#[test]
fn a_french_blog_speaks_french_without_a_network() {
    let content = Content::empty()
        .with("site.yaml", "title: Carnet\nlanguage: fr\npage_size: 1\n")
        .with("posts/un.md", "---\ntitle: Un\ndate: 2024-05-01\n---\nLe premier.\n")
        .with("posts/deux.md", "---\ntitle: Deux\ndate: 2024-05-02\n---\nLe second.\n");
    Journey::through(content).walk(async |visitor| {
        visitor.open("/").await;
        visitor.stores_the_blog().await;
        visitor.host.stop();
        visitor.open("/posts/un/").await;
        visitor.sees("main", "cette page n’est pas sur cet appareil").await;
        visitor.sees(".readable", "Ce que vous pouvez lire maintenant").await;
        visitor.sees(".readable", "Deux").await;
        visitor.follow("Deux").await;
        visitor.sees("main", "Le second.").await;
        visitor.sees(NOTICE, "Vous lisez la copie du").await;
    });
}

#[test]
fn the_page_for_saving_speaks_of_what_this_browser_can_do() {
    Journey::through(Content::sample()).walk(async |visitor| {
        // As over plain HTTP on a network at home, and in browsers that have none.
        visitor.runs_first("delete Navigator.prototype.serviceWorker").await;
        visitor.open("/").await;
        visitor.follow("Read offline").await;
        visitor
            .sees(".offline-controls", "This browser cannot save the blog")
            .await;
        visitor.follow("Feuillet").await;
        visitor.follow("The night train library").await;
        visitor.sees("main", "My sister lives at one end of the line").await;
    });
}

#[test]
fn the_blog_works_as_before_where_nothing_may_be_stored() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor
            .runs_first(
                "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('', 'SecurityError'))",
            )
            .await;
        visitor.open("/").await;
        visitor.follow("Read offline").await;
        visitor.sees(".offline-controls", "This browser cannot save the blog").await;
        visitor.follow("Feuillet").await;
        visitor.follow("The night train library").await;
        visitor.sees("main", "My sister lives at one end of the line").await;
    });
}
