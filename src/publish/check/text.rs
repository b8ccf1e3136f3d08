//! The text of a document as it is rendered, and the way from there back into the author's file.
//!
//! Everything that looks for faults in texts goes through here: where what is rendered is not what the author wrote, but
//! a translation of it, [`Text::of`] is the one place to say so.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

use anyhow::Result;

use crate::content::diagnostic::{Diagnostic, Unreported};
use crate::content::document::Document;
use crate::content::front_matter::FrontMatter;
use crate::publish::disk;
use crate::publish::report::{Finding, Related};
use crate::publish::scan::Source;

/// Line and column, from 1, in the author's file of a byte of the rendered text.
type Places = Box<dyn Fn(usize) -> (usize, usize)>;

/// A document's text.
pub(in crate::publish) struct Text<'a> {
    /// The file as the author would name it.
    file: &'a str,
    /// What the author wrote.
    written: Cow<'a, str>,
    /// What is rendered, front matter included, where that differs.
    translated: Option<String>,
    places: Places,
}

impl Text<'static> {
    /// A text that stands in no file, for tests.
    #[cfg(test)]
    pub(super) fn new(text: &str) -> Self {
        Self {
            file: "posts/a.md",
            written: Cow::Owned(text.to_owned()),
            translated: None,
            places: identity(text),
        }
    }
}

impl<'a> Text<'a> {
    /// Reads the text of a document.
    ///
    /// # Errors
    ///
    /// When its file cannot be read.
    pub(in crate::publish) fn of(source: &'a Source) -> Result<Self> {
        let translated = source.translate(&disk::read(&source.path)?);
        let written = translated.written.clone();
        let places = identity(&written);
        if translated.is_as_written() {
            return Ok(Self {
                file: &source.file,
                places,
                translated: None,
                written: Cow::Owned(written),
            });
        }
        let text = translated.text().to_owned();
        Ok(Self {
            file: &source.file,
            places: Box::new(move |offset| places(translated.origin(offset))),
            translated: Some(text),
            written: Cow::Owned(written),
        })
    }

    /// What is rendered, front matter included.
    pub(super) fn rendered(&self) -> &str {
        self.translated.as_deref().unwrap_or(&self.written)
    }

    /// The document, and where its body begins in what is rendered.
    pub(super) fn document(&self) -> (Document<'_>, usize) {
        let text = self.rendered();
        let document = Document::read(text, &mut Unreported);
        let start = offset(document.body, text);
        (document, start)
    }

    /// A finding about a part of what is rendered, as far as it stands on one line.
    pub(in crate::publish) fn finding(&self, range: &Range<usize>, diagnostic: Diagnostic) -> Finding {
        let (line, column) = (self.places)(range.start);
        let about = self.rendered().get(range.clone()).unwrap_or_default();
        let about = about.split(['\n', '\r']).next().unwrap_or_default();
        let length = about.chars().count();
        Finding::new(self.file, &self.written, diagnostic.at(line, column).spanning(length))
    }

    /// Where the front matter says something for one of several keys that mean the same: the value, or the key where the
    /// value is written otherwise.
    pub(in crate::publish) fn value(&self, keys: &[&str], value: &str) -> Option<Range<usize>> {
        let rendered = self.rendered();
        let front_matter = FrontMatter::read(rendered, &mut Unreported);
        let head = &rendered[..offset(front_matter.body, rendered)];
        let key = keys.iter().find(|key| front_matter.get(key).is_some())?;
        let (line, _) = front_matter.place_of(key);
        let start: usize = head
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        // The value may be the name of the key, too.
        let after = (start + key.len()).min(head.len());
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let is_whole = |at: usize| {
            !is_letter(head[..at].chars().next_back()) && !is_letter(head[at + value.len()..].chars().next())
        };
        let behind = head.get(after..).unwrap_or_default();
        let mut places = behind.match_indices(value).map(|(at, _)| after + at);
        let found = places.find(|at| !value.is_empty() && is_whole(*at));
        Some(found.map_or(start..after, |at| at..at + value.len()))
    }

