//! The renderer, which comes after the page is alive: late, never, as something else, in a worker or not.

use serde_json::{Value, json};

use crate::harness::{Content, IS_TAKEN_OVER, Journey, Visitor};

fn content() -> Content {
    Content::empty()
        .with(
            "posts/a.md",
            "---\ntitle: A\ndate: 2024-05-01\n---\nThe text of A. [Go to B](b.md)\n",
        )
        .with(
            "posts/b.md",
            "---\ntitle: B\ndate: 2024-05-02\n---\nThe text of B. [Go to A](a.md)\n",
        )
}

/// Opens a page, from which lists are shown by the reader and documents are loaded by the browser.
async fn goes_through_lists_and_loads_documents(visitor: &Visitor) {
    visitor.load("/posts/a/").await;
    visitor.finds(IS_TAKEN_OVER, true).await;
    visitor.mark_page().await;
    visitor.click_on(".site-title").await;
    visitor.sees_title("Blog").await;
    visitor.is_on_marked_page().await;
    visitor.follow("B").await;
    visitor.sees("main", "The text of B.").await;
    visitor.finds("window.marker ?? null", Value::Null).await;
    // The way back to a page of the same load needs no renderer, and to another one no app.
    visitor.finds(IS_TAKEN_OVER, true).await;
    visitor.back().await;
    visitor.sees_title("Blog").await;
    visitor.back().await;
    visitor.sees("main", "The text of A.").await;
}

/// Follows the link from post A to post B, without a page load.
async fn follows_a_link_in_the_app(visitor: &Visitor) {
    visitor.mark_page().await;
    visitor.follow("Go to B").await;
    visitor.sees("main", "The text of B.").await;
    visitor.is_on_marked_page().await;
}

/// Names of the renderer's published files, its script first.
fn renderer_files(visitor: &Visitor) -> [String; 2] {
    let page = visitor.site.published_text("index.html");
    let (_, names) = page.split_once("data-renderer=\"/").expect("names of the renderer");
    let (names, _) = names.split_once('"').expect("the end of the names");
    let (script, module) = names.split_once(" /").expect("two names");
    [script.to_owned(), module.to_owned()]
}

#[test]
fn without_a_renderer_documents_are_loaded_by_the_browser() {
    Journey::through(content()).without_offline().walk(async |visitor| {
        visitor.expect_error("renderer");
        visitor.expect_error("404");
        visitor.expect_error("integrity");
        let good = renderer_files(visitor).map(|file| {
            let bytes = visitor.site.published_bytes(&file);
            (file, bytes)
        });
        for (file, bytes) in &good {
            visitor.site.lose_file(file);
            goes_through_lists_and_loads_documents(visitor).await;
            // Such as the module of another publish, a truncated file or a host's page for what it lacks.
            for garbage in [
                &b""[..],
                b"<!doctype html><title>404</title>",
                &bytes[..bytes.len() / 2],
            ] {
                visitor.site.drop_file(file, garbage);
                goes_through_lists_and_loads_documents(visitor).await;
            }
            visitor.site.drop_file(file, bytes);
        }
        visitor.open("/posts/a/").await;
        follows_a_link_in_the_app(visitor).await;
    });
}

#[test]
fn where_no_worker_can_be_had_the_page_renders() {
    Journey::through(content()).walk(async |visitor| {
        visitor
            .runs_first("window.Worker = class { constructor() { throw new Error('no workers'); } }")
            .await;
        visitor.open("/posts/a/").await;
        follows_a_link_in_the_app(visitor).await;
    });
}

#[test]
fn a_renderer_that_comes_late_takes_over_from_the_browser() {
    Journey::through(content()).walk(async |visitor| {
        visitor
            .runs_first(
                "Object.defineProperty(Worker.prototype, 'onmessage', { set(hear) {
                   const early = [];
                   let late = false;
                   this.addEventListener('message', (event) => (late ? hear(event) : early.push(event)));
                   window.letRendererCome = () => { late = true; early.forEach(hear); };
                 } })",
            )
            .await;
        goes_through_lists_and_loads_documents(visitor).await;
        visitor.load("/posts/a/").await;
        visitor.finds(IS_TAKEN_OVER, true).await;
        visitor.finds("typeof letRendererCome", "function").await;
        visitor.run("letRendererCome()").await;
        visitor.until_alive().await;
        follows_a_link_in_the_app(visitor).await;
    });
}

