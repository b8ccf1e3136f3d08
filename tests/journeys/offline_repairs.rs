//! Lost or damaged files in offline storage: nothing wrong is shown, and the next look with a network repairs them.

use serde_json::json;

use crate::harness::{BASES, Content, Journey, Visitor};

fn blog() -> Content {
    (1..5).fold(
        Content::empty().with("site.yaml", "title: The blog\nlanguage: en\n"),
        |content, day| {
            let post = format!("---\ntitle: Post {day}\ndate: 2024-05-0{day}\n---\nThe text of {day}.\n");
            content.with(&format!("posts/p{day}.md"), post)
        },
    )
}

/// Does something with the stored file of each of these paths: `store`, and `key`.
async fn with_stored(visitor: &Visitor, paths: &[&str], statement: &str) {
    let expression = format!(
        "await (async () => {{
            const store = await files();
            const all = Object.values((await active()).files).flat();
            const paths = {};
            const found = all.filter(([path]) => paths.some((end) => path.endsWith(end)));
            for (const [path, hash] of found) {{
                const key = `${{base}}?stored=${{hash}}`;
                {statement}
            }}
            return found.length;
        }})()",
        json!(paths)
    );
    assert_eq!(visitor.resolves(&expression).await, json!(paths.len()), "{paths:?}");
}

async fn loses(visitor: &Visitor, paths: &[&str]) {
    with_stored(visitor, paths, "await store.delete(key);").await;
}

/// Puts other bytes under the same keys, with the type that they had.
async fn damages(visitor: &Visitor, paths: &[&str]) {
    let put = "const { headers } = await store.match(key);
        await store.put(key, new Response('DAMAGED', { headers }));";
    with_stored(visitor, paths, put).await;
}

/// Every stored file is there and has the bytes that the manifest tells.
async fn all_is_right(visitor: &Visitor) {
    let wrong = "await (async () => {
        const wrong = [];
        for (const [path, hash] of Object.values((await active()).files).flat()) {
            const found = await read(hash);
            if (!found || (await digest(await found.arrayBuffer())) !== hash) wrong.push(path);
        }
        return wrong;
    })()";
    visitor.will_resolve(wrong, json!([])).await;
}

async fn shows_nothing_damaged(visitor: &Visitor) {
    let shown = "document.documentElement.textContent.includes('DAMAGED')";
    assert_eq!(visitor.ask(shown).await, json!(false));
}

#[test]
fn lost_and_damaged_files_are_not_shown_and_come_back_with_the_network() {
    for base in BASES {
        Journey::through(blog()).below(base).walk(async |visitor| {
            visitor.open("/").await;
            visitor.stores_the_blog().await;
            loses(
                visitor,
                &["data/archive/1.json", "posts/p1.md", "404.html", "offline/index.html"],
            )
            .await;
            damages(visitor, &["posts/p2.md", "data/post/p3.json", "posts/p4.md"]).await;
            visitor.host.stop();
            for path in [
                "/",
                "/archive/",
                "/posts/p1/",
                "/posts/p2/",
                "/posts/p3/",
                "/posts/p4/",
                "/offline/",
                "/no/",
            ] {
                visitor.open(path).await;
                visitor.finds("document.querySelectorAll('h1').length", 1).await;
                shows_nothing_damaged(visitor).await;
            }
            visitor.open("/posts/p3/").await;
            visitor.sees("main", "The text of 3.").await;
            visitor.host.start();
            visitor.open("/").await;
            visitor.stores_the_blog().await;
            all_is_right(visitor).await;
            visitor.host.stop();
            for day in 1..5 {
                visitor.open(&format!("/posts/p{day}/")).await;
                visitor.sees("main", &format!("The text of {day}.")).await;
            }
        });
    }
}

#[test]
fn a_damaged_reader_leaves_pages_that_can_be_read_and_comes_back_with_the_network() {
    Journey::through(blog()).walk(async |visitor| {
        visitor.expect_error("integrity");
        visitor.open("/").await;
        visitor.stores_the_blog().await;
        damages(visitor, &["_bg.wasm", "data/site.json"]).await;
        visitor.host.stop();
        visitor.load("/").await;
        visitor.sees("main", "The text of 4.").await;
        shows_nothing_damaged(visitor).await;
        visitor.host.start();
        visitor.load("/").await;
        visitor.stores_the_blog().await;
        visitor.open("/").await;
        all_is_right(visitor).await;
        visitor.host.stop();
        visitor.open("/").await;
        visitor.sees("main", "The text of 4.").await;
    });
}

#[test]
fn a_blog_comes_back_after_the_worker_lost_its_mind() {
    for statement in [
        "await store.put(`${base}?stored=state`, new Response('DAMAGED'))",
        "await store.delete(`${base}?stored=state`)",
        "await store.put(`${base}?stored=${(await state()).generations[0]}`, new Response('DAMAGED'))",
        "await store.delete(`${base}?stored=${(await state()).generations[0]}`)",
        "await store.put(`${base}?stored=${(await active()).parts[0][1]}`, new Response('DAMAGED'))",
        "await Promise.all((await caches.keys()).map((name) => caches.delete(name)))",
    ] {
        Journey::through(blog()).walk(async |visitor| {
            visitor.open("/offline/").await;
            visitor.stores_the_blog().await;
            visitor.follow_button("Save the whole blog").await;
            visitor
                .sees(".offline-controls button", "Remove from this device")
                .await;
            let act = format!("await (async () => {{ const store = await files(); {statement}; }})()");
            visitor.resolves(&act).await;
            visitor.stops_workers().await;
            for path in ["/", "/posts/p1/", "/archive/"] {
                visitor.open(path).await;
                visitor.sees("main", "Post 1").await;
                shows_nothing_damaged(visitor).await;
            }
            visitor.stores_the_blog().await;
            all_is_right(visitor).await;
            visitor.host.stop();
            visitor.open("/posts/p2/").await;
            visitor.sees("main", "The text of 2.").await;
        });
    }
}
