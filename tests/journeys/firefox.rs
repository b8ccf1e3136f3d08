//! Features of the harness for several browsers: tabs, the host's log, and what only one browser can do.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;

use crate::harness::{Browser, Content, Journey, Logged};

const POST: &str = "/posts/the-night-train-library/";

#[test]
fn each_tab_has_its_own_page_in_every_browser() {
    for browser in Browser::ALL {
        Journey::through(Content::sample())
            .in_browser(browser)
            .walk(async |visitor| {
                visitor.open("/").await;
                visitor.opens_a_tab().await;
                visitor.open(POST).await;
                visitor.opens_a_tab().await;
                visitor.open("/about/").await;
                visitor.has_tabs(3).await;

                visitor.goes_to_tab(0).await;
                visitor.is_at("/").await;
                visitor.goes_to_tab(1).await;
                visitor.is_at(POST).await;
                visitor.closes_tab().await;
                visitor.has_tabs(2).await;
                visitor.is_at("/").await;
                visitor.goes_to_tab(1).await;
                visitor.is_at("/about/").await;
            });
    }
}

#[test]
fn the_host_tells_what_it_has_answered() {
    let blog = |text: &str| {
        let post = format!("---\ntitle: A\ndate: 2024-05-01\n---\n{text}\n");
        Content::empty().with("posts/a.md", post)
    };
    Journey::through(blog("The text of yesterday."))
        .below("/sub/")
        .in_firefox()
        .without_offline()
        .walk(async |visitor| {
            visitor.open("/posts/a/?from=afar").await;
            let page = Logged {
                method: "GET".to_owned(),
                path: "/sub/posts/a/?from=afar".to_owned(),
                status: 200,
                bytes: visitor.site.published_text("posts/a/index.html").len() as u64,
            };
            visitor
                .host_tells("the page came first, and whole", |requests| {
                    requests.first() == Some(&page)
                })
                .await;

            visitor.host.forget_requests();
            visitor.run("fetch('nothing-is-here', { method: 'HEAD' })").await;
            visitor
                .host_tells("only what is not there was asked for", |requests| {
                    let missing = Logged {
                        method: "HEAD".to_owned(),
                        path: "/sub/posts/a/nothing-is-here".to_owned(),
                        status: 404,
                        bytes: 0,
                    };
                    *requests == [missing]
                })
                .await;

            visitor.site.publish_another(blog("The text of today."));
            visitor.load("/posts/a/").await;
            visitor.sees("main", "The text of today.").await;
        });
}

#[test]
fn a_visit_that_fails_in_firefox_says_why_and_leaves_no_browser() {
    let mut process = None;
    let visit = AssertUnwindSafe(|| {
        Journey::through(Content::sample()).in_firefox().walk(async |visitor| {
            visitor.open("/").await;
            process = visitor.browser_process();
            visitor.never_gets("*.wasm").await;
        });
    });
    let failure = catch_unwind(visit).expect_err("Firefox has no command for this");
    let told = failure.downcast_ref::<String>().expect("a failure has a message");
    assert!(told.contains("Chromium's developer tools"), "{told}");

    let process = process.expect("geckodriver tells the process of its browser");
    let runs = Command::new("sh")
        .arg("-c")
        .arg(format!("kill -0 {process} 2>/dev/null"))
        .status()
        .expect("a shell starts");
    assert!(!runs.success(), "Firefox is still there");
}
