//! Layouts under what visitors do to them: zoom, spacing, colors of their own, less motion, no styles.

use serde_json::{Value, json};

use crate::everything::{PAGES, everything, is_shown_a_failure};
use crate::harness::{Content, Journey, PAPER, Visitor};

/// WCAG 2.2, success criterion 1.4.12.
const SPACING: &str = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}\
    p{margin-block-end:2em!important}";

/// Elements that cut off part of their text: neither scrollable nor meant to be shortened.
const CUT_OFF: &str = "[...document.querySelectorAll('body *')].filter(element => {
        const style = getComputedStyle(element);
        const hides = value => value === 'hidden' || value === 'clip';
        return element.checkVisibility() && element.clientWidth > 1
            && (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1
                || hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
    }).map(element => element.outerHTML.slice(0, 120))";

/// Texts and controls that lie on one another without one being in the other.
const OVERLAPPING: &str = "(boxes => boxes.flatMap(([a, first], index) => boxes.slice(index + 1)
        .filter(([b, second]) => !a.contains(b) && !b.contains(a)
            && Math.min(first.right, second.right) - Math.max(first.left, second.left) > 2
            && Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top) > 2)
        .map(([b]) => [a.outerHTML.slice(0, 90), b.outerHTML.slice(0, 90)])))
    ([...document.querySelectorAll('h1, h2, h3, p, li, dt, dd, pre, .table-scroll, figure, a, button, summary, time')]
        .filter(element => element.checkVisibility() && !element.closest('.skip-link, p *, li *'))
        .map(element => [element, element.getBoundingClientRect()]))";

/// How wide a page is that is wider than its window, and what makes it so.
const TOO_WIDE: &str = "(page => page.scrollWidth <= page.clientWidth ? [] : [page.scrollWidth,
    ...[...document.querySelectorAll('body *')]
        .filter(element => element.checkVisibility() && !element.closest('pre *, .table-scroll *, .skip-link')
            && (box => box.right > innerWidth + 1 || box.left < -1)(element.getBoundingClientRect()))
        .map(element => element.outerHTML.slice(0, 120))])(document.documentElement)";

#[test]
fn no_page_is_wider_than_its_window_however_near_one_looks() {
    for language in ["en", "ar"] {
        Journey::through(everything(language)).walk(async |visitor| {
            visitor.expect_error("404");
            // A window of 1280 pixels at 400 and at 200 %.
            for (width, height) in [(320, 256), (640, 512)] {
                visitor.has_a_window(width, height).await;
                for (name, path) in PAGES {
                    visitor.open(path).await;
                    fits(visitor, &format!("{name}, {width}")).await;
                }
            }
            visitor.has_a_window(320, 256).await;
            is_shown_a_failure(visitor).await;
            fits(visitor, "failure, 320").await;
        });
    }
}

#[test]
fn the_sample_blog_fits_the_narrowest_window() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.has_a_window(320, 600).await;
        for path in ["/", "/archive/", "/about/", "/mentions-legales/", "/offline/"] {
            visitor.open(path).await;
            fits(visitor, path).await;
        }
        visitor.open("/archive/").await;
        let posts = visitor
            .ask("[...document.querySelectorAll('main li a')].map(link => link.getAttribute('href'))")
            .await;
        for post in posts.as_array().into_iter().flatten().filter_map(Value::as_str) {
            visitor.open(post).await;
            fits(visitor, post).await;
        }
        // Text of twice its size, in the window of a phone.
        visitor.has_a_window(360, 740).await;
        for path in ["/", "/archive/", "/posts/the-night-train-library/"] {
            visitor.open(path).await;
            visitor.run("document.documentElement.style.fontSize = '200%'").await;
            fits(visitor, &format!("{path} with text of twice its size")).await;
        }
    });
}

