//! A visitor looks at a blog while another publish of it is uploaded file by file, in the worst orders.

use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Content, Generation, IS_TAKEN_OVER, Journey, Site, Visitor, another_reader};

/// Words that mark everything that differs between the two publishes.
const WORDS: [&str; 2] = ["alpha", "beta"];

/// The titles of the posts on the first page.
const TITLES: [[&str; 4]; 2] = [
    ["Fourth", "Gone alpha", "Changed alpha", "First"],
    ["New beta", "Fourth", "Changed beta", "First"],
];

/// Pages that the visitor opens in turns: the first page, a changed post, a list, a post that goes and one that comes.
const PLACES: [&str; 5] = ["/", "/posts/changed/", "/archive/", "/posts/gone/", "/posts/new/"];

/// Reads the page once its reader is alive, or after 25 seconds, before the driver gives the script up.
const LOOK: &str = "async (isAlive) => {
    const end = Date.now() + 25_000;
    // The reader gives the entry its state first, and the page its title when it has settled.
    const heading = () => document.querySelector('h1')?.textContent ?? '';
    const isSettled = () => isAlive() && document.title.startsWith(heading());
    while (!isSettled() && Date.now() < end) await new Promise((wake) => setTimeout(wake, 5));
    const texts = (css) => [...document.querySelectorAll(css)].map((element) => element.textContent.trim());
    return {
        alive: isAlive(),
        styled: getComputedStyle(document.body).fontFamily !== getComputedStyle(document.createElement('i')).fontFamily
            && [...document.styleSheets].some((sheet) => sheet.href && sheet.cssRules.length > 0)
            && getComputedStyle(document.body).marginTop === '0px',
        headings: texts('h1'),
        title: document.title,
        frame: [document.title.split(' · ').at(-1), ...texts('.site-header, .site-footer')].join(' '),
        main: texts('main .page-header, main section, main .prose, main li').join(' '),
        cards: texts('.post-card-title, main li > a'),
    };
}";

fn content(generation: usize) -> Content {
    let word = WORDS[generation];
    let post =
        |title: &str, day: u8, text: &str| format!("---\ntitle: {title}\ndate: 2024-05-{day:02}\n---\n\n{text}\n");
    let content = Content::empty()
        .with("site.yaml", format!("title: The blog {word}\nlanguage: en\n"))
        .with("posts/first.md", post("First", 1, "The same in both."))
        .with(
            "posts/changed.md",
            post(&format!("Changed {word}"), 2, &format!("The text {word}.")),
        )
        .with("posts/fourth.md", post("Fourth", 4, "The same in both."));
    if generation == 0 {
        content.with("posts/gone.md", post("Gone alpha", 3, "Soon gone, alpha."))
    } else {
        content.with("posts/new.md", post("New beta", 5, "Just come, beta."))
    }
}

/// Both publishes, of which the first is on the host. `age`: how much older than this moment the files are, in hours.
fn two_generations(site: &mut Site, age: u64) -> [Generation; 2] {
    let first = Generation::of(site, Duration::from_secs(age * 3600 + 20));
    let reader = another_reader();
    site.takes_reader(reader.path());
    site.publish_another(content(1));
    let second = Generation::of(site, Duration::from_secs(age * 1800 + 10));
    site.become_generation(&first);
    [first, second]
}

/// A step of an upload.
#[derive(Clone, Debug)]
enum Step {
    Upload(String),
    Remove(String),
}

impl Step {
    fn path(&self) -> &str {
        match self {
            Self::Upload(path) | Self::Remove(path) => path,
        }
    }

    fn take(&self, site: &Site, to: &Generation) {
        match self {
            Self::Upload(path) => site.upload(to, path),
            Self::Remove(path) => site.lose_file(path),
        }
    }
}

/// Steps from one generation to the next, sorted by path: uploads, then removals.
fn steps(from: &Generation, to: &Generation) -> Vec<Step> {
    let is_new = |path: &&String| !from.has(path) || from.read(path) != to.read(path);
    let uploads = to.paths().iter().filter(is_new).cloned().map(Step::Upload);
    let removals = from.paths().iter().filter(|path| !to.has(path)).cloned();
    uploads.chain(removals.map(Step::Remove)).collect()
}

