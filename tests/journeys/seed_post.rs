//! A post from another blog's folder, put into an empty content folder as it is.

use std::fs;

use serde_json::json;

use crate::harness::{BASES, Content, Journey, Visitor, shared};

const NAME: &str = "independance-day.md";

/// The content folder, or nothing where the post is not on this machine.
fn content() -> Option<Content> {
    let Some(shared) = shared() else {
        #[expect(clippy::print_stdout, reason = "a test that checks nothing must say so")]
        {
            println!("skipped: FEUILLET_SHARED is not set, so the seed post is not here");
        }
        return None;
    };
    let path = shared.join("seed").join(NAME);
    let post = fs::read(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    Some(Content::empty().with(&format!("posts/{NAME}"), post))
}

fn content_in_french() -> Option<Content> {
    Some(content()?.with("site.yaml", "language: fr\n"))
}

#[test]
fn the_seed_post_opens_by_its_address() {
    for content in [content, content_in_french] {
        for base in BASES {
            let Some(content) = content() else { return };
            Journey::through(content).below(base).walk(async |visitor| {
                visitor.open("/posts/independance-day/").await;
                reads_the_post(visitor).await;
                fetched_the_raw_post_once(visitor).await;
            });
        }
    }
}

#[test]
fn clicks_lead_from_the_first_page_to_the_seed_post() {
    for content in [content, content_in_french] {
        for base in BASES {
            let Some(content) = content() else { return };
            Journey::through(content).below(base).walk(async |visitor| {
                visitor.open("/").await;
                visitor
                    .sees(".post-card", "Mon grand projet 2020, devenir indépendant.")
                    .await;
                visitor.follow("métier").await;
                visitor.is_at("/categories/metier/").await;
                visitor.sees_title("métier").await;
                visitor.follow("Independance day").await;
                visitor.is_at("/posts/independance-day/").await;
                reads_the_post(visitor).await;
                fetched_the_raw_post_once(visitor).await;
            });
        }
    }
}

async fn reads_the_post(visitor: &Visitor) {
    visitor.sees_title("Independance day").await;
    visitor.finds("document.documentElement.lang", "fr").await;
    visitor
        .finds("document.querySelector('.post-meta time').textContent", "11 avril 2020")
        .await;
    visitor
        .finds(
            "[...document.querySelectorAll('.prose h2')].map(heading => heading.textContent.trim())",
            json!(["Le Phare", "Changement", "À court terme", "À moyen terme", "Long terme"]),
        )
        .await;
    // Each is two lists beside each other, as the author's classes ask for.
    visitor
        .finds(
            "[...document.querySelectorAll('.prose .flex')].filter(flex => {
                const lists = [...flex.querySelectorAll(':scope > ul.flex-grow')];
                const [left, right] = lists.map(list => list.getBoundingClientRect());
                return lists.length === 2
                    && lists.every(list => list.querySelectorAll(':scope > li').length >= 2)
                    && left.top === right.top && left.right <= right.left;
            }).length",
            4,
        )
        .await;
    visitor
        .sees(".prose .flex li", "de l'interconnexion de service (ERP, CRM, etc)")
        .await;
    visitor
        .sees(
            ".prose .border-l-4 .quote",
            "Le compagnonnage désigne un système traditionnel",
        )
        .await;
    visitor.sees(".prose .border-l-4", "Source Wikipédia").await;
    visitor
        .finds(
            "document.querySelector('.prose abbr').title",
            "Chief Technology Officier = Direction Technique",
        )
        .await;
    let text = visitor.ask("document.body.textContent").await;
    let text = text.as_str().expect("a page has text");
    for raw in [
        "extends:",
        "_layouts.post",
        "ghcommentid",
        "cover_image",
        "<ul",
        "</div>",
        "&nbsp;",
    ] {
        assert!(!text.contains(raw), "the page shows `{raw}`");
    }
}

/// The raw Markdown is what the browser got, and no page but the first was loaded.
async fn fetched_the_raw_post_once(visitor: &Visitor) {
    let requests = visitor.requests().await;
    let documents: Vec<_> = requests.iter().filter(|request| request.kind == "Document").collect();
    assert_eq!(documents.len(), 1, "pages that were loaded: {documents:#?}");
    let raw = visitor.path("/content/posts/independance-day.md");
    let fetched: Vec<_> = requests.iter().filter(|request| request.url.ends_with(&raw)).collect();
    assert_eq!(fetched.len(), 1, "of the requests {requests:#?}");
}