#[test]
fn more_space_between_letters_and_lines_hides_nothing() {
    Journey::through(everything("en")).walk(async |visitor| {
        visitor.expect_error("404");
        visitor.obeys_no_policy().await;
        for width in [360, 1280] {
            visitor.has_a_window(width, 800).await;
            for (name, path) in PAGES {
                visitor.open(path).await;
                visitor
                    .run(&format!("document.head.append(Object.assign(document.createElement('style'), {{ textContent: '{SPACING}' }}))"))
                    .await;
                let state = format!("{name}, {width}, with more space");
                fits(visitor, &state).await;
                for (fault, expression) in [("is cut off", CUT_OFF), ("overlaps", OVERLAPPING)] {
                    assert_eq!(visitor.ask(expression).await, json!([]), "{state}: {fault}");
                }
            }
        }
    });
}

#[test]
fn with_colors_of_their_own_visitors_see_what_is_a_button_and_where_they_are() {
    Journey::through(everything("en")).walk(async |visitor| {
        visitor.prefers(&[("forced-colors", "active")]).await;
        visitor.open("/posts/everything/").await;
        // An edge around each, in a color that the visitor has chosen.
        for css in [".alert", "details", ".terms a", "kbd", "pre"] {
            let edge = format!(
                "(style => parseFloat(style.borderInlineStartWidth) >= 1 && style.borderInlineStartStyle === 'solid'
                    && style.borderInlineStartColor !== style.backgroundColor)
                (getComputedStyle(document.querySelector('{css}')))"
            );
            assert_eq!(visitor.ask(&edge).await, json!(true), "{css} has no edge");
        }
        visitor.has_the_focus().await;
        visitor
            .run("document.querySelector('.site-title').focus({ focusVisible: true })")
            .await;
        let focus = "(style => style.outlineStyle === 'solid' && style.outlineColor !== style.backgroundColor)\
                     (getComputedStyle(document.activeElement))";
        assert_eq!(visitor.ask(focus).await, json!(true), "the focus is not to be seen");
        // Highlights that consist of a background only take the system's colors for highlights.
        let mark = format!("getComputedStyle(document.querySelector('mark')).backgroundColor !== {PAPER}");
        assert_eq!(visitor.ask(&mark).await, json!(true), "a mark is not to be seen");
        visitor.open("/offline/").await;
        visitor
            .finds(
                "document.querySelectorAll('.offline-controls .button').length > 0",
                true,
            )
            .await;
        let button = "getComputedStyle(document.querySelector('.button')).borderTopStyle";
        assert_eq!(visitor.ask(button).await, json!("solid"));
    });
}

#[test]
fn with_colors_of_their_own_visitors_see_how_far_they_are() {
    let is_seen = |css: &str, part: &str| {
        let background = format!("getComputedStyle(document.querySelector('{css}'), '{part}').backgroundColor");
        format!("{background} !== 'rgba(0, 0, 0, 0)' && {background} !== {PAPER}")
    };
    Journey::through(Content::sample())
        .without_offline()
        .walk(async |visitor| {
            visitor.prefers(&[("forced-colors", "active")]).await;
            visitor.has_a_window(1440, 900).await;
            visitor.open("/posts/the-night-train-library/").await;
            visitor
                .run("document.getElementById('timetable').scrollIntoView()")
                .await;
            // The section that is read is the only one with a line of its color.
            let lines = format!(
                "[...document.querySelectorAll('.contents a')]
                    .filter(link => getComputedStyle(link).borderInlineStartColor !== {PAPER})
                    .map(link => link.textContent)"
            );
            visitor.finds(&lines, json!(["The timetable"])).await;
            visitor.finds(&is_seen(".with-progress", "::before"), true).await;
            // The colors are the visitor's, light or dark: there is nothing to choose.
            let choice = "getComputedStyle(document.querySelector('.appearance-switch')).display";
            visitor.finds(choice, "none").await;

            visitor.holds_answers_back().await;
            visitor.follow_to("/archive/").await;
            let coming = format!(
                "document.querySelector('.progress-bar') !== null && {}",
                is_seen(".progress-bar", "::after")
            );
            visitor.finds(&coming, true).await;
            visitor.lets_answers_come().await;
            visitor.is_at("/archive/").await;

            visitor.open("/posts/less-and-more-marginalia/").await;
            visitor.click_on(".footnote-ref a").await;
            visitor
                .finds(
                    "getComputedStyle(document.querySelector(':target')).outlineStyle",
                    "solid",
                )
                .await;
        });
}

