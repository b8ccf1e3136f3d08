//! No page keeps anybody out, as far as axe-core can see: every kind of it, light and dark, wide and narrow, and from
//! right to left; and what a post is to those who hear it.

use crate::everything::{PAGES, everything, is_shown_a_failure};
use crate::harness::{Content, Journey, Visitor};

/// Pages of the sample blog that show what the other blog does not: real texts, and many of them.
const SAMPLE: [(&str, &str); 8] = [
    ("home", "/"),
    ("older posts", "/older/1/"),
    ("post with code and alerts", "/posts/a-site-that-works-on-a-train/"),
    ("post with wide tables", "/posts/the-night-train-library/"),
    ("post with figures", "/posts/setting-a-measure/"),
    ("post in another language", "/posts/dix-pour-cent/"),
    ("category", "/categories/metier/"),
    ("archive", "/archive/"),
];

#[test]
fn nothing_in_the_sample_blog_keeps_anybody_out() {
    Journey::through(Content::sample()).walk(async |visitor| {
        let mut faults = Vec::new();
        for (name, path) in SAMPLE {
            visitor.open(path).await;
            faults.extend(faults_in_every_look(visitor, name).await);
        }
        assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    });
}

#[test]
fn what_opens_upon_a_page_keeps_nobody_out() {
    Journey::through(Content::sample()).walk(async |visitor| {
        let mut faults = Vec::new();
        visitor.open("/posts/the-night-train-library/").await;
        visitor
            .run("document.querySelector('.contents details').open = true")
            .await;
        faults.extend(faults_in_every_look(visitor, "contents").await);
        visitor.open("/posts/less-and-more-marginalia/").await;
        visitor.points_at(".footnote-ref a").await;
        visitor.sees(".note-preview", "Pencil, always.").await;
        faults.extend(visitor.accessibility_faults("preview of a note").await);
        visitor.open("/posts/setting-a-measure/").await;
        visitor.click_on(".enlarge").await;
        visitor
            .finds("document.querySelector('dialog.enlarged').open", true)
            .await;
        faults.extend(faults_in_every_look(visitor, "picture in its own size").await);
        assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    });
}

#[test]
fn no_kind_of_page_keeps_anybody_out_from_left_to_right() {
    keeps_nobody_out("en");
}

#[test]
fn no_kind_of_page_keeps_anybody_out_from_right_to_left() {
    keeps_nobody_out("ar");
}

fn keeps_nobody_out(language: &str) {
    Journey::through(everything(language)).walk(async |visitor| {
        visitor.expect_error("404");
        let mut faults = Vec::new();
        for (name, path) in PAGES {
            visitor.open(path).await;
            faults.extend(faults_in_every_look(visitor, name).await);
        }
        is_shown_a_failure(visitor).await;
        faults.extend(faults_in_every_look(visitor, "failure").await);
        assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    });
}

#[test]
fn a_post_is_heard_as_it_is_meant() {
    Journey::through(everything("en")).walk(async |visitor| {
        visitor.open("/posts/everything/").await;
        visitor.sees_pictures().await;
        visitor.run("document.querySelector('details').open = true").await;
        insta::assert_snapshot!(visitor.accessibility_tree().await);
    });
}

/// Returns the faults of the page on show, in light and dark, in a wide and a narrow window.
async fn faults_in_every_look(visitor: &Visitor, name: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for width in [1280, 360] {
        visitor.has_a_window(width, 800).await;
        for scheme in ["light", "dark"] {
            visitor.prefers(&[("prefers-color-scheme", scheme)]).await;
            let state = format!("{name}, {scheme}, {width}");
            faults.extend(visitor.accessibility_faults(&state).await);
        }
    }
    faults
}
