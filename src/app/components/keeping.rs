//! Offline storage on a page: the buttons that change it, and the posts that can be read without a network.

use std::rc::Rc;

use feuillet_content::route::Taxonomy;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

use super::post_line::post_line;
use crate::app::shelf::{ALL, Keeping, Kept, Shelf, Storage, Trouble, size_text};

/// Renders the posts that this browser keeps, and with `has_controls` the buttons.
pub fn kept_posts(blog: &Blog, storage: &Storage, has_controls: bool) -> Html {
    let (controls, posts) = match (&storage.keeping, &storage.shelf.0) {
        (Keeping::Known(kept), Some(shelf)) => (controls(blog, kept, shelf), posts(blog, kept)),
        (Keeping::Unable, _) => (paragraph(blog, Word::OfflineUnable, &[], None), Html::default()),
        // The style sheet shows it only where scripts do not run.
        _ => (paragraph(blog, Word::OfflineScript, &[], Some("note")), Html::default()),
    };
    html! {
        <>
            if has_controls {
                <div class="offline-controls">{ controls }</div>
                <p class="fine-print">{ &blog.words()[Word::OfflineSafari] }</p>
            }
            { posts }
        </>
    }
}

fn controls(blog: &Blog, kept: &Kept, shelf: &Rc<dyn Shelf>) -> Html {
    let words = blog.words();
    let size = |bytes| size_text(words, bytes);
    let trouble = kept.trouble.map(|trouble| match trouble {
        Trouble::Network => paragraph(blog, Word::TroubleNetwork, &[], Some("alert")),
        Trouble::Quota => {
            let needed = kept.total.bytes.saturating_sub(kept.done.bytes);
            let places = [("needed", &*size(needed)), ("free", &*size(kept.free))];
            paragraph(blog, Word::TroubleQuota, &places, Some("alert"))
        }
    });
    let mut buttons = Vec::new();
    let mut button = |label: String, act: Act| buttons.push(act_button(label, shelf, act));
    // Nothing is saved yet: offer the whole blog or a category.
    let Some(last) = kept.saved.last() else {
        button(
            words.fill(Word::SaveAll, &[("size", &size(kept.total.bytes))]),
            Act::Save(ALL.to_owned()),
        );
        return html! { <>{ trouble }<p>{ buttons }</p>{ categories(blog, kept, shelf) }</> };
    };
    // Something is saved: it can be stopped, continued or removed.
    if kept.running {
        button(words[Word::StopSaving].to_owned(), Act::Stop);
    } else {
        if !kept.complete {
            button(words[Word::ContinueSaving].to_owned(), Act::Save(last.clone()));
        }
        button(words[Word::RemoveSaved].to_owned(), Act::Remove);
    }
    let places = [
        ("done", &*words.number_text(kept.done.files)),
        ("files", &*words.number_text(kept.total.files)),
        ("size_done", &*size(kept.done.bytes)),
        ("size", &*size(kept.total.bytes)),
    ];
    let progress = if kept.complete { Word::SavedAll } else { Word::SavedSome };
    html! {
        <>
            <p role="status">{ words.counted(progress, kept.total.files, &places) }</p>
            if !kept.complete {
                <progress aria-label={words[Word::ReadOffline].to_owned()}
                    max={kept.total.bytes.to_string()} value={kept.done.bytes.to_string()}></progress>
            }
            { trouble }
            <p>{ buttons }</p>
        </>
    }
}

fn paragraph(blog: &Blog, word: Word, places: &[(&str, &str)], role: Option<&'static str>) -> Html {
    html! { <p {role}>{ blog.words().fill(word, places) }</p> }
}

/// Renders a button for each category, for visitors who do not want the whole blog. Empty below two categories.
fn categories(blog: &Blog, kept: &Kept, shelf: &Rc<dyn Shelf>) -> Html {
    if kept.categories.len() < 2 {
        return Html::default();
    }
    let buttons = kept.categories.iter().filter_map(|(slug, bytes)| {
        let term = blog
            .site
            .terms(Taxonomy::Categories)
            .iter()
            .find(|term| *term.slug == **slug)?;
        let label = [&term.name, " (", &size_text(blog.words(), *bytes), ")"].concat();
        let what = ["categories/", slug].concat();
        Some(act_button(label, shelf, Act::Save(what)))
    });
    html! {
        <details>
            <summary>{ &blog.words()[Word::SaveCategory] }</summary>
            <p>{ for buttons }</p>
        </details>
    }
}

/// Action of a button.
#[derive(Clone)]
enum Act {
    Save(String),
    Stop,
    Remove,
}

fn act_button(label: String, shelf: &Rc<dyn Shelf>, act: Act) -> Html {
    let shelf = shelf.clone();
    let onclick = Callback::from(move |_: MouseEvent| match &act {
        Act::Save(what) => shelf.save(what.clone()),
        Act::Stop => shelf.stop(),
        Act::Remove => shelf.remove(),
    });
    html! { <button class="button" type="button" {onclick}>{ label }</button> }
}

/// Renders the posts that can be read without a network, in the layout of the archive.
fn posts(blog: &Blog, kept: &Kept) -> Html {
    if kept.posts.is_empty() {
        return Html::default();
    }
    html! {
        <section class="archive-year readable">
            <h2>{ &blog.words()[Word::Readable] }</h2>
            <ul>{ for kept.posts.iter().map(|post| post_line(blog, post)) }</ul>
        </section>
    }
}