/// Kind of a step, by which upload orders sort. Removals come last unless an order says otherwise.
fn kind(step: &Step) -> &'static str {
    let path = step.path();
    match step {
        Step::Remove(_) => "removal",
        Step::Upload(_) if path == "data/offline.json" => "manifest",
        Step::Upload(_)
            if ["feuillet-", "renderer-", "main-"]
                .iter()
                .any(|start| path.starts_with(start)) =>
        {
            "reader"
        }
        Step::Upload(_) if path.starts_with("data/") || path.starts_with("content/") => "data",
        Step::Upload(_) if path.ends_with("index.html") || path == "404.html" => "html",
        Step::Upload(_) => "other",
    }
}

/// Number of looks, and the faults that they found.
#[derive(Debug, Default)]
struct Looks {
    count: usize,
    broken: Vec<String>,
    /// A post that the host has newer than the rest of the page: Markdown is asked for each time.
    newer_posts: usize,
}

impl Looks {
    /// Loads a page and judges it.
    async fn load(&mut self, visitor: &Visitor, place: &str, after: &str) {
        visitor.load(place).await;
        self.judge(visitor, place, after).await;
        // By its state, which outlives the page, it would look alive at once.
        visitor.run("history.replaceState(null, '')").await;
        visitor.load_again().await;
        self.judge(visitor, place, after).await;
    }

    async fn judge(&mut self, visitor: &Visitor, place: &str, after: &str) {
        self.count += 1;
        let page = visitor
            .resolves(&format!("await ({LOOK})(() => {IS_TAKEN_OVER})"))
            .await;
        let errors: Vec<_> = visitor.console_messages().await;
        let errors: Vec<_> = errors.iter().filter(|error| !error.contains("404")).collect();
        let mut faults = faults(place, &page);
        if !errors.is_empty() {
            faults.push(format!("{errors:?}"));
        }
        if !faults.is_empty() {
            self.broken
                .push(format!("{place} after {after}: {}\n    {page}", faults.join(", ")));
        }
        let words = |key: &str| words(page[key].as_str().unwrap_or_default());
        self.newer_posts += usize::from(place.starts_with("/posts/") && words("main") != words("frame"));
    }
}

/// Generations that a text belongs to.
fn words(text: &str) -> Vec<usize> {
    (0..2).filter(|generation| text.contains(WORDS[*generation])).collect()
}

/// Describes the faults of a page.
fn faults(place: &str, page: &Value) -> Vec<String> {
    let text = |key: &str| page[key].as_str().unwrap_or_default();
    let mut faults = Vec::new();
    let mut expect = |holds: bool, fault: &str| {
        if !holds {
            faults.push(fault.to_owned());
        }
    };
    expect(page["alive"] == true, "the reader is not alive");
    expect(page["styled"] == true, "there is no style sheet");
    expect(
        page["headings"].as_array().is_some_and(|headings| headings.len() == 1),
        "not one heading",
    );
    let frame = words(text("frame"));
    expect(frame.len() == 1, "the frame is of no single publish");
    let main = words(text("main"));
    let heading = page["headings"][0].as_str().unwrap_or_default();
    let is_missing = heading == "Page not found";
    match place {
        "/" | "/archive/" => {
            expect(main.len() == 1 && main == frame, "the list is of no single publish");
            let titles = TITLES.map(|titles| json!(titles));
            expect(
                frame.first().is_some_and(|one| page["cards"] == titles[*one]),
                "the list is not that of its publish",
            );
        }
        "/posts/changed/" => {
            expect(main.len() == 1, "the post is of no single publish");
            expect(heading.starts_with("Changed "), "another heading");
            expect(
                words(heading) == main && text("title").starts_with(heading),
                "another title",
            );
        }
        _ => {
            let expected = usize::from(place.contains("new"));
            expect(
                is_missing || main == [expected],
                "neither the post nor a page that says that there is none",
            );
        }
    }
    faults
}

