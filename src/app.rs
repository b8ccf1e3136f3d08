//! The Yew component tree: the same code runs in the browser and prerenders pages when publishing.
//!
//! Nothing here touches the browser or the disk. Everything from outside comes in as [`AppProps`]: the history, the
//! blog, a [`feuillet_page::source::Source`] to fetch from, and a callback that reports what is on show.

pub mod components;
pub mod history;
pub mod navigation;
pub mod pages;
pub mod shelf;

use std::rc::Rc;
use std::sync::Arc;

use feuillet_content::route::Route;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use feuillet_page::head::full_title;
use feuillet_page::load_error::{FetchError, LoadError};
use feuillet_page::shown::Content;
use feuillet_page::source::SharedSource;
use feuillet_page::view::View;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew::virtual_dom::Key;

use self::components::shell::{Shell, shell};
use self::history::{Location, SharedHistory};
use self::navigation::{Action, Loader, PageChange, State, Status};
use self::pages::{failure, page};
use self::shelf::{Keeping, SharedShelf, Storage};

/// Everything that the app depends on.
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    pub history: SharedHistory,
    pub blog: Arc<Blog>,
    /// Offline storage of this browser, if any.
    #[prop_or_default]
    pub shelf: SharedShelf,
    /// The first view, loaded before the first render, so that no loading state is prerendered.
    pub first: Rc<View>,
    /// Why the first page could not be loaded; `first` is then its placeholder.
    #[prop_or_default]
    pub failure: Option<LoadError>,
    pub source: SharedSource,
    /// How one page replaces another, possibly with a transition.
    #[prop_or_default]
    pub page_change: PageChange,
    /// Called after each settled render: another page is on show, or the address changed within the same page.
    #[prop_or_default]
    pub on_settled: Callback<Settled>,
}

/// State after a settled render, from which the browser side updates the document around the app.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// None while a failure is shown.
    pub view: Option<Rc<View>>,
    pub title: AttrValue,
    pub language: AttrValue,
}

/// The reader: shows the page at the current address of its history. It is the only component: ten of them, with
/// contexts and hooks, made the core 29 kB larger. Everything else is functions.
pub struct App {
    location: Location,
    state: State,
    loader: Loader,
    storage: Storage,
    /// Whether the page on show tells of offline storage.
    is_watching: bool,
    /// The last report, to tell each change once.
    reported: Option<Report>,
}

/// Event that reaches the app.
pub enum Message {
    Moved(Location),
    Navigation(Action),
    Kept(Keeping),
}

/// The state to report, where it is, and the number of retries. There is none while a page is loading.
type Report = (Option<Settled>, Location, usize);

impl App {
    /// Route of the address; `None` shows the not-found page.
    fn wanted(props: &AppProps, location: &Location) -> Option<Route> {
        props.blog.base.strip(&location.path).and_then(Route::parse)
    }

    /// State to show. Between a change of address and the page change it is loading.
    fn status(&self, props: &AppProps) -> Status {
        if self.state.wanted == Self::wanted(props, &self.location) {
            self.state.status.clone()
        } else {
            Status::Loading
        }
    }

    /// Document title and language to report: a failure has its own title and no view.
    fn settled(&self, failure: Option<&LoadError>) -> Settled {
        let State { blog, shown, .. } = &self.state;
        match failure {
            None => Settled {
                title: shown.head.title.clone(),
                language: shown.head.language.clone(),
                view: Some(shown.clone()),
            },
            Some(_) => Settled {
                title: full_title(&blog.words()[Word::FailedTitle], &blog.site),
                language: blog.site.language.clone().into(),
                view: None,
            },
        }
    }

    /// The address changed: shows the cached view with a transition, or starts loading.
    fn follow(&mut self, context: &Context<Self>) {
        let props = context.props();
        let route = Self::wanted(props, &self.location);
        if route == self.state.wanted {
            return;
        }
        let has_news = props.source.0.has_news();
        let is_kept = !has_news && self.state.kept_view(route.as_ref()).is_some();
        let action = Action::Wanted { route, has_news };
        if is_kept {
            let link = context.link().clone();
            props
                .page_change
                .run(move || link.send_message(Message::Navigation(action)));
        } else {
            self.navigate(context, action);
        }
    }

