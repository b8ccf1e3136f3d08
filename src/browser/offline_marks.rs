//! Marks on the page about offline reading: the date of a copy, and which posts of a list are on the device.
//!
//! They are set on the document after each arrival. Neither published pages nor the app's rendering contain them.

use std::sync::Arc;

use feuillet_content::date::Date;
use feuillet_content::route::Route;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::document::{document, set, window};
use super::network::Origin;
use super::offline::Offline;

/// Selects the links to posts in lists.
const LISTED: &str = ".post-card-title a, .archive-year:not(.readable) li a";

/// Attribute of the root element while the network does not answer.
const CUT_OFF: &str = "data-offline";

/// Id of the notice about a copy, at the end of the page.
const NOTICE: &str = "copy-notice";

/// Sets the marks.
#[derive(Clone)]
pub(super) struct Marks {
    blog: Arc<Blog>,
    offline: Offline,
}

impl Marks {
    pub(super) fn new(blog: Arc<Blog>, offline: Offline) -> Self {
        Self { blog, offline }
    }

    /// Marks the lists now, and again whenever the browser reports that the network went or came.
    pub(super) fn watch(&self) {
        self.mark_posts();
        for (event, is_cut_off) in [("offline", true), ("online", false)] {
            let marks = self.clone();
            EventListener::new(&window(), event, move |_| {
                cut_off(is_cut_off);
                marks.mark_posts();
            })
            .forget();
        }
    }

    /// Shows the date of the copy on show, or removes that notice.
    pub(super) fn tell_origin(&self, origin: &Origin) {
        cut_off(*origin != Origin::Network);
        let document = document();
        let notice = document.get_element_by_id(NOTICE);
        let Origin::Copy(day) = origin else {
            if let Some(notice) = notice {
                notice.remove();
            }
            return;
        };
        let words = self.blog.words();
        let day = Date::parse(day).map_or_else(|_| day.clone(), |date| words.date_text(date));
        let notice = notice.or_else(|| {
            let new = document.create_element("p").ok()?;
            set(&new, "id", NOTICE);
            set(&new, "role", "status");
            document.body()?.append_child(&new).ok()?;
            Some(new)
        });
        if let Some(notice) = notice {
            notice.set_text_content(Some(&words.fill(Word::CopyOf, &[("date", &day)])));
        }
    }

    /// Marks each listed post as on the device or not, if the visitor saved something or there is no network.
    pub(super) fn mark_posts(&self) {
        let is_offline = is_cut_off();
        let Ok(links) = document().query_selector_all(LISTED) else {
            return;
        };
        if links.length() == 0 || !(is_offline || self.offline.has_saved()) {
            return;
        }
        let Self { blog, offline } = self.clone();
        spawn_local(async move {
            let mut listed = Vec::new();
            let names = Array::new();
            for index in 0..links.length() {
                let link = links.item(index).and_then(|node| node.dyn_into::<Element>().ok());
                let href = link.as_ref().and_then(|link| link.get_attribute("href"));
                let route = href.and_then(|href| Route::parse(blog.base.strip(&href)?));
                if let (Some(link), Some(Route::Post { name })) = (link, route) {
                    names.push(&name.as_str().into());
                    listed.push(link);
                }
            }
            let words = blog.words();
            for (link, is_readable) in listed.iter().zip(offline.readable(names).await.iter()) {
                let (attribute, word) = if is_readable.is_truthy() {
                    ("data-on-device", Word::OnDevice)
                } else {
                    ("data-not-on-device", Word::NotOnDevice)
                };
                set(link, attribute, &words[word]);
            }
        });
    }
}

fn is_cut_off() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.has_attribute(CUT_OFF))
}

/// Tells the style sheet whether there is a network.
fn cut_off(is_cut_off: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.toggle_attribute_with_force(CUT_OFF, is_cut_off);
    }
}
