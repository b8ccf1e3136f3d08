//! A page without a date: about, legal notice.

use feuillet_content::direction::direction;
use feuillet_content::folder::Folder;
use feuillet_page::blog::Blog;
use feuillet_page::shown::PageView;
use yew::prelude::*;

use crate::app::components::contents::{back_to_top, contents};
use crate::app::components::links::links;
use crate::app::components::page_title::page_title;
use crate::app::components::prose::prose;
use crate::app::components::translations::translations;

pub(super) fn standalone(blog: &Blog, page: &PageView) -> Html {
    let language = page.language.as_ref().map(|_| blog.site.language.clone());
    let dir = language.as_deref().map(direction);
    html! {
        <article class="page" lang={page.language.clone()} dir={page.language.as_deref().map(direction)}>
            <header class="page-header">
                { page_title(html! { { &page.title } }) }
                if !page.translations.is_empty() {
                    <div {dir} lang={language.clone()}>{ translations(blog, Folder::Pages, &page.translations) }</div>
                }
            </header>
            { contents(blog, &page.outline) }
            { prose(&page.html.0) }
            { back_to_top(blog, &page.outline) }
            if !page.file.is_empty() {
                <footer class="post-footer" {dir} lang={language}>{ links(blog, "indexes", &page.file) }</footer>
            }
        </article>
    }
}
