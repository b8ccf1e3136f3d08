//! Prints the command's messages, which no other module does.

use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::path::Path;

use feuillet_report::drawing::{self, Style};
use feuillet_report::finding::{Faults, Finding};
use feuillet_report::tally::Tally;

/// Prints findings, equal ones only once, then a summary line. `documents` is the number of files that were read, `end`
/// the end of that line.
pub(super) fn findings(findings: &[Finding], documents: usize, end: &str) {
    if findings.is_empty() {
        return;
    }
    new_findings(findings);
    print_error(&format!("{}{end}\n", Tally::of(findings).sentence(documents)));
}

/// Prints findings, equal ones only once.
pub(super) fn new_findings(findings: &[Finding]) {
    // One by one: the drawings of a large blog's findings are several times as large as the findings.
    let mut errors = BufWriter::new(anstream::stderr());
    drawing::draw_each(findings, Style::Colored, |drawn| {
        let _ = errors.write_all(drawn.as_bytes());
    });
    let _ = errors.flush();
}

/// Prints a line to standard output.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Whether standard output is a terminal.
pub(super) fn is_read_by_people() -> bool {
    io::stdout().is_terminal()
}

/// Prints a text with colors to standard output, without them unless it is a terminal that wants them.
pub(super) fn colored(text: &str) {
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Prints why the command failed: the findings behind the error, or the chain of causes.
pub(super) fn failure(error: &anyhow::Error) {
    match error.downcast_ref::<Faults>() {
        Some(faults) => print_error(&drawing::draw_all(&faults.0, Style::Colored)),
        None => print_error(&format!("error: {error:#}\n")),
    }
}

/// Prints a line to standard error, after a failure.
pub(super) fn outcome(text: &str) {
    print_error(&format!("{text}\n"));
}

/// Returns a path as it is typed in a shell: in quotes, if it has blanks or signs that mean something there.
pub(super) fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || "/\\._-+,:@%".contains(letter);
    // The shell takes a tilde for a home, the command a hyphen for an option.
    let path = if path.starts_with(['-', '~']) {
        format!("./{path}")
    } else {
        path
    };
    if cfg!(windows) {
        let is_plain = path.chars().all(is_plain);
        return if is_plain { path } else { format!("\"{path}\"") };
    }
    let is_plain = path
        .chars()
        .all(|letter| is_plain(letter) && letter != '\\' || letter == '~');
    if is_plain && !path.is_empty() {
        path
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

/// Prints to standard error. Colors are removed unless it is a terminal that wants them (`NO_COLOR`, `CLICOLOR`,
/// `TERM`). A closed pipe is ignored.
fn print_error(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn paths_can_be_pasted_into_a_shell() {
        for (path, expected) in [
            ("my-blog", "my-blog"),
            ("../été/blog_2", "../été/blog_2"),
            ("my blog", "'my blog'"),
            ("Ada's blog", r"'Ada'\''s blog'"),
            ("a$b", "'a$b'"),
            ("(a)", "'(a)'"),
            (r"a\b", r"'a\b'"),
            ("-blog", "./-blog"),
            ("~blog", "./~blog"),
        ] {
            assert_eq!(super::typed(super::Path::new(path)), expected, "{path}");
        }
    }
}
