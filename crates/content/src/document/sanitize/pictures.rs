//! Width and height of pictures whose size is known: their place is kept before they arrive.
//!
//! They are not loaded lazily: a visitor who loses the network would lack those that were not on the screen yet.

use super::Sanitizer;
use super::address::decode;
use super::quote::push_attribute;
use super::tokens::{Tag, attribute};
use crate::document::enrichments;
use crate::document::observer::Observer;
use crate::links::Target;

/// Width and height in CSS pixels.
pub type Size = (u32, u32);

impl<O: Observer> Sanitizer<'_, O> {
    /// Returns the size of the picture at an address as written, if it is known.
    pub fn picture_size(&self, url: &str) -> Option<Size> {
        if self.enrichments.is_empty() {
            return None;
        }
        let Target::Inside { path, .. } = self.links.target(url) else {
            return None;
        };
        let row = self.enrichments.get(&enrichments::picture_key(&path))?;
        let (width, height) = row.split_once(' ')?;
        Some((width.parse().ok()?, height.parse().ok()?))
    }

    /// Notes whether the element of raw HTML that was just opened lays its children out in a row or column.
    pub(super) fn note_row(&mut self, attributes: &str) {
        let depth = self.nesting.depth();
        // Those as deep as this one were closed before.
        while self.rows.pop_if(|row| *row >= depth).is_some() {}
        if attributes.contains("flex") {
            self.rows.push(depth);
        }
    }

    /// Whether the element that comes next is stretched by the one around it, which has no use for a width.
    fn is_in_row(&mut self) -> bool {
        let depth = self.nesting.depth();
        while self.rows.pop_if(|row| *row > depth).is_some() {}
        self.rows.last() == Some(&depth)
    }

    /// Adds to an `img` of raw HTML what its author left out.
    pub(super) fn picture_hints(&mut self, tag: &Tag<'_>, attributes: &mut String) {
        let given = |name| attribute(tag, name).map(decode);
        let Some(size) = given("src").and_then(|source| self.picture_size(&source)) else {
            return;
        };
        // The browser may show another file, or in another size.
        let has_own_size = ["srcset", "style", "class"].iter().any(|name| given(name).is_some());
        let is_sized = has_own_size || self.nesting.innermost() == "picture" || self.is_in_row();
        let (width, height) = size;
        let scaled = |length: &str, from: u32, to: u32| {
            let length: u32 = length.trim().trim_end_matches("px").parse().ok()?;
            u32::try_from(u64::from(length) * u64::from(to) / u64::from(from.max(1))).ok()
        };
        match (given("width"), given("height")) {
            _ if is_sized => {}
            (None, None) => push_size(size, attributes),
            (Some(given), None) => {
                if let Some(height) = scaled(&given, width, height) {
                    push_attribute(attributes, "height", &height.to_string());
                }
            }
            (None, Some(given)) => {
                if let Some(width) = scaled(&given, height, width) {
                    push_attribute(attributes, "width", &width.to_string());
                }
            }
            _ => {}
        }
    }
}

/// Appends the attributes of a picture of this size.
pub fn push_size((width, height): Size, html: &mut String) {
    push_attribute(html, "width", &width.to_string());
    push_attribute(html, "height", &height.to_string());
}
