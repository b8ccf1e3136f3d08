//! All terms of a taxonomy, with the number of their posts.

use feuillet_content::route::Taxonomy;
use feuillet_page::blog::Blog;
use yew::prelude::*;

use crate::app::components::page_title::page_title;

pub(super) fn terms(blog: &Blog, taxonomy: Taxonomy) -> Html {
    let title = blog.words().of_terms(taxonomy).to_owned();
    html! {
        <>
            <header class="page-header">{ page_title(html! { { title } }) }</header>
            <ul class="term-index">
                { for blog.site.terms(taxonomy).iter().map(|term| {
                    let route = taxonomy.route(&term.slug);
                    // The name of a language is in that language.
                    let language = (taxonomy == Taxonomy::Languages).then(|| term.slug.to_string());
                    html! {
                        <li key={term.slug.as_str()}>
                            <a href={blog.href(&route)} lang={language.clone()} hreflang={language} dir={blog.direction_of(&term.name, None)}>{ &term.name }</a>
                            <span class="count">{ blog.words().post_count_text(term.count) }</span>
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}
