//! A sentence of the interface with elements in its places.

use yew::prelude::*;

/// `text` with each `{place}` in it filled in; places that are not given stay empty.
pub fn filled(text: &str, places: &[(&str, Html)]) -> Html {
    let mut parts: Vec<Html> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        parts.push(before.to_owned().into());
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let place = places.iter().find(|(place, _)| *place == name);
        parts.extend(place.map(|(_, element)| element.clone()));
        rest = after;
    }
    parts.push(rest.to_owned().into());
    parts.into_iter().collect()
}
