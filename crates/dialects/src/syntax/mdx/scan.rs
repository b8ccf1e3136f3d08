//! Finds the parts of an MDX text that are not Markdown: modules, comments, expressions, tags. Also finds code.

use std::collections::BTreeMap;
use std::ops::Range;

use super::javascript::{enclosed, literal};
use super::jsx::Tag;
use crate::syntax::math;
use crate::text::code::Code;

/// A part that is not Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// An `import` or `export` statement.
    Module(Range<usize>),
    /// `{/* … */}`.
    Comment(Range<usize>),
    /// `{…}`.
    Expression(Range<usize>),
    Tag(Tag),
}

/// Everything found in a text.
#[derive(Debug)]
pub(super) struct Scan {
    pub(super) tokens: Vec<Token>,
    pub(super) code: Code,
    /// Imported names with their paths. Only default imports.
    pub(super) imports: BTreeMap<String, String>,
    /// Exported constants with their literal values.
    pub(super) constants: BTreeMap<String, String>,
}

/// Maximum number of unclosed brackets. After that, `<` and `{` are text, so that the scan stays linear.
const PATIENCE: usize = 32;

/// Scans a text. If `strict`, braces are expressions, else only comments in braces are read.
pub(super) fn scan(text: &str, strict: bool) -> Scan {
    let code = Code::new(code_ranges(text));
    let tex = Code::new(math::evident(text, &code));
    let mut scan = Scan {
        tokens: Vec::new(),
        code,
        imports: BTreeMap::new(),
        constants: BTreeMap::new(),
    };
    let bytes = text.as_bytes();
    let mut failures = 0;
    let mut after_module = 0;
    let mut at = 0;
    while at < text.len() {
        let starts_line = at == 0 || bytes[at - 1] == b'\n';
        // Code and math hold no JSX.
        if let Some(skipped) = scan.code.at(at).or_else(|| tex.at(at)) {
            at = skipped.end.max(at + 1);
            continue;
        }
        // Modules start after a blank line, another module, or at the beginning of the text.
        if starts_line
            && (at == after_module || text[..at].ends_with("\n\n") || text[..at].ends_with("\n\r\n") || at == 0)
        {
            if let Some(end) = module(text, at, &mut scan) {
                scan.tokens.push(Token::Module(at..end));
                at = end + usize::from(bytes.get(end) == Some(&b'\n'));
                after_module = at;
                continue;
            }
            if after_module == at && text[at..].lines().next().is_some_and(|line| line.trim().is_empty()) {
                after_module = at + text[at..].find('\n').map_or(0, |newline| newline + 1);
            }
        }
        match bytes[at] {
            b'\\' => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
            b'<' if failures < PATIENCE && text[at..].starts_with("<!--") => {
                let end = text[at..].find("-->");
                failures += usize::from(end.is_none());
                at += end.map_or(4, |end| end + 3);
            }
            b'<' if failures < PATIENCE => {
                if let Some(tag) = Tag::at(text, at) {
                    at = tag.range.end;
                    scan.tokens.push(Token::Tag(tag));
                } else {
                    // Only a broken component counts as a failure: other `<` are often just text.
                    failures += usize::from(text[at + 1..].starts_with(|next: char| next.is_ascii_uppercase()));
                    at += 1;
                }
            }
            b'{' if failures < PATIENCE => {
                let is_comment = text[at..].starts_with("{/*");
                if !(strict || is_comment) || text[at..].starts_with("{#") {
                    at += 1;
                } else if let Some(length) = enclosed(&text[at..]) {
                    let range = at..at + length;
                    at = range.end;
                    let is_whole = is_comment && text[range.start..at - 1].trim_end().ends_with("*/");
                    scan.tokens.push(if is_whole {
                        Token::Comment(range)
                    } else {
                        Token::Expression(range)
                    });
                } else {
                    failures += 1;
                    at += 1;
                }
            }
            // The next byte starts a line, where a module may begin.
            b'\n' => at += 1,
            _ => {
                // Jump to the next character that matters.
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                let next = text[at..].find(['\\', '<', '{', '\n', '`', '~', '$']);
                at = next.map_or(text.len(), |next| at + next);
            }
        }
    }
    scan
}

/// Declarations that can follow `export`.
const KINDS: [&str; 11] = [
    "const ",
    "let ",
    "var ",
    "function",
    "async ",
    "class ",
    "default ",
    "type ",
    "interface ",
    "enum ",
    "{",
];

