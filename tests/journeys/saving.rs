//! Saving the blog: the whole, a part, with interruptions, kept up to date, and with too little room.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::harness::{Content, Journey, Logged, Visitor};

const POSTS: usize = 1000;

/// How much of what there is to save is saved, from 0 to 1.
const PROGRESS: &str = "(bar => bar ? bar.value / bar.max : 0)(document.querySelector('progress'))";

fn post(number: usize, text: &str) -> String {
    let day = number % 28 + 1;
    let month = number / 28 % 12 + 1;
    format!("---\ntitle: Post {number}\ndate: 2020-{month:02}-{day:02}\n---\n{text} of post {number}.\n")
}

fn thousand_posts() -> Content {
    (0..POSTS).fold(
        Content::empty().with("site.yaml", "title: Thousand\nlanguage: en\n"),
        |content, number| content.with(&format!("posts/p{number}.md"), post(number, "The text")),
    )
}

/// The files below some folder that the host sent whole, with how often.
fn sent(requests: &[Logged], below: &str) -> BTreeMap<String, usize> {
    let mut sent = BTreeMap::new();
    let whole = requests.iter().filter(|request| request.status == 200);
    for request in whole.filter(|request| request.path.starts_with(below)) {
        *sent.entry(request.path.clone()).or_default() += 1;
    }
    sent
}

/// Fails unless each post can be had from the worker, and is what was published.
async fn every_post_is_there(visitor: &Visitor, text: impl Fn(usize) -> String) {
    let texts = visitor
        .ask(&format!(
            "Promise.all([...Array({POSTS}).keys()].map(number =>
                fetch(`/content/posts/p${{number}}.md`).then(answer => answer.text(), () => 'nothing')))"
        ))
        .await;
    let texts = texts.as_array().expect("an array of texts");
    assert_eq!(texts.len(), POSTS);
    for (number, found) in texts.iter().enumerate() {
        assert_eq!(*found, Value::String(text(number)), "post {number}");
    }
}

fn save_whole_blog(firefox: bool) {
    let journey = Journey::through(thousand_posts());
    let journey = if firefox { journey.in_firefox() } else { journey };
    journey.walk(async |visitor| {
        visitor.open("/").await;
        visitor.stores_the_blog().await;
        visitor.follow("Read offline").await;
        visitor.sees(".offline-controls button", "Save the whole blog (").await;
        visitor.sees(".offline-controls button", "\u{a0}MB)").await;

        visitor.click_on(".offline-controls button").await;
        visitor.finds(&format!("{PROGRESS} >= 0.5"), true).await;
        visitor.follow_button("Stop").await;
        visitor.sees(".offline-controls button", "Continue").await;
        visitor.sees(".offline-controls [role=status]", " files, ").await;
        let stopped_at = visitor.ask(PROGRESS).await.as_f64().expect("a number");
        assert!(stopped_at < 1.0, "{stopped_at}");

        // Some moment of the second half.
        let moment = f64::from(std::process::id() % 40) / 100.0;
        let moment = stopped_at + (1.0 - stopped_at) * moment;
        visitor.follow_button("Continue").await;
        visitor.finds(&format!("{PROGRESS} >= {moment}"), true).await;
        visitor.host.stop();
        visitor
            .sees(".offline-controls [role=alert]", "The connection was lost")
            .await;
        visitor.host.start();
        visitor.follow_button("Continue").await;
        visitor
            .sees(
                ".offline-controls [role=status]",
                "Everything you chose is saved on this device",
            )
            .await;

        let requests = visitor.host.requests();
        for below in ["/content/", "/data/"] {
            let twice: Vec<_> = sent(&requests, below)
                .into_iter()
                .filter(|(_, times)| *times > 1)
                .collect();
            assert!(twice.is_empty(), "fetched more than once: {twice:?}");
        }

        visitor.host.stop();
        every_post_is_there(visitor, |number| post(number, "The text")).await;
        for number in [0, 1, 333, 500, 998, 999] {
            visitor.open(&format!("/posts/p{number}/")).await;
            visitor.sees("main", &format!("The text of post {number}.")).await;
        }
        visitor.open("/archive/older/1/").await;
        visitor.sees("main [data-on-device]", "Post ").await;

        // Three posts are other ones by now: only they are fetched, and what tells of them.
        visitor.host.start();
        let changed = [3, 400, 777];
        let text = |number| {
            let text = if changed.contains(&number) {
                "Another text"
            } else {
                "The text"
            };
            post(number, text)
        };
        visitor.site.publish_another((0..POSTS).fold(
            Content::empty().with("site.yaml", "title: Thousand\nlanguage: en\n"),
            |content, number| content.with(&format!("posts/p{number}.md"), text(number)),
        ));
        visitor.open("/offline/").await;
        visitor.stores_the_blog().await;
        let requests = visitor.host.requests();
        let again = |sent: BTreeMap<String, usize>| -> BTreeSet<String> {
            sent.into_iter()
                .filter(|(_, times)| *times > 1)
                .map(|(path, _)| path)
                .collect()
        };
        let expected: BTreeSet<String> = changed.map(|number| format!("/content/posts/p{number}.md")).into();
        assert_eq!(again(sent(&requests, "/content/")), expected);
        for path in again(sent(&requests, "/data/")) {
            assert!(!path.starts_with("/data/post/"), "{path} is what it was");
        }
        visitor.host.stop();
        every_post_is_there(visitor, text).await;
    });
}

