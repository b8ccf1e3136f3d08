//! What a visitor sees: the Yew tree, the same in the browser and when publishing.
//!
//! Nothing here touches the browser or the disk. What the app needs from outside comes in as [`AppProps`]:
//! the history, the base path, the site, a [`source::Source`] to ask for more, and a callback to tell what is on show.

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
use feuillet_page::load::LoadError;
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

/// The app's whole outside world.
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    pub history: AnyHistory,
    pub blog: Arc<Blog>,
    /// Where this browser keeps the blog.
    #[prop_or_default]
    pub shelf: SharedShelf,
    /// What the first render shows, loaded beforehand: there is no loading state to prerender.
    pub first: Rc<View>,
    /// What kept the first page from being loaded; `first` is then what stands in its place.
    #[prop_or_default]
    pub failure: Option<LoadError>,
    pub source: SharedSource,
    /// How one page gives way to another.
    #[prop_or_default]
    pub page_change: PageChange,
    /// Told after each render that settled: something new is on show, or the address changed within what is.
    #[prop_or_default]
    pub on_settled: Callback<Settled>,
}

/// What the page shows now, for whoever keeps the document around it in step.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// None while a failure is shown.
    pub view: Option<Rc<View>>,
    pub title: AttrValue,
    pub language: AttrValue,
}

/// The reader, at whatever address its history tells.
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
    // An address that means nothing is shown as the not-found page of that address.
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
    // What stands around the page is in the blog's language, also where the page is not.
    let other = settled.language != blog.site.language;
    let language = other.then(|| AttrValue::from(blog.site.language.clone()));
    let settled = (!loading).then_some(settled);
    let on_settled = props.on_settled.clone();
    let place = (location.id(), location.path().to_owned(), location.hash().to_owned());
    use_effect_with((settled, place, navigation.attempt), move |(settled, ..)| {
        if let Some(settled) = settled {
            on_settled.emit(settled.clone());
        }
    });
    // Keyed by route, so that a new page is a new element and never inherits state of the one before.
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
