//! Client of the service worker: registers it, receives its news, and sends it the visitor's orders.

use std::cell::{Cell, OnceCell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::ArchivePage;
use gloo_events::EventListener;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    MessageChannel, MessageEvent, RegistrationOptions, ServiceWorker, ServiceWorkerContainer,
    ServiceWorkerRegistration, ServiceWorkerUpdateViaCache,
};
use yew::Callback;

use super::document::{document, window};
use super::json::parse;
use crate::app::shelf::{Amount, Keeping, Kept, Shelf, Trouble};

/// Path of the worker's script, from the blog's root.
const WORKER: &str = "sw.js";

/// Milliseconds after which browsers end a worker that still handles the same event (Chromium 156).
const LONGEST_STEP: i32 = 300_000;

/// News from the worker since the site's data was last fetched: what changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum News {
    #[default]
    None,
    /// Lists or posts.
    Data,
    /// The reader as well: only a page load brings the new one.
    Reader,
}

/// Handle to the blog's service worker.
#[derive(Clone, Default)]
pub(super) struct Offline(Rc<Inner>);

#[derive(Default)]
struct Inner {
    news: Cell<News>,
    /// Whether the page was loaded without the worker.
    is_uncontrolled: Cell<bool>,
    /// Resolves to the worker's registration; rejects if there is none.
    ready: OnceCell<Promise>,
    keeping: RefCell<Keeping>,
    watcher: RefCell<Callback<Keeping>>,
    /// Whether saving is in progress, which takes several steps.
    running: Cell<bool>,
}

impl Offline {
    pub(super) fn news(&self) -> News {
        self.0.news.get()
    }

    /// Resets the news, because the site's data was fetched again.
    pub(super) fn heard(&self) {
        self.0.news.set(News::None);
    }

    /// Registers the worker, if the browser supports workers and the page is a secure context.
    pub(super) fn register(&self, base: &BasePath) {
        // Ask before registering: the new worker may take control at once.
        let is_uncontrolled = !is_controlled(base);
        self.0.is_uncontrolled.set(is_uncontrolled);
        if let Some(registering) = registering(base, is_uncontrolled) {
            let _ = self.0.ready.set(registering);
            self.listen(base);
        }
    }

    /// Lets a new worker store the current page, and reports the state of offline storage.
    pub(super) async fn begin(&self, base: &BasePath) {
        if self.worker().await.is_none() {
            self.tell(Keeping::Unable);
            return;
        }
        if self.0.is_uncontrolled.get() {
            let details = [("page", here(base)), ("paths", loaded(base))];
            self.order("keep", &details).await;
        }
        self.tell_state("state", "").await;
    }

    /// Asks which of these posts can be read without a network: one boolean per name.
    pub(super) async fn readable(&self, names: Array) -> Array {
        let answer = self.order("readable", &[("names", names.into())]).await;
        answer.dyn_into().unwrap_or_default()
    }

    /// Whether the visitor saved something.
    pub(super) fn has_saved(&self) -> bool {
        matches!(&*self.0.keeping.borrow(), Keeping::Known(kept) if !kept.saved.is_empty())
    }

    /// The worker, once it can receive messages.
    async fn worker(&self) -> Option<ServiceWorker> {
        let ready = self.0.ready.get()?.clone();
        let registration = JsFuture::from(ready).await.ok()?;
        let registration: ServiceWorkerRegistration = registration.dyn_into().ok()?;
        // A worker that is still installing receives messages, too.
        registration.active().or_else(|| registration.installing())
    }

    fn listen(&self, base: &BasePath) {
        let Some(container) = container() else { return };
        let (news, scope) = (self.clone(), base.to_string());
        EventListener::new(&container, "message", move |event| {
            let data = event
                .dyn_ref::<MessageEvent>()
                .map(MessageEvent::data)
                .unwrap_or_default();
            // The worker of a blog at a parent path messages this tab, too.
            if get(&data, "scope").as_string().as_ref() != Some(&scope) {
                return;
            }
            news.0.news.set(match get(&data, "news").as_string().as_deref() {
                Some("reader") => News::Reader,
                Some(_) if news.news() == News::None => News::Data,
                _ => news.news(),
            });
        })
        .forget();
        // A tab that was hidden for weeks gets the news before its next navigation.
        let looks = self.clone();
        EventListener::new(&document(), "visibilitychange", move |_| {
            let looking = looks.order("look", &[]);
            spawn_local(async move {
                looking.await;
            });
        })
        .forget();
    }

    fn tell(&self, keeping: Keeping) {
        *self.0.keeping.borrow_mut() = keeping.clone();
        self.0.watcher.borrow().emit(keeping);
    }

    /// Sends an order whose answer is the state of offline storage, and reports that state. Returns whether there is
    /// more to store.
    async fn tell_state(&self, order: &str, what: &str) -> bool {
        let answer = self.order(order, &[("what", what.into())]).await;
        let mut kept = match &*self.0.keeping.borrow() {
            // The browser ended the worker halfway: the files that it stored stay.
            Keeping::Known(before) if answer.is_falsy() => Kept {
                trouble: Some(Trouble::Network),
                ..(**before).clone()
            },
            _ if answer.is_falsy() => return false,
            _ => kept(&answer),
        };
        let is_over = kept.complete || kept.trouble.is_some();
        if is_over {
            self.0.running.set(false);
        }
        kept.running = self.0.running.get();
        if !kept.running {
            let posts = self.order("posts", &[]).await;
            let posts: ArchivePage = parse(posts).unwrap_or_default();
            kept.posts = Rc::new(posts.years.into_iter().flat_map(|year| year.posts).collect());
        }
        self.tell(Keeping::Known(Rc::new(kept)));
        !is_over
    }