#[test]
fn the_whole_blog_is_saved_through_interruptions_and_kept_up_to_date() {
    save_whole_blog(false);
}

#[test]
fn the_whole_blog_is_saved_in_firefox() {
    save_whole_blog(true);
}

#[test]
fn a_category_is_saved_and_removed() {
    let blog = (0..30).fold(Content::empty(), |content, number| {
        let category = if number % 2 == 0 { "even" } else { "odd" };
        let text = format!(
            "---\ntitle: P{number}\ndate: 2020-01-{:02}\ncategories: [{category}]\n---\nText.\n",
            number + 1
        );
        content.with(&format!("posts/p{number}.md"), text)
    });
    Journey::through(blog).walk(async |visitor| {
        visitor.open("/").await;
        visitor.stores_the_blog().await;
        visitor.open("/offline/").await;
        visitor.click_on("summary").await;
        visitor.follow_button("even (").await;
        visitor
            .sees(".offline-controls", "Everything you chose is saved on this device")
            .await;
        visitor.host.stop();
        for (number, title) in [(0, "P0"), (2, "P2"), (1, "This page could not be loaded")] {
            visitor.open(&format!("/posts/p{number}/")).await;
            visitor.sees_title(title).await;
        }
        visitor.host.start();
        visitor.open("/offline/").await;
        visitor.follow_button("Remove from this device").await;
        visitor.sees(".offline-controls", "Save the whole blog").await;
        visitor.host.stop();
        visitor.open("/posts/p2/").await;
        visitor.sees_title("This page could not be loaded").await;
        // Files that are kept without asking stay.
        visitor.open("/posts/p29/").await;
        visitor.sees_title("P29").await;
    });
}

#[test]
fn where_there_is_no_room_it_is_said_with_numbers_and_nothing_is_lost() {
    // Pictures that no disk makes smaller.
    let noise = |seed: u32| -> Vec<u8> {
        let mut state = seed | 1;
        let next = move || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.to_le_bytes()[0]
        };
        std::iter::repeat_with(next).take(400_000).collect()
    };
    let blog = (0..40).fold(Content::empty(), |content, number: u32| {
        let text = format!(
            "---\ntitle: P{number}\ndate: 2020-02-{:02}\n---\nText of {number}. ![](p{number}.png)\n",
            number % 28 + 1
        );
        content
            .with(&format!("posts/p{number}.md"), text)
            .with(&format!("posts/p{number}.png"), noise(number + 1))
    });
    Journey::through(blog.with(
        "site.yaml",
        "title: Pictures\nlanguage: en\noffline:\n  budget: 100 kB\n",
    ))
    .walk(async |visitor| {
        visitor.open("/posts/p5/").await;
        visitor.stores_the_blog().await;
        visitor.until_visit_is_kept("/posts/p5/").await;
        visitor.has_room_for(6_000_000).await;
        visitor.open("/offline/").await;
        visitor.click_on(".offline-controls button").await;

        visitor
            .sees(".offline-controls [role=alert]", "Not enough storage")
            .await;
        visitor
            .sees(".offline-controls [role=alert]", "\u{a0}MB more is needed")
            .await;
        visitor.host.stop();
        visitor.open("/").await;
        visitor.sees_title("Pictures").await;
        visitor.open("/posts/p5/").await;
        visitor.sees("main", "Text of 5.").await;

        // With room, it goes on where it was.
        visitor.host.start();
        visitor.has_room_for(200_000_000).await;
        visitor.open("/offline/").await;
        visitor.follow_button("Continue").await;
        visitor
            .sees(".offline-controls", "Everything you chose is saved on this device")
            .await;
    });
}

#[test]
fn who_comes_for_the_first_time_hears_of_no_trouble() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor
            .does_at_once(
                "window.said = [];
                new MutationObserver(() => said.push(document.querySelector('.offline-controls').innerText))
                    .observe(document.body, { childList: true, characterData: true, subtree: true });",
            )
            .await;
        visitor.open("/offline/").await;
        visitor.sees(".offline-controls button", "Save the whole blog").await;
        visitor
            .finds(
                "said.filter(text => text !== '' && !text.startsWith('Save the whole blog'))",
                json!([]),
            )
            .await;
    });
}
