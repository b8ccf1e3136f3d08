//! Clicks that the reader leaves to the browser, and the one kind that it takes.

use serde_json::json;

use crate::harness::{BASES, Content, Journey};

#[test]
fn a_click_with_the_control_key_opens_a_tab() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.open("/").await;
            visitor.mark_page().await;
            visitor.control_click("The night train library").await;
            visitor.has_tabs(2).await;
            visitor.is_at("/").await;
            visitor.sees_title("Feuillet").await;
            visitor.is_on_marked_page().await;
        });
    }
}

#[test]
fn the_reader_takes_ordinary_clicks_on_its_own_pages_and_no_others() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.open("/about/").await;
            // A listener that hears of clicks after the reader, and keeps the browser from following them.
            visitor
                .run(
                    "window.clicked = (attributes, click) => {
                        const link = document.createElement('a');
                        for (const name in attributes) link.setAttribute(name, attributes[name]);
                        link.innerHTML = '<em>a link</em>';
                        document.querySelector('.prose').append(link);
                        let taken;
                        addEventListener('click', event => {
                            taken = event.defaultPrevented;
                            event.preventDefault();
                        }, { once: true });
                        const options = { bubbles: true, cancelable: true, ...click };
                        link.firstChild.dispatchEvent(new MouseEvent('click', options));
                        link.remove();
                        return taken;
                    }",
                )
                .await;
            let post = visitor.path("/posts/tide-tables/");
            let feed = visitor.path("/feed.xml");
            let picture = visitor.path("/assets/favicon.svg");
            for (attributes, click) in [
                (json!({ "href": post }), json!({ "ctrlKey": true })),
                (json!({ "href": post }), json!({ "metaKey": true })),
                (json!({ "href": post }), json!({ "shiftKey": true })),
                (json!({ "href": post }), json!({ "altKey": true })),
                (json!({ "href": post }), json!({ "button": 1 })),
                (json!({ "href": post, "target": "_blank" }), json!({})),
                (json!({ "href": post, "download": "" }), json!({})),
                (json!({ "href": post, "rel": "noopener external" }), json!({})),
                (
                    json!({ "href": "https://elsewhere.example/posts/tide-tables/" }),
                    json!({}),
                ),
                (json!({ "href": "mailto:someone@elsewhere.example" }), json!({})),
                (json!({ "href": feed }), json!({})),
                (json!({ "href": picture }), json!({})),
                (json!({ "href": "#contents" }), json!({})),
                (json!({ "name": "no-link" }), json!({})),
            ] {
                let taken = visitor.ask(&format!("clicked({attributes}, {click})")).await;
                assert_eq!(taken, json!(false), "the reader takes a click {click} on {attributes}");
            }
            visitor.is_at("/about/").await;

            let taken = visitor
                .ask(&format!("clicked({}, {{}})", json!({ "href": post })))
                .await;
            assert_eq!(taken, json!(true), "the reader takes no ordinary click");
            visitor.is_at("/posts/tide-tables/").await;
            visitor.sees_title("Reading a tide table").await;
        });
    }
}

#[test]
fn what_is_outside_the_folder_of_the_blog_is_not_the_blog() {
    Journey::through(Content::sample())
        .below("/sub/")
        .walk(async |visitor| {
            // There is nothing there.
            visitor.expect_error("404");
            visitor.open("/about/").await;
            visitor
                .run(
                    "const link = document.createElement('a');
                link.href = '/posts/tide-tables/';
                link.textContent = 'outside';
                document.querySelector('.prose').prepend(link);",
                )
                .await;
            visitor.mark_page().await;
            visitor.follow("outside").await;
            visitor.finds("location.pathname", "/posts/tide-tables/").await;
            visitor.finds("window.marker ?? null", serde_json::Value::Null).await;
        });
}

#[test]
fn each_page_visited_is_a_step_back() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.open("/posts/tide-tables/").await;
            visitor.mark_page().await;
            visitor.click_on(".site-title").await;
            visitor.is_at("/").await;
            visitor.sees_title("Feuillet").await;
            // A link to the current page makes no history entry.
            visitor.click_on(".site-title").await;
            visitor.follow("About").await;
            visitor.sees_title("About").await;
            visitor.back().await;
            visitor.is_at("/").await;
            visitor.sees_title("Feuillet").await;
            visitor.back().await;
            visitor.is_at("/posts/tide-tables/").await;
            visitor.sees_title("Reading a tide table").await;
            visitor.is_on_marked_page().await;
        });
    }
}
