//! Scroll positions and the focus: where a visitor finds a page on the way there and on the way back.

use serde_json::json;

use crate::harness::{BASES, Browser, Content, Journey, Visitor};

const LONG_POST: &str = "/posts/the-night-train-library/";

#[test]
fn the_way_back_leads_to_where_the_visitor_was() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            goes_there_and_back(visitor).await;
        });
    }
}

#[test]
fn the_browser_shows_a_page_once_it_stands_where_it_was_left() {
    Journey::through(Content::sample()).walk(async |visitor| {
        // Records what would be painted when the browser is told that the page has changed. The clock stands still, because
        // page changes are animated only where mounting was fast.
        visitor
            .runs_first(
                "Performance.prototype.now = () => 0;
                const start = document.startViewTransition.bind(document);
                document.startViewTransition = (update) => start(async () => {
                    await update();
                    window.painted = [document.querySelector('h1').textContent, Math.round(scrollY)];
                });",
            )
            .await;
        visitor.has_a_slow_processor().await;
        visitor.open(LONG_POST).await;
        let place = visitor.scrolls_to_link("folded three times").await;
        visitor.follow("folded three times").await;
        visitor
            .finds("window.painted", json!(["A page is a sheet, folded", 0]))
            .await;
        visitor.back().await;
        visitor
            .finds("window.painted", json!(["The night train library", place]))
            .await;
    });
}

/// Follows a link far down a long page, comes back to where it was, and goes on to where it led.
pub(crate) async fn goes_there_and_back(visitor: &Visitor) {
    visitor.open(LONG_POST).await;
    visitor.mark_page().await;
    let place = visitor.scrolls_to_link("folded three times").await;

    visitor.follow("folded three times").await;
    visitor.sees_title("A page is a sheet, folded").await;
    visitor.is_scrolled_to(0).await;
    visitor
        .finds("document.activeElement === document.querySelector('h1')", true)
        .await;

    visitor.back().await;
    visitor.sees_title("The night train library").await;
    visitor.is_scrolled_to(place).await;

    visitor.forward().await;
    visitor.sees_title("A page is a sheet, folded").await;
    visitor.is_scrolled_to(0).await;
    visitor.is_on_marked_page().await;
}

#[test]
fn each_entry_of_the_history_has_its_own_place() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.open("/").await;
        visitor.scrolls_to(300).await;
        visitor.is_scrolled_to(300).await;
        visitor
            .run("document.querySelector('a[href$=\"/posts/the-night-train-library/\"]').click()")
            .await;
        visitor.sees_title("The night train library").await;
        visitor.is_scrolled_to(0).await;
        visitor.scrolls_to(2000).await;
        visitor.is_scrolled_to(2000).await;
        visitor.run("document.querySelector('.neighbors a').click()").await;
        visitor
            .finds("location.pathname.endsWith('/the-night-train-library/')", false)
            .await;
        visitor.is_scrolled_to(0).await;
        visitor.scrolls_to(500).await;
        visitor.is_scrolled_to(500).await;

        visitor.back().await;
        visitor.is_scrolled_to(2000).await;
        visitor.back().await;
        visitor.is_scrolled_to(300).await;
        visitor.forward().await;
        visitor.is_scrolled_to(2000).await;
        visitor.forward().await;
        visitor.is_scrolled_to(500).await;
    });
}

#[test]
fn a_reload_keeps_the_place() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.open(LONG_POST).await;
            visitor.scrolls_to(2500).await;
            visitor.is_scrolled_to(2500).await;
            visitor.reload().await;
            visitor.sees_title("The night train library").await;
            visitor.is_scrolled_to(2500).await;
        });
    }
}

#[test]
fn the_places_are_known_after_a_reload() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.open(LONG_POST).await;
        let place = visitor.scrolls_to_link("folded three times").await;
        visitor.follow("folded three times").await;
        visitor.sees_title("A page is a sheet, folded").await;
        visitor.reload().await;
        visitor.back().await;
        visitor.sees_title("The night train library").await;
        visitor.is_scrolled_to(place).await;
    });
}

#[test]
fn a_link_to_a_heading_leads_to_that_heading() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.open("/posts/a-site-that-works-on-a-train/").await;
            visitor.follow("my night train").await;
            visitor.is_at("/posts/the-night-train-library/#timetable").await;
            is_at_heading(visitor, "timetable").await;

            visitor.load("/").await;
            visitor.open("/posts/the-night-train-library/#how-to-annotate").await;
            is_at_heading(visitor, "how-to-annotate").await;
        });
    }
}

#[test]
fn a_jump_within_a_page_can_be_undone() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.open(LONG_POST).await;
        visitor.mark_page().await;
        let place = visitor.scrolls_to_link("what I read at Vaulnoy").await;
        visitor.follow("what I read at Vaulnoy").await;
        visitor.is_at("/posts/the-night-train-library/#what-i-read-2").await;
        is_at_heading(visitor, "what-i-read-2").await;
        // The reader gives the browser's own entry a state of its own.
        visitor.until_alive().await;
        visitor.back().await;
        visitor.is_at(LONG_POST).await;
        visitor.is_scrolled_to(place).await;
        visitor.forward().await;
        is_at_heading(visitor, "what-i-read-2").await;
        visitor.is_on_marked_page().await;
    });
}

/// The heading is the first thing in the window.
async fn is_at_heading(visitor: &Visitor, id: &str) {
    let top = format!("document.getElementById('{id}').getBoundingClientRect().top");
    visitor
        .finds(&format!("(top => top >= -2 && top <= 120 || top)({top})"), true)
        .await;
}

