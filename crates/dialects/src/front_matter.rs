//! Parses the front matter of a document, in YAML, TOML or JSON, between the fences of any generator.

pub(crate) mod canonical;
pub mod dates;
pub(crate) mod fences;
pub mod fields;
pub mod keys;
pub mod moment;
pub(crate) mod places;
pub(crate) mod quoting;
mod references;
pub(crate) mod scripts;
pub(crate) mod values;
pub(crate) mod yaml;

use std::collections::{HashMap, HashSet};

use feuillet_content::diagnostic::{Diagnostic, Rule, Unreported};
use feuillet_content::document::front_matter::{Format, FrontMatter, Node, read_lines, read_yaml, unclosed};

use self::fences::{Body, at_the_margin, unusual_fence};
use self::places::Places;
use self::values::{Values, Wrong, offset_in};

/// A document, split into front matter and body.
#[derive(Clone, Debug)]
pub(crate) struct Front<'text> {
    /// Keys and values in the order of the file.
    pub(crate) entries: Vec<(String, Node)>,
    /// Start of the body, in bytes.
    pub(crate) body: usize,
    /// The whole document.
    pub(crate) text: &'text str,
    /// Format of the front matter, if there is any.
    pub(crate) format: Option<Format>,
    places: Places,
}

impl<'text> Front<'text> {
    /// Splits and parses a document. Adds diagnostics about invalid front matter, whose values had to be guessed.
    pub(crate) fn read(text: &'text str, diagnostics: &mut Vec<Diagnostic>) -> Self {
        // Hugo and Zola allow blank lines before the fence.
        let start = leading_blank_lines(text);
        let rest = &text[start..];
        if let Some(end) = values::end_of_json(rest)
            && ends_its_line(&rest[end..])
        {
            let body = text.len() - after_line(&rest[end..]).len();
            return Self::json(text, &rest[..end], body, false, diagnostics);
        }
        if let Some(fenced) = unusual_fence(text, start) {
            return match fenced.holds {
                Body::Yaml => Self::yaml(text, fenced.block, fenced.body, diagnostics),
                Body::Toml => Self::toml(text, fenced.block, fenced.body, diagnostics),
                Body::Object => Self::json(text, fenced.block, fenced.body, false, diagnostics),
                Body::Members => Self::json(text, fenced.block, fenced.body, true, diagnostics),
                // Scripts are valid, even if only some of their values can be read: no diagnostic.
                Body::Script => Self::script(text, fenced.block, fenced.body),
            };
        }
        let front = FrontMatter::read(rest, &mut Unreported);
        let body = text.len() - front.body.len();
        if let Some(format) = front.format.filter(|_| front.is_open) {
            let line = text[..start].matches('\n').count() + 1;
            diagnostics.push(unclosed(format).at(line, 1));
        }
        match front.format {
            None => Self {
                entries: Vec::new(),
                body: start_of_text(text),
                text,
                format: None,
                places: Places::default(),
            },
            Some(Format::Yaml) => Self::yaml(text, front.source, body, diagnostics),
            Some(Format::Toml) => Self::toml(text, front.source, body, diagnostics),
            Some(Format::Json) => Self::json(text, front.source, body, false, diagnostics),
        }
    }

    fn yaml(text: &'text str, block: &str, body: usize, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let Values { entries, places } = yaml::read(text, block, diagnostics);
        Self {
            entries,
            body,
            text,
            format: Some(Format::Yaml),
            places: Places::new(text, body, places),
        }
    }

    fn toml(text: &'text str, block: &str, body: usize, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let (mut values, wrong) = values::toml_values(block);
        if !wrong.is_empty() {
            let start = offset_in(text, block);
            let what = "invalid TOML in the front matter";
            let told = wrong.iter();
            diagnostics.extend(told.map(|wrong| wrong.diagnostic(Rule::FrontMatter, what, text, start)));
            // Values that the parser gave up on are read line by line.
            values.entries.retain(|(_, node)| *node != Node::Scalar(String::new()));
            let mut known: HashSet<String> = values.entries.iter().map(|(key, _)| key.clone()).collect();
            let mut places: HashMap<String, usize> = places::in_lines(block, '=').into_iter().rev().collect();
            for (key, node) in read_lines(block, Format::Toml) {
                if known.insert(key.clone()) {
                    values.places.extend(places.remove_entry(&key));
                    values.entries.push((key, node));
                }
            }
        }
        Self::of(text, block, body, Format::Toml, values)
    }

