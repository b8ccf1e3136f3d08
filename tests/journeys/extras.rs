//! Optional features (`extras` in `site.yaml`): each one on a page, and pages without them.

use fantoccini::key::Key;
use serde_json::json;

use crate::harness::{Content, Journey, PAPER};

const LONG_POST: &str = "/posts/the-night-train-library/";
const WITH_CODE: &str = "/posts/a-site-that-works-on-a-train/";
const WITH_NOTES: &str = "/posts/less-and-more-marginalia/";
const WITH_LARGE_PICTURE: &str = "/posts/setting-a-measure/";

#[test]
fn the_appearance_that_was_chosen_is_there_before_anything_else() {
    for base in ["/", "/sub/"] {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.open("/").await;
            let light = visitor.ask(PAPER).await;
            visitor
                .finds(
                    "document.querySelector('.appearance-switch').innerText.trim()",
                    "Appearance: system",
                )
                .await;
            for (state, theme) in [
                ("light", json!("light")),
                ("dark", json!("dark")),
                ("system", json!(null)),
                ("light", json!("light")),
                ("dark", json!("dark")),
            ] {
                visitor.click_on(".appearance-switch").await;
                visitor
                    .finds(
                        "document.querySelector('.appearance-switch').innerText.trim()",
                        format!("Appearance: {state}"),
                    )
                    .await;
                visitor
                    .finds("document.documentElement.dataset.theme ?? null", theme)
                    .await;
            }
            visitor.finds(&format!("{PAPER} !== {light}"), true).await;
            let dark = visitor.ask(PAPER).await;

            // Another page, without the script that turns the switch and without the reader: a line in the page does it.
            visitor.never_gets("*.js").await;
            visitor.expect_error(".js");
            visitor.load(LONG_POST).await;
            visitor.finds(PAPER, dark).await;
            visitor
                .finds(
                    "document.querySelector('meta[name=theme-color][media=\"all\"]')",
                    json!(null),
                )
                .await;
        });
    }
}

#[test]
fn the_frame_of_the_browser_has_the_color_of_the_page() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.open("/").await;
        visitor.click_on(".appearance-switch").await;
        visitor.click_on(".appearance-switch").await;
        let counting = "[...document.querySelectorAll('meta[name=theme-color]')]\
                        .filter(meta => matchMedia(meta.media).matches).map(meta => meta.content)";
        visitor.finds(counting, json!(["#17181a"])).await;
        visitor.reload().await;
        visitor.finds(counting, json!(["#17181a"])).await;
    });
}

#[test]
fn the_contents_of_a_long_post_follow_the_visitor() {
    let current = "document.querySelector('.contents [aria-current]')?.textContent ?? null";
    let open = "document.querySelector('.contents details').open";
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.open("/").await;
        visitor.finds("document.querySelector('.contents')", json!(null)).await;
        visitor.go_by_link(LONG_POST).await;
        visitor.sees_title("The night train library").await;
        visitor.finds(current, json!(null)).await;
        visitor
            .run("document.getElementById('timetable').scrollIntoView()")
            .await;
        visitor.finds(current, "The timetable").await;
        visitor.takes_a_phone().await;
        visitor.open(LONG_POST).await;
        visitor.finds(open, false).await;
        visitor.click_on(".contents summary").await;
        visitor.finds(open, true).await;
        visitor.follow("Arriving").await;
        visitor.finds("location.hash", "#arriving").await;
        visitor.finds(open, false).await;
        visitor.finds(current, "Arriving").await;
    });
}

#[test]
fn on_a_phone_the_way_back_to_the_top_does_not_lie_on_the_text() {
    let hit = "((box) => document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.closest('.back-to-top') !== null)\
               (document.querySelector('.back-to-top a').getBoundingClientRect())";
    let opacity = "getComputedStyle(document.querySelector('.back-to-top a')).opacity";
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.takes_a_phone().await;
        visitor.open(LONG_POST).await;
        for (place, is_wanted) in [(3000, false), (2800, true), (2900, false), (2800, true)] {
            visitor.scrolls_to(place).await;
            visitor.finds(opacity, if is_wanted { "1" } else { "0" }).await;
            visitor.finds(hit, is_wanted).await;
        }
        visitor.click_on(".back-to-top a").await;
        visitor.is_scrolled_to(0).await;
        visitor
            .finds("document.activeElement === document.querySelector('h1')", true)
            .await;
        visitor.scrolls_to(3000).await;
        visitor.finds(opacity, "0").await;

        // Beside the text there is room for it.
        visitor.has_a_window(1280, 800).await;
        visitor.scrolls_to(3000).await;
        visitor.finds(opacity, "1").await;
    });
}

