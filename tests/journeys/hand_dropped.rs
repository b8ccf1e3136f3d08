//! Markdown that somebody puts into the published folder, without publishing.

use crate::harness::{BASES, Content, Journey, Visitor};

const POST: &str = "---
title: Written in the evening
date: 2026-03-01
categories: [métier]
---

Nobody has published this. It links to [another one](tide-tables.md).
";

#[test]
fn a_dropped_post_can_be_read_at_once() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            // The host has no page for it, and there is no list with its neighbors.
            visitor.expect_error("404");
            visitor.site.drop_file("content/posts/this-evening.md", POST);
            visitor.open("/posts/this-evening/").await;
            is_read(visitor).await;
            visitor.is_at("/posts/this-evening/").await;
            visitor.mark_page().await;
            visitor.follow("another one").await;
            visitor.sees_title("Reading a tide table").await;
            visitor.is_on_marked_page().await;

            // A publish that comes while the worker still stores the one before is seen later.
            visitor.stores_the_blog().await;
            visitor.site.publish_again();
            visitor.open("/").await;
            visitor.follow("Written in the evening").await;
            visitor.is_at("/posts/this-evening/").await;
            is_read(visitor).await;
        });
    }
}

#[test]
fn a_dropped_post_may_have_spaces_and_accents_in_its_name() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.expect_error("404");
            visitor.site.drop_file("content/posts/Mon billet d'été.md", POST);
            visitor.open("/posts/Mon billet d'été/").await;
            is_read(visitor).await;
            visitor
                .finds("decodeURI(location.pathname)", visitor.path("/posts/Mon billet d'été/"))
                .await;
            visitor.reload().await;
            is_read(visitor).await;
            // As a Mac spells it.
            visitor.open("/posts/Mon%20billet%20d%27e%CC%81te%CC%81/").await;
            is_read(visitor).await;

            // A publish that comes while the worker still stores the one before is seen later.
            visitor.stores_the_blog().await;
            visitor.site.publish_again();
            visitor.open("/").await;
            visitor.follow("Written in the evening").await;
            visitor.is_at("/posts/mon-billet-d-ete/").await;
            is_read(visitor).await;
            // Links that were sent around meanwhile.
            visitor.open("/posts/Mon billet d'été/").await;
            is_read(visitor).await;
        });
    }
}

#[test]
fn a_dropped_page_can_be_read_at_once() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.expect_error("404");
        visitor
            .site
            .drop_file("content/pages/colophon.md", "# Colophon\n\nSet by hand.\n");
        visitor.open("/colophon/").await;
        visitor.sees_title("Colophon").await;
        visitor.sees("main", "Set by hand.").await;
    });
}

#[test]
fn a_dropped_post_of_another_generator_shows_its_title_and_no_machinery() {
    Journey::through(Content::sample()).walk(async |visitor| {
        for (name, front_matter) in [
            (
                "toml",
                "+++\ntitle = \"Written in the evening\"\ndate = 2026-03-01T10:00:00Z\n[taxonomies]\ntags = [\"a\"]\n+++\n",
            ),
            (
                "json",
                "{\n  \"title\": \"Written in the evening\",\n  \"date\": \"2026-03-01\"\n}\n",
            ),
        ] {
            visitor.expect_error("404");
            let post = format!("{front_matter}\nNobody has published this.\n");
            visitor.site.drop_file(&format!("content/posts/{name}.md"), &post);
            visitor.open(&format!("/posts/{name}/")).await;
            is_read(visitor).await;
            visitor
                .finds("/[+{=]|title/.test(document.querySelector('main').textContent)", false)
                .await;
        }
    });
}

async fn is_read(visitor: &Visitor) {
    visitor.sees_title("Written in the evening").await;
    visitor.sees("main", "Nobody has published this.").await;
    visitor.sees("main time", "1 March 2026").await;
    visitor
        .finds("document.title", "Written in the evening · Feuillet")
        .await;
}
