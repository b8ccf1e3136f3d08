//! Addresses that name nothing.

use serde_json::Value;

use crate::harness::{BASES, Content, Journey, Visitor};

fn french_blog() -> Content {
    Content::empty()
        .with("site.yaml", "title: Le carnet\nlanguage: fr\n")
        .with(
            "posts/bonjour.md",
            "---\ntitle: Bonjour\ndate: 2024-05-01\n---\n\nUn billet.\n",
        )
}

#[test]
fn a_missing_post_is_not_found_by_its_address() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.expect_error("404");
            for path in [
                "/posts/no-such-post/",
                "/categories/no-such-category/",
                "/no-such-page/",
                "/page/99/",
                "/posts/a/b/",
            ] {
                visitor.open(path).await;
                says_so_in_english(visitor).await;
                visitor.is_at(path).await;
                visitor
                    .finds("performance.getEntriesByType('navigation')[0].responseStatus", 404)
                    .await;
            }
        });
    }
}

#[test]
fn a_missing_post_is_not_found_by_a_click() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.expect_error("404");
            visitor.open("/about/").await;
            add_link(visitor, &visitor.path("/posts/no-such-post/")).await;
            visitor.follow("nowhere").await;
            says_so_in_english(visitor).await;
            visitor.is_at("/posts/no-such-post/").await;
            visitor.until_alive().await;
            visitor.mark_page().await;
            visitor.follow("Go to the home page").await;
            visitor.is_at("/").await;
            visitor.sees_title("Feuillet").await;
            visitor.is_on_marked_page().await;
        });
    }
}

#[test]
fn a_french_blog_says_so_in_french() {
    for base in BASES {
        Journey::through(french_blog()).below(base).walk(async |visitor| {
            visitor.expect_error("404");
            visitor.open("/posts/no-such-post/").await;
            says_so_in_french(visitor).await;
            visitor.follow("Aller à l’accueil").await;
            visitor.sees_title("Le carnet").await;

            visitor.open("/posts/bonjour/").await;
            add_link(visitor, &visitor.path("/posts/no-such-post/")).await;
            visitor.follow("nowhere").await;
            says_so_in_french(visitor).await;
        });
    }
}

#[test]
fn a_host_for_single_page_apps_does_not_hide_that_there_is_nothing() {
    for base in BASES {
        Journey::through(Content::sample())
            .below(base)
            .on_a_host_for_single_page_apps()
            .walk(async |visitor| {
                visitor.open("/posts/no-such-post/").await;
                says_so_in_english(visitor).await;
                visitor.is_at("/posts/no-such-post/").await;

                // Existing pages are still found.
                visitor.open("/categories/m%C3%A9tier/").await;
                visitor.sees_title("métier").await;
                visitor.is_at("/categories/metier/").await;
                visitor
                    .site
                    .drop_file("content/posts/dropped.md", "# Dropped by hand\n\nIts text.\n");
                visitor.open("/posts/dropped/").await;
                visitor.sees_title("Dropped by hand").await;
                visitor.sees("main", "Its text.").await;
            });
    }
}

async fn says_so_in_english(visitor: &Visitor) {
    visitor.sees_title("Page not found").await;
    visitor.finds("document.title", "Page not found · Feuillet").await;
    visitor.finds("document.documentElement.lang", "en").await;
    // Search engines shall not keep the address of what is not there.
    visitor
        .finds("document.querySelector('link[rel=canonical]')", Value::Null)
        .await;
}

async fn says_so_in_french(visitor: &Visitor) {
    visitor.sees_title("Page introuvable").await;
    visitor.finds("document.title", "Page introuvable · Le carnet").await;
    visitor.finds("document.documentElement.lang", "fr").await;
}

async fn add_link(visitor: &Visitor, to: &str) {
    visitor
        .run(&format!(
            "const link = document.createElement('a');
            link.href = '{to}';
            link.textContent = 'nowhere';
            document.querySelector('.prose').prepend(link);"
        ))
        .await;
}