#[test]
fn a_wide_table_is_printed_whole() {
    let fits = "[...document.querySelectorAll('.table-scroll, .table-scroll table')]
        .map(box => [box.getBoundingClientRect(), box])
        .every(([{ left, right }, box]) => left >= -1 && right <= innerWidth + 1 && box.scrollWidth <= box.clientWidth + 1)";
    Journey::through(Content::sample())
        .without_offline()
        .walk(async |visitor| {
            visitor.open("/posts/the-night-train-library/").await;
            // A4 and A5 with margins of 2 cm: 17 and 10.8 cm.
            for width in [643, 408] {
                visitor.has_paper(width).await;
                visitor.finds(fits, true).await;
            }
        });
}

#[test]
fn the_way_back_to_the_top_is_not_printed() {
    let text = "---\ntitle: Long\ntoc: true\n---\n\n## One\n\nText.\n\n## Two\n\nText.\n\n## Three\n\nText.\n";
    let content = Content::empty()
        .with("pages/about.md", text)
        .with("posts/post.md", text);
    Journey::through(content).without_offline().walk(async |visitor| {
        visitor.has_paper(643).await;
        for path in ["/about/", "/posts/post/"] {
            visitor.open(path).await;
            visitor
                .finds("document.querySelector('.back-to-top a').checkVisibility()", false)
                .await;
        }
    });
}

#[test]
fn nothing_runs_for_who_wants_less_motion() {
    Journey::through(everything("en")).walk(async |visitor| {
        visitor.prefers(&[("prefers-reduced-motion", "reduce")]).await;
        visitor.open("/archive/").await;
        // The line at the top stands still while a page comes.
        visitor
            .run(
                "window.seen = [];
                new MutationObserver(() => {
                    const bar = document.querySelector('.progress-bar');
                    if (bar) seen.push(getComputedStyle(bar, '::after').animationName);
                }).observe(document.body, { childList: true, subtree: true });",
            )
            .await;
        visitor.holds_answers_back().await;
        visitor.follow("Un autre billet").await;
        visitor.finds("seen.length > 0", true).await;
        visitor.lets_answers_come().await;
        visitor.sees_title("Un autre billet").await;
        visitor.finds("[...new Set(seen)]", json!(["none"])).await;
        visitor.finds("document.getAnimations().length", 0).await;
        visitor
            .finds("getComputedStyle(document.documentElement).scrollBehavior", "auto")
            .await;
    });
}

#[test]
fn without_styles_a_page_reads_in_its_order() {
    Journey::through(everything("en")).walk(async |visitor| {
        visitor.open("/posts/everything/").await;
        visitor
            .run("for (const sheet of document.querySelectorAll('link[rel=stylesheet], style')) sheet.remove()")
            .await;
        // Words of neighbors do not run into one another, and the order is that of the page.
        let text = visitor.ask("document.body.innerText.replace(/\\s+/g, ' ')").await;
        let text = text.as_str().expect("text");
        let mut from = 0;
        for part in [
            "Skip to content",
            "One of everything",
            "Categories",
            "Everything a post can hold",
            "3 May 2024 ",
            " min read By Somebody Updated 1 June 2024",
            "First things",
            "A paragraph with",
            "More of it",
            "The first note",
            "Older Un autre billet",
            "All posts Read offline",
        ] {
            let found = text[from..].find(part);
            from += found.unwrap_or_else(|| panic!("`{part}` is not where it should be in: {text}"));
        }
    });
}

async fn fits(visitor: &Visitor, state: &str) {
    let wide = visitor.ask(TOO_WIDE).await;
    assert_eq!(wide, json!([]), "{state}: the page is wider than its window");
}
