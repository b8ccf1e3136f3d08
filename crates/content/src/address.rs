//! Which addresses may stand in a page.

use std::borrow::Cow;

use crate::links::scheme;

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Link,
    /// May be written out in the address itself.
    Picture,
    Media,
}

/// The types of pictures that may be written out in an address: pixels only. A drawing is a document.
const PIXELS: &str = "image/avif image/gif image/jpeg image/png image/webp";

/// The address as a browser would take it, if it may stand in a page: on the web, on this host, a mail address, a
/// telephone number.
pub fn allowed(url: &str, purpose: Purpose) -> Option<String> {
    let url = clean(url);
    is_allowed(&url, purpose).then(|| url.into_owned())
}

/// Whether an address that was cleaned may stand in a page.
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

/// Takes out what browsers take out before they read an address: tabs and line ends anywhere, controls and blanks
/// around it (URL standard, section 4.4).
pub fn clean(url: &str) -> Cow<'_, str> {
    let trimmed = url.trim_matches(|character: char| character <= ' ');
    let is_taken_out = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r');
    if trimmed.bytes().any(is_taken_out) {
        Cow::Owned(trimmed.replace(['\t', '\n', '\r'], ""))
    } else {
        Cow::Borrowed(trimmed)
    }
}

/// Whether the rest of a `data:` address says that it holds a picture made of pixels.
fn is_pixels(data: &str) -> bool {
    let end = data.find([';', ',']).unwrap_or(0);
    listed(PIXELS, &data[..end].to_ascii_lowercase()).is_some()
}

/// The name in a list of names, if it is there.
pub fn listed(list: &'static str, name: &str) -> Option<&'static str> {
    list.split_ascii_whitespace().find(|listed| *listed == name)
}
