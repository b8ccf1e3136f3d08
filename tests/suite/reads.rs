//! How often a publish opens the author's files, counted by the kernel (inotify).

use std::collections::BTreeMap;
use std::fs;

use inotify::{EventMask, Inotify, WatchMask};

use crate::blog::Blog;
use crate::incremental::{check_against_fresh, long_ago, settle, touch};

/// More posts than feeds hold, so that old ones are in none.
const POSTS: usize = 60;

/// Counts how often files right in a folder are opened.
struct Opened(Inotify);

impl Opened {
    fn of(folder: &std::path::Path) -> Self {
        let inotify = Inotify::init().expect("a watcher");
        inotify
            .watches()
            .add(folder, WatchMask::OPEN)
            .expect("a folder to watch");
        Self(inotify)
    }

    /// Returns how often each file was opened since the last time.
    fn take(&mut self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        let mut buffer = vec![0; 1 << 20];
        while let Ok(events) = self.0.read_events(&mut buffer) {
            for event in events {
                assert!(!event.mask.contains(EventMask::Q_OVERFLOW), "too many events");
                if let Some(name) = event.name.filter(|_| !event.mask.contains(EventMask::ISDIR)) {
                    *counts.entry(name.to_string_lossy().into_owned()).or_default() += 1;
                }
            }
        }
        counts
    }
}

/// A post of the `number`th day, in two categories.
fn post(number: usize) -> String {
    let (month, day) = (number / 28 + 1, number % 28 + 1);
    format!(
        "---\ntitle: Post {number}\ndate: 2024-{month:02}-{day:02}\ncategories: [a, c{}]\n---\nText {number}, [next]({}.md).\n",
        number % 2,
        (number + 1) % POSTS
    )
}

fn blog() -> Blog {
    let mut blog = Blog::new();
    for number in 0..POSTS {
        blog = blog.file(&format!("posts/{number}.md"), post(number));
    }
    blog
}

#[test]
fn a_post_is_opened_three_times_at_most_in_a_publish_from_nothing() {
    let blog = blog();
    let mut opened = Opened::of(&blog.path("content/posts"));
    blog.publish();
    let counts = opened.take();
    assert_eq!(counts.len(), POSTS);
    // To read it, to publish it with its page, and for all feeds together.
    let most = counts.iter().max_by_key(|(_, count)| **count);
    assert!(most.is_some_and(|(_, count)| *count <= 3), "{most:?}");
    let in_no_feed = counts["0.md"];
    assert!(in_no_feed <= 2, "{in_no_feed}");
}

#[test]
fn only_what_changed_is_read() {
    let blog = blog();
    settle(&blog);
    let mut opened = Opened::of(&blog.path("content/posts"));

    let nothing = blog.publish();
    assert_eq!((nothing.read, opened.take()), (0, BTreeMap::new()), "nothing changed");

    blog.write("content/posts/5.md", post(5) + "More.\n");
    touch(&blog.path("content/posts/5.md"), long_ago());
    opened.take();
    let changed = blog.publish();
    let counts = opened.take();
    assert_eq!(changed.read, 1);
    assert!(counts.len() == 1 && counts["5.md"] <= 2, "one changed: {counts:?}");
    settle(&blog);

    let old = "---\ntitle: Old\ndate: 2023-01-01\ncategories: a\n---\nText.\n";
    blog.write("content/posts/old.md", old);
    touch(&blog.path("content/posts/old.md"), long_ago());
    opened.take();
    let added = blog.publish();
    let counts = opened.take();
    assert_eq!(added.read, 1);
    assert!(counts.len() == 1 && counts["old.md"] <= 2, "one added: {counts:?}");
    check_against_fresh(&blog, &blog.options(), "one added");
    settle(&blog);
    opened.take();

    fs::remove_file(blog.path("content/posts/old.md")).expect("a file");
    let removed = blog.publish();
    assert_eq!((removed.read, opened.take()), (0, BTreeMap::new()), "one removed");
    check_against_fresh(&blog, &blog.options(), "one removed");
}

#[test]
fn a_document_of_another_generator_is_read_again_when_a_reference_of_it_changes_its_meaning() {
    let page = |body: &str| format!("---\ntitle: A\ndate: 2024-01-01\n---\n{body}\n");
    let blog = Blog::bare()
        .file("hugo.toml", "title = 'Notes'\nlanguageCode = 'en'\n")
        .file("content/posts/apart.md", page("Text."))
        .file("content/posts/refers.md", page("[b]({{< ref \"b.md\" >}})"))
        .file("content/posts/other.md", page("[apart]({{< relref \"apart.md\" >}})"));
    settle(&blog);
    let findings = |published: &feuillet_publish::options::Published| published.findings.len();
    assert_eq!(findings(&blog.publish()), 1, "the reference names nothing");

    // Who refers to the file reads it anew, and nobody else.
    blog.write("content/content/posts/b.md", page("Here."));
    touch(&blog.path("content/content/posts/b.md"), long_ago());
    let added = blog.publish();
    assert_eq!((added.read, findings(&added)), (2, 0), "the file that it names came");
    check_against_fresh(&blog, &blog.options(), "the file came");

    fs::remove_file(blog.path("content/content/posts/b.md")).expect("a file");
    let removed = blog.publish();
    assert_eq!((removed.read, findings(&removed)), (1, 1), "it went");
    check_against_fresh(&blog, &blog.options(), "the file went");
}
