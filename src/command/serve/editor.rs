//! Links that open a file of the author's in an editor.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use feuillet_content::percent;

/// Environment variable with the pattern of the links, such as `vscode://file/{file}:{line}:{column}`.
pub(super) const VARIABLE: &str = "FEUILLET_EDITOR_URL";

/// Pattern of links to places in the author's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Editor {
    pattern: String,
    /// Folders that the names in findings are relative to, in the order in which they are tried.
    folders: Vec<PathBuf>,
}

impl Editor {
    /// Takes the pattern of the environment; `None` if there is none.
    ///
    /// # Errors
    ///
    /// If the pattern names no file or is no address of a program.
    pub(super) fn new(pattern: Option<String>, folders: &[&Path]) -> Result<Option<Self>> {
        let Some(pattern) = pattern.filter(|pattern| !pattern.trim().is_empty()) else {
            return Ok(None);
        };
        let scheme = pattern.split_once(':').map_or("", |(scheme, _)| scheme.trim());
        let is_scheme = !scheme.is_empty()
            && scheme
                .chars()
                .all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it));
        // A browser would run it.
        let is_code = ["javascript", "data"].contains(&&*scheme.to_ascii_lowercase());
        if !is_scheme || is_code || !pattern.contains("{file}") {
            bail!(
                "{VARIABLE} is `{pattern}`, which is not the address of a file in an editor\n\
                 help: write one with {{file}}, and {{line}} and {{column}} if you like, such as \
                 `vscode://file/{{file}}:{{line}}:{{column}}`"
            );
        }
        let folders = folders.iter();
        let folders = folders.map(|folder| folder.canonicalize().unwrap_or_else(|_| (*folder).to_owned()));
        Ok(Some(Self {
            pattern: pattern.trim().to_owned(),
            folders: folders.collect(),
        }))
    }

    /// Link to a place in a file, as far as it is known: line and column are 1 where they are not.
    pub(super) fn link(&self, file: &str, line: usize, column: usize) -> String {
        let mut places = self.folders.iter().map(|folder| folder.join(file));
        let place = places.find(|place| place.exists());
        let place = place.or_else(|| Some(self.folders.first()?.join(file)));
        let place = place.map(|place| place.display().to_string().replace('\\', "/"));
        let place = place.unwrap_or_else(|| file.to_owned());
        let place = percent::encode_path(&place);
        // `vscode://file/{file}` means one slash, whether the path brings it or the pattern has it.
        let (before, after) = self.pattern.split_once("{file}").unwrap_or((&self.pattern, ""));
        let before = match before.strip_suffix('/') {
            Some(shorter) if place.starts_with('/') && !before.ends_with("://") => shorter,
            _ => before,
        };
        let pattern = format!("{before}{{file}}{after}");
        pattern
            .replace("{line}", &line.max(1).to_string())
            .replace("{column}", &column.max(1).to_string())
            .replace("{file}", &place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(pattern: &str, file: &str, line: usize, column: usize) -> String {
        let editor = Editor::new(Some(pattern.to_owned()), &[Path::new("/no/blog")]).unwrap();
        editor.unwrap().link(file, line, column)
    }

    #[test]
    fn links_lead_to_the_place() {
        for (pattern, line, column, expected) in [
            (
                "vscode://file/{file}:{line}:{column}",
                3,
                7,
                "vscode://file/no/blog/posts/a%20b.md:3:7",
            ),
            (
                "vscode://file{file}:{line}",
                0,
                0,
                "vscode://file/no/blog/posts/a%20b.md:1",
            ),
            (
                "txmt://open?url=file://{file}&line={line}",
                3,
                0,
                "txmt://open?url=file:///no/blog/posts/a%20b.md&line=3",
            ),
        ] {
            assert_eq!(link(pattern, "posts/a b.md", line, column), expected);
        }
    }

    #[test]
    fn what_is_no_address_of_a_file_is_told() {
        assert_eq!(Editor::new(None, &[]).unwrap(), None);
        assert_eq!(Editor::new(Some(" ".to_owned()), &[]).unwrap(), None);
        for pattern in ["vscode://file/", "code {file}", "javascript:alert('{file}')", "{file}"] {
            let error = Editor::new(Some(pattern.to_owned()), &[]).unwrap_err().to_string();
            assert!(
                error.contains(pattern) && error.contains("vscode://file/{file}"),
                "{error}"
            );
        }
    }
}
