//! Sanitizes attributes and `iframe` elements of raw HTML.

use std::borrow::Cow;

use super::policy::{self, Value};
use super::quote::{push_attribute, quote};
use super::tokens::{Tag, attribute};
use super::{Sanitizer, address, style};
use crate::address::Purpose;
use crate::document::observer::Observer;
use crate::escape::escape_html;

/// Maximum number of different inline styles per document.
const MAX_STYLES: usize = 256;

impl<O: Observer> Sanitizer<'_, O> {
    /// Writes the allowed attributes; returns whether `src` or `srcset` is among them.
    pub(super) fn attributes(&mut self, element: &'static str, tag: &Tag<'_>, output: &mut String) -> bool {
        let mut has_source = false;
        let mut seen: Vec<String> = Vec::new();
        let mut rel = None;
        let mut opens_window = false;
        for (written, raw) in &tag.attributes {
            let name = written.to_ascii_lowercase();
            // The first of repeated attributes wins.
            if seen.contains(&name) {
                continue;
            }
            let kind = policy::value(element, &name);
            self.observer.attribute(tag, written, raw, kind);
            let Some(value) = kind else {
                continue;
            };
            let decoded = address::decode(raw);
            let (written, value) = match value {
                Value::Plain => (name.as_str(), Some(quote(raw))),
                Value::Id => (name.as_str(), self.ids.take(&decoded).then(|| quote(raw))),
                Value::Style => ("data-style", self.style(&decoded)),
                Value::Tabindex => (name.as_str(), matches!(&*decoded, "0" | "-1").then(|| quote(raw))),
                Value::Link => (name.as_str(), self.escaped_address(&decoded, Purpose::Link)),
                Value::Picture => (name.as_str(), self.escaped_address(&decoded, Purpose::Picture)),
                Value::Media => (name.as_str(), self.escaped_address(&decoded, Purpose::Media)),
                Value::Pictures => {
                    let list =
                        address::pictures(&decoded, |url| self.address(url, Purpose::Picture).map(Cow::into_owned));
                    (name.as_str(), Some(escape_html(&list)).filter(|list| !list.is_empty()))
                }
                Value::Rel => {
                    rel = Some(quote(raw));
                    ("", None)
                }
                Value::Target => {
                    opens_window = decoded.eq_ignore_ascii_case("_blank");
                    (name.as_str(), opens_window.then(|| "_blank".to_owned()))
                }
            };
            if let Some(value) = value {
                push_attribute(output, written, &value);
                has_source |= matches!(written, "src" | "srcset");
            }
            seen.push(name);
        }
        if opens_window {
            // Keeps the opened page from reaching the one that opened it.
            let rel = rel.get_or_insert_default();
            if !rel.contains("noopener") {
                let gap = if rel.is_empty() { "" } else { " " };
                rel.push_str(gap);
                rel.push_str("noopener");
            }
        }
        if let Some(rel) = rel {
            push_attribute(output, "rel", &rel);
        }
        let lacks = |names: &[&str]| !seen.iter().any(|name| names.contains(&name.as_str()));
        match element {
            // Lets visitors scroll long lines by keyboard.
            "pre" if lacks(&["tabindex"]) => push_attribute(output, "tabindex", "0"),
            // Without it, screen readers would read out the file name.
            "img" if lacks(&["alt", "title", "aria-label"]) => push_attribute(output, "alt", ""),
            _ => {}
        }
        has_source
    }

    fn escaped_address(&mut self, url: &str, purpose: Purpose) -> Option<String> {
        self.address(url, purpose).map(|url| escape_html(&url))
    }

    pub(super) fn style(&mut self, style: &str) -> Option<String> {
        let style = style::kept(style);
        if style.is_empty() {
            return None;
        }
        if !self.styles.contains(&style) {
            if self.styles.len() >= MAX_STYLES {
                return None;
            }
            self.styles.push(style.clone());
        }
        Some(style)
    }

    /// Writes an `iframe` if its host is allowed, otherwise a link.
    pub(super) fn frame(&mut self, tag: &Tag<'_>, html: &str, output: &mut String) {
        let Some(raw) = attribute(tag, "src").filter(|raw| !raw.trim().is_empty()) else {
            self.observer.frame(html, None);
            return;
        };
        self.observer.attribute(tag, "src", raw, Some(Value::Media));
        let source = address::decode(raw);
        let Some(url) = self.address(&source, Purpose::Media) else {
            return;
        };
        let title = attribute(tag, "title").filter(|title| !title.trim().is_empty());
        // Falls back to the host, or to the whole address if there is none.
        let named = title.map_or_else(
            || {
                let host = url.split_once("//").and_then(|(_, rest)| rest.split('/').next());
                escape_html(host.unwrap_or(&url))
            },
            quote,
        );
        let host = address::secure_host(&url);
        let allowed = host.is_some_and(|host| self.frames.iter().any(|frame| frame.eq_ignore_ascii_case(host)));
        if allowed && self.nesting.place("iframe", output) {
            output.push_str("<iframe");
            push_attribute(output, "src", &escape_html(&url));
            push_attribute(output, "title", &named);
            for name in ["width", "height", "allowfullscreen"] {
                if let Some(value) = attribute(tag, name) {
                    push_attribute(output, name, &quote(value));
                }
            }
            output.push_str(" loading=\"lazy\"></iframe>");
            return;
        }
        if !allowed {
            self.observer.frame(html, Some(&url));
        }
        // A link needs the same place as non-blank text.
        self.nesting.text("-", output);
        if self.in_link() {
            output.push_str(&named);
        } else {
            output.push_str("<a");
            push_attribute(output, "href", &escape_html(&url));
            output.push('>');
            output.push_str(&named);
            output.push_str("</a>");
        }
    }
}