    /// The same place for another finding.
    pub(super) fn related(&self, range: &Range<usize>, message: String) -> Related {
        let (line, column) = (self.places)(range.start);
        Related {
            file: self.file.to_owned(),
            line,
            column,
            message,
        }
    }
}

/// Where a part of a text begins in it.
pub(super) fn offset(part: &str, whole: &str) -> usize {
    part.as_ptr()
        .addr()
        .saturating_sub(whole.as_ptr().addr())
        .min(whole.len())
}

/// The places of a text that is rendered as it stands in the file.
fn identity(text: &str) -> Places {
    // Lines are shown without the mark that may open a file.
    let text = text.to_owned();
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let starts: Vec<usize> = [0].into_iter().chain(ends).collect();
    // What is asked for is mostly further on in the same line, which may be all of a file.
    let last = Cell::new((0, 0));
    Box::new(move |offset| {
        let line = starts.partition_point(|start| *start <= offset);
        let start = starts[line - 1];
        let (from, before) = match last.get() {
            (at, characters) if (start..=offset).contains(&at) => (at, characters),
            _ => (start, 0),
        };
        let passed = text.get(from..offset).unwrap_or_default();
        let characters = before + passed.trim_start_matches('\u{feff}').chars().count();
        last.set((offset, characters));
        (line, characters + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::diagnostic::Rule;

    #[test]
    fn values_of_the_front_matter_are_found() {
        for (front_matter, value, about) in [
            ("tags: [tags, rusty, rust]", "rust", "rust]"),
            ("title: rust\ntags:\n- été\n- rust", "rust", "rust\n---"),
            ("tag: 'a b'", "a b", "a b'"),
            ("tags: \"caf\\u00e9\"", "café", "tags"),
        ] {
            let text = format!("---\n{front_matter}\n---\nrust\n");
            let found = Text::new(&text).value(&["tags", "tag"], value).unwrap();
            assert!(text[found.start..].starts_with(about), "{front_matter}: {found:?}");
        }
        assert_eq!(Text::new("---\ntitle: x\n---\n").value(&["tags"], "x"), None);
    }

    #[test]
    fn parts_of_a_text_are_found_in_the_file() {
        let text = "\u{feff}é x\r\n---\nlast x\nof x";
        let whole = Text::new(text);
        for (about, place) in [
            ("x", (1, 3, 1)),
            ("é x", (1, 1, 3)),
            ("last x\nof", (3, 1, 6)),
            ("of x", (4, 1, 4)),
            ("x\nof", (3, 6, 1)),
            ("ast x\n", (3, 2, 5)),
            ("é", (1, 1, 1)),
            (" x\r", (1, 2, 2)),
        ] {
            let start = text.find(about).unwrap();
            let diagnostic = Diagnostic::warning(Rule::Link, "", "");
            let found = whole.finding(&(start..start + about.len()), diagnostic);
            let Diagnostic {
                line, column, length, ..
            } = found.diagnostic;
            assert_eq!((line, column, length), place, "{about}");
            let lines = ["é x", "---", "last x", "of x"];
            assert_eq!(found.source_line.as_deref(), Some(lines[line - 1]), "{about}");
        }
    }

    #[test]
    fn what_was_translated_is_told_where_the_author_wrote_it() {
        // Two lines of front matter became one, and a tag became a link.
        let written = "+++\ntitle = 'A'\ntags = []\n+++\nSee {% link gone.md %} now.\n";
        let rendered = "---\ntitle: A\n---\nSee [x](gone.md) now.\n";
        let link = rendered.find("gone.md").unwrap();
        let text = Text {
            file: "posts/a.md",
            written: Cow::Borrowed(written),
            translated: Some(rendered.to_owned()),
            places: Box::new(move |offset| if offset == link { (5, 13) } else { (1, 1) }),
        };
        let seen = crate::publish::check::walk::walk(&text, &[]);
        let diagnostic = Diagnostic::warning(Rule::Link, "", "");
        let found = text.finding(&seen.addresses[0].range, diagnostic);
        let Diagnostic {
            line, column, length, ..
        } = found.diagnostic;
        assert_eq!((line, column, length), (5, 13, 7));
        assert_eq!(found.source_line.as_deref(), Some("See {% link gone.md %} now."));
    }
}
