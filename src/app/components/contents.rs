//! The table of contents of a document.

use feuillet_content::outline::Section;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

/// Renders the table of contents, folded up above the text if there is no room beside it. Empty without sections. The
/// page's script opens it, and marks the section that is being read.
pub fn contents(blog: &Blog, outline: &[Section]) -> Html {
    if outline.is_empty() {
        return Html::default();
    }
    let title = &blog.words()[Word::Contents];
    html! {
        <nav class="contents" aria-label={title.to_owned()}>
            <details>
                <summary>{ title }</summary>
                <ol>
                    { for outline.iter().map(|section| {
                        let part = (section.level > 2).then_some("part");
                        html! { <li class={part}><a href={format!("#{}", section.id)}>{ &section.text }</a></li> }
                    }) }
                </ol>
            </details>
        </nav>
    }
}

/// Renders a link to the top of a document that has a table of contents. It is shown once the visitor has scrolled
/// down.
pub fn back_to_top(blog: &Blog, outline: &[Section]) -> Html {
    if outline.is_empty() || !blog.has_extra("back_to_top") {
        return Html::default();
    }
    let title = &blog.words()[Word::BackToTop];
    html! { <p class="back-to-top"><a href="#top"><span class="visually-hidden">{ title }</span></a></p> }
}
