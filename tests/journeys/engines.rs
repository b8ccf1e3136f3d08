//! Basic journeys in each of the three browser engines.

use serde_json::{Value, json};

use crate::harness::{Browser, Content, Journey, Visitor};
use crate::scrolling::goes_there_and_back;

const POST: &str = "/posts/the-night-train-library/";

/// A journey through the sample blog for each engine.
fn in_every_engine(walk: impl AsyncFn(&mut Visitor) + Copy) {
    for browser in Browser::ALL {
        Journey::through(Content::sample()).in_browser(browser).walk(walk);
    }
}

#[test]
fn the_engines_are_those_that_they_are_taken_for() {
    for (browser, own) in [
        (Browser::Chromium, "Chrome/"),
        (Browser::Firefox, "Gecko/"),
        (Browser::WebKit, "AppleWebKit/605"),
    ] {
        Journey::through(Content::sample())
            .in_browser(browser)
            .walk(async |visitor| {
                visitor.open("/").await;
                let told = format!("navigator.userAgent.includes('{own}') && isSecureContext");
                visitor.finds(&told, true).await;
            });
    }
}

#[test]
fn the_blog_is_read_in_every_engine() {
    in_every_engine(async |visitor| {
        visitor.open("/").await;
        visitor.sees("main", "There is a shelf at the end of coach 14").await;
        visitor.mark_page().await;

        visitor.follow("The night train library").await;
        visitor.is_at(POST).await;
        visitor.sees_title("The night train library").await;
        visitor.sees("main", "My sister lives at one end of the line").await;
        visitor
            .finds("document.title", "The night train library · Feuillet")
            .await;
        visitor
            .finds("document.activeElement === document.querySelector('h1')", true)
            .await;

        visitor.follow("lecture").await;
        visitor.is_at("/categories/lecture/").await;
        visitor.sees_title("lecture").await;

        visitor.follow("Archive").await;
        visitor.is_at("/archive/").await;
        visitor.sees("main", "Reading a tide table").await;
        visitor.is_on_marked_page().await;

        visitor.reload().await;
        visitor.sees_title("All posts").await;
        visitor.finds("window.marker ?? null", Value::Null).await;
    });
}

#[test]
fn the_way_back_leads_to_where_one_was_in_every_engine() {
    in_every_engine(async |visitor| {
        goes_there_and_back(visitor).await;
    });
}

#[test]
fn addresses_lead_to_their_pages_in_every_engine() {
    in_every_engine(async |visitor| {
        visitor.expect_error("404");
        visitor.open("/posts/the-night-train-library/#timetable").await;
        visitor
            .finds(
                "Math.abs(document.getElementById('timetable').getBoundingClientRect().top) < 120",
                true,
            )
            .await;
        visitor.open("/posts/le-jardin-de-la-gare/").await;
        visitor.sees_title("Le jardin de la gare").await;
        visitor.finds("document.documentElement.lang", "fr").await;
        visitor.open("/categories/m%C3%A9tier/").await;
        visitor.is_at("/categories/metier/").await;
        visitor.sees_title("métier").await;

        visitor.open("/posts/no-such-post/").await;
        visitor.sees_title("Page not found").await;
        visitor.follow("Go to the home page").await;
        visitor.is_at("/").await;

        // Put on the host without publishing.
        let post = "# Dropped by hand\n\nIts text, and [another](tide-tables.md).\n";
        visitor.site.drop_file("content/posts/dropped.md", post);
        visitor.open("/posts/dropped/").await;
        visitor.sees_title("Dropped by hand").await;
        visitor.follow("another").await;
        visitor.sees_title("Reading a tide table").await;
    });
}

#[test]
fn a_post_is_drawn_alike_in_every_engine() {
    in_every_engine(async |visitor| {
        visitor.open("/posts/setting-a-measure/").await;
        visitor.sees_pictures().await;
        // Nothing is wider than the window, whichever it is.
        visitor
            .finds("document.documentElement.scrollWidth <= innerWidth", true)
            .await;
        let looks = "['.prose pre', '.table-scroll', '.alert'].map(css => document.querySelector(css))\
                     .map(element => getComputedStyle(element))\
                     .map(style => [style.display, style.overflowX, style.borderInlineStartWidth])";
        let expected = [
            ["block", "auto", "0px"],
            ["block", "auto", "0px"],
            ["block", "visible", "4px"],
        ];
        visitor.finds(looks, json!(expected)).await;
    });
}

#[test]
fn formulas_are_drawn_and_scroll_by_themselves_in_every_engine() {
    let long = format!("x = {}", "a + ".repeat(80));
    let post = format!(
        "---\ntitle: Sums\ndate: 2026-01-02\nmath: true\n---\n$\\frac{{a}}{{b}}$, $a^2$, ${long}b$\n\n$${long}c$$\n"
    );
    for browser in Browser::ALL {
        let content = Content::empty().with("posts/sums.md", &post);
        Journey::through(content).in_browser(browser).walk(async |visitor| {
            if browser == Browser::Chromium {
                visitor.takes_a_phone().await;
            }
            for way in ["as published", "by the reader"] {
                if way == "as published" {
                    visitor.open("/posts/sums/").await;
                } else {
                    visitor.open("/archive/").await;
                    visitor.follow("Sums").await;
                }
                visitor.sees_title("Sums").await;
                visitor
                    .finds("document.querySelectorAll('.prose math').length", 4)
                    .await;
                // A fraction is higher than a letter: MathML is drawn, not only read.
                let heights = "(([fraction, power]) => fraction > 1.2 * power)(['mfrac', 'mi']\
                               .map(name => document.querySelector(name).getBoundingClientRect().height))";
                visitor.finds(heights, true).await;
                visitor
                    .finds("document.documentElement.scrollWidth <= innerWidth", true)
                    .await;
                let scrolls = "[...document.querySelectorAll('.math-display, .math-wide')]\
                               .map(box => box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX)";
                visitor.finds(scrolls, json!(["auto", "auto"])).await;
            }
        });
    }
}

#[test]
fn tables_of_many_columns_scroll_and_others_fit_in_every_engine() {
    let row = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let table = |columns: usize| {
        let mut cells = vec![
            "Brenne-le-Haut",
            "23:05",
            "an account of what was seen from the window of the coach",
        ];
        cells.resize(columns, "nobody, and seventeen people who step off and back on");
        row(&cells) + &row(&vec!["---"; columns]) + &row(&cells)
    };
    let post = format!(
        "---\ntitle: Tables\ndate: 2024-05-01\n---\n\n{}\nText.\n\n{}",
        table(3),
        table(8)
    );
    let scrolls = "[...document.querySelectorAll('.table-scroll')].map(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)";
    let lines =
        "(cell => Math.round(cell.getBoundingClientRect().height / parseFloat(getComputedStyle(cell).lineHeight)))";
    for browser in Browser::ALL {
        let content = Content::empty().with("posts/tables.md", &post);
        let journey = Journey::through(content).without_offline();
        journey.in_browser(browser).walk(async |visitor| {
            visitor.open("/posts/tables/").await;
            visitor.finds(scrolls, json!([false, true])).await;
            // The text of the widest cells is in a few lines, and not in one for each word.
            let wide =
                format!("Math.max(...[...document.querySelectorAll('table')[1].querySelectorAll('td')].map{lines})");
            let height = visitor.ask(&wide).await;
            assert!(
                height.as_u64().is_some_and(|lines| (2..=4).contains(&lines)),
                "{browser:?}: {height} lines"
            );
        });
    }
}
