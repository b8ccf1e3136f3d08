//! A page without a date: about, legal notice.

use yew::prelude::*;

use super::page_title;
use crate::app::blog::Blog;
use crate::app::components::contents::{back_to_top, contents};
use crate::app::components::prose::Prose;
use crate::app::components::translations::translations;
use crate::app::view::PageView;
use crate::content::direction::direction;
use crate::content::folder::Folder;

pub(super) fn standalone(blog: &Blog, page: &PageView) -> Html {
    let interface_language = page.language.as_ref().map(|_| blog.site.language.clone());
    html! {
        <article class="page" lang={page.language.clone()} dir={page.language.as_deref().map(direction)}>
            <header class="page-header">
                { page_title(html! { { &page.title } }) }
                if !page.translations.is_empty() {
                    <div dir={interface_language.as_deref().map(direction)} lang={interface_language}>{ translations(blog, Folder::Pages, &page.translations) }</div>
                }
            </header>
            { contents(blog, &page.outline) }
            <Prose html={page.html.clone()} />
            { back_to_top(blog, &page.outline) }
        </article>
    }
}
