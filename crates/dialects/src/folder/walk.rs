//! Which files of a folder are looked at, and which are left out because nothing can be read there.

use std::collections::BTreeSet;
use std::fs::{self, FileType};
use std::io::ErrorKind;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use anyhow::{Context, Result};
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::links::is_markdown;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, Error, WalkDir};

use super::linked_folders::{Entered, Folders, again, documents_again, published_again};
use super::names::{self, Patterns};

/// Its settings as they were called before version 3, hidden from most listings.
pub(crate) const SETTINGS_WITH_A_DOT: [&str; 2] = [".eleventy.js", ".eleventy.cjs"];

/// A file at the top of every published folder.
pub const PUBLISHED: &str = ".feuillet-files";

/// The folder in a blog that it is published to by default.
pub const PUBLIC: &str = "public";

/// The files of a folder.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Places on this machine with their names from the folder, sorted by name.
    pub files: Vec<(PathBuf, String)>,
    /// Findings about what is left out.
    pub left_out: Vec<Finding>,
    /// Hidden files, copies of editors and the like, which are left out unless the author or the generator includes
    /// them.
    pub set_aside: Vec<(PathBuf, String)>,
    /// Names of hidden folders that were not looked into, but those of tools.
    pub closed: Vec<String>,
    /// Links to folders and files outside, with their names from the folder.
    pub outside: Vec<OutsideLink>,
}

/// A symbolic link to a folder or file outside of the folder that it lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideLink {
    pub name: String,
    /// The real folder or file.
    pub target: PathBuf,
    pub is_file: bool,
}

/// All files below a folder, without what is below the folder `except`. What is hidden and what editors leave behind
/// comes apart from the others, and folders of that kind are not looked into unless `patterns` include something there.
/// Names that cannot be written into a list, links that lead nowhere and what is no file are left out. A link to a folder
/// that has a place of its own gives its files, but not its documents, another name (`static/img` -> `assets/img`); apart
/// from that, each real folder is looked through once, however many links lead to it.
///
/// # Errors
///
/// When the folder itself cannot be looked through.
pub fn files_below(root: &Path, except: &Path, patterns: &Patterns) -> Result<Files> {
    let except = except.canonicalize().ok();
    let is_excepted = |path: &Path| {
        let named_alike = except.as_ref().filter(|except| except.file_name() == path.file_name());
        named_alike.is_some_and(|except| path.canonicalize().is_ok_and(|path| path == *except))
    };
    let is_wanted = |path: &Path| !(is_left_alone(path) || is_excepted(path));
    let wanted = |entry: &DirEntry| entry.depth() == 0 || is_wanted(entry.path());
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let mut found = Files::default();
    let mut folders = Folders::of(root, except.clone());
    // The last link to a folder that has a place of its own, until a document in it is left out.
    let mut alias = None;
    let mut nameless = Vec::new();
    let mut walk = WalkDir::new(root).follow_links(true).into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            // Such as the lock of a file that is open in Emacs, a link that leads nowhere.
            Err(error) if error.path().is_some_and(is_left_alone) => continue,
            Err(error) if error.depth() > 0 && error.path().is_some() => {
                found.left_out.push(unreachable(root, &error));
                continue;
            }
            // The error does not say where.
            Err(error) if error.depth() > 0 => {
                nameless.push(error);
                continue;
            }
            Err(error) => return Err(error).with_context(|| format!("cannot read the folder {}", root.display())),
        };
        let is_folder = entry.file_type().is_dir();
        if !wanted(&entry) && !is_excepted(entry.path()) && entry.path_is_symlink() && is_folder {
            walk.skip_current_dir();
            continue;
        }
        if !wanted(&entry) {
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let name = name_of(relative).ok().filter(|_| !is_excepted(entry.path()));
            let is_included = name.as_ref().is_some_and(|name| patterns.includes(name));
            if is_folder {
                match name {
                    Some(name) if patterns.may_include_below(&name) => continue,
                    Some(name) if !names::is_of_a_tool(last(&name)) => found.closed.push(name),
                    _ => {}
                }
                walk.skip_current_dir();
            } else if is_hidden_document(entry.path()) && !is_included {
                found.left_out.push(finding(relative, hidden_document()));
            } else if let Some(name) = name.filter(|_| entry.file_type().is_file()) {
                found.set_aside.push((entry.into_path(), name));
            }
            continue;
        }
        if entry.depth() == 0 && is_folder {
            continue;
        }
        let relative = entry.path().strip_prefix(root).context("a file outside its folder")?;
        let name = match name_of(relative) {
            Ok(name) => name,
            Err(fault) => {
                found.left_out.push(finding(relative, fault));
                if is_folder {
                    walk.skip_current_dir();
                }
                continue;
            }
        };
        if is_folder {
            match folders.enter(&entry, &is_wanted) {
                Entered::Published => {
                    walk.skip_current_dir();
                    found.left_out.push(finding(relative, published_again()));
                }
                _ if entry.path().join(PUBLISHED).is_file() => {
                    walk.skip_current_dir();
                    // Where blogs are published to by default, it is expected.
                    if relative != Path::new(PUBLIC) {
                        found.left_out.push(finding(relative, published_before()));
                    }
                }
                Entered::Folder => {}
                Entered::Outside(target) => found.outside.push(OutsideLink {
                    name,
                    target,
                    is_file: false,
                }),
                Entered::Alias(folder) => alias = Some((relative.to_owned(), folder)),
                Entered::Again(folder) => {
                    walk.skip_current_dir();
                    found.left_out.push(finding(relative, again(&folder)));
                }
            }
        } else if is_markdown(&name) && folders.is_below_alias(entry.path()) {
            // Told once for each link.
            if let Some((link, folder)) = alias.take() {
                found.left_out.push(finding(&link, documents_again(&folder)));
            }
        } else if entry.file_type().is_file() {
            if entry.path_is_symlink()
                && let Ok(target) = entry.path().canonicalize()
                && !target.starts_with(&real_root)
            {
                let (name, is_file) = (name.clone(), true);
                found.outside.push(OutsideLink { name, target, is_file });
            }
            // Below a hidden folder that was looked into for some other file.
            let is_aside = name.split('/').any(|part| is_left_alone(Path::new(part)));
            let files = if is_aside {
                &mut found.set_aside
            } else {
                &mut found.files
            };
            files.push((entry.into_path(), name));
        } else {
            let message = format!("{} is not a regular file, so it is skipped", kind(entry.file_type()));
            let diagnostic = Diagnostic::warning(Rule::File, message, "move it out of the content folder");
            found.left_out.push(finding(relative, diagnostic));
        }
    }
    if let Some(error) = nameless.first() {
        found.left_out.extend(closed_links(root, wanted, error));
    }
    // By place as well: disks list twins in any order, and a composed name comes after a decomposed one.
    found
        .files
        .sort_by(|(at, name), (other_at, other)| name.cmp(other).then_with(|| other_at.cmp(at)));
    let twins = &mut found.left_out;
    let mut taken = BTreeSet::new();
    found.files.retain_mut(|(path, name)| {
        if taken.insert(name.clone()) {
            return true;
        }
        let relative = path.strip_prefix(root).unwrap_or(path);
        // Documents get addresses apart; other files are found by their names.
        let own_name = relative.to_str().filter(|_| is_markdown(name));
        let own_name = own_name.map(|own| own.replace(MAIN_SEPARATOR, "/"));
        let is_kept = own_name.as_ref().is_some_and(|own| taken.insert(own.clone()));
        twins.push(finding(relative, twin(name, is_kept)));
        if is_kept && let Some(own) = own_name {
            *name = own;
        }
        is_kept
    });
    Ok(found)
}