/// A visitor who has the first publish looks at each step of an upload.
fn upload_in_order(sort: impl FnOnce(&mut Vec<Step>), age: u64) {
    Journey::through(content(0)).walk(async |visitor| {
        visitor.expect_error("404");
        let [first, second] = two_generations(&mut visitor.site, age);
        let mut steps = steps(&first, &second);
        sort(&mut steps);
        visitor.open("/").await;
        visitor.stores_the_blog().await;
        let mut looks = Looks::default();
        for (step, place) in steps.iter().zip(PLACES.iter().cycle()) {
            step.take(&visitor.site, &second);
            looks.load(visitor, place, &format!("{step:?}")).await;
            visitor.load("/").await;
            looks.judge(visitor, "/", &format!("{step:?}")).await;
        }
        let broken = looks.broken.len();
        assert_eq!(broken, 0, "of {} looks:\n{}", looks.count, looks.broken.join("\n"));
        // Now all is there.
        for place in ["/", "/archive/", "/posts/changed/", "/posts/new/"] {
            visitor.open(place).await;
            visitor.sees("main", "beta").await;
            visitor.sees(".site-header", "beta").await;
        }
        visitor.stores_the_blog().await;
    });
}

/// Sorts steps by kind: the named kinds first, in this order, then all others.
fn first(kinds: &'static [&'static str]) -> impl Fn(&mut Vec<Step>) {
    move |steps| {
        steps.sort_by_key(|step| {
            kinds
                .iter()
                .position(|known| *known == kind(step))
                .unwrap_or(kinds.len())
        });
    }
}

#[test]
fn no_look_at_an_upload_is_broken_if_the_pages_come_first() {
    upload_in_order(first(&["html", "other", "reader", "data", "manifest", "removal"]), 0);
}

#[test]
fn no_look_at_an_upload_is_broken_if_the_data_comes_first() {
    upload_in_order(first(&["data", "manifest", "reader", "html", "other", "removal"]), 0);
}

#[test]
fn no_look_at_an_upload_is_broken_if_the_manifest_comes_first() {
    upload_in_order(first(&["manifest", "html", "data", "other", "removal", "reader"]), 0);
}

#[test]
fn no_look_at_an_upload_is_broken_if_the_reader_comes_last() {
    upload_in_order(first(&["other", "html", "data", "manifest", "removal", "reader"]), 0);
}

#[test]
fn no_look_at_an_upload_is_broken_if_it_begins_with_what_is_removed() {
    upload_in_order(first(&["removal", "html", "other", "data", "reader", "manifest"]), 0);
}

#[test]
fn no_look_at_an_upload_is_broken_in_any_order_with_files_that_browsers_do_not_ask_for_again() {
    // Fisher and Yates, with the constants of Numerical Recipes: the same order each time.
    let shuffle = |steps: &mut Vec<Step>| {
        let mut state = 20_240_501_u32;
        for last in (1..steps.len()).rev() {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            steps.swap(last, (state >> 8) as usize % (last + 1));
        }
    };
    upload_in_order(shuffle, 240);
}

#[test]
fn without_a_network_in_the_middle_of_an_upload_the_older_publish_is_whole() {
    Journey::through(content(0)).walk(async |visitor| {
        visitor.expect_error("404");
        let [first_generation, second] = two_generations(&mut visitor.site, 0);
        let mut steps = steps(&first_generation, &second);
        first(&["manifest", "html", "data", "reader", "other", "removal"])(&mut steps);
        visitor.open("/").await;
        visitor.stores_the_blog().await;
        let half = steps.len() / 2;
        for step in &steps[..half] {
            step.take(&visitor.site, &second);
        }
        visitor.open("/").await;
        visitor.sees("main", "Changed alpha").await;
        visitor.host.stop();
        let mut looks = Looks::default();
        for place in ["/", "/archive/", "/posts/changed/"] {
            looks.load(visitor, place, "the host went").await;
            visitor.sees("main", "alpha").await;
            visitor.sees(".site-header", "alpha").await;
        }
        assert_eq!(looks.newer_posts, 0);
        let broken: Vec<_> = looks.broken.iter().filter(|look| !look.contains("net::ERR")).collect();
        assert!(broken.is_empty(), "{broken:#?}");

        for step in &steps[half..] {
            step.take(&visitor.site, &second);
        }
        visitor.host.start();
        for place in ["/", "/archive/", "/posts/changed/", "/posts/new/"] {
            visitor.open(place).await;
            visitor.sees("main", "beta").await;
            visitor.sees(".site-header", "beta").await;
        }
        visitor.stores_the_blog().await;
    });
}
