//! Links to the categories and tags of a post.

use feuillet_content::catalog::TermName;
use feuillet_content::route::Taxonomy;
use feuillet_page::blog::Blog;
use yew::prelude::*;

/// Renders a list of links. Empty without terms.
pub fn term_links(blog: &Blog, taxonomy: Taxonomy, terms: &[TermName]) -> Html {
    if terms.is_empty() {
        return Html::default();
    }
    let label = blog.words().of_terms(taxonomy);
    html! {
        <ul class={classes!("terms", taxonomy.folder())} aria-label={label.to_owned()}>
            { for terms.iter().map(|term| {
                let route = taxonomy.route(&term.slug);
                html! { <li><a href={blog.href(&route)} dir={blog.direction_of(&term.name, None)}>{ &term.name }</a></li> }
            }) }
        </ul>
    }
}