#[test]
fn who_scrolled_before_the_reader_came_stays_there() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.scrolls_at_once(1500).await;
            visitor.open(LONG_POST).await;
            // By now the reader has settled for good, and may have scrolled.
            visitor.mark_page().await;
            visitor.run("document.querySelector('.neighbors a').click()").await;
            visitor.is_scrolled_to(0).await;
            visitor.back().await;
            visitor.is_scrolled_to(1500).await;
            visitor.is_on_marked_page().await;
        });
    }
}

#[test]
fn who_scrolls_while_the_reader_comes_stays_there() {
    Journey::through(Content::sample()).walk(async |visitor| {
        // Between naming the entry of the history and arriving at it.
        visitor
            .does_at_once(
                "const name = history.replaceState;
                history.replaceState = function (...entry) {
                    name.apply(this, entry);
                    scrollTo(0, 1500);
                };",
            )
            .await;
        visitor.open(LONG_POST).await;
        visitor.until_framed().await;
        visitor.is_scrolled_to(1500).await;
        visitor.run("document.querySelector('.neighbors a').click()").await;
        visitor.is_scrolled_to(0).await;
        visitor.back().await;
        visitor.is_scrolled_to(1500).await;
    });
}

/// Holds pictures back on the page and on those that the reader shows later, until `letPicturesCome()`.
const HOLD_PICTURES: &str = "
    const held = new Map();
    let isHeld = true;
    const hold = () => {
        for (const picture of isHeld ? document.querySelectorAll('.prose img[src]') : []) {
            held.set(picture, picture.getAttribute('src'));
            picture.removeAttribute('src');
        }
    };
    new MutationObserver(hold).observe(document, { childList: true, subtree: true });
    hold();
    window.holdPictures = () => { isHeld = true; };
    window.letPicturesCome = () => {
        isHeld = false;
        for (const [picture, address] of held) picture.src = address;
        held.clear();
    };";

/// A post with eight pictures whose sizes nobody knows.
fn pictures() -> Content {
    let pictures = (1..=8).fold(String::new(), |text, number| {
        text + &format!("## Part {number}\n\nText of part {number}.\n\n<img src=\"{number}.svg\" alt=\"x\">\n\n")
    });
    let post = |title: &str, text: &str| format!("---\ntitle: {title}\ndate: 2024-01-01\ncontents: false\n---\n{text}");
    let mut content = Content::empty()
        .with(
            "posts/pictures.md",
            post("Pictures", &format!("{pictures}[on](other.md)\n")),
        )
        .with("posts/other.md", post("Other", "[pictures](pictures.md)\n"));
    for number in 1..=8 {
        let height = 300 + number * 20;
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"500\" height=\"{height}\"/>");
        content = content.with(&format!("posts/{number}.svg"), svg);
    }
    content
}

async fn sees_late_pictures(visitor: &Visitor) {
    visitor.run("letPicturesCome()").await;
    visitor.sees_pictures().await;
    visitor.until_framed().await;
}

#[test]
fn pictures_that_come_late_leave_the_place_on_the_way_back() {
    for browser in Browser::ALL {
        Journey::through(pictures()).in_browser(browser).walk(async |visitor| {
            visitor.open("/posts/other/").await;
            visitor.run(HOLD_PICTURES).await;
            visitor.follow("pictures").await;
            visitor.sees_title("Pictures").await;
            // Arriving ends with the focus on the title, and the page at its top.
            visitor.finds("document.activeElement.matches('h1')", true).await;
            sees_late_pictures(visitor).await;
            visitor.scrolls_to(2600).await;
            visitor.is_scrolled_to(2600).await;
            visitor.run("holdPictures()").await;
            visitor.run("document.querySelector('.prose p a').click()").await;
            visitor.sees_title("Other").await;

            visitor.back().await;
            visitor.sees_title("Pictures").await;
            visitor
                .finds("document.querySelectorAll('.prose img[src]').length", 0)
                .await;
            sees_late_pictures(visitor).await;
            visitor.is_scrolled_to(2600).await;

            // Once the visitor moves, nothing is kept.
            visitor.run("holdPictures()").await;
            visitor.run("document.querySelector('.prose p a').click()").await;
            visitor.sees_title("Other").await;
            visitor.back().await;
            visitor.sees_title("Pictures").await;
            visitor
                .finds("document.querySelectorAll('.prose img[src]').length", 0)
                .await;
            visitor.until_framed().await;
            visitor.scrolls_to(0).await;
            sees_late_pictures(visitor).await;
            visitor.is_scrolled_to(0).await;
        });
    }
}

#[test]
fn pictures_that_come_late_leave_the_place_after_a_reload() {
    for base in BASES {
        Journey::through(pictures()).below(base).walk(async |visitor| {
            // As while pages cross-fade, no element is found at a point.
            let fading = "document.elementFromPoint = () => document.documentElement;";
            visitor.runs_first(&format!("{{ {HOLD_PICTURES} {fading} }}")).await;
            visitor.open("/posts/pictures/").await;
            sees_late_pictures(visitor).await;
            visitor.scrolls_to(2600).await;
            visitor.is_scrolled_to(2600).await;
            for _ in 0..2 {
                visitor.reload().await;
                visitor
                    .finds("document.querySelectorAll('.prose img[src]').length", 0)
                    .await;
                sees_late_pictures(visitor).await;
                visitor.is_scrolled_to(2600).await;
            }
        });
    }
}
