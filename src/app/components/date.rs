//! A calendar date as a `<time>` element.

use feuillet_content::date::Date;
use yew::prelude::*;

/// Renders a `<time>` element; `text` is the date in the blog's language.
pub fn date(date: Date, text: &AttrValue) -> Html {
    html! { <time datetime={date.to_string()}>{ text }</time> }
}
