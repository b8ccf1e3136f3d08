//! Attributes of pictures that the publisher looked at: width and height, so that their place is kept before they arrive,
//! and the files to choose from.

use super::Sanitizer;
use super::address::decode;
use super::quote::push_attribute;
use super::tokens::{Tag, attribute};
use crate::document::enrichments;
use crate::document::observer::Observer;
use crate::links::Target;

/// Width from which a picture fills any part of a page, in CSS pixels.
const WIDE: u32 = 640;

/// Width and height in CSS pixels.
pub type Size = (u32, u32);

impl<'a, O: Observer> Sanitizer<'a, O> {
    /// Returns the size of the picture at an address as written, and its other attributes, if it is known.
    pub fn picture(&self, url: &str) -> Option<(Size, &'a str)> {
        if self.enrichments.is_empty() {
            return None;
        }
        let Target::Inside { path, .. } = self.links.target(url) else {
            return None;
        };
        let row = self.enrichments.get(&enrichments::picture_key(&path))?;
        let (width, row) = row.split_once(' ')?;
        let (height, hints) = row.split_at(row.find(' ').unwrap_or(row.len()));
        Some(((width.parse().ok()?, height.parse().ok()?), hints))
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
        let Some((size, hints)) = given("src").and_then(|source| self.picture(&source)) else {
            return;
        };
        // The browser may show another file, or in another size.
        let chooses_file = given("srcset").is_some() || self.nesting.innermost() == "picture";
        let has_own_size = ["style", "class"].iter().any(|name| given(name).is_some());
        let is_sized = has_own_size || self.is_in_row() || chooses_file;
        let (width, height) = size;
        let is_hinted = ["loading", "sizes"].iter().any(|name| given(name).is_some());
        if !chooses_file && !is_hinted {
            // A picture whose height is not known is not loaded late, when it would move the text. Without `sizes`, it is
            // as wide as the window, of which a style may take any part.
            let start = hints.find(" decoding").filter(|_| is_sized);
            let end = hints.find(" sizes").filter(|_| is_sized && width > WIDE);
            attributes.push_str(&hints[start.unwrap_or(0)..end.unwrap_or(hints.len())]);
        }
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
