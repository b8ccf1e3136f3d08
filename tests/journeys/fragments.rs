//! Fragments: whatever an address names on a page is opened and scrolled to, however the visitor arrives.

use fantoccini::key::Key;

use crate::harness::{BASES, Browser, Content, Journey, Visitor};

/// Fragments of links, and the elements that they lead to.
const TARGETS: [(&str, &str); 6] = [
    ("hidden-answer", "document.getElementById('hidden-answer')"),
    ("veiled", "document.getElementById('veiled')"),
    ("old", "document.querySelector('a[name=old]')"),
    ("été", "document.getElementById('été')"),
    ("%C3%A9t%C3%A9", "document.getElementById('été')"),
    ("50%25", "document.getElementById('50%')"),
];

fn blog() -> Content {
    let space = "A paragraph.\n\n".repeat(60);
    let links: String = TARGETS
        .map(|(fragment, _)| format!("<a href=\"faq.md#{fragment}\">{fragment}</a>\n"))
        .concat();
    Content::empty()
        .with(
            "posts/from.md",
            format!(
                "---\ntitle: From elsewhere\ndate: 2024-01-02\n---\n{links}\n[top](faq.md#top) [none](faq.md#) \
                 [words](faq.md#:~:text=needle)\n"
            ),
        )
        .with(
            "posts/faq.md",
            format!(
                "---\ntitle: Questions\ndate: 2024-01-01\ncontents: false\n---\n{space}\n\
                 <details><summary>More</summary>\n\n<details><summary>Even more</summary>\n\n### Hidden answer\n\nIn here, \
                 [a link](from.md).\n\n{space}\n</details>\n\n</details>\n\n\
                 <div hidden=\"until-found\"><p id=\"veiled\">Veiled.</p></div>\n\n{space}\n\
                 <a name=\"old\">Old.</a>\n\n{space}\n## Été {{#été}}\n\n{space}\n\
                 <p id=\"50%\">Half.</p>\n\n{space}\nA needle in the hay.\n\n{space}\n[back up](#hidden-answer)\n"
            ),
        )
}

/// The element is shown, and the first thing in the window.
async fn is_at(visitor: &Visitor, target: &str) {
    let place = format!("(target => [target.checkVisibility(), target.getBoundingClientRect().top])({target})");
    let is_there = format!("(([shown, top]) => shown && top >= -2 && top <= 120 || `${{shown}} ${{top}}`)({place})");
    visitor.finds(&is_there, true).await;
}

#[test]
fn a_fragment_is_reached_from_another_post_and_on_the_way_back_in_every_engine() {
    for browser in Browser::ALL {
        Journey::through(blog()).in_browser(browser).walk(async |visitor| {
            visitor.open("/posts/from/").await;
            let opens_hidden = visitor.ask("'onbeforematch' in document.body").await == true;
            visitor.mark_page().await;
            for (link, target) in TARGETS {
                if link == "veiled" && !opens_hidden {
                    continue;
                }
                visitor.follow(link).await;
                visitor.sees_title("Questions").await;
                is_at(visitor, target).await;
                visitor.back().await;
                visitor.sees_title("From elsewhere").await;
                visitor.forward().await;
                visitor.sees_title("Questions").await;
                is_at(visitor, target).await;
                visitor.back().await;
                visitor.sees_title("From elsewhere").await;
            }
            for link in ["top", "none"] {
                visitor.follow(link).await;
                visitor.sees_title("Questions").await;
                visitor.is_scrolled_to(0).await;
                visitor.back().await;
                visitor.sees_title("From elsewhere").await;
            }
            visitor.is_on_marked_page().await;
        });
    }
}

#[test]
fn a_fragment_is_reached_on_load_and_by_a_click_on_the_page() {
    for base in BASES {
        Journey::through(blog()).below(base).walk(async |visitor| {
            for (fragment, target) in TARGETS {
                visitor.load("/").await;
                visitor.open(&format!("/posts/faq/#{fragment}")).await;
                is_at(visitor, target).await;
                visitor.reload().await;
                is_at(visitor, target).await;
            }
            visitor.load("/").await;
            visitor.open("/posts/faq/").await;
            visitor.follow("back up").await;
            is_at(visitor, TARGETS[0].1).await;
        });
    }
}

#[test]
fn the_keyboard_goes_on_from_the_fragment() {
    Journey::through(blog()).walk(async |visitor| {
        visitor.open("/posts/from/").await;
        visitor.follow("hidden-answer").await;
        visitor.sees_title("Questions").await;
        is_at(visitor, TARGETS[0].1).await;
        visitor.presses(Key::Tab).await;
        // The heading links to itself.
        let is_in_heading = format!("{}.contains(document.activeElement)", TARGETS[0].1);
        visitor.finds(&is_in_heading, true).await;
    });
}

#[test]
fn words_in_an_address_are_found_by_the_browser() {
    Journey::through(blog()).walk(async |visitor| {
        let is_found = "(top => top > 0 && top < innerHeight || top)\
                        ([...document.querySelectorAll('p')].find(p => p.textContent.includes('needle')).getBoundingClientRect().top)";
        visitor.open("/posts/from/").await;
        visitor.follow("words").await;
        visitor.sees_title("Questions").await;
        visitor.until_alive().await;
        visitor.finds(is_found, true).await;
        visitor.back().await;
        visitor.sees_title("From elsewhere").await;
        visitor.open("/posts/faq/#:~:text=needle").await;
        visitor.finds(is_found, true).await;
    });
}