/// Findings about links to folders that cannot be opened, for which the walk gave errors without a path. If none is
/// found, one about the folder that was looked through.
fn closed_links(root: &Path, wanted: impl Fn(&DirEntry) -> bool, error: &Error) -> Vec<Finding> {
    let entries = WalkDir::new(root).into_iter().filter_entry(wanted).flatten();
    let links = entries.filter(|entry| entry.path_is_symlink() && entry.path().is_dir());
    let closed = links.filter_map(|link| {
        let error = fs::read_dir(link.path()).err()?;
        let relative = link.path().strip_prefix(root).unwrap_or(link.path());
        Some(finding(relative, unlooked(&reason(&error))))
    });
    let mut findings: Vec<Finding> = closed.collect();
    if findings.is_empty() {
        findings.push(unreachable(root, error));
    }
    findings
}

/// Problem with a place that cannot be looked at.
fn unlooked(reason: &str) -> Diagnostic {
    Diagnostic::error(
        Rule::File,
        format!("cannot read it, so it is skipped: {reason}"),
        "check that it exists and that you have permission to read it",
    )
}

/// Problem with a file whose name only differs from another one in how its accents are encoded (NFC, NFD).
fn twin(other: &str, is_kept: bool) -> Diagnostic {
    let outcome = if is_kept {
        "links to it lead to the other one"
    } else {
        "so it is skipped"
    };
    Diagnostic::error(
        Rule::File,
        format!("the file has the same name as `{other}`, with accents encoded differently, {outcome}"),
        "rename one of the two files",
    )
}