#[test]
fn code_is_copied_as_it_stands() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.holds_time_back().await;
        visitor.open("/").await;
        visitor.may_use_the_clipboard().await;
        visitor.go_by_link(WITH_CODE).await;
        visitor
            .finds(
                "document.querySelectorAll('.prose pre').length === document.querySelectorAll('.copy-button').length",
                true,
            )
            .await;
        visitor.click_on(".copy-button").await;
        visitor.sees(".copy-button", "Copied").await;
        visitor.sees("[role=status]", "Copied").await;
        visitor
            .run("navigator.clipboard.readText().then((text) => { window.copied = text; })")
            .await;
        visitor
            .finds(
                "window.copied === document.querySelector('.prose pre > code').textContent.trimEnd()",
                true,
            )
            .await;
        visitor.lets_time_pass().await;
        visitor.sees(".copy-button", "Copy").await;

        // It stays in its corner when the code is scrolled.
        visitor.takes_a_phone().await;
        let edge = "Math.round(document.querySelector('.copy-button').getBoundingClientRect().right)";
        let before = visitor.ask(edge).await;
        visitor
            .run("document.querySelector('.prose pre').scrollLeft = 150")
            .await;
        visitor
            .finds("document.querySelector('.prose pre').scrollLeft", 150)
            .await;
        visitor.finds(edge, before).await;
    });
}

#[test]
fn commands_are_copied_without_prompts_and_lines_without_numbers() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.open("/posts/counting-the-type-cases/").await;
        visitor.may_use_the_clipboard().await;
        for (language, copied) in [
            ("console", "cases check menu.txt --face caslon --size 12\n'z': 22"),
            ("rust", "use std::collections::BTreeMap;\n\n/// Returns"),
            ("js", "export function letters(text) {\n  return [...text];\n"),
        ] {
            let button = format!("pre:has(> .language-{language}) > .copy-button");
            visitor.click_on(&button).await;
            visitor.sees(&button, "Copied").await;
            visitor
                .run("navigator.clipboard.readText().then((text) => { window.copied = text; })")
                .await;
            let is_copied = format!("window.copied?.startsWith({copied:?})");
            visitor.finds(&is_copied, true).await;
        }
    });
}

#[test]
fn a_large_picture_can_be_seen_large_and_left_by_the_keyboard() {
    let focused = "document.activeElement.className";
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.open(WITH_LARGE_PICTURE).await;
        visitor.finds("document.querySelectorAll('.enlarge').length", 1).await;
        visitor.has_the_focus().await;
        visitor.run("document.querySelector('.enlarge').focus()").await;
        visitor.presses(Key::Enter).await;
        visitor
            .finds("document.querySelector('dialog.enlarged').open", true)
            .await;
        visitor.finds(focused, "close").await;
        visitor.presses(Key::Escape).await;
        visitor.finds("document.querySelector('dialog')", json!(null)).await;
        visitor.finds(focused, "enlarge").await;
    });
}

#[test]
fn a_note_is_shown_beside_its_mark() {
    let preview = "document.querySelector('.note-preview')?.textContent.trim().slice(0, 15) ?? null";
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.open(WITH_NOTES).await;
        visitor.points_at(".footnote-ref a").await;
        visitor.finds(preview, "Pencil, always.").await;
        visitor.finds("document.querySelectorAll('#fn-1').length", 1).await;
        visitor.presses(Key::Escape).await;
        visitor.finds(preview, json!(null)).await;
        visitor.points_at("h1").await;
        visitor.points_at(".footnote-ref a").await;
        visitor.finds(preview, "Pencil, always.").await;
        // The pointer may move onto it, and takes it away by going elsewhere.
        visitor.points_at(".note-preview").await;
        visitor.finds(preview, "Pencil, always.").await;
        visitor.points_at("h1").await;
        visitor.finds(preview, json!(null)).await;
    });
}

