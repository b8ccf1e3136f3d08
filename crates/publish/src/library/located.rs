//! The text of a document as it is rendered, and the way from there back into the author's file.
//!
//! Everything that looks for faults in texts goes through here: where what is rendered is not what the author wrote,
//! but a translation of it, [`Text::of`] is the one place to say so.

use std::cell::Cell;
use std::ops::Range;

use anyhow::Result;
use feuillet_content::diagnostic::{Diagnostic, Unreported};
use feuillet_content::document::Document;
use feuillet_dialects::source::Source;
use feuillet_dialects::translate::Translated;
use feuillet_engine::disk;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::{Finding, Related};

/// Line and column, from 1, in the author's file of a byte of it.
type Places = Box<dyn Fn(usize) -> (usize, usize)>;

/// A document's text.
pub(crate) struct Text<'a> {
    file: &'a AuthorPath,
    translated: Translated,
    places: Places,
}

impl Text<'static> {
    /// A text that stands in no file, for tests.
    #[cfg(test)]
    pub(crate) fn new(text: &str) -> Self {
        Self::from(&tests::FILE, Translated::as_written(text.as_bytes()))
    }
}

impl<'a> Text<'a> {
    /// Reads the text of a document.
    ///
    /// # Errors
    ///
    /// When its file cannot be read.
    pub(crate) fn of(source: &'a Source) -> Result<Self> {
        let bytes = disk::read(&source.path)?;
        Ok(Self::from(&source.file, source.translate(&bytes)))
    }

    pub(super) fn from(file: &'a AuthorPath, translated: Translated) -> Self {
        Self {
            file,
            places: places(&translated.written),
            translated,
        }
    }

    /// The published text, front matter included.
    pub(crate) fn rendered(&self) -> &str {
        self.translated.text()
    }

    /// The document, and where its body begins in what is rendered.
    pub(crate) fn document(&self) -> (Document<'_>, usize) {
        let text = self.rendered();
        let document = Document::read(text, &mut Unreported);
        let start = offset(document.body, text);
        (document, start)
    }

    /// Line and column, from 1, in the author's file of a byte of what is rendered.
    pub(crate) fn place(&self, at: usize) -> (usize, usize) {
        (self.places)(self.translated.origin(at))
    }

    /// A finding about a part of what is rendered, as far as it stands on one line.
    pub(crate) fn finding(&self, range: &Range<usize>, diagnostic: Diagnostic) -> Finding {
        self.finding_at(self.place(range.start), self.rendered().get(range.clone()), diagnostic)
    }

    /// A finding about a part of what the author wrote.
    pub(crate) fn finding_as_written(&self, range: &Range<usize>, diagnostic: Diagnostic) -> Finding {
        let place = (self.places)(range.start);
        self.finding_at(place, self.translated.written.get(range.clone()), diagnostic)
    }

    fn finding_at(&self, place: (usize, usize), about: Option<&str>, diagnostic: Diagnostic) -> Finding {
        let about = about.unwrap_or_default().split(['\n', '\r']).next().unwrap_or_default();
        let diagnostic = diagnostic.at(place.0, place.1).spanning(about.chars().count());
        Finding::new(self.file, &self.translated.written, diagnostic)
    }

    /// Where in what the author wrote the front matter says something for one of several keys that mean the same: the
    /// value, or the key where the value is written otherwise.
    pub(crate) fn value(&self, keys: &[&str], value: &str) -> Option<Range<usize>> {
        let head = self.translated.front_matter();
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let is_whole = |at: usize| {
            !is_letter(head[..at].chars().next_back()) && !is_letter(head[at + value.len()..].chars().next())
        };
        let value_after = |after: usize| {
            let behind = head.get(after..).unwrap_or_default();
            let mut places = behind.match_indices(value).map(|(at, _)| after + at);
            let found = places.find(|at| !value.is_empty() && is_whole(*at));
            found.map(|at| at..at + value.len())
        };
        let mut start = 0;
        for line in head.split_inclusive('\n') {
            let key = keys.iter().find(|key| {
                let rest = line.strip_prefix(**key).map(str::trim_start);
                rest.is_some_and(|rest| rest.starts_with([':', '=']))
            });
            if let Some(key) = key {
                // The value may be the name of the key, too.
                let after = start + key.len();
                return value_after(after).or(Some(start..after));
            }
            start += line.len();
        }
        // Dialects know more keys.
        (!self.translated.is_as_written()).then(|| value_after(0)).flatten()
    }

    /// A place of what the author wrote, for another finding.
    pub(crate) fn related(&self, range: &Range<usize>, message: String) -> Related {
        let (line, column) = (self.places)(range.start);
        Related {
            file: self.file.clone(),
            line,
            column,
            message,
        }
    }
}

/// Byte offset of a part of a text in it.
pub(crate) fn offset(part: &str, whole: &str) -> usize {
    part.as_ptr()
        .addr()
        .saturating_sub(whole.as_ptr().addr())
        .min(whole.len())
}

/// The places of a text.
fn places(text: &str) -> Places {
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
    use std::sync::LazyLock;

    use super::*;
    use feuillet_content::diagnostic::Rule;
    use feuillet_dialects::translate::translate_alone;

    pub(super) static FILE: LazyLock<AuthorPath> = LazyLock::new(|| AuthorPath::new("posts/a.md"));

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
            let start = whole.rendered().find(about).unwrap();
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
        // The front matter becomes shorter, and a tag goes.
        let written =
            "---\nlayout: post\nuuid: 1\ntitle: A\ntags: \"b c\"\n---\n{% raw %}See{% endraw %} [x](gone.md).\n";
        let text = Text::from(
            &FILE,
            translate_alone("jekyll", "_posts/a.md", written.as_bytes()).unwrap(),
        );
        let (_, seen) = crate::inspect::observe::observe_alone(&text, &[]);
        let place = |finding: Finding| {
            let Diagnostic {
                line, column, length, ..
            } = finding.diagnostic;
            (line, column, length)
        };
        let diagnostic = || Diagnostic::warning(Rule::Link, "", "");
        let found = text.finding(&seen.addresses[0].range, diagnostic());
        assert_eq!(
            found.source_line.as_deref(),
            Some("{% raw %}See{% endraw %} [x](gone.md).")
        );
        assert_eq!(place(found), (7, 30, 7));
        let tag = text.value(&["tags"], "c").unwrap();
        assert_eq!(place(text.finding_as_written(&tag, diagnostic())), (5, 10, 1));
    }
}
