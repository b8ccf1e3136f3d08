//! Links to other lists of the blog: the indexes of its terms, and what there is in each language.

use yew::prelude::*;

use crate::app::blog::Blog;
use crate::content::route::{Route, Taxonomy};
use crate::content::words::Word;

/// With more languages than this, there is one link to all of them.
const FEW_LANGUAGES: usize = 6;

/// A line of links; `archive`: to the list of all posts, too.
pub fn indexes(blog: &Blog, archive: bool) -> Html {
    let link = |route: &Route, name: &str, language: Option<&String>| {
        html! { <><a href={blog.href(route)} lang={language.cloned()} hreflang={language.cloned()}>{ name.to_owned() }</a>{ " " }</> }
    };
    let languages = blog.site.terms(Taxonomy::Languages);
    let few = languages.len() <= FEW_LANGUAGES;
    let is_there =
        |taxonomy: &Taxonomy| !(blog.site.terms(*taxonomy).is_empty() || few && *taxonomy == Taxonomy::Languages);
    html! {
        <p class="indexes">
            if archive { { link(&Route::Archive { page: 1 }, &blog.words()[Word::Archive], None) } }
            { for Taxonomy::ALL.into_iter().filter(is_there).map(|taxonomy| {
                link(&Route::Terms { taxonomy }, blog.taxonomy_name(taxonomy), None)
            }) }
            { for languages.iter().filter(|_| few).map(|term| {
                let route = Route::Term { taxonomy: Taxonomy::Languages, slug: term.slug.clone(), page: 1 };
                link(&route, &term.name, Some(&term.slug))
            }) }
        </p>
    }
}