#[test]
fn the_page_asks_for_no_markdown_before_it_is_alive() {
    Journey::through(content()).walk(async |visitor| {
        let markdown = "performance.getEntriesByType('resource').filter(file => file.name.endsWith('.md')).length";
        visitor.holds_the_reader_back().await;
        visitor.expect_error("was preloaded using link preload but not used within a few seconds");
        visitor.load("/posts/a/").await;
        visitor.finds("typeof letReaderCome", "function").await;
        assert_eq!(visitor.ask(markdown).await, json!(0));
        visitor.lets_the_reader_come().await;
        visitor.until_alive().await;
        // It does then, to see whether the text is still the same.
        visitor.finds(markdown, 1).await;
    });
}

#[test]
fn pages_that_others_changed_stay_as_they_are() {
    // As browsers translate, and as an extension adds to a page.
    let changes = [
        "const texts = document.createTreeWalker(document.querySelector('#feuillet'), NodeFilter.SHOW_TEXT);
         const all = [];
         while (texts.nextNode()) all.push(texts.currentNode);
         for (const text of all) {
           const font = document.createElement('font');
           text.replaceWith(font);
           font.append(text.data.replace('The text', 'Le texte'));
         }",
        "document.querySelector('main').append(document.createElement('x-extension'))",
        "document.querySelector('.site-header').prepend(document.createElement('img'))",
    ];
    for change in changes {
        Journey::through(content()).walk(async |visitor| {
            visitor.does_at_once(change).await;
            visitor.load("/posts/a/").await;
            visitor
                .finds(
                    "performance.getEntriesByType('resource').filter(file => file.name.endsWith('site.json')).length",
                    1,
                )
                .await;
            visitor.mark_page().await;
            visitor.follow("Go to B").await;
            visitor.is_at("/posts/b/").await;
            visitor.finds("window.marker ?? null", Value::Null).await;
            visitor.back().await;
            visitor.sees("main", " of A.").await;
            // The host's page for what it lacks is no page to leave as it is.
            visitor.expect_error("404");
            visitor.site.drop_file("content/posts/c.md", "# C\n\nThe text of C.\n");
            visitor.load("/posts/c/").await;
            visitor.sees("main", "The text of C.").await;
        });
    }
}

#[test]
fn who_saves_data_gets_plain_pages() {
    let savings = [
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })",
        "Object.defineProperty(navigator, 'connection', { value: { effectiveType: 'slow-2g' } })",
        "const ask = window.matchMedia;
         window.matchMedia = (query) => query.includes('reduced-data') ? { matches: true } : ask(query);",
    ];
    for saving in savings {
        Journey::through(content()).without_offline().walk(async |visitor| {
            visitor.expect_error("404");
            visitor.runs_first(saving).await;
            visitor.load("/posts/a/").await;
            visitor.finds("document.readyState", "complete").await;
            visitor.follow("Go to B").await;
            visitor.sees("main", "The text of B.").await;
            visitor
                .host_tells("the page was asked for", |requests| {
                    requests.iter().any(|request| request.path.ends_with("/posts/b/"))
                })
                .await;
            // Two pages and the page's script, which the second one has already.
            let paths: Vec<String> = visitor
                .host
                .requests()
                .into_iter()
                .map(|request| request.path)
                .collect();
            let is_of_reader = |path: &&String| {
                [".wasm", ".json", ".md", "/feuillet-", "/styles-"]
                    .iter()
                    .any(|part| path.contains(part))
            };
            assert_eq!(paths.iter().find(is_of_reader), None, "{paths:?}");
            // What was put there by hand only the reader can show.
            visitor.site.drop_file("content/posts/c.md", "# C\n\nThe text of C.\n");
            visitor.load("/posts/c/").await;
            visitor.sees("main", "The text of C.").await;
            let requests = visitor.host.requests();
            let modules = requests.iter().filter(|request| request.path.contains(".wasm"));
            assert_eq!(modules.count(), 2, "the core and the renderer, for C alone");
        });
    }
}