    /// Like `tell_state`, without waiting.
    fn will_tell_state(&self, order: &'static str) {
        let offline = self.clone();
        spawn_local(async move {
            offline.tell_state(order, "").await;
        });
    }

    /// Sends the worker an order, and resolves to its answer; `undefined` without a worker.
    fn order(&self, order: &str, details: &[(&str, JsValue)]) -> Pin<Box<dyn Future<Output = JsValue>>> {
        let message = Object::new();
        for (key, value) in [("order", JsValue::from(order))].iter().chain(details) {
            let _ = Reflect::set(&message, &JsValue::from(*key), value);
        }
        let offline = self.clone();
        Box::pin(async move { offline.send(&message).await })
    }

    async fn send(&self, message: &JsValue) -> JsValue {
        let (Some(worker), Ok(channel)) = (self.worker().await, MessageChannel::new()) else {
            return JsValue::UNDEFINED;
        };
        let answer = Promise::new(&mut |resolve, _| {
            // The promise resolves with the answer or the timeout, whichever comes first.
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, LONGEST_STEP);
            let answered = Closure::once_into_js(move |event: MessageEvent| {
                let _ = resolve.call1(&JsValue::UNDEFINED, &event.data());
            });
            channel.port1().set_onmessage(answered.dyn_ref());
        });
        let _ = worker.post_message_with_transferable(message, &Array::of1(&channel.port2()));
        JsFuture::from(answer).await.unwrap_or_default()
    }
}

impl Shelf for Offline {
    fn watch(&self, watcher: Callback<Keeping>) {
        let keeping = self.0.keeping.borrow().clone();
        // While the state is unknown, `begin` is still going to report it.
        let is_known = keeping != Keeping::Unknown;
        watcher.emit(keeping);
        *self.0.watcher.borrow_mut() = watcher;
        if is_known {
            self.will_tell_state("state");
        }
    }

    fn save(&self, what: String) {
        if self.0.running.replace(true) {
            return;
        }
        // If the browser declines, it may evict the storage later when it needs room.
        let _ = window().navigator().storage().persist();
        let offline = self.clone();
        spawn_local(async move {
            // Repeats the step until everything is stored, a step fails, or the visitor stops it.
            while offline.tell_state("save", &what).await && offline.0.running.get() {}
        });
    }

    fn stop(&self) {
        self.0.running.set(false);
    }

    fn remove(&self) {
        self.will_tell_state("remove");
    }
}

/// Parses the worker's answer.
fn kept(answer: &JsValue) -> Kept {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "numbers of files and bytes are whole and not negative"
    )]
    let number = |value: &JsValue| value.as_f64().unwrap_or_default() as u64;
    let list = |key| get(answer, key).dyn_into::<Array>().unwrap_or_default();
    let amount = |key| {
        let numbers = list(key);
        Amount {
            files: number(&numbers.get(0)),
            bytes: number(&numbers.get(1)),
        }
    };
    let text = |value: &JsValue| value.as_string().unwrap_or_default();
    let category = |value: JsValue| {
        let slug = text(&Reflect::get_u32(&value, 0).unwrap_or_default());
        (slug, number(&Reflect::get_u32(&value, 2).unwrap_or_default()))
    };
    Kept {
        saved: list("saved").iter().map(|what| text(&what)).collect(),
        complete: get(answer, "complete").is_truthy(),
        running: false,
        total: amount("total"),
        done: amount("done"),
        categories: list("categories").iter().map(category).collect(),
        free: number(&get(answer, "free")),
        trouble: match &*text(&get(answer, "trouble")) {
            "" => None,
            "quota" => Some(Trouble::Quota),
            _ => Some(Trouble::Network),
        },
        posts: Rc::default(),
    }
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    // `undefined` in browsers without workers, which the typed getter cannot express.
    let container = get(&navigator, "serviceWorker");
    container.dyn_into().ok()
}

/// Whether the blog's own worker controls the page, and not that of another blog at a parent path.
fn is_controlled(base: &BasePath) -> bool {
    let script = base.join(WORKER);
    let origin = window().location().origin().unwrap_or_default();
    container()
        .and_then(|container| container.controller())
        .is_some_and(|worker| worker.script_url().strip_prefix(&origin) == Some(&script))
}

/// Promise of the worker's registration; none if the browser has no workers.
fn registering(base: &BasePath, is_uncontrolled: bool) -> Option<Promise> {
    let container = container()?;
    // Browsers check for updates themselves, and without a network registering again takes a second.
    if !is_uncontrolled {
        return container.ready().ok();
    }
    let options = RegistrationOptions::new();
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    Some(container.register_with_options(&base.join(WORKER), &options))
}

/// Path of the page on show, from the blog's root and percent-encoded as in the address.
fn here(base: &BasePath) -> JsValue {
    let path = window().location().pathname().unwrap_or_default();
    base.strip(&path).unwrap_or_default().trim_start_matches('/').into()
}

/// Paths of the blog's files that the page has loaded so far.
fn loaded(base: &BasePath) -> JsValue {
    let origin = window().location().origin().unwrap_or_default();
    let paths = Array::new();
    let Some(performance) = window().performance() else {
        return paths.into();
    };
    for entry in performance.get_entries_by_type("resource").iter() {
        let name = get(&entry, "name").as_string().unwrap_or_default();
        let path = name.strip_prefix(&origin).and_then(|path| base.strip(path));
        if let Some(path) = path.filter(|path| path.len() > 1) {
            paths.push(&path[1..].into());
        }
    }
    paths.into()
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}
