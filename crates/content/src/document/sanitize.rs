//! Sanitizes raw HTML in posts by rewriting it from an allowlist.
//!
//! The input is split into tags and text (`tokens`), each element, attribute, address and style is checked (`policy`,
//! [`address`], [`style`]), and the rest is written properly nested, also around and inside of Markdown's own elements
//! (`nesting`). Only text and attribute values are copied, so no browser can read anything that was not checked.

pub mod address;
mod attributes;
mod ids;
mod names;
mod nesting;
pub mod pictures;
pub mod policy;
mod quote;
pub mod style;
pub mod tokens;

use std::borrow::Cow;

use self::nesting::Nesting;
use self::policy::{Fate, Value};
use self::quote::push_source;
use self::tokens::attribute;
use self::tokens::{Tag, Token};
use crate::document::enrichments::Enrichments;
use crate::document::observer::Observer;
use crate::links::LinkContext;
use crate::reading_time::ReadingTime;

pub use self::ids::Ids;
pub use crate::address::Purpose;

/// A dropped element whose end was not read yet.
#[derive(Clone, Copy, Debug)]
struct Skip {
    name: &'static str,
    /// Whether it holds text only.
    text_only: bool,
    /// Number of open elements of the same name inside it.
    nested: usize,
    /// Number of open elements when it began.
    depth: usize,
}

/// Sanitizes the raw HTML, addresses and ids of one document.
#[derive(Debug)]
pub struct Sanitizer<'a, O = ()> {
    pub observer: O,
    links: LinkContext<'a>,
    frames: &'a [String],
    pub enrichments: Enrichments<'a>,
    /// Depths of the open elements of raw HTML that lay their children out in a row or column (CSS Flexbox).
    rows: Vec<usize>,
    pub ids: Ids,
    /// Every address, allowed or not, before resolving.
    pub targets: Vec<String>,
    /// The inline styles kept, each once.
    pub styles: Vec<String>,
    nesting: Nesting,
    skip: Option<Skip>,
    /// State outside of the open footnotes, restored at their ends.
    around: Vec<(Nesting, Option<Skip>)>,
}

impl<'a, O: Observer> Sanitizer<'a, O> {
    /// `frames` are the hosts that the document may embed in an `iframe`.
    pub fn new(links: LinkContext<'a>, frames: &'a [String], enrichments: Enrichments<'a>, observer: O) -> Self {
        Self {
            observer,
            links,
            frames,
            enrichments,
            rows: Vec::new(),
            ids: Ids::default(),
            targets: Vec::new(),
            styles: Vec::new(),
            nesting: Nesting::default(),
            skip: None,
            around: Vec::new(),
        }
    }

    /// Whether the current position is inside a dropped element.
    pub fn is_skipping(&self) -> bool {
        self.skip.is_some()
    }

    pub fn in_link(&self) -> bool {
        self.nesting.in_link()
    }

    /// Opens an element of Markdown; false if its tags must be left out. Tags that must come before it are added to
    /// `html`.
    pub fn enter(&mut self, name: &'static str, wanted: bool, html: &mut String) -> bool {
        if self.skip.is_some() && policy::is_block(name) {
            self.skip = None;
        }
        self.nesting.enter(name, wanted && self.skip.is_none(), html)
    }

    /// Closes the innermost element of Markdown; returns whether its tags are written.
    pub fn leave(&mut self, html: &mut String) -> bool {
        let written = self.nesting.leave(html);
        self.skip.take_if(|skip| self.nesting.depth() < skip.depth);
        written
    }

    /// Writes the end tags that had to wait for the end of the element just left.
    pub fn left(&mut self, html: &mut String) {
        self.nesting.close_pending(html);
    }

    /// Closes the raw elements inside the innermost element of Markdown.
    pub fn close_raw(&mut self, html: &mut String) {
        self.nesting.close_raw(html);
    }

    /// Announces an element in a line of Markdown: ends a formula, and opens a table cell around it if needed.
    pub fn element(&mut self, html: &mut String) {
        self.nesting.leave_math(html);
        self.nesting.text("1", html);
    }

    /// Announces text of Markdown: opens a table cell around it if needed.
    pub fn text(&mut self, text: &str, html: &mut String) {
        self.nesting.text(text, html);
    }

    /// Starts a footnote, which is nested elsewhere in the page.
    pub fn enter_note(&mut self) {
        let around = (std::mem::take(&mut self.nesting), self.skip.take());
        self.around.push(around);
    }

    /// Ends the footnote.
    pub fn leave_note(&mut self, html: &mut String) {
        self.nesting.finish(html);
        if let Some((nesting, skip)) = self.around.pop() {
            self.nesting = nesting;
            self.skip = skip;
        }
    }

