//! Reads `site.yaml`, and tells all its faults at once.

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::front_matter::{Node, places, read_yaml};
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::{Faults, Finding};
use feuillet_report::spelling;

use crate::{FILE, Settings, is_whole, known, language};

/// Advice for a value of the wrong type.
const HELP: &str = "see the page on settings in the guide, and quote values with special characters";

/// Parses `site.yaml`.
///
/// # Errors
///
/// Every fault of the file with its place: unknown settings, values of the wrong type, and lines that are not YAML.
pub fn parse(text: &str) -> Result<Settings, Faults> {
    let text = text.trim_start_matches('\u{feff}');
    let entries = match read_yaml(text, "the file", 1) {
        Ok(entries) => entries,
        Err(first) => return Err(faults(text, invalid(text, first))),
    };
    let mut file = File {
        text,
        places: places::in_yaml(text, 0),
        found: Vec::new(),
    };
    file.names(&entries, "");
    file.duplicates(&entries);
    let settings = serde_yaml::from_str::<Settings>(text);
    if let Err(error) = &settings {
        file.values(error);
    }
    if let Some((_, Node::Scalar(url))) = entries.iter().find(|(key, _)| key == "url")
        && !is_whole(url)
    {
        let diagnostic = Diagnostic::error(
            Rule::Settings,
            format!("`url: {url}` is not an absolute URL"),
            "write it like `https://example.org/blog/`",
        );
        let length = url.chars().count();
        file.tell_at_value("url", length, diagnostic);
    }
    if let Some((_, Node::Scalar(tag))) = entries.iter().find(|(key, _)| key == "language")
        && !language::is_tag(&tag.trim().replace('_', "-"))
    {
        let help = match language::tag_of(tag) {
            Some(meant) => format!("write `language: {meant}`"),
            None => "write a tag like `en` or `pt-BR`".to_owned(),
        };
        let message = format!("invalid language tag `{tag}`");
        let diagnostic = Diagnostic::error(Rule::Settings, message, help);
        file.tell_at_value("language", tag.chars().count(), diagnostic);
    }
    match settings {
        Ok(settings) if file.found.is_empty() => Ok(settings),
        _ => Err(faults(text, file.found)),
    }
}

fn faults(text: &str, mut found: Vec<Diagnostic>) -> Faults {
    found.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    let findings = found.into_iter().map(|mut diagnostic| {
        diagnostic.rule = Rule::Settings;
        Finding::new(&AuthorPath::new(FILE), text, diagnostic)
    });
    Faults(findings.collect())
}

/// Diagnostics about each top-level setting that is not YAML; `first` if none of them is wrong alone.
fn invalid(text: &str, first: Diagnostic) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = parts(text)
        .filter_map(|(part, line)| read_yaml(part, "the file", line).err())
        .filter(|found| !is_about_alias(&found.message))
        .collect();
    if found.is_empty() {
        found.push(first);
    }
    for diagnostic in &mut found {
        diagnostic.message = plain(&diagnostic.message);
        // The parser gives up there: what follows is what it did not expect.
        let line = text.lines().nth(diagnostic.line.saturating_sub(1)).unwrap_or_default();
        let rest = line.chars().skip(diagnostic.column.saturating_sub(1));
        diagnostic.length = rest.collect::<String>().trim_end().chars().count();
    }
    found
}

/// Whether a message is about a name that another part of the file defines.
fn is_about_alias(message: &str) -> bool {
    message.contains("unknown anchor")
}

/// The top-level settings as texts, each with the number of its first line.
fn parts(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut starts = Vec::new();
    let mut position = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if line.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '"' | '\'' | '_')) {
            starts.push((position, number + 1));
        }
        position += line.len();
    }
    let ends: Vec<usize> = starts
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([text.len()])
        .collect();
    let parts = starts.into_iter().zip(ends);
    parts.map(move |((start, line), end)| (&text[start..end], line))
}

/// The file, and what is wrong with it so far.
struct File<'a> {
    text: &'a str,
    /// Start of the value at each path of keys, in bytes.
    places: Vec<(String, usize)>,
    found: Vec<Diagnostic>,
}

