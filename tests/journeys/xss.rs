//! Posts written by somebody who means harm: nothing in them runs, covers the page or breaks it, whether the page is the
//! published one or was rendered by the reader.

use std::fs;

use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_content::slug::slugify;
use serde_json::{Value, json};

use crate::harness::{Content, Journey, Visitor, shared};

/// Runs before anything else in each page: counts what attacks would call, and keeps the text as it was published.
const WATCH: &str = "
    window.calls = [];
    for (const name of ['alert', 'prompt', 'confirm']) {
        window[name] = (...values) => { window.calls.push([name, ...values].join(' ')); };
    }
    document.addEventListener('readystatechange', () => {
        if (document.readyState === 'interactive') {
            window.published = document.querySelector('main')?.innerHTML;
            window.publishedFaults = window.faults();
        }
    });
    // Links are clicked without being followed, unless following them runs something.
    window.addEventListener('click', event => {
        const link = event.target.closest?.('a[href]');
        if (link && !window.following && link.protocol !== 'javascript:') event.preventDefault();
    }, true);
    window.follow = path => {
        document.querySelector('main article, main div').setAttribute('data-old', '');
        const link = document.createElement('a');
        link.href = path;
        document.body.append(link);
        window.following = true;
        link.click();
        window.following = false;
        link.remove();
    };
    window.plain = html => html.replace(/<!--.*?-->/gs, '');
    window.touch = () => {
        const kinds = ['pointerover', 'mouseover', 'mouseenter', 'mousemove', 'pointerdown', 'mousedown', 'focus',
            'focusin', 'keydown', 'mouseup', 'click', 'dblclick', 'contextmenu', 'blur', 'mouseout', 'toggle', 'wheel'];
        for (const element of document.querySelectorAll('main *')) {
            element.focus?.();
            for (const kind of kinds) {
                const Kind = kind === 'click' ? MouseEvent : Event;
                element.dispatchEvent(new Kind(kind, { bubbles: true, cancelable: true }));
            }
        }
    };
    window.faults = () => {
        const faults = [];
        const banned = 'script, style, iframe, frame, frameset, object, embed, applet, base, meta, link, form, button, select, '
            + 'textarea, svg, annotation-xml, template, noscript, input:not([type=checkbox][disabled])';
        for (const element of document.querySelectorAll('main *')) {
            const told = element.cloneNode(false).outerHTML;
            if (element.matches(banned)) faults.push('element ' + told);
            for (const { name, value } of element.attributes) {
                if (/^on/i.test(name) || ['style', 'srcdoc', 'autofocus', 'accesskey', 'is', 'slot'].includes(name)) {
                    faults.push('attribute ' + told);
                }
                if (['href', 'src', 'xlink:href', 'poster', 'action', 'formaction', 'cite', 'background'].includes(name)) {
                    const scheme = new URL(value, document.baseURI).protocol;
                    const pixels = /^data:image\\/(png|jpeg|gif|webp|avif)[;,]/i.test(value) && element.matches('img, source');
                    if (!['http:', 'https:', 'mailto:', 'tel:'].includes(scheme) && !pixels) faults.push('address ' + told);
                }
                const own = element.matches('h2, h3, h4, h5, h6, .footnotes li, .footnote-ref a');
                if (name === 'id' && document.querySelectorAll('#' + CSS.escape(value)).length !== 1) faults.push('id twice ' + told);
                if ((name === 'id' || name === 'name') && !own && (value in document || value in window && !(window[value] instanceof Element))) {
                    faults.push('name ' + told);
                }
            }
            if (element.target === '_blank' && !element.relList.contains('noopener')) faults.push('opener ' + told);
            if (['fixed', 'sticky'].includes(getComputedStyle(element).position)) faults.push('covers ' + told);
        }
        const outside = [...document.body.children].filter(child => !child.matches('#feuillet, script, [id^=feuillet]'));
        for (const child of outside) faults.push('outside ' + child.cloneNode(false).outerHTML);
        return faults;
    };
";

