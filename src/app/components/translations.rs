//! Links to a document in other languages.

use feuillet_content::catalog::Translation;
use feuillet_content::folder::Folder;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

/// Renders a line of links, each labeled with its language's own name (`Deutsch`). Empty without translations.
pub fn translations(blog: &Blog, folder: Folder, translations: &[Translation]) -> Html {
    if translations.is_empty() {
        return Html::default();
    }
    html! {
        <p class="translations">
            { &blog.words()[Word::AlsoIn] }
            { for translations.iter().enumerate().map(|(index, translation)| {
                let Translation { language, language_name, slug, title } = translation;
                let href = blog.href(&folder.route(slug));
                html! {
                    <>
                        { if index > 0 { &blog.words()[Word::Comma] } else { " " } }
                        <a {href} lang={language.clone()} dir={blog.direction_of(language_name, None)} hreflang={language.clone()} title={title.clone()}>
                            { language_name }
                        </a>
                    </>
                }
            }) }
        </p>
    }
}
