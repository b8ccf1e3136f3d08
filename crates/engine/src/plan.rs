//! Plan of the published folder: for every path, what its bytes are made of and how to make them.
//!
//! - [`Plan::text`]: a text that is known now,
//! - [`Plan::make`]: something costly, made when its inputs are not those of the last time,
//! - [`Plan::make_from`]: the same, made of the bytes of another output, too,
//! - [`Plan::copy`]: a file, [`Plan::original`]: a file that is read through an [`Original`],
//! - [`Plan::same`]: another name of an output,
//! - [`Plan::late`]: what is made of the contents of the others.

mod collisions;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use serde::Serialize;

use crate::compress::{Effort, Encoding, is_compressible};
use crate::digest::Digest;
use crate::disk;
use crate::file_hash::Contents;
use crate::file_stamp::{SourceStamp, now};

/// The outputs by their path in the published folder, with `/` and without one at the start.
#[derive(Default)]
pub struct Plan {
    pub outputs: BTreeMap<String, Planned>,
    /// Paths that two things wanted; the later one has it.
    collisions: Vec<String>,
    /// Paths of what another path leads to as well: other spellings and old addresses.
    other_names: BTreeSet<String>,
    /// Paths whose contents late outputs ask for.
    pub(crate) asked_for: BTreeSet<String>,
}

/// One output.
pub struct Planned {
    /// Digest of everything that it is made of; none when that cannot be told, so that it is made each time.
    pub digest: Option<Digest>,
    pub origin: Origin,
}

/// Makes an output's bytes.
pub type Maker = Box<dyn Fn() -> Result<Vec<u8>> + Send + Sync>;

/// Makes an output's bytes of another's.
pub type MakerFrom = Box<dyn Fn(&[u8]) -> Result<Vec<u8>> + Send + Sync>;

/// Makes an output of what others hold.
pub type LateMaker = Box<dyn Fn(&Contents) -> Result<Vec<u8>> + Send + Sync>;

/// Origin of an output's bytes.
pub enum Origin {
    Text(Arc<str>),
    Make(Maker),
    /// Made of the bytes of the output at `of`.
    MakeFrom {
        of: String,
        maker: MakerFrom,
    },
    /// Made after all others, and each time: what it is made of is not known before.
    Late(LateMaker),
    Copy(PathBuf),
    Original(Arc<dyn Original>),
    /// A file that somebody put into the published folder. It is moved there at most, and never on the list of written
    /// files.
    Dropped(Arc<dyn Original>),
    /// Another output in an encoding.
    Derived {
        of: String,
        encoding: Encoding,
    },
}

impl Origin {
    /// The output whose bytes it needs.
    pub fn parent(&self) -> Option<&str> {
        match self {
            Self::MakeFrom { of, .. } | Self::Derived { of, .. } => Some(of),
            _ => None,
        }
    }
}

/// A file whose bytes are published after a change that depends on the file alone, such as a translation.
pub trait Original: Send + Sync {
    /// Path of the file.
    fn path(&self) -> &Path;

    /// The bytes to publish.
    fn bytes(&self) -> Result<Vec<u8>>;
}

/// A file whose bytes are published as they are.
struct Unchanged(PathBuf);

impl Original for Unchanged {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        disk::read(&self.0)
    }
}

impl Plan {
    /// A text that is known now.
    pub fn text(&mut self, path: String, text: String) {
        let digest = Some(Digest::of(text.as_bytes()));
        self.put(path, digest, Origin::Text(text.into()));
    }

