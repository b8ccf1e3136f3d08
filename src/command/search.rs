//! `feuillet search`: finds documents by their words, and shows where they have them.

use std::fmt::Write as _;
use std::ops::Range;
use std::process::ExitCode;

use anyhow::Result;
use feuillet_publish::search::{Found, Hit, SearchableBlog};
use feuillet_report::tally::count;

use super::cli::SearchArguments;
use super::progress::Terminal;
use super::{place, print};

/// Searches a blog and prints what was found.
///
/// # Errors
///
/// When a file cannot be read.
pub(super) fn search_and_tell(arguments: &SearchArguments) -> Result<ExitCode> {
    let content = place::content(arguments.content.as_deref())?;
    let mut blog = SearchableBlog::open(
        &content,
        arguments.dialect.as_deref(),
        place::cache().as_deref(),
        &Terminal,
    )?;
    let query = arguments.query.join(" ");
    let found = blog.search(&query, arguments.limit)?;
    print::colored(&drawn(&found, &query));
    let is_found = found.hits.iter().any(|hit| hit.missing.is_empty());
    Ok(if is_found { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Draws results as text.
fn drawn(found: &Found, query: &str) -> String {
    let mut text = String::new();
    let is_partial = found.hits.first().is_some_and(|hit| !hit.missing.is_empty());
    if found.hits.is_empty() {
        let _ = writeln!(text, "No document has {query}");
    } else if is_partial {
        let _ = writeln!(text, "No document has all of {query}. The nearest:\n");
    }
    for hit in &found.hits {
        draw(hit, &mut text);
    }
    if !found.hits.is_empty() && !is_partial {
        let shown = if found.hits.len() < found.total {
            format!(", {} shown", found.hits.len())
        } else {
            String::new()
        };
        let _ = writeln!(text, "{}{shown}", count(found.total, "document"));
    }
    text
}

fn draw(hit: &Hit, text: &mut String) {
    let section = hit.section.as_ref().map(|id| format!("#{id}")).unwrap_or_default();
    let date = if hit.date.is_empty() {
        String::new()
    } else {
        format!(", {}", hit.date)
    };
    let _ = writeln!(text, "{BOLD}{}{RESET}{date}", clean(&hit.title));
    let _ = writeln!(text, "  {}:{}  {}{section}", hit.file, hit.line, hit.address);
    if !hit.passage.is_empty() {
        let _ = writeln!(text, "  {}", marked(&hit.passage, &hit.marks));
    }
    if !hit.missing.is_empty() {
        let _ = writeln!(text, "  without {}", hit.missing.join(", "));
    }
    text.push('\n');
}

const BOLD: &str = "\u{1b}[1m";
const RESET: &str = "\u{1b}[0m";

/// Makes the marked words of a passage bold.
fn marked(passage: &str, marks: &[Range<usize>]) -> String {
    let mut drawn = String::new();
    let mut at = 0;
    for mark in marks {
        let (Some(before), Some(word)) = (passage.get(at..mark.start), passage.get(mark.clone())) else {
            continue;
        };
        drawn.extend([&clean(before), BOLD, &clean(word), RESET]);
        at = mark.end;
    }
    drawn.push_str(&clean(passage.get(at..).unwrap_or_default()));
    drawn
}

/// Removes control characters of an author's text, with which terminals could be told things.
fn clean(text: &str) -> String {
    text.replace(char::is_control, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_bold_and_texts_tell_terminals_nothing() {
        let passage = "a \u{1b}[31mnight train";
        let marks = [7..12, 13..18];
        let drawn = marked(passage, &marks);
        assert_eq!(drawn, "a [31m\u{1b}[1mnight\u{1b}[0m \u{1b}[1mtrain\u{1b}[0m");
    }
}
