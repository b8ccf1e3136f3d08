//! URL allowlist: which addresses may appear in a page.

use std::borrow::Cow;

use crate::links::scheme;

/// The use of an address, which decides the schemes that are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Link,
    /// The source of a picture. May be a `data:` URL.
    Picture,
    Media,
}

/// Media types allowed in `data:` URLs of pictures: bitmaps only. An SVG is a document that can hold scripts.
const PIXELS: &str = "image/avif image/gif image/jpeg image/png image/webp";

/// Returns the cleaned address (see [`clean`]) if its scheme is allowed: `http`, `https`, `mailto`, `tel` or none. A
/// link to `javascript:x` -> `None`.
pub fn allowed(url: &str, purpose: Purpose) -> Option<String> {
    let url = clean(url);
    is_allowed(&url, purpose).then(|| url.into_owned())
}

/// Whether a cleaned address may appear in a page. An address without a scheme always may.
pub(super) fn is_allowed(url: &str, purpose: Purpose) -> bool {
    let schemes = match purpose {
        Purpose::Link => "http https mailto tel",
        Purpose::Picture | Purpose::Media => "http https",
    };
    scheme(url).is_none_or(|(scheme, rest)| {
        schemes.split(' ').any(|known| known.eq_ignore_ascii_case(scheme))
            || (purpose == Purpose::Picture && scheme.eq_ignore_ascii_case("data") && is_pixels(rest))
    })
}

/// Removes what browsers ignore in an address: tabs and line breaks anywhere, control characters and spaces around it
/// (URL standard, section 4.4).
pub fn clean(url: &str) -> Cow<'_, str> {
    let trimmed = url.trim_matches(|character: char| character <= ' ');
    let is_taken_out = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r');
    if trimmed.bytes().any(is_taken_out) {
        Cow::Owned(trimmed.replace(['\t', '\n', '\r'], ""))
    } else {
        Cow::Borrowed(trimmed)
    }
}

/// Whether a `data:` URL, given without its scheme, is a bitmap: `image/png;base64,…` -> `true`.
fn is_pixels(data: &str) -> bool {
    let end = data.find([';', ',']).unwrap_or(0);
    listed(PIXELS, &data[..end].to_ascii_lowercase()).is_some()
}

/// Looks `name` up in a space-separated list and returns the list's own copy.
pub fn listed(list: &'static str, name: &str) -> Option<&'static str> {
    list.split_ascii_whitespace().find(|listed| *listed == name)
}
