//! Files that an author probably meant by the name of one that is not there.

use std::collections::HashMap;

use feuillet_report::spelling::nearest;

/// Names of a blog's documents and files, to be searched for one that is spelled alike.
#[derive(Debug, Default)]
pub(crate) struct Alike<'a> {
    /// Paths by their last part in lower case; none where several share it.
    by_last_part: HashMap<String, Option<&'a str>>,
    /// Last parts in lower case by folder.
    by_folder: HashMap<&'a str, Vec<String>>,
}

impl<'a> Alike<'a> {
    pub(crate) fn of(paths: impl Iterator<Item = &'a str>) -> Self {
        let mut alike = Self::default();
        for path in paths.filter(|path| path.contains('.')) {
            let (folder, last) = split(path);
            alike.by_folder.entry(folder).or_default().push(last.clone());
            let several = alike.by_last_part.entry(last);
            several.and_modify(|only| *only = None).or_insert(Some(path));
        }
        alike
    }

    /// Returns the one file whose path differs in its folder or in case only, else the file of the same folder whose name
    /// has a typo less: `posts/phto.svg` -> `posts/photo.svg`. Numbers are no typos.
    pub(crate) fn nearest(&self, missing: &str) -> Option<&'a str> {
        let (folder, last) = split(missing);
        // The name of half of the files says nothing.
        if last.is_empty() || last.starts_with("index.") {
            return None;
        }
        if let Some(found) = self.by_last_part.get(&last) {
            return *found;
        }
        let numbers = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
        let beside = self.by_folder.get(folder)?.iter().map(String::as_str);
        let meant = nearest(&last, beside.filter(|other| numbers(other) == numbers(&last)))?;
        // Several files may have that name, in other folders.
        let only = self.by_last_part.get(meant).copied().flatten()?;
        (split(only).0 == folder).then_some(only)
    }
}

/// Splits a path into its folder and its last part in lower case, by which names of files are compared.
fn split(path: &str) -> (&str, String) {
    let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
    (folder, last.to_lowercase())
}

/// Path of a file of the content folder, relative to the folder of a document.
pub(crate) fn relative(folder: &str, file: &str) -> String {
    let folders: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let parts: Vec<&str> = file.split('/').collect();
    let pairs = folders.iter().zip(&parts[..parts.len() - 1]);
    let common = pairs.take_while(|(first, second)| first == second).count();
    let up = "../".repeat(folders.len() - common);
    up + &parts[common..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_the_folder_of_the_document() {
        for (folder, file, name) in [
            ("posts", "posts/a.md", "a.md"),
            ("posts/trip", "posts/a.md", "../a.md"),
            ("posts", "assets/img/a.png", "../assets/img/a.png"),
            ("", "a.md", "a.md"),
            ("a/a", "a/b/a.md", "../b/a.md"),
        ] {
            assert_eq!(relative(folder, file), name, "{folder} {file}");
        }
    }

    #[test]
    fn a_file_is_meant_that_differs_in_its_folder_in_case_or_by_a_typo() {
        let files = [
            "posts/photo.svg",
            "posts/img-10.png",
            "posts/Map.JPEG",
            "assets/logo.png",
            "a/twice.png",
            "b/twice.png",
            "posts/index.md",
        ];
        let alike = Alike::of(files.into_iter());
        for (missing, expected) in [
            ("posts/phto.svg", Some("posts/photo.svg")),
            ("posts/Photo.svg", Some("posts/photo.svg")),
            ("assets/photo.svg", Some("posts/photo.svg")),
            ("posts/map.jpg", Some("posts/Map.JPEG")),
            ("assets/phto.svg", None),
            ("posts/img-11.png", None),
            ("posts/imgs-10.png", Some("posts/img-10.png")),
            ("posts/lgo.png", None),
            ("c/twice.png", None),
            ("posts/else.svg", None),
            ("trip/index.md", None),
            ("", None),
        ] {
            assert_eq!(alike.nearest(missing), expected, "{missing}");
        }
    }
}