/// Problem with a folder that an earlier publish made in the content folder.
fn published_before() -> Diagnostic {
    Diagnostic::warning(
        Rule::File,
        "the folder was published by Feuillet, so it is skipped",
        "remove it, or move it out of the content folder",
    )
}

/// Whether a file is a document by its extension, hidden by its name: `.NET.md`. What systems leave behind is none.
fn is_hidden_document(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_prefix('.').unwrap_or_default();
    stem.starts_with(char::is_alphanumeric) && is_markdown(stem)
}

fn hidden_document() -> Diagnostic {
    Diagnostic::warning(
        Rule::File,
        "the file name begins with a dot, so the file is hidden and skipped",
        "rename the file, such as `dot-net.md` for `.NET.md`",
    )
}

/// The real places of the files below a folder that are links, or that links lead to.
pub fn linked_files(root: &Path) -> Vec<PathBuf> {
    let Ok(Files { files, outside, .. }) = files_below(root, Path::new(""), &Patterns::default()) else {
        return Vec::new();
    };
    let is_linked = |name: &str| {
        let mut above = name.rmatch_indices('/').map(|(at, _)| &name[..at]);
        above.any(|folder| outside.iter().any(|link| link.name == folder))
    };
    let links = files
        .into_iter()
        .filter(|(path, name)| path.is_symlink() || is_linked(name));
    links.filter_map(|(path, _)| path.canonicalize().ok()).collect()
}

/// Finding about a file that cannot be read. `name` is its name from the folder.
pub fn unreadable(name: &AuthorPath, error: &std::io::Error) -> Finding {
    let diagnostic = Diagnostic::error(
        Rule::File,
        format!("cannot read the file, so it is skipped: {}", reason(error)),
        "check that it exists and that you have permission to read it",
    );
    Finding::new(name, "", diagnostic)
}

/// Returns a path as a name, in NFC.
fn name_of(relative: &Path) -> std::result::Result<String, Diagnostic> {
    let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
    let Some(parts) = parts else {
        return Err(Diagnostic::error(
            Rule::File,
            "the file name is not valid Unicode, so the file is skipped",
            "rename the file",
        ));
    };
    let name = parts.join("/").nfc().collect::<String>();
    // The list of written files has one a line.
    if name.contains(char::is_control) {
        return Err(Diagnostic::error(
            Rule::File,
            "the file name contains a control character, such as a line break, so the file is skipped",
            "rename the file",
        ));
    }
    Ok(name)
}

/// The last part of a name.
fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or_default()
}

/// Finding about a place that cannot be looked at.
fn unreachable(root: &Path, error: &Error) -> Finding {
    let path = error.path().unwrap_or(root);
    let diagnostic = if error.loop_ancestor().is_some() {
        Diagnostic::error(
            Rule::File,
            "the symbolic link leads to a folder that contains it, so it is skipped",
            "remove the link",
        )
    } else if path.is_symlink()
        && error
            .io_error()
            .is_none_or(|error| error.kind() != ErrorKind::PermissionDenied)
    {
        Diagnostic::error(
            Rule::File,
            "the symbolic link leads to no file, so it is skipped",
            "create the file that it leads to, or remove the link",
        )
    } else {
        unlooked(&error.io_error().map_or_else(|| error.to_string(), reason))
    };
    finding(path.strip_prefix(root).unwrap_or(path), diagnostic)
}

/// The reason of an error, without its number: `permission denied`.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    text.to_lowercase()
}

/// A finding about a path, whose special characters are escaped: `caf\xE9.md`.
#[expect(clippy::unnecessary_debug_formatting, reason = "it escapes what is not text")]
fn finding(relative: &Path, diagnostic: Diagnostic) -> Finding {
    let escaped: Vec<String> = relative
        .iter()
        .map(|part| {
            let quoted = format!("{part:?}");
            quoted[1..quoted.len() - 1].replace("\\\"", "\"").replace("\\'", "'")
        })
        .collect();
    Finding::new(&AuthorPath::new(&escaped.join("/")), "", diagnostic)
}

#[cfg(unix)]
fn kind(file_type: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if file_type.is_socket() {
        "a socket"
    } else if file_type.is_fifo() {
        "a pipe"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn kind(_: FileType) -> &'static str {
    "this"
}

/// Names that begin with a dot (but Eleventy's older settings, and what RFC 8615 has hosts serve), the copies that editors
/// make (`post.md~`, `#post.md#`), and installed packages.
pub fn is_left_alone(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (name.starts_with('.') && name != names::WELL_KNOWN && !SETTINGS_WITH_A_DOT.contains(&name.as_ref()))
        || name == "node_modules"
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
}

#[cfg(test)]
mod tests;
