//! A picture whose place on the page is kept before it arrives.

use feuillet_content::catalog::Picture;
use yew::prelude::*;

/// A cover; `source` is its address on this host. Decorative when it has no alternative text. One that is not lazy is
/// likely the largest thing that a visitor sees first, and is asked for before other pictures.
pub fn cover(picture: &Picture, source: AttrValue, lazy: bool) -> Html {
    let size = |pixels: Option<u32>| pixels.map(|pixels| pixels.to_string());
    html! {
        <img class="cover" src={source} alt={picture.alt.clone()}
            width={size(picture.width)} height={size(picture.height)}
            loading={lazy.then_some("lazy")} fetchpriority={(!lazy).then_some("high")} decoding="async" />
    }
}
