//! A post from another blog's folder, put into an empty content folder as it is.

use std::fs;

use serde_json::json;

use crate::harness::{BASES, Content, Journey, Visitor, shared};

const NAME: &str = "independance-day.md";

/// The post, or nothing where it is not on this machine.
fn post() -> Option<Vec<u8>> {
    let Some(shared) = shared() else {
        #[expect(clippy::print_stdout, reason = "a test that checks nothing must say so")]
        {
            println!("skipped: FEUILLET_SHARED is not set, so the seed post is not here");
        }
        return None;
    };
    let path = shared.join("seed").join(NAME);
    Some(fs::read(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display())))
}

/// A content folder with the post.
fn content() -> Option<Content> {
    Some(Content::empty().with(&format!("posts/{NAME}"), post()?))
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

/// Checks that the computed styles match the post's classes, published or copied to the host by hand.
#[test]
fn the_classes_of_the_seed_post_look_as_they_say() {
    let Some(published) = content_in_french() else { return };
    Journey::through(published).walk(async |visitor| looks_as_its_classes_say(visitor).await);
    let Some(post) = post() else { return };
    Journey::through(Content::empty().with("posts/other.md", "# Other\n")).walk(async |visitor| {
        visitor.site.drop_file(&format!("content/posts/{NAME}"), post);
        visitor.expect_error("404");
        looks_as_its_classes_say(visitor).await;
    });
}

async fn looks_as_its_classes_say(visitor: &Visitor) {
    let style = |element: &str, properties: &[&str]| {
        let properties: Vec<String> = properties.iter().map(|name| format!("style.{name}")).collect();
        format!(
            "(() => {{ const style = getComputedStyle(document.querySelector('.prose {element}')); const rem = parseFloat(getComputedStyle(document.documentElement).fontSize); \
             const size = value => parseFloat(value) > 10 && value.endsWith('px') ? parseFloat(value) / rem + 'rem' : value; \
             return [{}].map(size); }})()",
            properties.join(", ")
        )
    };
    let columns = "[...document.querySelectorAll('.prose .flex')].map(flex => {
        const [left, right] = [...flex.children].map(list => list.getBoundingClientRect());
        const width = document.querySelector('.prose').clientWidth;
        const beside = left.top === right.top && left.right <= right.left && right.right <= width + left.left + 1;
        return beside ? 'beside' : left.bottom <= right.top && left.left === right.left ? 'below' : 'otherwise';
    })";
    visitor.has_a_window(1280, 900).await;
    visitor.prefers(&[("prefers-color-scheme", "light")]).await;
    visitor.open("/posts/independance-day/").await;
    visitor
        .finds(columns, json!(["beside", "beside", "beside", "beside"]))
        .await;
    visitor
        .finds(&style(".flex", &["display", "flexDirection"]), json!(["flex", "row"]))
        .await;
    visitor
        .finds(&style(".flex > .flex-grow", &["flexGrow"]), json!(["1"]))
        .await;
    // Spaces are told in rems: the size of the text follows the window.
    let quote = [
        "borderLeftWidth",
        "borderLeftStyle",
        "borderRightWidth",
        "paddingLeft",
        "paddingRight",
        "marginBottom",
    ];
    visitor
        .finds(
            &style(".border-l-4", &quote),
            json!(["4px", "solid", "0px", "1.5rem", "1.5rem", "1rem"]),
        )
        .await;
    let source = ["fontStyle", "marginTop", "marginLeft", "color"];
    visitor
        .finds(
            &style(".italic", &source),
            json!(["italic", "1rem", "1.5rem", "rgb(99, 93, 84)"]),
        )
        .await;
    visitor.prefers(&[("prefers-color-scheme", "dark")]).await;
    visitor
        .finds(&style(".italic", &["color"]), json!(["rgb(169, 164, 154)"]))
        .await;
    visitor.has_a_window(360, 740).await;
    visitor
        .finds(columns, json!(["below", "below", "below", "below"]))
        .await;
    visitor.finds("document.documentElement.scrollWidth <= 360", true).await;
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
