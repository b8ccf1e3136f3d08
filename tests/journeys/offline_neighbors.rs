//! Several blogs on one host, each with a worker and stores of its own.

use std::mem;

use serde_json::json;

use crate::harness::{Content, Journey, Site, Visitor, another_reader};

fn blog(name: &str) -> Content {
    Content::empty()
        .with("site.yaml", format!("title: Blog {name}\nlanguage: en\n"))
        .with(
            "posts/post.md",
            format!("---\ntitle: Post\ndate: 2024-05-01\n---\nThe text of {name}.\n"),
        )
}

/// Goes to the other blog, which then is the one on the site.
fn turns_to(visitor: &mut Visitor, other: &mut Site) {
    mem::swap(&mut visitor.site, other);
}

/// Stores the blog on the site without being asked, and whole.
async fn saves(visitor: &Visitor, name: &str) {
    visitor.open("/").await;
    visitor.sees_title(&format!("Blog {name}")).await;
    visitor.stores_the_blog().await;
    visitor.open("/offline/").await;
    visitor.follow_button("Save the whole blog").await;
    visitor
        .sees(".offline-controls button", "Remove from this device")
        .await;
    visitor.open("/posts/post/").await;
    visitor.until_visit_is_kept("/posts/post/").await;
}

async fn is_there(visitor: &Visitor, name: &str) {
    visitor.open("/").await;
    visitor.sees_title(&format!("Blog {name}")).await;
    visitor.open("/posts/post/").await;
    visitor.sees("main", &format!("The text of {name}.")).await;
}

/// The names of all stores but for the digits that those of files end with.
const STORES: &str = "[...new Set((await caches.keys()).map((name) => name.replace(/ [0-9a-f]$/, '')))].sort()";

#[test]
fn each_blog_of_a_host_has_its_own_stores_and_leaves_those_of_others_alone() {
    for (first, second) in [("/a/", "/b/"), ("/", "/a/")] {
        Journey::through(blog("one")).below(first).walk(async |visitor| {
            visitor.expect_error("404");
            let mut other = visitor.site.publish_beside(blog("two"), second);
            saves(visitor, "one").await;
            turns_to(visitor, &mut other);
            saves(visitor, "two").await;
            let names = |base: &str| [format!("feuillet {base}"), format!("feuillet {base} visited")];
            let mut both = [names(first), names(second)].concat();
            both.sort();
            visitor.will_resolve(STORES, json!(both)).await;

            visitor.host.stop();
            is_there(visitor, "two").await;
            turns_to(visitor, &mut other);
            is_there(visitor, "one").await;
            visitor.host.start();

            // Remove the saved files of one blog: the other one keeps its own.
            let stored = visitor.stored_hashes().await;
            turns_to(visitor, &mut other);
            visitor.open("/offline/").await;
            visitor.follow_button("Remove from this device").await;
            visitor.sees(".offline-controls button", "Save the whole blog").await;
            visitor.open("/").await;
            turns_to(visitor, &mut other);
            assert_eq!(visitor.stored_hashes().await, stored);

            // One is taken back.
            turns_to(visitor, &mut other);
            visitor.site.publish_with(&["--no-offline"]);
            visitor.open("/").await;
            visitor.will_resolve(STORES, json!(names(first))).await;
            visitor
                .will_resolve("(await navigator.serviceWorker.getRegistrations()).length", 1)
                .await;
            is_there(visitor, "two").await;
            turns_to(visitor, &mut other);
            visitor.host.stop();
            is_there(visitor, "one").await;
            assert_eq!(visitor.stored_hashes().await, stored);
        });
    }
}

#[test]
fn a_blog_below_another_one_is_not_taken_for_a_page_of_it() {
    Journey::through(blog("above")).walk(async |visitor| {
        visitor.open("/").await;
        visitor.stores_the_blog().await;
        // Its reader is of another version, so none of its pages looks like one of the blog above.
        let mut below = visitor.site.publish_beside(blog("below"), "/below/");
        let reader = another_reader();
        below.takes_reader(reader.path());
        below.publish_again();
        turns_to(visitor, &mut below);
        visitor.open("/posts/post/").await;
        visitor.sees("main", "The text of below.").await;
        visitor.open("/").await;
        visitor.sees_title("Blog below").await;
        visitor.stores_the_blog().await;
        visitor.host.stop();
        is_there(visitor, "below").await;
        turns_to(visitor, &mut below);
        is_there(visitor, "above").await;
    });
}