    /// Changes the state. If loading starts, or the visitor retried, fetches the page.
    fn navigate(&mut self, context: &Context<Self>, action: Action) {
        let request = |state: &State| (state.wanted.clone(), state.attempt, state.status.is_loading());
        let before = request(&self.state);
        self.state.apply(action);
        let now = request(&self.state);
        if now == before {
            return;
        }
        self.loader.give_up();
        let (wanted, _, true) = now else { return };
        let (loader, link) = (self.loader.clone(), context.link().clone());
        let page_change = context.props().page_change.clone();
        spawn_local(async move {
            let (action, is_awaited) = loader.load(wanted).await;
            let change = move || link.send_message(Message::Navigation(action));
            if is_awaited {
                page_change.run(change);
            } else {
                change();
            }
        });
    }

    /// Whether the page on show tells of offline storage.
    fn tells_of_storage(&self) -> bool {
        match self.state.status.failure() {
            Some(failure) => failure.error == FetchError::Unreachable,
            None => matches!(self.state.shown.content, Content::Offline),
        }
    }
}

impl Component for App {
    type Message = Message;
    type Properties = AppProps;

    fn create(context: &Context<Self>) -> Self {
        let props = context.props();
        let location = props.history.0.location();
        let wanted = Self::wanted(props, &location);
        Self {
            location,
            state: State::new(&props.blog, wanted, &props.first, props.failure.clone()),
            loader: Loader::new(props.source.clone(), props.blog.clone()),
            storage: Storage {
                shelf: props.shelf.clone(),
                keeping: Keeping::default(),
            },
            is_watching: false,
            reported: None,
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Moved(location) => {
                self.location = location;
                self.follow(context);
                true
            }
            // The visitor went on before the page change.
            Message::Navigation(Action::Wanted { route, .. })
                if route != Self::wanted(context.props(), &self.location) =>
            {
                false
            }
            Message::Navigation(action) => {
                self.navigate(context, action);
                true
            }
            Message::Kept(keeping) => {
                self.storage.keeping = keeping;
                self.is_watching
            }
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let status = self.status(context.props());
        let State { blog, shown, .. } = &self.state;
        let failure = status.failure();
        // The shell stays in the blog's language, even around a page in another one.
        let is_other = failure.is_none() && *shown.head.language != *blog.site.language;
        // Keyed by route, so that a new page is a new element and never inherits state from the previous one.
        let page = if let Some(failure) = failure {
            let retry = context.link().callback(|_| Message::Navigation(Action::Retry));
            html! { <div key="failure">{ failure::failure(blog, failure, &self.storage, retry) }</div> }
        } else {
            let key: Key = shown.key().into();
            html! { <div {key}>{ page(blog, shown, &self.storage) }</div> }
        };
        shell(
            blog,
            Shell {
                route: shown.route.as_ref(),
                loading: status.is_loading(),
                language: is_other.then(|| blog.site.language.clone().into()),
                page,
            },
        )
    }

    fn rendered(&mut self, context: &Context<Self>, is_first: bool) {
        let props = context.props();
        if is_first {
            let (history, link) = (props.history.clone(), context.link().clone());
            let moved = move || link.send_message(Message::Moved(history.0.location()));
            if props.history.0.location() != self.location {
                moved();
            }
            props.history.0.listen(Box::new(moved));
            if let Some(route) = props.first.route.clone() {
                let (loader, link) = (self.loader.clone(), context.link().clone());
                spawn_local(async move {
                    if let Some(action) = loader.refresh(route).await {
                        link.send_message(Message::Navigation(action));
                    }
                });
            }
        }
        let tells = self.tells_of_storage();
        if tells
            && !std::mem::replace(&mut self.is_watching, tells)
            && let Some(shelf) = &self.storage.shelf.0
        {
            shelf.watch(context.link().callback(Message::Kept));
        }
        self.is_watching = tells;
        let status = self.status(props);
        let settled = (!status.is_loading()).then(|| self.settled(status.failure()));
        let report = (settled, self.location.clone(), self.state.attempt);
        // Reports each change once, and again after each retry; nothing while loading.
        if self.reported.as_ref() != Some(&report) {
            if let Some(settled) = &report.0 {
                props.on_settled.emit(settled.clone());
            }
            self.reported = Some(report);
        }
    }
}
