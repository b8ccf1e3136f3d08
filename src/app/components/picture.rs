//! A picture with its size, so that its space on the page is reserved before it loads.

use feuillet_content::catalog::Picture;
use yew::prelude::*;

/// Renders a cover; `source` is its address on this host. Without alternative text it is decorative. A cover that is
/// not lazy is likely the largest element of the first view, so it is fetched with high priority. `sizes` says how wide
/// it is shown.
pub fn cover(picture: &Picture, source: AttrValue, sizes: &'static str, lazy: bool) -> Html {
    let size = |pixels: Option<u32>| pixels.map(|pixels| pixels.to_string());
    let chooses = !picture.srcset.is_empty();
    html! {
        <img class="cover" src={source} alt={picture.alt.clone()}
            srcset={chooses.then(|| picture.srcset.clone())} sizes={chooses.then_some(sizes)}
            width={size(picture.width)} height={size(picture.height)}
            loading={lazy.then_some("lazy")} fetchpriority={(!lazy).then_some("high")} decoding="async" />
    }
}

/// Width of a cover above a text.
pub const WHOLE: &str = "(min-width:640px) 576px, 100vw";
