//! What a publish will leave in the published folder: for every path, what its bytes are made of and how to make them.
//!
//! To publish something more, add it here once the library is known:
//!
//! - [`Plan::text`] for a text that is known now,
//! - [`Plan::make`] for one that is costly: it comes with the digest of *everything* that it is made of, and is made
//!   only when that is not what it was the last time. It may ask the [`Worker`] for the blog as the app sees it,
//! - [`Plan::copy`] for a file of the author's or the reader's, [`Plan::same`] for another name of an output,
//! - [`Plan::late`] for what is made of the others' contents.
//!
//! An output must follow from its digest alone. What a maker looks at and the digest does not know of would stay as it
//! was in a publish that changes little.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, bail};

use super::compress::{Effort, Encoding, is_compressible};
use super::contents::Contents;
use super::digest::{Digest, Inputs};
use super::disk;
use super::read::Entry;
use super::scan::Source;
use super::stamp::{SourceStamp, now};
use super::worker::Worker;

/// The outputs by their path in the published folder, with `/` and without one at the start.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) outputs: BTreeMap<String, Planned>,
    /// Paths that two things wanted; the later one has it.
    pub(super) collisions: Vec<String>,
    /// Paths of what another path leads to as well: other spellings and old addresses.
    other_names: BTreeSet<String>,
    /// Paths whose contents late outputs ask for.
    pub(super) asked_for: BTreeSet<String>,
}

/// One output.
pub(super) struct Planned {
    /// Of all that it is made of; none when that cannot be told, so that it is made each time.
    pub(super) digest: Option<Digest>,
    pub(super) origin: Origin,
}

/// Makes an output's bytes.
pub(super) type Maker = Box<dyn Fn(&Worker<'_>) -> Result<Vec<u8>> + Send + Sync>;

/// Makes an output of what others hold.
pub(super) type LateMaker = Box<dyn Fn(&Contents) -> Result<Vec<u8>> + Send + Sync>;

/// Where an output's bytes come from.
pub(super) enum Origin {
    Text(Arc<str>),
    Make(Maker),
    /// Made after all others, and each time: what it is made of is not known before.
    Late(LateMaker),
    Copy(PathBuf),
    /// The raw Markdown of an entry.
    Document(Markdown),
    /// What somebody put into the published folder. It is moved there at most, and never on the list of written files.
    Dropped(Markdown),
    /// Another output in an encoding. That one is not derived itself.
    Derived {
        of: String,
        encoding: Encoding,
    },
}

/// A Markdown file that was read before.
#[derive(Clone, Debug)]
pub(super) struct Markdown {
    pub(super) path: PathBuf,
    /// The document that it is; none is published as it is.
    source: Option<Source>,
    digest: Option<Digest>,
}

impl Markdown {
    /// The bytes to publish, as they were when the blog was read.
    ///
    /// # Errors
    ///
    /// When they are others by now: half of the publish would be of the one text, half of the other.
    pub(super) fn bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = disk::read(&self.path)?;
        if let Some(source) = &self.source {
            let translated = source.translate(&bytes);
            if !translated.is_as_written() {
                bytes = translated.text().as_bytes().to_vec();
            }
        }
        if self.digest.is_some_and(|digest| digest != Digest::of(&bytes)) {
            bail!(
                "{} was changed while the blog was being published: publish again",
                self.path.display()
            );
        }
        Ok(bytes)
    }

    /// The text as browsers decode it: without a byte order mark, with what is not UTF-8 replaced.
    pub(super) fn text(&self) -> Result<String> {
        let bytes = self.bytes()?;
        let text = String::from_utf8_lossy(&bytes);
        Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
    }
}

impl Plan {
    /// A text that is known now.
    pub(super) fn text(&mut self, path: String, text: String) {
        let digest = Some(Digest::of(text.as_bytes()));
        self.put(path, digest, Origin::Text(text.into()));
    }

