//! Navigation between pages: the previous page stays until the next one is loaded; visited pages are cached.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use feuillet_content::route::Route;
use feuillet_page::blog::Blog;
use feuillet_page::load::{find, not_found};
use feuillet_page::load_error::{FetchError, LoadError};
use feuillet_page::source::{SharedSource, Source};
use feuillet_page::view::View;

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
    pub(super) fn run(&self, change: impl FnOnce() + 'static) {
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
pub enum Action {
    Wanted {
        route: Option<Route>,
        /// Whether the cached views are stale, because the blog was published again.
        has_news: bool,
    },
    Loaded(Option<Route>, Rc<View>, Arc<Blog>),
    Failed(Option<Route>, LoadError),
    Retry,
}

/// The page on show, and how far the wanted page is loaded: a state machine without side effects.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct State {
    /// The blog, with the site's data of the latest load.
    pub(super) blog: Arc<Blog>,
    /// Route of the address; `None` if it means no route, which shows the not-found page.
    pub(super) wanted: Option<Route>,
    pub(super) shown: Rc<View>,
    pub(super) status: Status,
    /// Number of retries.
    pub(super) attempt: usize,
    /// Cached views by requested route, latest loaded first.
    kept: VecDeque<(Route, Rc<View>)>,
}

impl State {
    pub(super) fn new(blog: &Arc<Blog>, wanted: Option<Route>, first: &Rc<View>, failure: Option<LoadError>) -> Self {
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

    pub(super) fn kept_view(&self, route: Option<&Route>) -> Option<Rc<View>> {
        let kept = self.kept.iter().find(|(kept, _)| Some(kept) == route)?;
        Some(kept.1.clone())
    }

    pub(super) fn apply(&mut self, action: Action) {
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
                if let Status::Failed(error) = &self.status {
                    self.status = Status::Retrying(error.clone());
                    self.attempt += 1;
                }
            }
        }
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

/// Requests for pages. Only the answer to the latest one is awaited.
#[derive(Clone)]
pub(super) struct Loader {
    source: SharedSource,
    newest: Rc<RefCell<Arc<Blog>>>,
    latest: Rc<Cell<u32>>,
}

impl Loader {
    pub(super) fn new(source: SharedSource, blog: Arc<Blog>) -> Self {
        Self {
            source,
            newest: Rc::new(RefCell::new(blog)),
            latest: Rc::default(),
        }
    }

    /// Awaits no answer any more.
    pub(super) fn give_up(&self) {
        self.latest.set(self.latest.get() + 1);
    }

    /// Loads a page. Returns what to do then, and whether it is still awaited.
    pub(super) async fn load(self, wanted: Option<Route>) -> (Action, bool) {
        let turn = self.latest.get();
        let source = &*self.source.0;
        renew(&self.newest, source).await;
        let blog = self.newest.borrow().clone();
        let ahead = wanted.as_ref().and_then(|route| source.ahead(route));
        let answer = match ahead {
            Some(loading) => loading.await,
            None => find(wanted.as_ref(), &blog, source).await,
        };
        if needs_the_browser(&answer) && turn == self.latest.get() {
            source.missing().await;
        }
        let answer = answer.map(|view| view.unwrap_or_else(|| not_found(&blog)));
        let action = match answer {
            Ok(view) => Action::Loaded(wanted, Rc::new(view), self.newest.borrow().clone()),
            Err(error) => Action::Failed(wanted, error),
        };
        (action, turn == self.latest.get())
    }

    /// Loads the first page again if the host has a newer text: it is as it was published.
    pub(super) async fn refresh(self, route: Route) -> Option<Action> {
        let source = &*self.source.0;
        if !source.is_stale(&route).await {
            return None;
        }
        let blog = self.newest.borrow().clone();
        let view = find(Some(&route), &blog, source).await.ok()??;
        Some(Action::Loaded(Some(route), Rc::new(view), blog))
    }
}

#[cfg(test)]
mod tests;
