//! A civil date as people write it, with its machine-readable form.

use feuillet_content::date::Date;
use yew::prelude::*;

/// The text is the date in the blog's language.
pub fn date(date: Date, text: &AttrValue) -> Html {
    html! { <time datetime={date.to_string()}>{ text }</time> }
}
