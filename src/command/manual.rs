//! Files about the command line for shells and `man`, made from the command line itself.

use anyhow::{Context as _, Result};
use clap::CommandFactory as _;
use clap_complete::Shell;
use clap_mangen::Man;

use super::cli::Arguments;

/// Returns the completions of a shell.
///
/// # Errors
///
/// If they are no text.
pub(super) fn completions(shell: Shell) -> Result<String> {
    let mut written = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "feuillet", &mut written);
    String::from_utf8(written).context("the completions are no text")
}

/// Returns the manual page: the command, then each of its subcommands with its options.
///
/// # Errors
///
/// If it is no text.
pub(super) fn page() -> Result<String> {
    let mut command = Arguments::command();
    command.build();
    let mut written = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut written)?;
    man.render_name_section(&mut written)?;
    man.render_synopsis_section(&mut written)?;
    man.render_description_section(&mut written)?;
    let shown = command.get_subcommands().filter(|command| !command.is_hide_set());
    for subcommand in shown.filter(|command| command.get_name() != "help") {
        let man = Man::new(subcommand.clone());
        written.extend(format!(".SH FEUILLET {}\n", subcommand.get_name().to_uppercase()).bytes());
        for section in [
            Man::render_synopsis_section,
            Man::render_description_section,
            Man::render_options_section,
        ] {
            let mut part = Vec::new();
            section(&man, &mut part)?;
            // Sections of their own pages are parts of a section here.
            written.extend(String::from_utf8(part)?.replace(".SH ", ".SS ").bytes());
        }
        if let Some(more) = subcommand.get_after_help() {
            written.extend(format!(".PP\n.nf\n{}\n.fi\n", escaped(&more.to_string())).bytes());
        }
    }
    man.render_version_section(&mut written)?;
    String::from_utf8(written).context("the manual page is no text")
}

/// Escapes a text for roff, line by line.
fn escaped(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.replace('\\', "\\e").replace('-', "\\-");
        // A line that begins with one of these is a request of roff.
        if line.starts_with(['.', '\'']) {
            format!("\\&{line}")
        } else {
            line
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    /// Names of the subcommands and long options that a user may type.
    fn shown() -> (Vec<String>, Vec<String>) {
        let command = Arguments::command();
        let commands: Vec<_> = command
            .get_subcommands()
            .filter(|command| !command.is_hide_set())
            .collect();
        let options = commands.iter().flat_map(|command| command.get_arguments());
        let options = options.filter(|option| !option.is_hide_set());
        let options = options.filter_map(|option| option.get_long().map(str::to_owned));
        let options = options.collect();
        let names = commands.iter().map(|command| command.get_name().to_owned());
        (names.collect(), options)
    }

    #[test]
    fn completions_know_every_command_and_option() {
        let (commands, options) = shown();
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell] {
            let text = completions(shell).unwrap();
            for name in commands.iter().chain(&options) {
                assert!(text.contains(name.as_str()), "{name} for {shell}");
            }
        }
        assert!(Shell::value_variants().len() >= 4);
    }

    #[test]
    fn the_manual_knows_every_command_and_option() {
        let (commands, options) = shown();
        let page = page().unwrap();
        assert!(page.contains(".TH feuillet 1"), "{page}");
        for command in commands {
            assert!(
                page.contains(&format!(".SH FEUILLET {}\n", command.to_uppercase())),
                "{command}"
            );
        }
        for option in options {
            let option = option.replace('-', "\\-");
            assert!(page.contains(&format!("\\-\\-{option}")), "{option}");
        }
        assert!(!page.contains("FEUILLET MANUAL"), "it is for dist only");
    }

    #[test]
    fn lines_are_no_requests_of_roff() {
        assert_eq!(escaped(".a\n'b\nc \\ --d"), "\\&.a\n\\&'b\nc \\e \\-\\-d");
    }
}
