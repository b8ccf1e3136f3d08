//! One module a kind of page: plain functions from what was loaded to what is shown.

mod archive;
pub mod failure;
mod home;
mod not_found;
mod offline;
mod post;
mod standalone;
mod term;
mod terms;

use yew::prelude::*;

use super::blog::Blog;
use super::view::{Content, View};

/// What stands in the main part of the page.
pub fn page(blog: &Blog, view: &View) -> Html {
    match &view.content {
        Content::Home(list) => home::home(blog, list),
        Content::Post(post) => post::post(blog, post),
        Content::Page(page) => standalone::standalone(blog, page),
        Content::Term {
            taxonomy,
            slug,
            list,
            intro,
        } => term::term(blog, *taxonomy, slug, list, intro),
        Content::Terms(taxonomy) => terms::terms(blog, *taxonomy),
        Content::Archive(page) => archive::archive(blog, page),
        Content::Offline => offline::offline(blog),
        Content::NotFound => not_found::not_found(blog),
    }
}

/// The one heading of level one. It takes the focus when a visitor arrives, so that a screen reader says where they are.
fn page_title(title: Html) -> Html {
    html! { <h1 class="page-title" tabindex="-1">{ title }</h1> }
}
