//! Repairs the lines of a part that YAML cannot read, or reads as something else than its author meant.

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::front_matter::read_yaml;

use super::line::{Fault, Line};
use super::meaning::{self, Meaning, Wanted};
use super::parts::{Part, prelude};
use crate::front_matter::keys::names::{is_known, is_list, is_text, is_title};
use crate::front_matter::quoting::{example, quoted};

/// Most lines that one value may go on for, so that the time stays linear.
const MOST_LINES: usize = 100;

/// Longest text of a value in a finding, in characters.
const LONGEST: usize = 80;

/// Whether YAML reads the value of a text as something else: an anchor or a tag before it, a list or map for a title, or
/// nothing for the word `null`.
pub(super) fn is_misread(part: &Part<'_>, names: &[&str]) -> bool {
    let line = part.first();
    let Some(key) = line.key().filter(|_| line.dashes == 0) else {
        return false;
    };
    is_misread_value(key, line.value(), names)
}

fn is_misread_value(key: &str, value: &str, names: &[&str]) -> bool {
    let is_name = |name: &str| names.iter().any(|known| name.split_whitespace().next() == Some(*known));
    match value.chars().next() {
        Some('&') => is_text(key) && !is_name(&value[1..]),
        Some('!') => is_text(key) && !value.starts_with("!!"),
        Some('[' | '{') => is_title(key),
        _ => is_title(key) && value.eq_ignore_ascii_case("null"),
    }
}

/// Returns the part as YAML that says what was meant, with as many lines. Adds findings, whose lines count from 0 at the
/// start of the block.
pub(super) fn repair(part: &Part<'_>, names: &[&str], found: &mut Vec<Diagnostic>) -> String {
    let prelude = prelude(names);
    let is_sound = |text: &str| read_yaml(&format!("{prelude}{text}"), "", 1).is_ok();
    if !is_misread(part, names) && is_sound(part.text) {
        return part.text.to_owned();
    }
    let lines: Vec<&str> = part.text.split_inclusive('\n').collect();
    let mut repairer = Repairer {
        part,
        names,
        is_sound: &is_sound,
        text: String::with_capacity(part.text.len() + 16),
        found,
        key: "",
        key_width: 0,
        in_list: false,
    };
    let mut number = 0;
    while number < lines.len() {
        number += repairer.take(&lines, number);
    }
    repairer.text
}

struct Repairer<'a, 'b> {
    part: &'a Part<'a>,
    names: &'b [&'b str],
    is_sound: &'b dyn Fn(&str) -> bool,
    text: String,
    found: &'b mut Vec<Diagnostic>,
    /// The key that the lines belong to.
    key: &'a str,
    /// Indentation of the last key that has a value on its own line, in columns.
    key_width: usize,
    /// Whether the line before is an item of a list, or a key whose value may be one.
    in_list: bool,
}