/// Returns the end of the `import` or `export` statement at `start`, before its line break. Records imported names
/// and constants in `scan`.
fn module(text: &str, start: usize, scan: &mut Scan) -> Option<usize> {
    let rest = &text[start..];
    if let Some(clause) = rest
        .strip_prefix("import")
        .filter(|rest| rest.starts_with([' ', '{', '*', '"', '\'', '\t']))
    {
        let quote_at = clause.find(['"', '\''])?;
        let names = &clause[..quote_at];
        let is_import = names.trim().is_empty() || names.trim_end().ends_with("from");
        // Prose may start with the word `import`, too.
        if !is_import || names.contains("\n\n") {
            return None;
        }
        let quote = char::from(clause.as_bytes()[quote_at]);
        let path = clause[quote_at + 1..].split_once(quote)?.0;
        // The first word is the default import. Named imports start with a brace and yield an empty word.
        let default = names
            .trim_start()
            .split(|next: char| !next.is_alphanumeric() && next != '_')
            .next();
        if let Some(name) = default.filter(|name| !name.is_empty()) {
            scan.imports.insert(name.to_owned(), path.to_owned());
        }
        let end = start + "import".len() + quote_at + path.len() + 2;
        return Some(end + text[end..].find('\n').unwrap_or(text.len() - end));
    }
    let declaration = rest.strip_prefix("export")?.strip_prefix([' ', '{', '*'])?.trim_start();
    let is_export = KINDS.iter().any(|kind| declaration.starts_with(kind))
        || rest.starts_with("export {")
        || rest.starts_with("export *");
    if !is_export {
        return None;
    }
    let end = start + statement(rest);
    // A constant with a literal on its first line can be filled in later.
    if let Some((name, value)) = declaration.strip_prefix("const ").and_then(|rest| rest.split_once('='))
        && let Some(value) = literal(
            value
                .get(..(end - start).min(value.len()))?
                .lines()
                .next()
                .unwrap_or_default(),
        )
    {
        scan.constants
            .insert(name.split(':').next().unwrap_or_default().trim().to_owned(), value);
    }
    Some(end)
}

/// Returns the length of a statement. It ends at a line break outside of brackets, if the next line is blank or does
/// not continue it.
fn statement(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'(' | b'[' => {
                at += enclosed(&text[at..]).unwrap_or(1);
                continue;
            }
            b'\n' => {
                let next = &text[at + 1..];
                let before = text[..at].trim_end();
                let is_over = before.ends_with([';', '}', ')', ']', '\'', '"', '`'])
                    && !next.starts_with([' ', '\t', '.', ')', ']', '}', '|', '&', '?', ':', ',']);
                if next.lines().next().is_none_or(|line| line.trim().is_empty()) || is_over {
                    return at;
                }
            }
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// Returns the ranges of code fences, at any indentation, and of code spans.
fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    // The open fence: its offset, character and length.
    let mut fence: Option<(usize, u8, usize)> = None;
    // Runs of backticks outside of fences: offset, length, number of the paragraph.
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    let mut paragraph = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = without_containers(line);
        let sign = content.bytes().next().filter(|sign| matches!(sign, b'`' | b'~'));
        let count = sign.map_or(0, |sign| content.bytes().take_while(|byte| *byte == sign).count());
        let info = content[count..].trim();
        let end = start + line.len();
        if let Some((from, open, length)) = fence {
            if sign == Some(open) && count >= length && info.is_empty() {
                ranges.push(from..start + line.trim_end().len());
                fence = None;
            }
        } else if count >= 3
            && let Some(sign) = sign
            && !(sign == b'`' && info.contains('`'))
        {
            fence = Some((end - content.len(), sign, count));
            paragraph += 1;
        } else if line.trim().is_empty() {
            paragraph += 1;
        } else {
            let mut at = 0;
            while let Some(next) = line[at..].find(['`', '\\']) {
                at += next;
                if line[at..].starts_with('\\') {
                    at += 1 + line[at + 1..].chars().next().map_or(0, char::len_utf8);
                    continue;
                }
                let length = line[at..].bytes().take_while(|byte| *byte == b'`').count();
                runs.push((start + at, length, paragraph));
                at += length;
            }
        }
        start = end;
    }
    ranges.extend(fence.map(|(from, ..)| from..text.len()));
    spans(&runs, &mut ranges);
    ranges
}

/// Adds the code spans: pairs of backtick runs with the same length in the same paragraph.
fn spans(runs: &[(usize, usize, usize)], ranges: &mut Vec<Range<usize>>) {
    // For each run, the next one of the same length, computed from the end.
    let mut next = vec![None; runs.len()];
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, (_, length, paragraph)) in runs.iter().enumerate().rev() {
        next[index] = seen.get(length).copied().filter(|other| runs[*other].2 == *paragraph);
        seen.insert(*length, index);
    }
    let mut index = 0;
    while index < runs.len() {
        index = match next[index] {
            Some(end) => {
                ranges.push(runs[index].0..runs[end].0 + runs[end].1);
                end + 1
            }
            None => index + 1,
        };
    }
}

/// Strips quotation and list markers from the start of a line: `> - a` -> `a`.
fn without_containers(line: &str) -> &str {
    let mut rest = line.trim_start();
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let marked = rest.strip_prefix('>').or_else(|| {
            let after = match digits {
                0 => rest.strip_prefix(['-', '*', '+']),
                1..=9 => rest[digits..].strip_prefix(['.', ')']),
                _ => None,
            };
            after.filter(|after| after.starts_with([' ', '\t']))
        });
        match marked {
            Some(inner) => rest = inner.trim_start_matches([' ', '\t']),
            None => return rest,
        }
    }
}
