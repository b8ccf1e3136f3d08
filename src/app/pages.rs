//! One module a kind of page: plain functions from what was loaded to what is shown.

mod archive;
pub mod failure;
mod home;
mod not_found;
mod post;
mod standalone;
mod term;
mod terms;

use yew::prelude::*;

use super::blog::Blog;
use super::view::{Content, View};
use crate::content::route::Route;

/// What stands in the main part of the page.
pub fn page(blog: &Blog, view: &View) -> Html {
    let route = view.route.as_ref();
    match (&view.content, route) {
        (Content::Home(list), _) => home::home(blog, list),
        (Content::Post(post), _) => post::post(blog, post),
        (Content::Page(page), _) => standalone::standalone(page),
        (Content::Term(list), Some(route)) => term::term(blog, route, list),
        (Content::Terms, Some(Route::Terms { taxonomy })) => terms::terms(blog, *taxonomy),
        (Content::Archive(page), _) => archive::archive(blog, page),
        (Content::NotFound | Content::Term(_) | Content::Terms, _) => not_found::not_found(blog),
    }
}

/// The one heading of level one. It takes the focus when a visitor arrives, so that a screen reader says where they are.
fn page_title(title: Html) -> Html {
    html! { <h1 class="page-title" tabindex="-1">{ title }</h1> }
}
