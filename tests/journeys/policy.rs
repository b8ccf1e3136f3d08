//! The headers that the published `_headers` gives to hosts, and the policy that each page carries itself.

use serde_json::json;

use crate::deep_links::{PAGES, arrives};
use crate::harness::{BASES, Content, Journey, Visitor};

#[test]
fn the_whole_blog_works_under_the_headers_for_hosts() {
    for base in BASES {
        let journey = Journey::through(Content::sample()).below(base);
        journey.on_a_host_that_reads_headers().walk(async |visitor| {
            // A refused file is an error in the console, and none is expected.
            for page in &PAGES {
                visitor.open(page.path).await;
                arrives(visitor, page).await;
                shows_its_pictures(visitor).await;
            }
            visitor.mark_page().await;
            for page in &PAGES {
                visitor.go_by_link(page.path).await;
                arrives(visitor, page).await;
                shows_its_pictures(visitor).await;
            }
            visitor.is_on_marked_page().await;
        });
    }
}

#[test]
fn the_not_found_page_works_under_the_headers_for_hosts() {
    for base in BASES {
        let journey = Journey::through(Content::sample()).below(base);
        journey.on_a_host_that_reads_headers().walk(async |visitor| {
            visitor.expect_error("404");
            visitor.open("/posts/no-such-post/").await;
            visitor.sees_title("Page not found").await;
            visitor.follow("Go to the home page").await;
            visitor.sees_title("Feuillet").await;
            // Dropped by hand, a post has no page but this one.
            visitor
                .site
                .drop_file("content/posts/dropped.md", "# Dropped by hand\n\nIts text.\n");
            visitor.open("/posts/dropped/").await;
            visitor.sees_title("Dropped by hand").await;
            visitor.sees("main", "Its text.").await;
        });
    }
}

#[test]
fn both_policies_are_in_force_and_say_the_same() {
    for base in BASES {
        let journey = Journey::through(Content::sample()).below(base);
        journey.on_a_host_that_reads_headers().walk(async |visitor| {
            visitor.expect_error("Content Security Policy");
            visitor.open("/posts/tide-tables/").await;
            visitor
                .run(
                    "window.refused = [];
                    document.addEventListener('securitypolicyviolation', event => {
                        // A page allows the styles that it carries, the header those of every page.
                        refused.push(event.originalPolicy.replace(/style-src[^;]*/, ''));
                        refused.sort();
                    });
                    const script = document.createElement('script');
                    script.textContent = 'window.ran = true';
                    document.body.append(script);",
                )
                .await;
            // Only a header can say who may show the page in a frame.
            let policies = "(own => [own, `${own}; frame-ancestors 'self'`])\
                            (document.querySelector('meta[http-equiv=Content-Security-Policy]').content.replace(/style-src[^;]*/, ''))";
            let same = format!("JSON.stringify(window.refused) === JSON.stringify({policies})");
            visitor.finds(&same, true).await;
            assert_eq!(visitor.ask("window.ran ?? null").await, json!(null));
        });
    }
}

/// Checks all pictures of the page, including those below the fold.
async fn shows_its_pictures(visitor: &Visitor) {
    visitor
        .run("for (const picture of document.images) picture.loading = 'eager'")
        .await;
    visitor
        .finds(
            "[...document.images].filter(picture => !(picture.complete && picture.naturalWidth > 0)).map(picture => picture.src)",
            json!([]),
        )
        .await;
}
