//! Links to the author's own files: the browser opens them as if there were no reader, and comes back to the reader.

use crate::harness::{BASES, Browser, Content, Journey, Visitor};

/// Links in the post, with the title of the page that they lead to.
const LINKS: [(&str, &str, &str); 6] = [
    ("game", "/game/", "The game"),
    ("level", "/game/?level=2#end", "The game"),
    ("resume", "/resume.html", "The resume"),
    ("slides", "/talks/2024/", "The slides"),
    ("tag", "/tags/own/", "The own tag"),
    ("raw", "/resume.html?a=1", "The resume"),
];

fn blog() -> Content {
    let own = |title: &str| format!("<!doctype html><title>{title}</title><h1 id=end>{title}</h1>");
    Content::empty()
        .with("site.yaml", "title: Me\n")
        .with(
            "posts/one.md",
            "---\ntitle: One\ndate: 2024-01-01\n---\n[game](/game/) [level](/game/?level=2#end) [resume](/resume.html) \
             [slides](/talks/2024/) [tag](/tags/own/) <a href=\"/resume.html?a=1\">raw</a> [license](/LICENSE) \
             [gone](/gone/) [gone part](/gone/?x#part)\n",
        )
        .with("resume.html", own("The resume"))
        .with("game/index.html", own("The game"))
        .with("talks/2024/index.html", own("The slides"))
        .with("tags/own/index.html", own("The own tag"))
        // A page that a visitor could mean by the file's name.
        .with("pages/resume.md", "---\ntitle: My life\n---\nText.\n")
        .with("LICENSE", "MIT")
}

#[test]
fn the_browser_opens_the_author_s_own_files_and_comes_back() {
    for (base, links) in BASES.into_iter().zip(LINKS.chunks(3)) {
        Journey::through(blog()).below(base).walk(async |visitor| {
            // The reader looks for documents first.
            visitor.expect_error("404");
            for (link, path, title) in links {
                goes_there_and_back(visitor, link, path, title).await;
            }
        });
    }
}

#[test]
fn the_browser_opens_the_author_s_own_files_in_every_engine() {
    for browser in Browser::ALL {
        Journey::through(blog()).in_browser(browser).walk(async |visitor| {
            visitor.expect_error("404");
            for (link, path, title) in [LINKS[1], LINKS[2]] {
                goes_there_and_back(visitor, link, path, title).await;
            }
        });
    }
}

/// Comes to the post within the reader, opens a file from there, and walks the whole history.
async fn goes_there_and_back(visitor: &Visitor, link: &str, path: &str, title: &str) {
    visitor.open("/").await;
    visitor.follow("One").await;
    visitor.sees_title("One").await;
    visitor.follow(link).await;
    visitor.sees_title(title).await;
    visitor.is_at(path).await;

    visitor.back().await;
    visitor.sees_title("One").await;
    visitor.is_at("/posts/one/").await;
    visitor.until_alive().await;
    visitor.back().await;
    visitor.sees_title("Me").await;
    visitor.is_at("/").await;
    visitor.forward().await;
    visitor.sees_title("One").await;
    visitor.forward().await;
    visitor.sees_title(title).await;
    visitor.is_at(path).await;
}

#[test]
fn a_file_without_an_extension_is_asked_for_by_its_own_name() {
    Journey::through(blog()).walk(async |visitor| {
        visitor.open("/posts/one/").await;
        visitor.mark_page().await;
        visitor.follow("license").await;
        // The host has no media type for it, so the browser downloads it and stays where it is.
        visitor
            .host_tells("the file is sent", |requests| {
                requests
                    .iter()
                    .any(|request| request.path == "/LICENSE" && request.status == 200)
            })
            .await;
        visitor.is_on_marked_page().await;
        visitor.is_at("/posts/one/").await;
    });
}

#[test]
fn where_nothing_is_the_host_is_asked_once() {
    Journey::through(blog()).walk(async |visitor| {
        visitor.expect_error("404");
        for (link, path) in [("gone", "/gone/"), ("gone part", "/gone/?x#part")] {
            visitor.open("/posts/one/").await;
            visitor.host.forget_requests();
            visitor.follow(link).await;
            visitor.sees_title("Page not found").await;
            visitor.is_at(path).await;
            visitor.until_alive().await;
            // The way to a part of the page loads nothing.
            visitor.run("document.querySelector('.skip-link').click()").await;
            visitor.finds("location.hash", "#main").await;
            visitor.until_alive().await;
            let asked = |path: &str| path.split(['?', '#']).next() == Some("/gone/");
            let requests = visitor.host.requests();
            let pages = requests.iter().filter(|request| asked(&request.path)).count();
            assert_eq!(pages, 1, "{requests:#?}");
            visitor.back().await;
            visitor.is_at(path).await;
            visitor.back().await;
            visitor.sees_title("One").await;
            visitor.is_at("/posts/one/").await;
        }
    });
}

#[test]
fn a_host_for_single_page_apps_tells_apart_files_and_nothing() {
    Journey::through(blog())
        .on_a_host_for_single_page_apps()
        .walk(async |visitor| {
            goes_there_and_back(visitor, "game", "/game/", "The game").await;
            visitor.open("/posts/one/").await;
            visitor.follow("gone").await;
            visitor.sees_title("Page not found").await;
            visitor.is_at("/gone/").await;
            visitor.back().await;
            visitor.sees_title("One").await;
        });
}
