//! Observer of a rendering: gets what the walk and the sanitizer meet, with source positions.
//!
//! The reader renders with `()`, whose methods do nothing, so the compiler leaves all of this out of it. `feuillet check`
//! learns from its observer what the sanitizer removes, and where.

use std::ops::Range;

use pulldown_cmark::Event;

use super::sanitize::policy::{Fate, Value};
use super::sanitize::tokens::Tag;
use crate::address::Purpose;

/// Receives what a rendering meets, in the order of the document. Strings that come from raw HTML are parts of the text
/// that [`Observer::raw`] got last, so their addresses in memory tell their positions.
pub trait Observer {
    /// An event of the parser and its byte range in the body, before it is written. `is_skipping`: inside an element
    /// that is removed with its content.
    fn event(&mut self, _event: &Event<'_>, _range: Range<usize>, _is_skipping: bool) {}

    /// Raw HTML that is about to be sanitized: an HTML block or an inline tag.
    fn raw(&mut self, _html: &str) {}

    /// A start tag outside of removed elements. `html` is its source.
    fn tag(&mut self, _tag: &Tag<'_>, _html: &str, _fate: Fate) {}

    /// An attribute, names and value as written; without a `kind`, it is removed.
    fn attribute(&mut self, _tag: &Tag<'_>, _name: &str, _raw: &str, _kind: Option<Value>) {}

    /// An address without character references and ignored characters. One of raw HTML follows its attribute, one of
    /// Markdown the event.
    fn address(&mut self, _url: &str, _purpose: Purpose, _is_allowed: bool) {}

    /// A picture in raw HTML, after its attributes. Without a source, its alternative text replaces it.
    fn picture(&mut self, _tag: &Tag<'_>, _html: &str, _has_source: bool) {}

    /// A frame that is not shown: a link replaces it, or nothing if it has no address.
    fn frame(&mut self, _html: &str, _url: Option<&str>) {}

    /// Source of a comment, a declaration or an unfinished tag, which are removed.
    fn nothing(&mut self, _html: &str) {}
}

impl Observer for () {}

/// Two observers of one rendering.
impl<A: Observer, B: Observer> Observer for (A, B) {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>, is_skipping: bool) {
        self.0.event(event, range.clone(), is_skipping);
        self.1.event(event, range, is_skipping);
    }

    fn raw(&mut self, html: &str) {
        self.0.raw(html);
        self.1.raw(html);
    }

    fn tag(&mut self, tag: &Tag<'_>, html: &str, fate: Fate) {
        self.0.tag(tag, html, fate);
        self.1.tag(tag, html, fate);
    }

    fn attribute(&mut self, tag: &Tag<'_>, name: &str, raw: &str, kind: Option<Value>) {
        self.0.attribute(tag, name, raw, kind);
        self.1.attribute(tag, name, raw, kind);
    }

    fn address(&mut self, url: &str, purpose: Purpose, is_allowed: bool) {
        self.0.address(url, purpose, is_allowed);
        self.1.address(url, purpose, is_allowed);
    }

    fn picture(&mut self, tag: &Tag<'_>, html: &str, has_source: bool) {
        self.0.picture(tag, html, has_source);
        self.1.picture(tag, html, has_source);
    }

    fn frame(&mut self, html: &str, url: Option<&str>) {
        self.0.frame(html, url);
        self.1.frame(html, url);
    }

    fn nothing(&mut self, html: &str) {
        self.0.nothing(html);
        self.1.nothing(html);
    }
}