#[test]
fn a_page_comes_before_the_click() {
    Journey::through(Content::sample()).without_offline().walk(async |visitor| {
        visitor.open("/").await;
        visitor
            .points_at("a[href$='/posts/the-night-train-library/']")
            .await;
        visitor
            .finds(
                "performance.getEntriesByType('resource').filter(({ name, responseEnd }) => responseEnd > 0 && name.includes('the-night-train-library') && !name.endsWith('.svg')).length",
                2,
            )
            .await;
        visitor.host.stop();
        visitor.go_by_link(LONG_POST).await;
        visitor.sees_title("The night train library").await;
        visitor.sees("main", "My sister lives at one end of the line").await;
    });
}

#[test]
fn nothing_comes_before_the_click_for_who_saves_data() {
    Journey::through(Content::sample())
        .without_offline()
        .walk(async |visitor| {
            visitor
                .runs_first("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
                .await;
            visitor.load("/").await;
            visitor
                .run("document.addEventListener('feuillet:intent', () => { window.intended = true; })")
                .await;
            visitor.points_at("a[href$='/posts/the-night-train-library/']").await;
            visitor.is_done_with_short_timers().await;
            assert_eq!(visitor.ask("window.intended ?? null").await, json!(null));
            visitor.go_by_link(LONG_POST).await;
            visitor.sees_title("The night train library").await;
            assert_eq!(visitor.ask("window.intended ?? null").await, json!(null));
        });
}

/// Counts animated page changes, for a device on which mounting the app takes a number of milliseconds.
fn counts_transitions(mounting: u32) -> String {
    format!(
        "const start = Document.prototype.startViewTransition;
         window.transitions = 0;
         Document.prototype.startViewTransition = function (change) {{
           window.transitions += 1;
           return start.call(this, change);
         }};
         let now = 0;
         Performance.prototype.now = () => (now += {mounting});"
    )
}

#[test]
fn pages_give_way_by_an_animation_unless_the_visitor_wants_none() {
    let count = "window.transitions";
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.runs_first(&counts_transitions(20)).await;
        visitor.open("/").await;
        visitor.go_by_link(LONG_POST).await;
        visitor.sees_title("The night train library").await;
        visitor.finds(count, 1).await;
        visitor.back().await;
        visitor.sees_title("Feuillet").await;
        visitor.finds(count, 2).await;

        visitor.prefers(&[("prefers-reduced-motion", "reduce")]).await;
        visitor.forward().await;
        visitor.sees_title("The night train library").await;
        visitor.finds(count, 2).await;
    });
}

#[test]
fn a_slow_device_shows_pages_without_the_animation() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.runs_first(&counts_transitions(50)).await;
        visitor.open("/").await;
        visitor.go_by_link(LONG_POST).await;
        visitor.sees_title("The night train library").await;
        visitor.finds("window.transitions", 0).await;
    });
}

#[test]
fn an_author_does_without_any_of_it() {
    let settings = "title: A\nextras: {appearance: false, back_to_top: false, contents: false, copy: false, \
                    enlarge: false, prefetch: false, previews: false, progress: false}\n";
    let post = "---\ntitle: A\ndate: 2024-05-01\ntoc: true\n---\n## A\n\n## B\n\n```\ncode\n```\n";
    let content = Content::empty().with("site.yaml", settings).with("posts/a.md", post);
    Journey::through(content).walk(async |visitor| {
        visitor.open("/posts/a/").await;
        visitor
            .finds(
                "document.querySelectorAll('button, .contents, .back-to-top, .with-progress').length",
                0,
            )
            .await;
        visitor.go_by_link("/").await;
        visitor.go_by_link("/posts/a/").await;
        visitor.sees_title("A").await;
        visitor.finds("document.querySelectorAll('button').length", 0).await;
    });
}