/// Every vector as a post of the name that it has in its list.
fn posts() -> Option<Vec<(String, String)>> {
    let Some(shared) = shared() else {
        #[expect(clippy::print_stdout, reason = "a test that checks nothing must say so")]
        {
            println!("skipped: FEUILLET_SHARED is not set, so there are no vectors here");
        }
        return None;
    };
    let mut posts = Vec::new();
    for file in ["bleach", "owasp", "dompurify", "markdown-posts"] {
        let path = shared.join("conformance/xss").join(format!("{file}.json"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
        let list: Vec<Value> = serde_json::from_str(&text).expect("a list of vectors");
        for vector in list {
            let id = vector["id"].as_str().expect("an id").to_ascii_lowercase();
            let post = match (vector["input"].as_str(), vector["payload"].as_str()) {
                (Some(input), _) => input.to_owned(),
                // As a block, and as Markdown's inline HTML.
                (None, Some(payload)) => format!("The beginning.\n\nWords {payload} and words.\n\n{payload}\n"),
                (None, None) => panic!("{id} has neither input nor payload"),
            };
            posts.push((id, post));
        }
    }
    Some(posts)
}

#[test]
fn nothing_in_hostile_posts_runs() {
    let Some(posts) = posts() else { return };
    // Switch off what the page's script adds: then everything in the text comes from the author.
    let settings = "extras: {appearance: false, back_to_top: false, contents: false, copy: false, enlarge: false, \
                    prefetch: false, previews: false, progress: false}\n";
    let blog = Content::empty().with("site.yaml", settings);
    let content = posts.iter().fold(blog, |content, (name, post)| {
        content.with(&format!("posts/{name}.md"), post)
    });
    Journey::through(content).walk(async |visitor| {
        // Pictures and films of the vectors that are not there.
        visitor.expect_error("Failed to load resource");
        // The policy of the page would keep from running what the text should not even hold.
        visitor.obeys_no_policy().await;
        visitor.runs_first(WATCH).await;
        visitor.open("/").await;
        notices_what_it_looks_for(visitor).await;
        let mut faults = Vec::new();
        for (name, post) in &posts {
            let path = address(name, post);
            // By a link inside of the app.
            visitor.mark_page().await;
            visitor.run(&format!("follow({})", json!(visitor.path(&path)))).await;
            visitor
                .finds(
                    "document.querySelector('main article') !== null && document.querySelector('[data-old]') === null",
                    true,
                )
                .await;
            visitor.is_on_marked_page().await;
            let live = visitor.ask("plain(document.querySelector('main').innerHTML)").await;
            check(visitor, name, "rendered", &mut faults).await;
            // The published page.
            visitor.open(&path).await;
            let published = visitor.ask("plain(window.published)").await;
            if live != published {
                faults.push(format!("{name} differs:\n{live}\n{published}"));
            }
            faults.extend(told(name, "published", &visitor.ask("window.publishedFaults").await));
            check(visitor, name, "taken over", &mut faults).await;
            if post.starts_with("The beginning.") {
                visitor.sees("main", "The beginning.").await;
            }
        }
        assert!(
            faults.is_empty(),
            "{} of {} posts:\n{}",
            faults.len(),
            posts.len(),
            faults.join("\n")
        );
        assert!(posts.len() > 200, "{}", posts.len());
    });
}

/// Address of a post, for which its front matter may set the slug.
fn address(name: &str, post: &str) -> String {
    let slug = Document::read(post, &mut Unreported).meta.slug;
    format!("/posts/{}/", slugify(slug.as_deref().unwrap_or(name)))
}

/// Touches everything on the page, and notes what should not be there or has run.
async fn check(visitor: &Visitor, name: &str, state: &str, faults: &mut Vec<String>) {
    visitor.run("touch()").await;
    faults.extend(told(name, state, &visitor.ask("faults().concat(window.calls)").await));
}

fn told(name: &str, state: &str, faults: &Value) -> Vec<String> {
    let faults = faults.as_array().map(Vec::as_slice).unwrap_or_default();
    faults.iter().map(|fault| format!("{name}, {state}: {fault}")).collect()
}

/// Without this, a watch that sees nothing would find every post harmless.
async fn notices_what_it_looks_for(visitor: &Visitor) {
    let hostile = "<i onclick='alert(1)'></i><a href='javascript:alert(2)'>a</a><b id=cookie style='position:fixed'></b>\
        <form></form><i id=main></i><img src='data:image/svg+xml,x'>";
    let insert = format!(
        "document.querySelector('main').insertAdjacentHTML('beforeend', {})",
        json!(hostile)
    );
    visitor.run(&insert).await;
    visitor.run("touch()").await;
    visitor.finds("window.calls.length", 2).await;
    let faults = visitor.ask("faults()").await;
    for kind in [
        "element <form",
        "attribute <i onclick",
        "attribute <b",
        "address <a",
        "address <img",
        "name <b",
        "id twice <i",
        "covers <b",
    ] {
        let found = faults.as_array().is_some_and(|faults| {
            faults
                .iter()
                .any(|fault| fault.as_str().is_some_and(|fault| fault.starts_with(kind)))
        });
        assert!(found, "{kind} is not noticed: {faults}");
    }
    visitor.open("/").await;
}
