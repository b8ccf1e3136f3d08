//! Which files of a folder are looked at.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

/// Its settings as they were called before version 3, hidden from most listings.
pub(crate) const SETTINGS_WITH_A_DOT: [&str; 2] = [".eleventy.js", ".eleventy.cjs"];

/// All files below a folder with their names from there, sorted, without what is hidden, what editors leave behind and
/// what is below the folder `except`.
pub fn files_below(root: &Path, except: &Path) -> Result<Vec<(PathBuf, String)>> {
    let except = except.canonicalize().ok();
    let is_excepted = |path: &Path| {
        let named_alike = except.as_ref().filter(|except| except.file_name() == path.file_name());
        named_alike.is_some_and(|except| path.canonicalize().is_ok_and(|path| path == *except))
    };
    let wanted =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || !(is_left_alone(entry.path()) || is_excepted(entry.path()));
    let mut files = Vec::new();
    for entry in WalkDir::new(root).follow_links(true).into_iter().filter_entry(wanted) {
        let entry = match entry {
            Ok(entry) => entry,
            // A link that leads nowhere, such as the lock of a file that is open in Emacs.
            Err(error)
                if error
                    .path()
                    .is_some_and(|path| is_left_alone(path) || path.is_symlink()) =>
            {
                continue;
            }
            Err(error) => return Err(error).with_context(|| format!("cannot read the folder {}", root.display())),
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry
            .path()
            .strip_prefix(root)
            .context("a file is outside its folder")?;
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        let Some(parts) = parts else {
            bail!(
                "file name {} is not valid Unicode; rename the file",
                entry.path().display()
            );
        };
        let name = parts.join("/").nfc().collect::<String>();
        // The list of written files has one a line.
        if name.contains(char::is_control) {
            bail!("file name {name:?} contains a line break or another control character; rename the file");
        }
        files.push((entry.into_path(), name));
    }
    files.sort_by(|(_, first), (_, second)| first.cmp(second));
    Ok(files)
}

/// Names that begin with a dot (but Eleventy's older settings), the copies that editors make (`post.md~`, `#post.md#`), and installed packages.
pub fn is_left_alone(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (name.starts_with('.') && !SETTINGS_WITH_A_DOT.contains(&name.as_ref()))
        || name == "node_modules"
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
}
