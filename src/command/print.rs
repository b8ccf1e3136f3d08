//! Prints what the command tells its user: the one place that prints.

use std::io::{self, Write as _};

use feuillet_report::drawing::{self, Style};
use feuillet_report::finding::Finding;
use feuillet_report::tally::Tally;

/// Draws findings, what is the same in several places once, then a line with their number. `documents` is the number of
/// files that were read, `end` what there is to say besides.
pub(super) fn findings(findings: &[Finding], documents: usize, end: &str) {
    if findings.is_empty() {
        return;
    }
    let mut text = drawing::draw_all(findings, Style::Colored);
    text.push_str(&Tally::of(findings).sentence(documents));
    text.push_str(end);
    text.push('\n');
    print_error(&text);
}

/// A line on the standard output.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Why the command gave up: the finding that made it, or the chain of causes.
pub(super) fn failure(error: &anyhow::Error) {
    match error.downcast_ref::<Finding>() {
        Some(finding) => print_error(&drawing::draw(finding, &[], Style::Colored)),
        None => print_error(&format!("error: {error:#}\n")),
    }
}

/// Colors are taken out unless they go to a terminal that wants them (`NO_COLOR`, `CLICOLOR`, `TERM`). A pipe that is
/// closed must not end the command.
fn print_error(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}
