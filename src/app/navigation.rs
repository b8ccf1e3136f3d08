//! Navigation between pages: the previous page stays until the next one is loaded; visited pages are cached.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use feuillet_content::route::Route;
use feuillet_page::blog::Blog;
use feuillet_page::load::{find, not_found};
use feuillet_page::load_error::{FetchError, LoadError};
use feuillet_page::source::{SharedSource, Source};
use feuillet_page::view::View;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Maximum number of cached views.
const KEPT_VIEWS: usize = 30;

/// Loading state of the page at the current address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    Ready,
    Loading,
    Failed(LoadError),
    /// Being retried after a failure, which stays on show.
    Retrying(LoadError),
}

impl Status {
    /// Whether the wanted page is still loading.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading | Self::Retrying(_))
    }

    /// The failure on show, if any.
    pub fn failure(&self) -> Option<&LoadError> {
        match self {
            Self::Failed(error) | Self::Retrying(error) => Some(error),
            Self::Ready | Self::Loading => None,
        }
    }
}

/// The page on show, and how far the wanted page is loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Navigation {
    /// The blog, with the site's data of the latest load.
    pub blog: Arc<Blog>,
    pub shown: Rc<View>,
    pub status: Status,
    /// Number of retries.
    pub attempt: usize,
    pub retry: Callback<()>,
}

/// Action that puts another page on show.
pub type Change = Box<dyn FnOnce()>;

/// Runs a page change, at once or as part of a transition.
#[derive(Clone)]
pub struct PageChange(pub Rc<dyn Fn(Change)>);

impl Default for PageChange {
    fn default() -> Self {
        Self(Rc::new(|change| change()))
    }
}

impl PageChange {
    fn run(&self, change: impl FnOnce() + 'static) {
        (self.0)(Box::new(change));
    }
}

/// Always equal: there is one for the lifetime of the app.
impl PartialEq for PageChange {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Event that changes the state.
enum Action {
    Wanted {
        route: Option<Route>,
        /// Whether the cached views are stale, because the blog was published again.
        has_news: bool,
    },
    Loaded(Option<Route>, Rc<View>, Arc<Blog>),
    Failed(Option<Route>, LoadError),
    Retry,
}

/// State behind [`Navigation`]: a state machine without side effects.
#[derive(Clone, Debug, PartialEq)]
struct State {
    blog: Arc<Blog>,
    /// Route of the address; `None` if it means no route, which shows the not-found page.
    wanted: Option<Route>,
    shown: Rc<View>,
    status: Status,
    attempt: usize,
    /// Cached views by requested route, latest loaded first.
    kept: VecDeque<(Route, Rc<View>)>,
}

impl State {
    fn new(blog: &Arc<Blog>, wanted: Option<Route>, first: &Rc<View>, failure: Option<LoadError>) -> Self {
        let mut state = Self {
            blog: blog.clone(),
            wanted: wanted.clone(),
            shown: first.clone(),
            status: Status::Ready,
            attempt: 0,
            kept: VecDeque::new(),
        };
        match failure {
            Some(failure) => state.status = Status::Failed(failure),
            None => state.keep(wanted, first),
        }
        state
    }

    /// Caches a view for the way back. Not-found pages are not cached, so they are requested again.
    fn keep(&mut self, route: Option<Route>, view: &Rc<View>) {
        if let Some(asked) = route.filter(|_| !view.is_not_found()) {
            // Also under the canonical route, which the address bar will show.
            let canonical = view.route.clone().filter(|canonical| *canonical != asked);
            for route in [Some(asked), canonical].into_iter().flatten() {
                self.kept.retain(|(kept, _)| *kept != route);
                self.kept.push_front((route, view.clone()));
            }
            self.kept.truncate(KEPT_VIEWS);
        }
    }

    fn kept_view(&self, route: Option<&Route>) -> Option<Rc<View>> {
        let kept = self.kept.iter().find(|(kept, _)| Some(kept) == route)?;
        Some(kept.1.clone())
    }

