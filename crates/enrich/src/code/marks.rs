//! Which lines of a code block are marked, and which bytes are shown: the info string tells it, or comments in the code.

use std::ops::Range;

use feuillet_content::code_info::CodeInfo;

/// Most lines that one comment marks: `[!code highlight:3]`.
const MAX_COUNT: usize = 10_000;

/// Most comments that count lines at a time.
const MAX_COMING: usize = 100;

/// A line of a code block.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Bytes of the code that are shown, the line feed included. None if the line is hidden.
    pub(super) shown: Vec<Range<usize>>,
    pub(super) mark: Option<Mark>,
    pub(super) is_focused: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Marked,
    Inserted,
    Deleted,
}

/// A use of lines: by a comment, or in the info string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Mark(Mark),
    Focus,
    Hide,
    /// A comment of a kind that changes nothing here: `[!code word:x]`.
    Nothing,
}

/// A comment that tells something of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// `highlight-next-line`
    Next(Use),
    /// `highlight-line`
    This(Use),
    /// `highlight-start`
    Start(Use),
    /// `highlight-end`
    End(Use),
    /// `[!code ++:3]`: this line and those after it; from the next one on if the comment is alone on its line.
    Count(Use, usize),
}

/// Divides code into lines and reads what is told of them.
pub(super) fn lines(info: &CodeInfo, code: &str) -> Vec<Line> {
    let mut made = Vec::new();
    let mut open: Vec<Use> = Vec::new();
    // Uses of lines to come, with their number.
    let mut coming: Vec<(Use, usize)> = Vec::new();
    let has_signs = info.diff
        && info.language != "diff"
        && code
            .lines()
            .all(|line| line.is_empty() || line.starts_with(['+', '-', ' ']));
    let mut at = 0;
    // Number among the lines that authors count: those of comments that vanish are not among them.
    let mut number = 0;
    for text in code.split_inclusive('\n') {
        let range = at..at + text.len();
        at = range.end;
        let (told, comment) = told(text).unzip();
        let comment = comment.unwrap_or_default();
        let is_alone =
            told.is_some() && text[..comment.start].trim().is_empty() && text[comment.end..].trim().is_empty();
        match told {
            Some(Told::Next(what)) => coming.push((what, 1)),
            Some(Told::Start(what)) => open.push(what),
            Some(Told::End(what)) => open.retain(|other| *other != what),
            Some(Told::Count(what, count)) if coming.len() < MAX_COMING => coming.push((what, count)),
            Some(Told::This(_) | Told::Count(..)) | None => {}
        }
        if is_alone && !matches!(told, Some(Told::This(_))) {
            made.push(Line::default());
            continue;
        }
        number += 1;
        let mut line = Line::default();
        let this = match told {
            Some(Told::This(what)) => Some(what),
            _ => None,
        };
        let mut is_hidden = info.hidden.contains(number);
        for what in open.iter().chain(coming.iter().map(|(what, _)| what)).chain(&this) {
            match what {
                Use::Mark(mark) => line.mark = Some(*mark),
                Use::Focus => line.is_focused = true,
                Use::Hide => is_hidden = true,
                Use::Nothing => {}
            }
        }
        for (_, left) in &mut coming {
            *left -= 1;
        }
        coming.retain(|(_, left)| *left > 0);
        line.mark = line.mark.or(if info.inserted.contains(number) {
            Some(Mark::Inserted)
        } else if info.deleted.contains(number) {
            Some(Mark::Deleted)
        } else {
            info.marked.contains(number).then_some(Mark::Marked)
        });
        line.is_focused |= info.focused.contains(number);
        let mut from = 0;
        if info.diff && info.language != "diff" {
            line.mark = line.mark.or(match text.as_bytes().first() {
                Some(b'+') => Some(Mark::Inserted),
                Some(b'-') => Some(Mark::Deleted),
                _ => None,
            });
            from = usize::from(has_signs && text.starts_with(['+', '-', ' ']));
        }
        if !is_hidden {
            for part in [from..comment.start.max(from), comment.end.max(from)..text.len()] {
                if !part.is_empty() {
                    line.shown.push(range.start + part.start..range.start + part.end);
                }
            }
        }
        made.push(line);
    }
    made
}