impl File<'_> {
    /// Tells every unknown name among settings below a path, with the one that was probably meant.
    fn names(&mut self, entries: &[(String, Node)], path: &str) {
        let known = known::settings(path);
        for (key, node) in entries {
            let inner = join(path, key);
            if let Some(known) = &known
                && !known.contains(&key.as_str())
            {
                let place = if path.is_empty() {
                    String::new()
                } else {
                    format!(" in `{path}`")
                };
                let (meant, help) = match spelling::nearest(key, known.iter().copied()) {
                    Some(meant) => (format!("; did you mean `{meant}`?"), format!("write `{meant}`")),
                    None => (String::new(), format!("write one of {}", listed(known))),
                };
                let message = format!("unknown setting `{key}`{place}{meant}");
                self.tell_at_key(&inner, key, Diagnostic::error(Rule::Settings, message, help));
                continue;
            }
            match node {
                Node::Map(entries) => self.names(entries, &inner),
                Node::List(items) => {
                    for item in items {
                        if let Node::Map(entries) = item {
                            self.names(entries, &inner);
                        }
                    }
                }
                Node::Null | Node::Scalar(_) => {}
            }
        }
    }

    /// Tells settings that stand twice.
    fn duplicates(&mut self, entries: &[(String, Node)]) {
        for (position, (key, _)) in entries.iter().enumerate() {
            if entries[..position].iter().any(|(other, _)| other == key) {
                // The first is passed.
                self.places
                    .iter()
                    .position(|(path, _)| path == key)
                    .map(|at| self.places.remove(at));
                let message = format!("duplicate setting `{key}`");
                self.tell_at_key(
                    key,
                    key,
                    Diagnostic::error(Rule::Settings, message, "remove one of them"),
                );
            }
        }
    }

    /// Tells the first wrong value of each top-level setting. `whole` is the first of all.
    fn values(&mut self, whole: &serde_yaml::Error) {
        let before = self.found.len();
        for (part, first_line) in parts(self.text) {
            if let Err(error) = serde_yaml::from_str::<Settings>(part)
                && !is_about_alias(&error.to_string())
            {
                self.found.push(self.marked(wrong(&error, first_line)));
            }
        }
        if self.found.len() == before && before == 0 {
            self.found.push(self.marked(wrong(whole, 1)));
        }
    }

    /// Moves a diagnostic about a value to it, and marks it: the parser tells the line, and often only where the key is.
    fn marked(&self, diagnostic: Diagnostic) -> Diagnostic {
        let number = diagnostic.line.saturating_sub(1);
        let start: usize = self.text.split_inclusive('\n').take(number).map(str::len).sum();
        let Some(line) = self.text[start..].lines().next() else {
            return diagnostic;
        };
        let told = line.char_indices().nth(diagnostic.column.saturating_sub(1));
        let told = told.map_or(0, |(at, _)| at);
        let values = self.places.iter().map(|(_, value)| *value);
        let values = values.filter(|value| (start..start + line.len()).contains(value));
        let values = values.map(|value| value - start);
        // Of several on a line, the one that the place is in, else the one behind its key.
        let value = values.clone().filter(|value| *value <= told).max();
        let at = value.or_else(|| values.min()).unwrap_or_default().max(told);
        let length = value_at(&line[at..]).chars().count();
        let column = line[..at].chars().count() + 1;
        diagnostic.at(self.line(start), column).spanning(length)
    }

    fn tell_at_key(&mut self, path: &str, key: &str, diagnostic: Diagnostic) {
        let (line, column) = self.take(path).map_or((0, 0), |value| {
            let start = self.text[..value].rfind('\n').map_or(0, |newline| newline + 1);
            let column = self.text[start..value].rfind(key).unwrap_or_default();
            let column = self.text[start..start + column].chars().count() + 1;
            (self.line(value), column)
        });
        self.found
            .push(diagnostic.at(line, column).spanning(key.chars().count()));
    }

    fn tell_at_value(&mut self, path: &str, length: usize, diagnostic: Diagnostic) {
        let (line, column) = self.take(path).map_or((0, 0), |value| {
            let start = self.text[..value].rfind('\n').map_or(0, |newline| newline + 1);
            (self.line(value), self.text[start..value].chars().count() + 1)
        });
        self.found.push(diagnostic.at(line, column).spanning(length));
    }

    fn line(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }

    /// Returns the place of the next value at a path, so that equal keys of a list are told one after the other.
    fn take(&mut self, path: &str) -> Option<usize> {
        let at = self.places.iter().position(|(known, _)| known == path)?;
        Some(self.places.remove(at).1)
    }
}

/// The value at the start of a part of a line, without a comment and the brackets that it stands in.
fn value_at(rest: &str) -> &str {
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
    if let Some(end) = quote.and_then(|quote| rest[1..].find(quote)) {
        return &rest[..end + 2];
    }
    let comment = rest.find(" #").unwrap_or(rest.len());
    let value = rest[..comment].trim_end();
    let is_inside = !value.starts_with(['[', '{']);
    let end = value.find([',', ']', '}']).filter(|_| is_inside);
    value[..end.unwrap_or(value.len())].trim_end()
}

/// Diagnostic for a value of the wrong type.
fn wrong(error: &serde_yaml::Error, first_line: usize) -> Diagnostic {
    let message = error.to_string();
    let message = plain(message.split(" at line ").next().unwrap_or_default());
    let diagnostic = Diagnostic::error(Rule::Settings, format!("invalid settings: {message}"), HELP);
    match error.location() {
        Some(place) => diagnostic.at(first_line - 1 + place.line(), place.column()),
        None => diagnostic.at(first_line, 1),
    }
}

/// Rewords a message of the YAML parser, which names Rust's types: `expected usize` -> `expected a whole number`.
fn plain(message: &str) -> String {
    let mut message = message.to_owned();
    if let Some(start) = message.find("expected struct ") {
        message.replace_range(start.., "expected settings, one a line");
    }
    for (word, plain) in [
        ("expected usize", "expected a whole number"),
        ("expected a sequence", "expected a list"),
        ("invalid type: sequence", "invalid type: list"),
        ("invalid type: map", "invalid type: settings"),
        ("unit value", "empty"),
        (" as u128", ""),
        (" as i128", ""),
        (
            "deserializing from YAML containing more than one document is not supported",
            "the file has several YAML documents; remove the `---` between them",
        ),
    ] {
        message = message.replace(word, plain);
    }
    message
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
