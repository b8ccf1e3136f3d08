//! Hash of everything that the reader is built from, to tell whether an earlier build is up to date.

use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Inputs of the reader's build, besides the assets that its page names.
const INPUTS: [&str; 9] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates",
    "index.html",
    "src",
    "xtask/src/reader",
    "xtask/src/reader.rs",
];

/// Left out of the hash, because it is compiled only for the native command.
const NATIVE_ONLY: [&str; 8] = [
    "crates/dialects",
    "crates/engine",
    "crates/publish",
    "crates/report",
    "crates/settings",
    "src/command",
    "src/command.rs",
    "src/prerender.rs",
];

/// Hashes every input file of the reader and the versions of the tools.
pub(super) fn of_inputs(root: &Path, tool_versions: &[String]) -> Result<u64> {
    let page = root.join("index.html");
    let page = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let mut hasher = DefaultHasher::new();
    tool_versions.hash(&mut hasher);
    for input in INPUTS.iter().copied().chain(assets(&page)) {
        hash_tree(root, Path::new(input), &mut hasher)?;
    }
    Ok(hasher.finish())
}

/// Returns the record to keep beside a reader: the hash of its inputs, and the size and name of each built file.
pub(super) fn with_output(inputs: u64, reader: &Path) -> Result<String> {
    let mut text = format!("{inputs:016x}\n");
    for path in entries(reader)? {
        let size = fs::metadata(&path)
            .with_context(|| format!("cannot read {}", path.display()))?
            .len();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let _ = writeln!(text, "{size} {name}");
    }
    Ok(text)
}

/// Returns the `href` and `src` of the page's `data-trunk` elements.
fn assets(page: &str) -> Vec<&str> {
    let tags = page.split('<').filter(|tag| tag.contains("data-trunk"));
    let values = tags.flat_map(|tag| {
        [" href=\"", " src=\""].into_iter().filter_map(move |name| {
            let value = tag.split(name).nth(1)?;
            value.split('"').next()
        })
    });
    values.collect()
}

fn hash_tree(root: &Path, path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if NATIVE_ONLY.iter().any(|native| path == Path::new(native)) {
        return Ok(());
    }
    let full = root.join(path);
    path.hash(hasher);
    if full.is_dir() {
        for entry in entries(&full)? {
            hash_tree(root, &path.join(entry.file_name().unwrap_or_default()), hasher)?;
        }
        return Ok(());
    }
    match fs::read(&full) {
        Ok(bytes) => bytes.hash(hasher),
        // Trunk reports a missing file better.
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", full.display())),
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let context = || format!("cannot read the folder {}", folder.display());
    let entries = fs::read_dir(folder).with_context(context)?;
    let mut paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()
        .with_context(context)?;
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::{env, fs, process};

    use super::{assets, of_inputs};

    #[test]
    fn assets_are_what_trunk_links_name() {
        for (page, expected) in [
            (r#"<link rel="icon" href="a.svg">"#, vec![]),
            (
                r#"<link data-trunk rel="css" href="styles/main.css"><p>"#,
                vec!["styles/main.css"],
            ),
            (r#"<link data-trunk rel="rust" data-bin="feuillet">"#, vec![]),
            (
                "<link data-trunk\n rel=\"copy-dir\" href=\"fonts\"> <script data-trunk src=\"a.js\"></script>",
                vec!["fonts", "a.js"],
            ),
        ] {
            assert_eq!(assets(page), expected, "{page}");
        }
    }

    #[test]
    fn only_what_feeds_the_reader_changes_the_fingerprint() {
        let root = Folder::new();
        root.write("index.html", r#"<link data-trunk rel="css" href="styles/main.css">"#);
        let versions = ["trunk 1".to_owned()];
        let mut before = of_inputs(&root.0, &versions).expect("a fingerprint");
        for (path, feeds) in [
            ("src/main.rs", true),
            ("src/app/page.rs", true),
            ("src/command/serve.rs", false),
            ("src/command.rs", false),
            ("crates/content/src/date.rs", true),
            ("crates/publish/src/feeds.rs", false),
            ("crates/not-known-yet/src/lib.rs", true),
            ("styles/main.css", true),
            ("styles/notes.txt", false),
            ("content/post.md", false),
            ("Cargo.lock", true),
        ] {
            root.write(path, "changed");
            let after = of_inputs(&root.0, &versions).expect("a fingerprint");
            assert_eq!(after != before, feeds, "{path}");
            before = after;
        }
        let after = of_inputs(&root.0, &["trunk 2".to_owned()]).expect("a fingerprint");
        assert_ne!(after, before, "tool versions");
    }

    /// Temporary folder, removed at the end of the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            Self(env::temp_dir().join(format!("feuillet-fingerprint-{}", process::id())))
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.0.join(path);
            fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder");
            fs::write(path, text).expect("a file");
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}
