//! The Yew component tree: the same code runs in the browser and prerenders pages when publishing.
//!
//! Nothing here touches the browser or the disk. Everything from outside comes in as [`AppProps`]: the history, the
//! blog, a [`feuillet_page::source::Source`] to fetch from, and a callback that reports what is on show.

pub mod components;
pub mod navigation;
pub mod pages;
pub mod shelf;
pub mod use_blog;

use std::rc::Rc;
use std::sync::Arc;

use feuillet_content::route::Route;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use feuillet_page::head::full_title;
use feuillet_page::load_error::LoadError;
use feuillet_page::source::SharedSource;
use feuillet_page::view::View;
use yew::prelude::*;
use yew::virtual_dom::Key;
use yew_router::Router;
use yew_router::history::AnyHistory;
use yew_router::hooks::use_location;

use self::components::shell::Shell;
use self::navigation::{PageChange, use_navigation};
use self::pages::{failure, page};
use self::shelf::SharedShelf;
use crate::app::use_blog::Surroundings;

/// Everything that the app depends on.
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    pub history: AnyHistory,
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

/// The reader: shows the page at the current address of its history.
#[component]
pub fn App(props: &AppProps) -> Html {
    html! {
        <Router history={props.history.clone()}>
            <Reader ..props.clone() />
        </Router>
    }
}

#[component]
fn Reader(props: &AppProps) -> Html {
    let location = use_location().expect("App provides a router");
    // An address without a route (`None`) shows the not-found page.
    let wanted = props.blog.base.strip(location.path()).and_then(Route::parse);
    let navigation = use_navigation(
        wanted,
        &props.first,
        props.failure.as_ref(),
        &props.blog,
        &props.source,
        &props.page_change,
    );
    let blog = &navigation.blog;
    let loading = navigation.status.is_loading();
    let failed = navigation.status.failure();
    // Document title and language to report: a failure has its own title and no view.
    let settled = match failed {
        None => Settled {
            title: navigation.shown.head.title.clone(),
            language: navigation.shown.head.language.clone(),
            view: Some(navigation.shown.clone()),
        },
        Some(_) => Settled {
            title: full_title(&blog.words()[Word::FailedTitle], &blog.site),
            language: blog.site.language.clone().into(),
            view: None,
        },
    };
    // The shell stays in the blog's language, even around a page in another one.
    let other = settled.language != blog.site.language;
    let language = other.then(|| AttrValue::from(blog.site.language.clone()));
    let settled = (!loading).then_some(settled);
    let on_settled = props.on_settled.clone();
    let place = (location.id(), location.path().to_owned(), location.hash().to_owned());
    // Reports each change once, and again after each retry; nothing while loading.
    use_effect_with((settled, place, navigation.attempt), move |(settled, ..)| {
        if let Some(settled) = settled {
            on_settled.emit(settled.clone());
        }
    });
    // Keyed by route, so that a new page is a new element and never inherits state from the previous one.
    let main = if let Some(error) = failed {
        html! { <div key="failure">{ failure::failure(blog, error, navigation.retry.clone()) }</div> }
    } else {
        let key: Key = navigation.shown.key().into();
        html! { <div {key}>{ page(blog, &navigation.shown) }</div> }
    };
    let surroundings = Surroundings {
        blog: blog.clone(),
        shelf: props.shelf.clone(),
    };
    html! {
        <ContextProvider<Surroundings> context={surroundings}>
            <Shell route={navigation.shown.route.clone()} {loading} {language}>{ main }</Shell>
        </ContextProvider<Surroundings>>
    }
}