/// Signs that open and close comments.
const COMMENTS: &[(&str, &str)] = &[
    ("{/*", "*/}"),
    ("<!--", "-->"),
    ("/*", "*/"),
    ("//", ""),
    ("--", ""),
    ("#", ""),
    (";", ""),
    ("%", ""),
    ("'", ""),
    ("\"", ""),
];

/// Returns what a comment in a line tells, and the bytes of the comment with the blanks before it.
fn told(line: &str) -> Option<(Told, Range<usize>)> {
    let (mark, meaning) = if let Some(at) = line.find("[!code ") {
        let inner = line[at..].strip_prefix("[!code ")?;
        let (inner, _) = inner.split_once(']')?;
        (at..at + "[!code ".len() + inner.len() + 1, in_brackets(inner.trim())?)
    } else {
        let at = ["highlight-", "hide-", "focus-"]
            .iter()
            .find_map(|word| line.find(word))?;
        let end = line[at..]
            .find(|next: char| !next.is_ascii_alphabetic() && next != '-')
            .unwrap_or(line.len() - at);
        let text = line[at..at + end].trim_end_matches('-');
        (at..at + text.len(), in_words(text)?)
    };
    let is_bracket = line[mark.start..].starts_with('[');
    let before = line[..mark.start].trim_end();
    let after = &line[mark.end..];
    // A sign within a word opens no comment (`x#hide-line`), nor does one that touches the words (`--hide-line`).
    let is_apart = |open: &str| {
        let code = &before[..before.len() - open.len()];
        let follows = is_bracket || before.len() < mark.start;
        follows && (code.is_empty() || code.ends_with(char::is_whitespace) || open == "{/*" || open == "<!--")
    };
    // A quote that is closed again is one of a string.
    let is_string = |open: &str| ["'", "\""].contains(&open) && after.contains(open);
    let opened = COMMENTS
        .iter()
        .find(|(open, _)| before.ends_with(open) && is_apart(open) && !is_string(open));
    let Some((open, close)) = opened else {
        // A comment that tells something else, too, keeps it. Words need a comment of their own.
        let has_comment = COMMENTS.iter().any(|(open, _)| {
            let quotes = ["'", "\""].contains(open);
            !quotes
                && before
                    .match_indices(open)
                    .any(|(at, _)| before[..at].ends_with(char::is_whitespace) || at == 0)
        });
        return (is_bracket && has_comment).then_some((meaning, before.len()..mark.end));
    };
    let rest = after.trim_start();
    let closed = rest.strip_prefix(close).unwrap_or(rest);
    if !is_bracket && !closed.trim().is_empty() && close.is_empty() {
        return None;
    }
    let start = before[..before.len() - open.len()].trim_end().len();
    let end = line.len() - closed.len();
    let end = if closed.trim().is_empty() {
        // The line feed stays.
        line.trim_end_matches(['\n', '\r']).len()
    } else {
        end
    };
    Some((meaning, start..end))
}

/// Reads the notation of Shiki and VitePress: `++`, `highlight:3`, `focus`.
fn in_brackets(text: &str) -> Option<Told> {
    let (name, count) = text.split_once(':').unwrap_or((text, ""));
    let what = match name {
        "++" => Use::Mark(Mark::Inserted),
        "--" => Use::Mark(Mark::Deleted),
        "highlight" | "hl" | "mark" | "warning" | "error" | "info" => Use::Mark(Mark::Marked),
        "focus" => Use::Focus,
        "word" => Use::Nothing,
        _ => return None,
    };
    let count = if what == Use::Nothing {
        1
    } else {
        count.parse().unwrap_or(1)
    };
    Some(Told::Count(what, count.clamp(1, MAX_COUNT)))
}

/// Reads the words of Docusaurus and Gatsby: `highlight-next-line`, `hide-start`.
fn in_words(text: &str) -> Option<Told> {
    let (what, rest) = text.split_once('-')?;
    let what = match what {
        "highlight" => Use::Mark(Mark::Marked),
        "hide" => Use::Hide,
        "focus" => Use::Focus,
        _ => return None,
    };
    match rest {
        "next-line" => Some(Told::Next(what)),
        "line" => Some(Told::This(what)),
        "start" => Some(Told::Start(what)),
        "end" => Some(Told::End(what)),
        _ => None,
    }
}
