//! One module per kind of page: plain functions from loaded data to HTML.

pub mod archive;
pub mod failure;
pub mod home;
pub mod not_found;
pub mod offline;
pub mod post;
pub mod standalone;
pub mod term;
pub mod terms;

use feuillet_page::blog::Blog;
use feuillet_page::shown::Content;
use feuillet_page::view::View;
use yew::prelude::*;

use super::shelf::Storage;

/// Renders the main part of the page.
pub fn page(blog: &Blog, view: &View, storage: &Storage) -> Html {
    match &view.content {
        Content::Home(list) => home::home(blog, list),
        Content::Post(post) => post::post(blog, post),
        Content::Page(page) => standalone::standalone(blog, page),
        Content::Term {
            taxonomy,
            slug,
            list,
            intro,
        } => term::term(blog, *taxonomy, slug, list, &intro.0),
        Content::Terms(taxonomy) => terms::terms(blog, *taxonomy),
        Content::Archive(page) => archive::archive(blog, page),
        Content::Offline => offline::offline(blog, storage),
        Content::NotFound => not_found::not_found(blog),
    }
}