impl<'a> Repairer<'a, '_> {
    /// Writes one line with those that its value goes on for. Returns their number.
    fn take(&mut self, lines: &[&'a str], number: usize) -> usize {
        let line = Line::of(lines[number], self.in_list);
        if line.is_blank() {
            self.text.push('\n');
            return 1;
        }
        if line.key.is_none() && line.dashes == 0 && self.is_stray(&line) {
            let message = format!(
                "this line is neither a key nor a value, and is left out: `{}`",
                shown(line.value())
            );
            let help = "write it as `key: value`, or begin it with `#` if it is a comment";
            self.tell(number, &line, message, help.to_owned());
            self.text.push('\n');
            return 1;
        }
        let mut width = line.width();
        let mut fault = line.fault;
        if let Some(key) = line.key() {
            if line.dashes == 0 && number > 0 && width > self.key_width && !self.in_list && is_known(key) {
                let message = format!("the key `{key}` is indented deeper than the key above it");
                self.tell(
                    number,
                    &line,
                    message,
                    "begin it in the same column as the others".to_owned(),
                );
                width = self.key_width;
                fault = None;
            }
            if line.dashes == 0 {
                self.key = key;
                self.key_width = width;
            }
        }
        if let Some(fault) = fault {
            self.tell_fault(number, &line, fault);
        }
        let value = line.value();
        self.in_list = line.dashes > 0 || value.is_empty();
        if value.is_empty() {
            self.text.push_str(line.head(width).trim_end());
            self.text.push('\n');
            return 1;
        }
        self.value(lines, number, &line, width)
    }

    /// Writes a line that has a value.
    fn value(&mut self, lines: &[&'a str], number: usize, line: &Line<'a>, width: usize) -> usize {
        let value = line.value();
        let more = continuation(lines, number, line);
        if is_block_header(value) {
            self.text.push_str(&line.head(width));
            self.text.push_str(value);
            self.text.push('\n');
            for text in &lines[number + 1..number + more] {
                self.text.push_str(&text.replace('\t', "  "));
            }
            return more;
        }
        let is_nested = line.dashes > 0 || width > 0;
        let key = line.key().unwrap_or(self.key);
        let is_misread = !is_nested && line.key.is_some() && is_misread_value(key, value, self.names);
        // As it is, if only the start of the line was wrong.
        let below = lines[number + 1..number + more].concat();
        let is_sound = |text: &str, below: &str| (self.is_sound)(&format!("k: {text}\n{}", shifted(below)));
        if !is_misread && is_sound(value, &below) {
            self.text.push_str(&line.head(width));
            self.text.push_str(value);
            self.text.push('\n');
            self.text.push_str(&shifted_as(&below, width));
            return more;
        }
        let folded = fold(value, &below);
        let wanted = if line.dashes > 0 || is_text(key) {
            Wanted::Text
        } else if is_list(key) {
            Wanted::List
        } else {
            Wanted::Any
        };
        if let Some((own, next)) = two_keys(&folded, wanted) {
            let message = format!(
                "two keys share this line: `{}` and `{}`",
                key,
                next.key().unwrap_or_default()
            );
            self.tell(number, line, message, "write each key on a line of its own".to_owned());
            let (head, next_head) = (line.head(width), next.head(width));
            let written = [head.as_str(), own, "\n", next_head.as_str(), next.value(), "\n"];
            self.text.extend(written);
            return more;
        }
        let plain: String = folded
            .chars()
            .filter(|letter| *letter == '\t' || !letter.is_control())
            .collect();
        let (meaning, reason) = if plain != folded && is_sound(&plain, "") {
            let reason = "it holds a control character".to_owned();
            (Meaning::Text(plain), reason)
        } else {
            meaning::of(&plain, wanted)
        };
        let (written, help) = match &meaning {
            Meaning::Text(text) => (quoted(text), example(text)),
            Meaning::List(items) => {
                let list = |write: fn(&str) -> String| {
                    let items: Vec<String> = items.iter().map(|item| write(item)).collect();
                    format!("[{}]", items.join(", "))
                };
                (list(quoted), list(crate::front_matter::quoting::scalar))
            }
        };
        let fault = if is_misread {
            format!("YAML does not read `{key}` as a text")
        } else {
            format!("invalid YAML in `{key}`")
        };
        let message = format!("{fault}: {reason}; it is read as `{}`", shown(&help));
        self.tell(
            number,
            line,
            message,
            format!("write `{}{}`", line.head(0), shown(&help)),
        );
        self.text.push_str(&line.head(width));
        self.text.push_str(&written);
        self.text.push_str(&"\n".repeat(more));
        more
    }

    /// Whether a line without a key belongs to nothing: not indented, and no text that goes on.
    fn is_stray(&self, line: &Line<'_>) -> bool {
        !self.text.trim().is_empty() && line.indent == 0
    }

    fn tell_fault(&mut self, number: usize, line: &Line<'_>, fault: Fault) {
        let (message, help) = match fault {
            Fault::Tab => ("YAML does not allow tabs in the indentation", "indent with spaces"),
            Fault::Blank => (
                "the blank here is not one that YAML knows (a no-break or a wide space)",
                "write an ordinary space",
            ),
            Fault::NoBlank if line.key.is_some() => (
                "YAML wants a blank between the colon and the value",
                "write a space after the colon",
            ),
            Fault::NoBlank => (
                "YAML wants a blank between the dash and the item",
                "write a space after the dash",
            ),
            Fault::Colon => ("YAML does not know this colon", "write `: ` in its place"),
        };
        self.tell(number, line, message.to_owned(), help.to_owned());
    }

    fn tell(&mut self, number: usize, line: &Line<'_>, message: String, help: String) {
        let column = line.text[..line.value.start].chars().count() + 1;
        let diagnostic = Diagnostic::error(Rule::FrontMatter, message, help);
        self.found.push(
            diagnostic
                .at(self.part.line + number, column)
                .spanning(line.value().chars().count()),
        );
    }
}

/// Number of lines that a value goes on for, with its own: those that are indented deeper and hold no known key, and the
/// blank ones between them; after an open bracket or quote, all up to where it is closed.
fn continuation(lines: &[&str], number: usize, line: &Line<'_>) -> usize {
    let value = line.value();
    let last = lines.len().min(number + MOST_LINES);
    let mut text = value.to_owned();
    if value.starts_with(['[', '{', '"', '\'']) && is_open(&text) {
        for (at, next) in lines.iter().enumerate().take(last).skip(number + 1) {
            text.push_str(next);
            if !is_open(&text) {
                return at + 1 - number;
            }
        }
    }
    let width = line.width() + 2 * line.dashes.saturating_sub(1);
    let is_block = is_block_header(value);
    let mut count = 1;
    for (at, next) in lines.iter().enumerate().skip(number + 1) {
        let next = Line::of(next, false);
        if next.text.trim().is_empty() {
            continue;
        }
        let goes_on = next.width() > width && (is_block || !(next.key().is_some_and(is_known) || next.dashes > 0));
        if !goes_on || (!is_block && at >= last) {
            break;
        }
        count = at + 1 - number;
    }
    count
}

/// Whether a value ends inside of a bracket or quote that it begins with.
fn is_open(text: &str) -> bool {
    let (mut depth, mut quote, mut escaped) = (0_usize, None, false);
    for character in text.chars() {
        match (quote, character) {
            _ if escaped => escaped = false,
            (Some('"'), '\\') => escaped = true,
            (Some(open), character) if open == character => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth > 0 || quote.is_some()
}

/// Whether a value is the header of a block scalar: `|`, `>-`, `|2 # a comment`.
fn is_block_header(value: &str) -> bool {
    let Some(rest) = value.strip_prefix(['|', '>']) else {
        return false;
    };
    let rest = rest.trim_start_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    rest.is_empty() || rest.trim_start().starts_with('#') && rest.starts_with([' ', '\t'])
}

/// The lines of a value joined with blanks.
fn fold(value: &str, below: &str) -> String {
    let mut text = value.to_owned();
    for line in below.lines().map(str::trim).filter(|line| !line.is_empty()) {
        text.push(' ');
        text.push_str(line);
    }
    text
}

/// The lines below a value, indented by one column at least.
fn shifted(below: &str) -> String {
    shifted_as(below, 0)
}

/// The lines below a value, indented by more than a width at least, without tabs before them.
fn shifted_as(below: &str, width: usize) -> String {
    let mut text = String::with_capacity(below.len());
    for line in below.split_inclusive('\n') {
        let rest = line.trim_start_matches([' ', '\t', '\u{a0}']);
        let blanks: usize = line[..line.len() - rest.len()]
            .chars()
            .map(|blank| if blank == '\t' { 2 } else { 1 })
            .sum();
        text.push_str(&" ".repeat(blanks.max(width + 1)));
        text.push_str(rest);
    }
    text
}

/// Splits a list that a key follows on the same line: `[a] tags: [b]`.
fn two_keys(value: &str, wanted: Wanted) -> Option<(&str, Line<'_>)> {
    if wanted == Wanted::Text || !value.starts_with('[') {
        return None;
    }
    let rest = meaning::after_brackets(value, '[', ']')?;
    let next = Line::of(rest, false);
    next.key().filter(|key| is_known(key))?;
    Some((value[..value.len() - rest.len()].trim_end(), next))
}

/// A text as findings show it.
fn shown(text: &str) -> String {
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}
