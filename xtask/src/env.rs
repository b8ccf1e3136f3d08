//! `cargo xtask env`: prints shell commands that put the tools on PATH.

use std::process::ExitCode;

use anyhow::Result;

use crate::setup;

pub(crate) fn print() -> Result<ExitCode> {
    let folders = setup::for_reader()?.folders;
    if !folders.is_empty() {
        let folders: Vec<_> = folders.iter().map(|folder| folder.to_string_lossy()).collect();
        println!("export PATH={}:\"$PATH\"", quoted(&folders.join(":")));
    }
    Ok(ExitCode::SUCCESS)
}

/// Quotes a word for a POSIX shell: `it's` -> `'it'\''s'`.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_shell_takes_quoted_words_as_they_are() {
        for (text, expected) in [
            ("/a/b", "'/a/b'"),
            ("/with space", "'/with space'"),
            ("/it's", r"'/it'\''s'"),
            ("$HOME", "'$HOME'"),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }
}