    /// Something made when it is needed, of `inputs` and nothing else. `kind` tells makers with the same inputs apart.
    ///
    /// ```text
    /// plan.make("icons/192.png".to_owned(), "icon", IconInputs { size: 192, drawing }, draw);
    /// ```
    pub fn make<I: Serialize + Send + Sync + 'static>(
        &mut self,
        path: String,
        kind: &'static str,
        inputs: I,
        maker: fn(&I) -> Result<Vec<u8>>,
    ) {
        let digest = Digest::of_inputs(kind, &inputs);
        self.put(path, digest, Origin::Make(Box::new(move || maker(&inputs))));
    }

    /// The same, made of the bytes of the output `of`, too, which must be planned already.
    pub fn make_from<I: Serialize + Send + Sync + 'static>(
        &mut self,
        path: String,
        of: &str,
        kind: &'static str,
        inputs: I,
        maker: fn(&I, &[u8]) -> Result<Vec<u8>>,
    ) {
        let of_parent = self.outputs.get(of).and_then(|parent| parent.digest);
        let digest = of_parent.and_then(|parent| Digest::of_inputs(kind, &(parent, &inputs)));
        let origin = Origin::MakeFrom {
            of: of.to_owned(),
            maker: Box::new(move |bytes| maker(&inputs, bytes)),
        };
        self.put(path, digest, origin);
    }

    /// Something made of the contents of other outputs, whose paths were given to [`Plan::ask_for`].
    pub fn late(&mut self, path: String, maker: LateMaker) {
        self.put(path, None, Origin::Late(maker));
    }

    /// Asks for the hashes of these outputs, for late makers.
    pub fn ask_for(&mut self, paths: impl IntoIterator<Item = String>) {
        self.asked_for.extend(paths);
    }

    /// A file that is read through something. `digest` is that of its bytes.
    pub fn original(&mut self, path: String, digest: Digest, original: Arc<dyn Original>) {
        self.put(path, Some(digest), Origin::Original(original));
    }

    /// A file that somebody put into the published folder; see [`Origin::Dropped`].
    pub fn dropped(&mut self, path: String, digest: Digest, original: Arc<dyn Original>) {
        self.put(path, Some(digest), Origin::Dropped(original));
    }

    /// A file to publish as it is.
    pub fn copy(&mut self, path: String, from: PathBuf) {
        let looked_at = now();
        let stamp = SourceStamp::of(&from).ok();
        let settled = stamp.filter(|source| source.stamp.is_settled(looked_at));
        let digest = settled.and_then(|stamp| Digest::of_inputs("copy", &(from.as_os_str().as_encoded_bytes(), stamp)));
        self.put(path, digest, Origin::Copy(from));
    }

    /// A further name of another output, which must be there already.
    pub fn same(&mut self, path: String, of: &str) {
        self.other_names.insert(path.clone());
        self.derive(path, of, Encoding::Same);
    }

    /// A page that leads on from an old address.
    pub fn redirect(&mut self, path: String, text: String) {
        self.other_names.insert(path.clone());
        self.text(path, text);
    }

    pub fn contains(&self, path: &str) -> bool {
        self.outputs.contains_key(path)
    }

    /// A text of the plan that is known already.
    pub fn known_text(&self, path: &str) -> Option<&str> {
        match &self.outputs.get(path)?.origin {
            Origin::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The paths of the files that are published as they are.
    pub fn copies(&self) -> impl Iterator<Item = &str> {
        let copies = self
            .outputs
            .iter()
            .filter(|(_, planned)| matches!(planned.origin, Origin::Copy(_)));
        copies.map(|(path, _)| path.as_str())
    }

    /// The folders at the top.
    pub fn folders(&self) -> BTreeSet<&str> {
        self.outputs
            .keys()
            .filter_map(|path| Some(path.split_once('/')?.0))
            .collect()
    }

    pub fn get(&self, path: &str) -> Option<&Planned> {
        self.outputs.get(path)
    }

    /// Beside each folder's `index.html` the same page under the folder's name, for hosts that know no folders:
    /// `posts/hello.html` for `posts/hello/index.html`. What has that name already keeps it.
    pub fn add_html_files(&mut self) {
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

    /// Beside each text its compressed forms, where they are smaller. `is_of_reader` tells by their paths the files
    /// that every visitor loads and that seldom change: they are worth a long search.
    pub fn add_compressed(&mut self, is_of_reader: impl Fn(&str) -> bool) {
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

    /// Whether something may come to lie at a path: it names neither a file nor a folder, lies below no file, and is
    /// not too long.
    pub fn is_free(&self, path: &str) -> bool {
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
        let digest = original
            .digest
            .and_then(|digest| Digest::of_inputs(encoding.name(), &digest));
        self.put(path, digest, Origin::Derived { of, encoding });
    }

    fn put(&mut self, path: String, digest: Option<Digest>, origin: Origin) {
        if self.outputs.insert(path.clone(), Planned { digest, origin }).is_some() {
            self.collisions.push(path);
        }
    }
}
