//! Draws findings as compilers do: the place, the source line with an underline, and help.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Write as _};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use feuillet_content::diagnostic::{Diagnostic, Severity};

use crate::finding::{Faults, Finding, Related};

/// Maximum line width, in terminal columns. Longer lines are cut around the underlined part.
const WIDTH: usize = 110;

/// Maximum length of the underline, in characters. A longer one would keep the line from being cut.
const LONGEST_MARK: usize = 80;

/// Maximum number of further places that are listed.
const PLACES: usize = 6;

/// Whether a drawing has colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Colored,
}

impl Finding {
    /// Draws the finding as plain text: message, place, underlined source line and help.
    pub fn draw(&self) -> String {
        draw(self, &[], Style::Plain)
    }
}

/// Formats findings that are returned as an error.
impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(draw_all(&self.0, Style::Plain).trim_end())
    }
}

impl Error for Faults {}

/// Draws findings one below the other; see [`draw_each`].
pub fn draw_all(findings: &[Finding], style: Style) -> String {
    let mut text = String::new();
    draw_each(findings, style, |drawn| text.push_str(drawn));
    text
}

/// Draws findings one by one, each with an empty line behind it. Equal findings in several places are drawn once, at
/// the first place.
pub fn draw_each(findings: &[Finding], style: Style, mut show: impl FnMut(&str)) {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut known = BTreeMap::new();
    for finding in findings {
        let Diagnostic {
            severity,
            rule,
            message,
            help,
            ..
        } = &finding.diagnostic;
        let index = *known.entry((severity, rule, message, help)).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    for group in groups {
        show(&draw(group[0], &group[1..], style));
        show("\n");
    }
}

/// Draws a finding and lists the other places that have the same one.
pub fn draw(finding: &Finding, others: &[&Finding], style: Style) -> String {
    let Diagnostic {
        severity,
        rule,
        message,
        help,
        line,
        column,
        ..
    } = &finding.diagnostic;
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(message)).id(rule.name());
    let path = visible(finding.file.as_str());
    let mut group = match &finding.source_line {
        Some(source) => {
            let source = visible(source);
            let mark = mark(&source, &finding.diagnostic);
            let annotation = AnnotationKind::Primary.span(mark);
            title.element(
                Snippet::source(source)
                    .line_start(*line)
                    .path(path)
                    .annotation(annotation),
            )
        }
        None if *line > 0 && *column > 0 => title.element(Origin::path(path).line(*line).char_column(*column)),
        None if *line > 0 => title.element(Origin::path(path).line(*line)),
        None => title.element(Origin::path(path)),
    };
    // Notes and help follow the source line.
    for Related {
        file,
        line,
        column,
        message,
    } in &finding.related
    {
        let place = place(file.as_str(), *line, *column);
        group = group.element(Level::NOTE.message(visible(&format!("{message}: {place}"))));
    }
    if !others.is_empty() {
        group = group.element(Level::NOTE.message(visible(&also(others))));
    }
    if !help.is_empty() {
        group = group.element(Level::HELP.message(visible(help)));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colored => Renderer::styled(),
    };
    let groups: [Group<'_>; 1] = [group];
    let drawn = renderer.term_width(WIDTH).render(&groups);
    // The crate pads the line below an empty source line with blanks.
    let mut text = String::with_capacity(drawn.len() + 1);
    for line in drawn.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Lists further places: `also in 2 more places: a.md:3:7, b.md:1`.
fn also(others: &[&Finding]) -> String {
    let s = if others.len() == 1 { "" } else { "s" };
    let mut text = format!("also in {} more place{s}:", others.len());
    for (index, other) in others.iter().take(PLACES).enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let Diagnostic { line, column, .. } = other.diagnostic;
        // Writing to a string cannot fail.
        let _ = write!(text, "{comma} {}", place(other.file.as_str(), line, column));
    }
    if others.len() > PLACES {
        text.push_str(", …");
    }
    text
}

/// Formats a place as far as it is known: `posts/hello.md:3:7`.
fn place(file: &str, line: usize, column: usize) -> String {
    match (line, column) {
        (0, _) => file.to_owned(),
        (_, 0) => format!("{file}:{line}"),
        _ => format!("{file}:{line}:{column}"),
    }
}

/// Returns the byte range to underline: what the finding is about, else its first character, else the line.
fn mark(line: &str, diagnostic: &Diagnostic) -> Range<usize> {
    let (first, length) = match (diagnostic.column, diagnostic.length) {
        (0, _) => {
            let indent = line.chars().take_while(|character| character.is_whitespace()).count();
            (indent, LONGEST_MARK)
        }
        (column, length) => (column - 1, length.clamp(1, LONGEST_MARK)),
    };
    let byte = |index: usize| line.char_indices().nth(index).map_or(line.len(), |(at, _)| at);
    byte(first)..byte(first + length)
}

/// Replaces each control character with a visible symbol, so that an author's text cannot control the terminal. The
/// crate aligns tabs itself.
fn visible(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\t' => '\t',
            // Unicode has a symbol for each, in the same order (U+2400 to U+241F).
            '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            // Bidirectional controls would move the text away from its underline.
            '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            _ => character,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::author_path::AuthorPath;
    use feuillet_content::diagnostic::Rule;

    fn link(file: &str, text: &str, line: usize, column: usize, length: usize) -> Finding {
        let diagnostic = Diagnostic::warning(Rule::Link, "broken link `gone.md`", "fix the link");
        Finding::new(
            &AuthorPath::new(file),
            text,
            diagnostic.at(line, column).spanning(length),
        )
    }

    #[test]
    fn findings_are_drawn_to_the_character() {
        let text = "---\ntitle: x\ndate: 2024-13-01\n---\n";
        let diagnostic = Diagnostic::error(
            Rule::Value,
            "`date` is not a date: the month must be 1 to 12",
            "write it as YYYY-MM-DD",
        );
        let file = AuthorPath::new("posts/hello.md");
        let at = |line, column| Finding::new(&file, text, diagnostic.clone().at(line, column)).draw();
        insta::assert_snapshot!(at(3, 7));
        insta::assert_snapshot!(at(3, 0));
        insta::assert_snapshot!(at(0, 0));
        // A line past the end of the file.
        insta::assert_snapshot!(at(9, 9));
    }

    #[test]
    fn what_it_is_about_is_underlined_whatever_stands_before_it() {
        let filler = "Lorem ipsum dolor sit amet ".repeat(20);
        let long = format!("{filler}[a](gone.md) {filler}");
        let endless = filler.repeat(50) + &long;
        let cases = [
            ("\tIndented [a](gone.md)", "gone.md"),
            ("日本語の文章 [あ](gone.md) です", "gone.md"),
            ("اقرأ [هذا](gone.md)", "gone.md"),
            ("é\u{301}\u{1f468}\u{200d}\u{1f469} [a](gone.md)", "gone.md"),
            ("\u{1b}[31m \u{9b}1m \u{202e} \0 [a](gone.md)", "gone.md"),
            (long.as_str(), "gone.md"),
            (long.as_str(), long.as_str()),
            (endless.as_str(), "gone.md"),
            ("", ""),
            ("x", "x"),
        ];
        let mut drawn = String::new();
        for (line, about) in cases {
            let column = line.find(about).map_or(0, |at| line[..at].chars().count());
            drawn.push_str(&link("posts/a.md", line, 1, column + 1, about.chars().count()).draw());
            drawn.push('\n');
        }
        insta::assert_snapshot!(drawn);
    }

    #[test]
    fn nothing_of_an_author_steers_the_terminal() {
        let diagnostic = Diagnostic::error(Rule::Value, "\u{1b}[2J\u{9b}x\nerror: y", "\u{7}z");
        let drawn = Finding::new(
            &AuthorPath::new("posts/\u{1b}.md"),
            "\u{1b}]0;x\u{7}",
            diagnostic.at(1, 1),
        )
        .draw();
        assert!(
            !drawn.contains(|character: char| character.is_control() && character != '\n'),
            "{drawn:?}"
        );
        assert!(drawn.starts_with("error[value]: ␛[2J\u{fffd}x␊error: y\n"), "{drawn}");
    }

    #[test]
    fn what_is_the_same_in_many_places_is_told_once() {
        let text = "[a](gone.md)";
        let mut findings: Vec<Finding> = (1..=9)
            .map(|number| link(&format!("posts/{number}.md"), text, 1, 5, 7))
            .collect();
        let mut other = link("posts/b.md", text, 1, 5, 7);
        other.diagnostic.message = "something else".to_owned();
        other.related.push(Related {
            file: AuthorPath::new("posts/a.md"),
            line: 2,
            column: 0,
            message: "the other one".to_owned(),
        });
        findings.insert(1, other);
        insta::assert_snapshot!(draw_all(&findings, Style::Plain));
    }

    #[test]
    fn colors_are_only_added() {
        let finding = link("posts/a.md", "[a](gone.md)", 1, 5, 7);
        let colored = draw(&finding, &[], Style::Colored);
        assert!(colored.contains("\u{1b}["), "{colored:?}");
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), finding.draw());
    }
}
