//! Photos: in the width that the window needs, and there for visitors who lose the network.

use serde_json::json;

use crate::harness::{Content, Journey, Visitor};
use crate::noise::noise;

/// Pictures of the page that are not there.
const MISSING: &str = "[...document.querySelectorAll('main img')]\
    .filter(picture => !(picture.complete && picture.naturalWidth > 0)).map(picture => picture.src)";

/// Which files browsers chose, without their hashes.
const CHOSEN: &str = "[...document.querySelectorAll('main img')]\
    .map(picture => picture.currentSrc.replace(/^.*\\/(scaled\\/\\d+)-.*$/, '$1'))";

/// Two posts with photos at the beginning, and so far below that no browser loads them unasked.
fn two_posts() -> Content {
    let far = "A paragraph that takes a line of its own.\n\n".repeat(400);
    let text = |name: &str, other: &str| {
        format!(
            "---\ntitle: Post {name}\ndate: 2024-05-01\n---\n![One]({name}1.png)\n\n{far}![Two]({name}2.png)\n\n{far}![Three]({name}3.png)\n\n\
             [Other]({other}.md)\n"
        )
    };
    let mut content = Content::empty()
        .with("site.yaml", "title: Photos\nlanguage: en\n")
        .with("posts/a.md", text("a", "b"))
        .with("posts/b.md", text("b", "a"));
    for (height, name) in ["a1", "a2", "a3", "b1", "b2", "b3"].into_iter().enumerate() {
        let height = 300 + u32::try_from(height).unwrap_or_default();
        content = content.with(&format!("posts/{name}.png"), noise(1400, height, &[]));
    }
    content
}

async fn loses_the_network_and_lacks_nothing(visitor: &mut Visitor) {
    visitor.finds(MISSING, json!([])).await;
    visitor.finds("window.scrollY", 0).await;
    visitor.host.stop();
    visitor.run("window.scrollTo(0, document.body.scrollHeight)").await;
    visitor.finds(MISSING, json!([])).await;
    visitor.host.start();
}

#[test]
fn who_loses_the_network_has_the_pictures_further_down() {
    Journey::through(two_posts()).without_offline().walk(async |visitor| {
        visitor.open("/posts/a/").await;
        visitor.finds("document.querySelectorAll('main img').length", 3).await;
        loses_the_network_and_lacks_nothing(visitor).await;
        // Whatever the window is, no browser needs the file of the author.
        let chosen = visitor.ask(CHOSEN).await;
        let chosen = chosen.as_array().cloned().unwrap_or_default();
        assert!(
            chosen
                .iter()
                .all(|file| file.as_str().is_some_and(|file| file.starts_with("scaled/"))),
            "{chosen:?}"
        );
        visitor.follow("Other").await;
        visitor.sees_title("Post b").await;
        loses_the_network_and_lacks_nothing(visitor).await;
    });
}

#[test]
fn a_stored_post_shows_its_photos_without_a_network() {
    Journey::through(two_posts()).walk(async |visitor| {
        visitor.open("/").await;
        visitor.stores_the_blog().await;
        visitor.host.stop();
        visitor.load("/posts/b/").await;
        visitor.finds("document.querySelectorAll('main img').length", 3).await;
        visitor.sees_pictures().await;
        visitor.host.start();
    });
}
