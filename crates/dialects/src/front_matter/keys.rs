//! Reads the keys of all generators, which [`table`] lists. Of several keys with one meaning, the first that is present
//! and well-typed wins.

pub(crate) mod find;
pub(crate) mod flags;
pub(crate) mod names;
pub(crate) mod pictures;
pub mod table;
pub(crate) mod texts;
pub(crate) mod unknown;
pub(crate) mod unread;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use self::find::{Found, Values};
use self::table::Keys;
use super::Front;
use super::dates;
use super::dates::fault::Fault;
use super::fields::Fields;
use super::moment::Moment;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::front_matter::Node;
use feuillet_content::post_meta::PostMeta;

/// Differences between dialects in reading front matter.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Habits {
    /// Whether a scalar of terms is also split at spaces: `tags: a b` -> `a`, `b`.
    pub(crate) terms_at_spaces: bool,
}

/// Reads all known keys. Adds diagnostics about wrong values, conflicts and probably misspelled keys.
pub(crate) fn read(front: &Front<'_>, habits: Habits, diagnostics: &mut Vec<Diagnostic>) -> Fields {
    let values = Values::of(front);
    let first = diagnostics.len();
    let mut reader = Reader {
        front,
        values: &values,
        diagnostics,
    };
    let hidden = reader.hidden();
    let date = reader.moment(table::DATE);
    let updated = reader.moment(table::UPDATED);
    let covers = reader.covers();
    let mut meta = PostMeta {
        math: reader.math(),
        title: reader.label(table::TITLE),
        date: None,
        updated: updated.map(|updated| updated.date),
        categories: reader.terms(table::CATEGORIES, table::CATEGORY, habits),
        tags: reader.terms(table::TAGS, table::TAG, habits),
        excerpt: reader.prose(table::EXCERPT),
        description: reader.prose(table::DESCRIPTION),
        cover: covers.first().map(|first| first.cover.clone()),
        featured: reader.featured(),
        draft: hidden.is_some(),
        slug: reader.slug(),
        authors: reader.authors(),
        series: reader.series(),
        language: reader.language(),
        aliases: reader.aliases(),
        translation_key: reader.text(table::TRANSLATION),
        canonical: reader.canonical(),
        noindex: reader.noindex(),
        contents: reader.contents(),
    };
    let date = date.or_else(|| reader.moment(table::DATE_ELSE));
    meta.date = date.map(|date| date.date);
    let address = reader
        .addresses()
        .into_iter()
        .find_map(|found| dates::in_address(&found));
    let fields = Fields {
        time: date.and_then(|date| date.time),
        updated_time: updated.and_then(|updated| updated.time),
        address_date: address,
        hidden,
        expires: reader.moment(table::EXPIRES),
        from: reader.moment(table::FROM),
        excerpt_separator: reader.text(table::EXCERPT_SEPARATOR),
        ignored: reader.ignored(),
        hides_cover: reader.hides_cover(),
        covers,
        values: Vec::new(),
        meta,
    };
    reader.duplicates();
    diagnostics[first..].sort_by_key(|found| (found.line, found.column));
    fields
}

struct Reader<'a> {
    front: &'a Front<'a>,
    values: &'a Values<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// Expected type of a value, and the advice for the author.
type Expected = (&'static str, &'static str);

const DAY: Expected = ("a date", "write it as `YYYY-MM-DD`, such as `2024-12-01`");

/// Result of reading a value.
enum Read<T> {
    Good(T),
    /// Of the wrong type, but understood: a warning.
    Coerced(T),
    /// Meant for something else: skipped without a diagnostic.
    Other,
    /// Wrong: an error, with the reason, or an empty text if it is not known.
    Wrong(&'static str),
}

impl<'a> Reader<'a> {
    /// Returns the first value of `keys` that can be read, and its entry.
    fn first<T>(
        &mut self,
        keys: Keys,
        (what, help): Expected,
        read: impl Fn(&Found<'a>, &Front<'a>) -> Read<T>,
    ) -> Option<(T, &'a Found<'a>)> {
        for found in self.values.all(keys) {
            match read(found, self.front) {
                Read::Good(value) => return Some((value, found)),
                Read::Coerced(value) => {
                    let message = format!("`{}` should be {what}: value converted", found.path);
                    self.tell(Diagnostic::warning(Rule::Value, message, help), &found.path);
                    return Some((value, found));
                }
                Read::Other => {}
                Read::Wrong(reason) => self.tell_wrong(found, (what, help), reason),
            }
        }
        None
    }