    /// Something made when it is needed. `digest` is of everything that it is made of.
    pub(super) fn make(
        &mut self,
        path: String,
        digest: Digest,
        maker: impl Fn(&Worker<'_>) -> Result<Vec<u8>> + Send + Sync + 'static,
    ) {
        self.put(path, Some(digest), Origin::Make(Box::new(maker)));
    }

    /// Something made of the contents of other outputs, whose paths are put into `asked_for`.
    pub(super) fn late(&mut self, path: String, maker: LateMaker) {
        self.put(path, None, Origin::Late(maker));
    }

    /// A file to publish as it is.
    pub(super) fn copy(&mut self, path: String, from: PathBuf) {
        let looked_at = now();
        let stamp = SourceStamp::of(&from).ok();
        let settled = stamp.filter(|source| source.stamp.is_settled(looked_at));
        let digest = settled.and_then(|stamp| {
            let mut inputs = Inputs::new("copy");
            inputs.add(from.as_os_str().as_encoded_bytes());
            inputs.add(&postcard::to_stdvec(&stamp).ok()?);
            Some(inputs.finish())
        });
        self.put(path, digest, Origin::Copy(from));
    }

    /// A further name of another output, which must be there already.
    pub(super) fn same(&mut self, path: String, of: &str) {
        self.other_names.insert(path.clone());
        self.derive(path, of, Encoding::Same);
    }

    /// A page that leads on from an old address.
    pub(super) fn redirect(&mut self, path: String, text: String) {
        self.other_names.insert(path.clone());
        self.text(path, text);
    }

    /// The raw Markdown of an entry.
    pub(super) fn document(&mut self, path: String, entry: &Entry) {
        let markdown = Markdown {
            path: entry.source.path.clone(),
            source: Some(entry.source.clone()),
            digest: Some(entry.digest),
        };
        let origin = if entry.source.dropped {
            Origin::Dropped(markdown)
        } else {
            Origin::Document(markdown)
        };
        self.put(path, Some(entry.digest), origin);
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        self.outputs.contains_key(path)
    }

    /// A text of the plan that is known already.
    pub(super) fn known_text(&self, path: &str) -> Option<&str> {
        match &self.outputs.get(path)?.origin {
            Origin::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The paths of the files that are published as they are.
    pub(super) fn copies(&self) -> impl Iterator<Item = &str> {
        let copies = self
            .outputs
            .iter()
            .filter(|(_, planned)| matches!(planned.origin, Origin::Copy(_)));
        copies.map(|(path, _)| path.as_str())
    }

    /// The folders at the top.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        self.outputs
            .keys()
            .filter_map(|path| Some(path.split_once('/')?.0))
            .collect()
    }

    pub(super) fn get(&self, path: &str) -> Option<&Planned> {
        self.outputs.get(path)
    }

    /// Keeps files that were dropped into the published folder: those that are served as they are, and those that are
    /// no part of what is published now: drafts, hidden files, files whose name the content folder has too.
    pub(super) fn keep(&mut self, dropped: &[(PathBuf, String)], published: &BTreeSet<PathBuf>) {
        for (path, name) in dropped {
            let kept_as_it_is = match self.outputs.get(name) {
                None => !published.contains(path),
                Some(planned) => matches!(&planned.origin, Origin::Copy(from) if from == path),
            };
            if kept_as_it_is {
                let markdown = Markdown {
                    path: path.clone(),
                    source: None,
                    digest: None,
                };
                let planned = Planned {
                    digest: None,
                    origin: Origin::Dropped(markdown),
                };
                self.outputs.insert(name.clone(), planned);
            }
        }
    }

    /// A file and a folder cannot have one name: the file gives way, and its path is told with the collisions.
    pub(super) fn settle_names(&mut self) {
        let mut in_the_way = BTreeSet::new();
        for path in self.outputs.keys() {
            for (end, _) in path.match_indices('/') {
                if self.outputs.contains_key(&path[..end]) {
                    in_the_way.insert(path[..end].to_owned());
                }
            }
        }
        for path in in_the_way {
            self.outputs.remove(&path);
            self.outputs
                .retain(|_, planned| !matches!(&planned.origin, Origin::Derived { of, .. } if *of == path));
            self.collisions.push(path);
        }
    }

    /// For disks that do not tell names apart by their case: other names, such as `tags/Rust` for `tags/rust`, that are
    /// there already or would lie in a folder that is there with another spelling are left out.
    pub(super) fn settle_cases(&mut self) {
        let with_folders = |path: &str| {
            let folders = path.match_indices('/').map(|(end, _)| path[..end].to_owned());
            folders.chain([path.to_owned()]).collect::<Vec<_>>()
        };
        let mut spellings: BTreeMap<String, String> = BTreeMap::new();
        for path in self.outputs.keys().filter(|path| !self.other_names.contains(*path)) {
            for part in with_folders(path) {
                spellings.entry(part.to_lowercase()).or_insert(part);
            }
        }
        for path in &self.other_names {
            let parts = with_folders(path);
            let is_apart = |part: &String| spellings.get(&part.to_lowercase()).is_none_or(|known| known == part);
            if parts.iter().all(is_apart) {
                spellings.extend(parts.into_iter().map(|part| (part.to_lowercase(), part)));
            } else {
                self.outputs.remove(path);
            }
        }
    }

    /// Beside each folder's `index.html` the same page under the folder's name, for hosts that know no folders:
    /// `posts/hello.html` for `posts/hello/index.html`. What has that name already keeps it.
    pub(super) fn add_html_files(&mut self) {
        let pages: Vec<String> = self
            .outputs
            .keys()
            .filter(|path| path.ends_with("/index.html"))
            .cloned()
            .collect();
        for page in pages {
            let name = format!("{}.html", page.trim_end_matches("/index.html"));
            if self.is_free(&name) {
                self.same(name, &page);
            }
        }
    }

    /// Beside each text its compressed forms, where they are smaller. `is_of_reader` tells by their paths the files that
    /// every visitor loads and that seldom change: they are worth a long search.
    pub(super) fn add_compressed(&mut self, is_of_reader: impl Fn(&str) -> bool) {
        let mut texts = Vec::new();
        for (path, planned) in &self.outputs {
            let effort = match &planned.origin {
                Origin::Dropped(_) => continue,
                _ if is_of_reader(path) => Effort::Most,
                _ => Effort::Bulk,
            };
            if is_compressible(path) {
                texts.push((path.clone(), effort));
            }
        }
        for (text, effort) in texts {
            for (extension, encoding) in [("br", Encoding::Brotli(effort)), ("gz", Encoding::Gzip)] {
                let path = format!("{text}.{extension}");
                if self.is_free(&path) {
                    self.derive(path, &text, encoding);
                }
            }
        }
    }

    /// Whether something may come to lie at a path: it names neither a file nor a folder, lies below no file, and is not
    /// too long.
    pub(super) fn is_free(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let below = self.outputs.range(folder.clone()..).next();
        let mut above = path.match_indices('/').map(|(end, _)| &path[..end]);
        let name = path.rsplit('/').next().unwrap_or_default();
        name.len() <= disk::MAX_NAME
            && !self.contains(path)
            && !below.is_some_and(|(below, _)| below.starts_with(&folder))
            && !above.any(|above| self.contains(above))
    }

    fn derive(&mut self, path: String, of: &str, encoding: Encoding) {
        let Some(original) = self.outputs.get(of) else { return };
        let of = match &original.origin {
            // Only names are derived from what is derived, and bytes from bytes.
            Origin::Derived { of, .. } => of.clone(),
            _ => of.to_owned(),
        };
        let digest = original.digest.map(|digest| {
            let mut inputs = Inputs::new(encoding.name());
            inputs.digest(digest);
            inputs.finish()
        });
        self.put(path, digest, Origin::Derived { of, encoding });
    }

    fn put(&mut self, path: String, digest: Option<Digest>, origin: Origin) {
        if self.outputs.insert(path.clone(), Planned { digest, origin }).is_some() {
            self.collisions.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_give_way_where_case_does_not_count() {
        let mut plan = Plan::default();
        for path in ["tags/rust/index.html", "posts/a/index.html", "Photo.jpg"] {
            plan.text(path.to_owned(), String::new());
        }
        for path in [
            "tags/Rust/index.html",
            "tags/métier/index.html",
            "tags/Métier/index.html",
        ] {
            plan.same(path.to_owned(), "tags/rust/index.html");
        }
        for path in [
            "Posts/Old/index.html",
            "POSTS/A/index.html",
            "posts/Old/index.html",
            "Old.html",
        ] {
            plan.redirect(path.to_owned(), String::new());
        }
        plan.settle_cases();
        assert_eq!(
            plan.outputs.keys().map(String::as_str).collect::<Vec<_>>(),
            [
                "Old.html",
                "Photo.jpg",
                "posts/Old/index.html",
                "posts/a/index.html",
                "tags/Métier/index.html",
                "tags/rust/index.html",
            ]
        );
    }
}
