//! Links to the file that a text is in, where the blog's settings tell its address.

use yew::prelude::*;

use crate::app::blog::Blog;
use crate::app::view::FileLinks;
use crate::content::words::Word;

/// A line of links; nothing when there are none.
pub fn file_links(blog: &Blog, [edit, source]: &FileLinks) -> Html {
    if edit.is_none() && source.is_none() {
        return Html::default();
    }
    let link = |address: &Option<AttrValue>, word| {
        address
            .as_ref()
            .map(|address| html! { <><a href={address.clone()}>{ &blog.words()[word] }</a>{ " " }</> })
    };
    html! { <p class="indexes">{ link(edit, Word::EditPage) }{ link(source, Word::PageSource) }</p> }
}