    /// Adds a diagnostic about a value of the wrong type. `reason` may be empty.
    fn tell_wrong(&mut self, found: &Found<'_>, (what, help): Expected, reason: &str) {
        let mut message = format!("`{}` should be {what}", found.path);
        if !reason.is_empty() {
            message.push_str(": ");
            message.push_str(reason);
        }
        self.tell(Diagnostic::error(Rule::Value, message, help), &found.path);
    }

    /// Adds a diagnostic about the value of a key.
    fn tell(&mut self, diagnostic: Diagnostic, path: &str) {
        let (line, column, length) = self.span(path);
        self.diagnostics.push(diagnostic.at(line, column).spanning(length));
    }

    /// Line, column and length of a value.
    fn span(&self, path: &str) -> (usize, usize, usize) {
        let (line, column) = self.front.place_of(path);
        let length = match self.front.at(path) {
            Some(Node::Scalar(text)) if !text.contains('\n') => text.chars().count(),
            _ => 0,
        };
        let quotes = if self.front.is_quoted(path) { 2 } else { 0 };
        (line, column, length + quotes)
    }

    /// Reads a date, with its time if there is one. Warns about other keys of the same meaning with another date.
    fn moment(&mut self, keys: Keys) -> Option<Moment> {
        let (moment, found) = self.first(keys, DAY, |found, _| as_moment(found.node))?;
        self.tell_time(found);
        for other in self.values.all(keys) {
            if let Read::Good(other_moment) = as_moment(other.node)
                && other_moment.date != moment.date
            {
                let message = format!(
                    "`{}` is {}, but `{}` is {}, which is used",
                    other.path, other_moment.date, found.path, moment.date
                );
                let diagnostic = Diagnostic::warning(Rule::Conflict, message, "remove one of the two");
                self.tell(diagnostic, &other.path);
            }
        }
        Some(moment)
    }

    /// Reports a time that cannot be read, behind a day that counts.
    fn tell_time(&mut self, found: &Found<'_>) {
        let Node::Scalar(text) = found.node else { return };
        // TOML has its own rules for dates.
        let (line, _, _) = self.span(&found.path);
        let is_told = |told: &Diagnostic| told.rule == Rule::FrontMatter && told.line == line;
        if self.diagnostics.iter().any(is_told) {
            return;
        }
        let (message, help) = match dates::fault::of(text) {
            None => return,
            Some(Fault::Time(time)) => (
                format!("invalid time `{time}` in `{}`: only the day counts", found.path),
                "write a time from `00:00` to `23:59`, such as `2024-12-01 21:45 +01:00`",
            ),
            Some(Fault::Zone(zone)) => (
                format!("unknown time zone `{zone}` in `{}`: the time counts as UTC", found.path),
                "write the difference from UTC, such as `2024-12-01 21:45 +01:00`",
            ),
        };
        self.tell(Diagnostic::error(Rule::Value, message, help), &found.path);
    }

    /// Reports duplicate keys, of which the first one counts.
    fn duplicates(&mut self) {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (key, _) in &self.front.entries {
            let seen = seen.entry(key.to_ascii_lowercase()).or_default();
            let before = *seen;
            *seen += 1;
            if before > 0 {
                let message = format!("duplicate key `{key}`: the first value is used");
                let at = self.front.offset_of(key, before);
                let (line, _) = at.map_or_else(|| self.front.place_of(key), |at| self.front.line_of(at));
                let diagnostic = Diagnostic::error(Rule::Conflict, message, "remove the duplicate key");
                self.diagnostics
                    .push(diagnostic.at(line, 1).spanning(key.chars().count()));
            }
        }
    }
}

fn as_moment(node: &Node) -> Read<Moment> {
    let Node::Scalar(text) = node else {
        return Read::Wrong("");
    };
    match dates::moment(text) {
        Ok(moment) => Read::Good(moment),
        // Flags (`published: false`, `lastUpdated: true`), and Eleventy's words for dates of the file.
        Err(_) if find::as_flag(text).is_some() => Read::Other,
        Err(_) if matches!(text.to_ascii_lowercase().as_str(), "created" | "last modified") => Read::Other,
        Err(_) if text.to_ascii_lowercase().starts_with("git ") => Read::Other,
        Err(reason) => Read::Wrong(reason),
    }
}
