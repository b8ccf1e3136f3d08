//! Headings: each gets an id and a link to itself, none is above level two, and one that repeats the title is dropped.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, HeadingLevel, TagEnd};

use super::{OpenHeading, Walk};
use crate::document::markdown::element::{heading_start, tags};
use crate::document::observer::Observer;
use crate::escape::push_attribute;
use crate::outline::Section;

/// Maximum number of attributes per heading.
const MAX_ATTRIBUTES: usize = 48;

impl<O: Observer, const BARE: bool> Walk<'_, O, BARE> {
    /// Writes the start of a heading up to its attributes; [`Walk::start_heading_text`] follows. `leading` is true for
    /// a level-one heading that opens the document.
    pub(super) fn start_heading(&mut self, level: HeadingLevel, id: Option<CowStr<'_>>, leading: bool) {
        self.enter("h2");
        let start = self.html.len();
        self.open(heading_start(Self::level(level)));
        self.heading = Some(OpenHeading {
            start,
            id_at: self.html.len(),
            text_at: self.html.len(),
            id: id.map(Into::into),
            text: String::new(),
            leading,
        });
    }

    /// Ends the start tag of a heading.
    pub(super) fn start_heading_text(&mut self) {
        self.html.push('>');
        if let Some(heading) = &mut self.heading {
            heading.text_at = self.html.len();
        }
    }

    pub(super) fn end_heading(&mut self, level: HeadingLevel, in_link: bool) {
        let Some(heading) = self.heading.take() else { return };
        let level = Self::level(level);
        let text = heading.text.trim();
        if heading.leading && !BARE {
            self.rendered.leading_title = Some(text.to_owned());
            if self.title.is_none_or(|title| title == text) {
                self.html.truncate(heading.start);
                return;
            }
        }
        if !BARE {
            let id = self.sanitizer.ids.of_heading(heading.id.as_deref(), text);
            if level <= HeadingLevel::H3 && !text.is_empty() {
                self.rendered.outline.push(Section {
                    level: level as u8,
                    id: id.clone(),
                    text: text.to_owned(),
                });
            }
            // The heading's text is the link, so that it has a name and is easy to hit. Links cannot be nested.
            if !in_link && !text.is_empty() && !has_link(&self.html[heading.text_at..]) {
                let mut link = String::from("<a class=\"heading-link\" href=\"#");
                push_attribute(&mut link, &id);
                link.push_str("\">");
                self.html.insert_str(heading.text_at, &link);
                self.html.push_str("</a>");
            }
            let mut attribute = String::from(" id=\"");
            push_attribute(&mut attribute, &id);
            attribute.push('"');
            self.html.insert_str(heading.id_at, &attribute);
        }
        self.html.push_str(tags(TagEnd::Heading(level)).1);
    }

    /// Limits the level to 2: the only level-one heading of a page is its title.
    fn level(level: HeadingLevel) -> HeadingLevel {
        if BARE { level } else { level.max(HeadingLevel::H2) }
    }

    /// Writes the attributes that authors add in braces (`## Title {lang=fr}`), filtered as in raw HTML.
    pub(super) fn heading_attributes(&mut self, attributes: &[(CowStr<'_>, Option<CowStr<'_>>)]) {
        let mut kept = vec![Cow::Borrowed("class")];
        for (name, value) in attributes.iter().take(MAX_ATTRIBUTES) {
            let value = value.as_deref().unwrap_or_default();
            if let Some((name, value)) = self.sanitizer.attribute("h2", name, value)
                && !kept.contains(&name)
            {
                self.attribute(&name, &value);
                kept.push(name);
            }
        }
    }
}

fn has_link(html: &str) -> bool {
    html.contains("<a ") || html.contains("<a>")
}