    fn after(mut self, action: Action) -> Self {
        match action {
            Action::Wanted { route, has_news } => {
                if has_news {
                    self.kept.clear();
                }
                // A cached view, or the page that is still on show, needs no loading.
                if let Some(view) = self.kept_view(route.as_ref()) {
                    self.shown = view;
                    self.status = Status::Ready;
                } else if route.is_some() && route == self.shown.route && !has_news {
                    self.status = Status::Ready;
                } else {
                    self.status = Status::Loading;
                }
                self.wanted = route;
            }
            Action::Loaded(route, view, blog) => {
                self.blog = blog;
                self.keep(route.clone(), &view);
                // A late answer for another route is cached but not shown.
                if route == self.wanted {
                    self.shown = view;
                    self.status = Status::Ready;
                }
            }
            Action::Failed(route, error) => {
                if route == self.wanted {
                    self.status = Status::Failed(error);
                }
            }
            Action::Retry => {
                if let Status::Failed(error) = self.status {
                    self.status = Status::Retrying(error);
                    self.attempt += 1;
                }
            }
        }
        self
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new((*self).clone().after(action))
    }
}

/// Fetches the site's data again after another publish. If that fails, the old data stays.
async fn renew(newest: &RefCell<Arc<Blog>>, source: &dyn Source) {
    if source.has_news()
        && let Ok(site) = source.site().await
    {
        let blog = (**newest.borrow()).clone();
        *newest.borrow_mut() = Arc::new(Blog { site, ..blog });
    }
}

/// Whether the browser may show something where the reader cannot.
fn needs_the_browser(answer: &Result<Option<View>, LoadError>) -> bool {
    match answer {
        Ok(view) => view.is_none(),
        Err(failed) => failed.error == FetchError::NotRendered,
    }
}

/// Follows the wanted route: loads its page, and returns what to show in the meantime.
#[hook]
pub fn use_navigation(
    wanted: Option<Route>,
    first: &Rc<View>,
    failure: Option<&LoadError>,
    blog: &Arc<Blog>,
    source: &SharedSource,
    page_change: &PageChange,
) -> Navigation {
    let state = use_reducer(|| State::new(blog, wanted.clone(), first, failure.cloned()));
    let newest = use_mut_ref(|| blog.clone());
    let latest = use_mut_ref(|| 0_u32); // Number of the latest request: only its answer is shown with a transition.
    {
        let (dispatcher, source) = (state.dispatcher(), source.clone());
        let (first, newest) = (first.clone(), newest.clone());
        // The first page is as it was published: show a newer text if the host has one.
        use_effect_with((), move |()| {
            spawn_local(async move {
                let Some(route) = first.route.clone() else { return };
                if source.0.is_stale(&route).await {
                    let blog = newest.borrow().clone();
                    if let Ok(Some(view)) = find(Some(&route), &blog, &*source.0).await {
                        dispatcher.dispatch(Action::Loaded(Some(route), Rc::new(view), blog));
                    }
                }
            });
        });
    }
    {
        let dispatcher = state.dispatcher();
        // The address changed: show the cached view with a transition, or start loading.
        let (known, source, page_change) = (state.clone(), source.clone(), page_change.clone());
        use_effect_with(wanted.clone(), move |wanted| {
            if *wanted != known.wanted {
                let (route, has_news) = (wanted.clone(), source.0.has_news());
                let is_kept = !has_news && known.kept_view(wanted.as_ref()).is_some();
                let change = move || dispatcher.dispatch(Action::Wanted { route, has_news });
                if is_kept { page_change.run(change) } else { change() }
            }
        });
    }
    {
        let dispatcher = state.dispatcher();
        let (source, page_change) = (source.clone(), page_change.clone());
        // Loading started, or the visitor retried: fetch the page.
        let loading = state.status.is_loading();
        use_effect_with(
            (state.wanted.clone(), state.attempt, loading),
            move |(wanted, _, loading)| {
                let turn = *latest.borrow() + 1;
                *latest.borrow_mut() = turn;
                if *loading {
                    let wanted = wanted.clone();
                    spawn_local(async move {
                        renew(&newest, &*source.0).await;
                        let blog = newest.borrow().clone();
                        let ahead = wanted.as_ref().and_then(|route| source.0.ahead(route));
                        let answer = match ahead {
                            Some(loading) => loading.await,
                            None => find(wanted.as_ref(), &blog, &*source.0).await,
                        };
                        if needs_the_browser(&answer) && turn == *latest.borrow() {
                            source.0.missing().await;
                        }
                        let is_awaited = turn == *latest.borrow();
                        let answer = answer.map(|view| view.unwrap_or_else(|| not_found(&blog)));
                        let action = match answer {
                            Ok(view) => Action::Loaded(wanted, Rc::new(view), newest.borrow().clone()),
                            Err(error) => Action::Failed(wanted, error),
                        };
                        let change = move || dispatcher.dispatch(action);
                        if is_awaited {
                            page_change.run(change);
                        } else {
                            change();
                        }
                    });
                }
            },
        );
    }
    let retry = {
        let dispatcher = state.dispatcher();
        use_callback((), move |(), ()| dispatcher.dispatch(Action::Retry))
    };
    // After a change of address, the first effect runs only after this render: report loading until then.
    let status = if state.wanted == wanted {
        state.status.clone()
    } else {
        Status::Loading
    };
    Navigation {
        blog: state.blog.clone(),
        shown: state.shown.clone(),
        status,
        attempt: state.attempt,
        retry,
    }
}

#[cfg(test)]
mod tests;
