//! A host that does not answer, or not soon, and a browser that stores nothing in its place.

use serde_json::Value;

use crate::harness::{BASES, Content, Journey};

#[test]
fn a_visitor_is_told_what_failed_and_can_try_again() {
    for base in BASES {
        Journey::through(Content::sample())
            .below(base)
            .without_offline()
            .walk(async |visitor| {
                visitor.open("/").await;
                visitor.mark_page().await;
                visitor.host.stop();

                visitor.follow("The night train library").await;
                visitor.sees_title("This page could not be loaded").await;
                visitor
                    .sees("main", &visitor.path("/content/posts/the-night-train-library.md"))
                    .await;
                visitor.is_at("/posts/the-night-train-library/").await;
                visitor
                    .finds("document.title", "This page could not be loaded · Feuillet")
                    .await;
                visitor.finds("document.documentElement.lang", "en").await;
                visitor
                    .finds("document.activeElement === document.querySelector('h1')", true)
                    .await;
                visitor
                    .finds("document.querySelector('.retry').textContent", "Try again")
                    .await;

                // Nothing has changed yet.
                let tries =
                    "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.md')).length";
                let before = visitor.ask(tries).await;
                visitor.click_on(".retry").await;
                visitor.finds(&format!("{tries} > {before}"), true).await;
                visitor.sees_title("This page could not be loaded").await;

                visitor.host.start();
                visitor.click_on(".retry").await;
                visitor.sees_title("The night train library").await;
                visitor.sees("main", "My sister lives at one end of the line").await;
                visitor.is_at("/posts/the-night-train-library/").await;
                visitor
                    .finds("document.title", "The night train library · Feuillet")
                    .await;

                // One entry was made for the post, however often it was tried.
                visitor.back().await;
                visitor.is_at("/").await;
                visitor.sees_title("Feuillet").await;
                visitor.is_on_marked_page().await;
            });
    }
}

#[test]
fn a_french_visitor_is_told_in_french() {
    let content = Content::empty()
        .with("site.yaml", "title: Le carnet\nlanguage: fr\n")
        .with(
            "posts/bonjour.md",
            "---\ntitle: Bonjour\ndate: 2024-05-01\n---\n\nUn billet.\n",
        );
    Journey::through(content).without_offline().walk(async |visitor| {
        visitor.open("/").await;
        visitor.host.stop();
        visitor.follow("Bonjour").await;
        visitor.sees_title("Cette page n’a pas pu être chargée").await;
        visitor.sees("main", "/content/posts/bonjour.md").await;
        visitor
            .finds("document.title", "Cette page n’a pas pu être chargée · Le carnet")
            .await;
        visitor.finds("document.documentElement.lang", "fr").await;
        visitor.host.start();
        visitor.sees(".retry", "Réessayer").await;
        visitor.click_on(".retry").await;
        visitor.sees_title("Bonjour").await;
        visitor.sees("main", "Un billet.").await;
    });
}

#[test]
fn what_was_read_before_can_be_read_without_the_host() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.open("/").await;
        visitor.follow("The night train library").await;
        visitor.sees_title("The night train library").await;
        visitor.host.stop();
        visitor.back().await;
        visitor.sees_title("Feuillet").await;
        visitor.follow("The night train library").await;
        visitor.sees_title("The night train library").await;
        visitor.sees("main", "My sister lives at one end of the line").await;
    });
}

#[test]
fn a_failure_can_be_left_by_the_way_back() {
    Journey::through(Content::sample())
        .without_offline()
        .walk(async |visitor| {
            visitor.open("/").await;
            visitor.host.stop();
            visitor.follow("The night train library").await;
            visitor.sees_title("This page could not be loaded").await;
            visitor.back().await;
            visitor.is_at("/").await;
            visitor.sees_title("Feuillet").await;
            visitor.finds("document.title", "Feuillet").await;
        });
}

#[test]
fn a_page_whose_reader_cannot_start_stays_as_it_was_published() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.expect_error("404");
            visitor.site.lose_file("data/site.json");
            visitor.load("/").await;
            visitor.sees_title("Feuillet").await;
            visitor.sees("main", "There is a shelf at the end of coach 14").await;
            visitor.follow("The night train library").await;
            visitor.is_at("/posts/the-night-train-library/").await;
            visitor.sees_title("The night train library").await;
            visitor.sees("main", "My sister lives at one end of the line").await;
            visitor.finds("history.state", Value::Null).await;
        });
    }
}

#[test]
fn the_page_stays_until_the_next_one_is_there() {
    Journey::through(Content::sample())
        .without_offline()
        .walk(async |visitor| {
            visitor.open("/").await;
            visitor.mark_page().await;
            visitor.holds_answers_back().await;
            visitor.follow("The night train library").await;
            visitor
                .finds("document.querySelector('main').getAttribute('aria-busy')", "true")
                .await;
            visitor
                .finds("document.querySelector('[role=progressbar]') !== null", true)
                .await;
            visitor.sees_title("Feuillet").await;
            visitor.sees("main", "There is a shelf at the end of coach 14").await;

            visitor.lets_answers_come().await;
            visitor.sees_title("The night train library").await;
            visitor
                .finds("document.querySelector('main').getAttribute('aria-busy')", Value::Null)
                .await;
            visitor
                .finds("document.querySelector('[role=progressbar]')", Value::Null)
                .await;
            visitor.is_on_marked_page().await;
        });
}

#[test]
fn the_last_click_counts() {
    Journey::through(Content::sample())
        .without_offline()
        .walk(async |visitor| {
            visitor.open("/archive/").await;
            visitor.holds_answers_back().await;
            visitor.follow("The night train library").await;
            visitor.follow("Reading a tide table").await;
            visitor.lets_answers_come().await;
            visitor.sees_title("Reading a tide table").await;
            visitor.is_at("/posts/tide-tables/").await;
            visitor.finds("document.title", "Reading a tide table · Feuillet").await;
            // The first one was not in vain, and it does not come in between.
            visitor.back().await;
            visitor.is_at("/posts/the-night-train-library/").await;
            visitor.sees_title("The night train library").await;
        });
}