    /// Closes everything at the end of the document.
    pub fn finish(&mut self, html: &mut String) {
        self.nesting.finish(html);
        self.skip = None;
    }

    /// Returns the resolved address; `None` if it is not allowed.
    pub fn address<'url>(&mut self, url: &'url str, purpose: Purpose) -> Option<Cow<'url, str>> {
        let url = crate::address::clean(url);
        self.targets.push(url.as_ref().to_owned());
        let is_allowed = crate::address::is_allowed(&url, purpose);
        self.observer.address(&url, purpose, is_allowed);
        is_allowed.then(|| match url {
            Cow::Borrowed(url) => self.links.resolve(url),
            Cow::Owned(url) => Cow::Owned(self.links.resolve(&url).into_owned()),
        })
    }

    /// Returns an attribute for an element of Markdown; `None` if it is not allowed.
    pub fn attribute(&mut self, element: &'static str, name: &str, value: &str) -> Option<(Cow<'static, str>, String)> {
        let name = name.to_ascii_lowercase();
        match policy::value(element, &name)? {
            Value::Plain => Some((name.into(), value.to_owned())),
            Value::Style => Some(("data-style".into(), self.style(value)?)),
            _ => None,
        }
    }

    /// Sanitizes raw HTML. Its text counts for the reading time.
    pub fn raw(&mut self, html: &str, time: &mut ReadingTime, output: &mut String) {
        self.observer.raw(html);
        let mut rest = html;
        loop {
            if let Some(skip) = self.skip.filter(|skip| skip.text_only) {
                tokens::skip_to_end_of(skip.name, &mut rest);
            }
            let before = rest;
            let Some(token) = tokens::next(&mut rest) else { break };
            let source = &before[..before.len() - rest.len()];
            // Inside a dropped element, only its own start and end tags matter.
            match (token, &mut self.skip) {
                (Token::Start(tag), Some(skip)) => {
                    skip.nested += usize::from(!tag.closed && tag.name.eq_ignore_ascii_case(skip.name));
                }
                (Token::End(name), Some(skip)) => {
                    if name.eq_ignore_ascii_case(skip.name) {
                        if skip.nested == 0 {
                            self.skip = None;
                        } else {
                            skip.nested -= 1;
                        }
                    }
                }
                (_, Some(_)) => {}
                (Token::Nothing, None) => self.observer.nothing(source),
                (Token::Text(text), None) => {
                    time.add(text);
                    self.nesting.text(text, output);
                    push_source(output, text);
                }
                (Token::Start(tag), None) => self.start(&tag, source, output),
                (Token::End(name), None) => {
                    if let Fate::Kept(name) = policy::fate(&name.to_ascii_lowercase()) {
                        self.nesting.close(name, output);
                    }
                }
            }
        }
    }

    /// Writes a start tag, whose source is `html`, if it is allowed here.
    fn start(&mut self, tag: &Tag<'_>, html: &str, output: &mut String) {
        let skip = |name, text_only, depth| Skip {
            name,
            text_only,
            nested: 0,
            depth,
        };
        let depth = self.nesting.depth();
        let fate = policy::fate(&tag.name.to_ascii_lowercase());
        self.observer.tag(tag, html, fate);
        match fate {
            Fate::Unwrapped => {}
            Fate::Dropped(name) => {
                self.skip = (!tag.closed).then(|| skip(name, false, depth));
            }
            Fate::DroppedText(name) => {
                if name == "iframe" {
                    self.frame(tag, html, output);
                }
                self.skip = Some(skip(name, true, self.nesting.depth()));
            }
            Fate::Kept(name) => {
                let mut attributes = String::new();
                let has_source = self.attributes(name, tag, &mut attributes);
                if name == "img" {
                    self.picture_hints(tag, &mut attributes);
                }
                if name == "img" {
                    self.observer.picture(tag, html, has_source);
                }
                // A picture without an allowed source becomes its alternative text.
                if name == "img" && !has_source {
                    let alt = attribute(tag, "alt").unwrap_or_default();
                    self.nesting.text(alt, output);
                    push_source(output, alt);
                } else if self.nesting.place(name, output) {
                    output.push('<');
                    output.push_str(name);
                    output.push_str(&attributes);
                    output.push('>');
                    if !policy::is_void(name) {
                        self.nesting.open(name);
                        self.note_row(&attributes);
                        // HTML's own elements ignore the slash.
                        if tag.closed && policy::is_math(name) {
                            self.nesting.close(name, output);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
