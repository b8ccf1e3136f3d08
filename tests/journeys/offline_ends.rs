//! How a blog goes that visitors have stored: it is taken back, replaced by another site, or its worker by a newer one.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{BASES, Content, Generation, Journey, Site};

fn blog() -> Content {
    Content::empty()
        .with("site.yaml", "title: The blog\nlanguage: en\n")
        .with("posts/a.md", "---\ntitle: A\ndate: 2024-05-01\n---\nThe text of A.\n")
        .with("posts/b.md", "---\ntitle: B\ndate: 2024-05-02\n---\nThe text of B.\n")
}

const REGISTRATIONS: &str = "(await navigator.serviceWorker.getRegistrations()).length";

/// The parts of the first worker, which it imports by these names.
const PARTS: [&str; 3] = ["sw-store.js", "sw-generations.js", "sw-orders.js"];

/// Puts the first worker in the place of today's.
fn give_the_first_worker(site: &Site) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys/fixtures/worker-1");
    for file in PARTS.into_iter().chain(["sw.js"]) {
        site.drop_file(file, fs::read(folder.join(file)).expect("a file of the first worker"));
    }
}

#[test]
fn a_blog_that_is_not_to_be_stored_any_more_leaves_nothing_behind() {
    for base in BASES {
        // The site's data of each publish must be asked for.
        let journey = Journey::through(blog()).below(base).on_a_host_that_reads_headers();
        journey.walk(async |visitor| {
            visitor.expect_error("404");
            visitor.open("/").await;
            visitor.stores_the_blog().await;
            visitor.open("/posts/a/").await;
            visitor.until_visit_is_kept("/posts/a/").await;

            visitor.site.publish_with(&["--no-offline"]);
            visitor.open("/").await;
            visitor.sees("main", "The text of B.").await;
            visitor.will_resolve(REGISTRATIONS, 0).await;
            visitor.will_resolve("await caches.keys()", json!([])).await;

            visitor.mark_page().await;
            visitor.follow("A").await;
            visitor.sees("main", "The text of A.").await;
            visitor.is_on_marked_page().await;
            visitor.open("/posts/b/").await;
            visitor.sees("main", "The text of B.").await;
            visitor.finds("navigator.serviceWorker.controller", Value::Null).await;
            visitor.will_resolve(REGISTRATIONS, 0).await;
            visitor.will_resolve("await caches.keys()", json!([])).await;

            // It may be stored again.
            visitor.site.publish_with(&[]);
            visitor.open("/").await;
            visitor.stores_the_blog().await;
        });
    }
}

#[test]
fn another_site_in_the_place_of_the_blog_is_seen_at_once() {
    for base in BASES {
        Journey::through(blog()).below(base).walk(async |visitor| {
            visitor.expect_error("404");
            visitor.open("/").await;
            visitor.stores_the_blog().await;
            visitor.open("/posts/a/").await;

            let old = Generation::of(&visitor.site, Duration::from_secs(10));
            for path in old.paths() {
                visitor.site.lose_file(path);
            }
            let page = "<!doctype html><title>Another</title><h1>Another site</h1><p>No blog any more.";
            visitor.site.drop_file("index.html", page);
            visitor.load_again().await;
            visitor.finds("document.title", "404 Not Found").await;
            for _ in 0..2 {
                visitor.load("/").await;
                visitor.sees_title("Another site").await;
                visitor.load_again().await;
                visitor.sees_title("Another site").await;
            }
        });
    }
}

#[test]
fn visitors_with_the_first_worker_come_over_to_todays_with_what_they_have_stored() {
    for base in BASES {
        Journey::through(blog()).below(base).walk(async |visitor| {
            give_the_first_worker(&visitor.site);
            visitor.open("/").await;
            visitor.stores_the_blog().await;
            visitor.open("/posts/a/").await;
            visitor.until_visit_is_kept("/posts/a/").await;
            visitor.open("/offline/").await;
            visitor.follow_button("Save the whole blog").await;
            visitor.sees(".offline-controls button", "Remove from this device").await;
            let before = visitor.stored_hashes().await;

            // The host has today's, which takes over the page that brings it.
            for part in PARTS {
                visitor.site.lose_file(part);
            }
            visitor.site.publish_again();
            visitor
                .runs_first(
                    "navigator.serviceWorker?.addEventListener('controllerchange', () => { window.isTakenOver = true; })",
                )
                .await;
            visitor.host.forget_requests();
            visitor.open("/").await;
            visitor.finds("window.isTakenOver ?? false", true).await;
            visitor.stores_the_blog().await;
            visitor.sees("main", "The text of A.").await;
            visitor.reload().await;
            visitor.stores_the_blog().await;
            let again: Vec<_> = visitor.host.requests();
            let again: Vec<_> = again
                .iter()
                .filter(|request| request.status == 200)
                .map(|request| request.path.rsplit('/').next().unwrap_or_default().to_owned())
                .filter(|name| !(name.is_empty() || name.starts_with("sw") || name == "offline.json"))
                .collect();
            assert!(again.is_empty(), "fetched again: {again:?}");
            let after = visitor.stored_hashes().await;
            assert!(before.iter().all(|hash| after.contains(hash)), "{before:?} {after:?}");

            visitor.host.stop();
            for (path, text) in [("/", "The text of B."), ("/posts/a/", "The text of A."), ("/posts/b/", "The text of B.")] {
                visitor.open(path).await;
                visitor.sees("main", text).await;
            }
            visitor.open("/offline/").await;
            visitor.sees(".offline-controls button", "Remove from this device").await;
        });
    }
}