    fn json(text: &'text str, block: &str, body: usize, bare: bool, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let start = offset_in(text, block);
        let braced = if bare { format!("{{{block}}}") } else { block.to_owned() };
        // The brace that was added shifts all places by one.
        let shift = usize::from(bare);
        let script = if bare { scripts::assignments(block) } else { Vec::new() };
        if !script.is_empty() {
            let values = Values {
                entries: script,
                places: Vec::new(),
            };
            return Self::of(text, block, body, Format::Json, values);
        }
        let values = values::json_values(&braced).unwrap_or_else(|Wrong { place, message }| {
            let place = place.start.saturating_sub(shift)..place.end.saturating_sub(shift);
            let what = "invalid JSON in the front matter";
            diagnostics.push(Wrong { place, message }.diagnostic(Rule::FrontMatter, what, text, start));
            // Fallback: YAML also takes most of what is almost JSON.
            let relaxed = read_yaml(&values::without_comments(&braced), "", 1);
            let entries = relaxed.unwrap_or_else(|_| read_lines(&at_the_margin(block), Format::Json));
            let places = places::in_lines(block, ':').into_iter();
            let places = places.map(|(key, place)| (key, place + shift)).collect();
            Values { entries, places }
        });
        let places = values
            .places
            .into_iter()
            .map(|(key, at)| (key, at.saturating_sub(shift)));
        let values = Values {
            places: places.collect(),
            entries: values.entries,
        };
        Self::of(text, block, body, Format::Json, values)
    }

    /// Reads values from JavaScript: `const title = "…";`, or the members of an object.
    fn script(text: &'text str, block: &str, body: usize) -> Self {
        let is_object = block.trim_start().starts_with('{');
        let separator = if is_object { ':' } else { '=' };
        let entries = if is_object {
            read_yaml(&values::without_comments(block), "", 1).unwrap_or_default()
        } else {
            read_lines(&fences::declarations(block), Format::Yaml)
        };
        let places = places::in_lines(block, separator);
        Self::of(text, block, body, Format::Json, Values { entries, places })
    }

    fn of(text: &'text str, block: &str, body: usize, format: Format, values: Values) -> Self {
        let start = offset_in(text, block);
        let places = values.places.into_iter().map(|(key, at)| (key, start + at));
        Self {
            entries: values.entries,
            body,
            text,
            format: Some(format),
            places: Places::new(text, body, places),
        }
    }

    /// Returns the value of a key, ignoring case.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        entry(&self.entries, key)
    }

    /// Returns the value at a path of keys, ignoring case: `taxonomies.tags`.
    pub(crate) fn at(&self, path: &str) -> Option<&Node> {
        if let Some(node) = self.get(path) {
            return Some(node);
        }
        let mut keys = path.split('.');
        let mut node = self.get(keys.next()?)?;
        for key in keys {
            let Node::Map(entries) = node else { return None };
            node = entry(entries, key)?;
        }
        Some(node)
    }

    /// Line and column, from 1, of the value at a path of keys. (1, 1) if it is not found.
    pub(crate) fn place_of(&self, path: &str) -> (usize, usize) {
        self.offset_of(path, 0).map_or((1, 1), |at| self.line_of(at))
    }

    /// Start of the value at a path of keys, in bytes of the document. `nth`, from 0, selects one of equal keys.
    pub(crate) fn offset_of(&self, path: &str, nth: usize) -> Option<usize> {
        let found = self.places.value(path, nth);
        // Fallback: the place of the table around it.
        found.or_else(|| self.places.value(path.rsplit_once('.')?.0, 0))
    }

    /// Line and column, from 1, of a byte of the document.
    pub(crate) fn line_of(&self, offset: usize) -> (usize, usize) {
        self.places.line_and_column(self.text, offset)
    }

    /// Line and column, from 1, of a key itself.
    pub(crate) fn key_place(&self, path: &str) -> (usize, usize) {
        let Some(value) = self.offset_of(path, 0) else {
            return (1, 1);
        };
        let line = self.places.line_start(value);
        let key = path.rsplit('.').next().unwrap_or(path);
        let before = &self.text[line..value];
        let indent = before.len() - before.trim_start().len();
        self.line_of(line + before.rfind(key).unwrap_or(indent))
    }

    /// Whether the value at a path of keys is in quotes.
    pub(crate) fn is_quoted(&self, path: &str) -> bool {
        self.offset_of(path, 0)
            .is_some_and(|at| self.text[at..].starts_with(['"', '\'']))
    }
}

/// Returns the value of a key, ignoring case.
pub(crate) fn entry<'a>(entries: &'a [(String, Node)], key: &str) -> Option<&'a Node> {
    let found = entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
    found.map(|(_, node)| node)
}

/// Length of the blank lines before a fence, and of the byte order mark, in bytes. Without a fence, only of the latter.
fn leading_blank_lines(text: &str) -> usize {
    let mut length = start_of_text(text);
    let start = length;
    for line in text[start..].split_inclusive('\n') {
        if !line.trim().is_empty() {
            let is_fence = ["---", "+++", ";;;", "{"].iter().any(|fence| line.starts_with(fence));
            return if is_fence { length } else { start };
        }
        length += line.len();
    }
    start
}

/// Length of the byte order mark, in bytes: 0 without one.
fn start_of_text(text: &str) -> usize {
    text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len()
}

fn ends_its_line(rest: &str) -> bool {
    rest.lines().next().unwrap_or_default().trim().is_empty()
}

fn after_line(rest: &str) -> &str {
    rest.split_once('\n').map_or("", |(_, after)| after)
}

#[cfg(test)]
mod tests;
