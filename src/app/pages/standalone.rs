//! A page without a date: about, legal notice.

use yew::prelude::*;

use super::page_title;
use crate::app::components::prose::Prose;
use crate::app::view::PageView;

pub(super) fn standalone(page: &PageView) -> Html {
    html! {
        <article class="page" lang={page.language.clone()}>
            <header class="page-header">{ page_title(html! { { &page.title } }) }</header>
            <Prose html={page.html.clone()} />
        </article>
    }
}
