//! Text, links and pictures.

use std::borrow::Cow;

use pulldown_cmark::{Event, LinkType};

use super::Walk;
use crate::address::Purpose;
use crate::document::observer::Observer;
use crate::document::sanitize::pictures::push_size;
use crate::escape::{push_address, push_attribute};

impl<O: Observer, const BARE: bool> Walk<'_, O, BARE> {
    /// Writes an event inside a picture's alternative text: an attribute, which cannot hold elements.
    pub(super) fn in_picture(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(_) => self.picture += 1,
            Event::End(_) => {
                self.picture -= 1;
                if self.picture == 0 {
                    self.html.push_str("\" />");
                }
            }
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                push_attribute(&mut self.html, text);
            }
            Event::SoftBreak | Event::HardBreak => self.html.push(' '),
            _ => {}
        }
    }

    /// Opens a link. Without an allowed address, only its text is written.
    pub(super) fn start_link(&mut self, link_type: LinkType, url: &str, title: &str) {
        let is_bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
        // Inside a link of raw HTML, an address stays text: links cannot be nested.
        if is_bare && (self.sanitizer.in_link() || self.sanitizer.is_skipping()) {
            self.enter_if("", false);
            return;
        }
        let address = match link_type {
            LinkType::Email => Some(Cow::Borrowed(url)),
            _ => self.address(url, Purpose::Link),
        };
        let fits = self.enter_if("a", address.is_some());
        if let Some(address) = address.filter(|_| fits) {
            self.html.push_str("<a href=\"");
            push_address(&mut self.html, &address);
            self.html.push('"');
            // A bare address reads left to right, even in right-to-left text.
            if !BARE && is_bare {
                self.html.push_str(" dir=\"ltr\"");
            }
            self.title(title);
            self.html.push('>');
        }
    }

    fn address<'url>(&mut self, url: &'url str, purpose: Purpose) -> Option<Cow<'url, str>> {
        if BARE {
            return Some(Cow::Borrowed(url));
        }
        self.sanitizer.address(url, purpose)
    }

    /// Opens a picture; its alternative text follows. Without an allowed address, only that text is written.
    pub(super) fn start_picture(&mut self, url: &str, title: &str) {
        let address = self.address(url, Purpose::Picture);
        let Some(address) = address.filter(|_| !self.sanitizer.is_skipping()) else {
            self.enter_if("", false);
            return;
        };
        self.sanitizer.element(&mut self.html);
        self.picture = 1;
        self.html.push_str("<img src=\"");
        push_address(&mut self.html, &address);
        self.html.push('"');
        if let Some((size, hints)) = self.sanitizer.picture(url) {
            push_size(size, &mut self.html);
            self.html.push_str(hints);
        }
        self.title(title);
        self.html.push_str(" alt=\"");
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.attribute("title", title);
        }
    }
}
