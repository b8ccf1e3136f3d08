//! Plan of the published folder: for every path, what its bytes are made of and how to make them.
//!
//! - [`Plan::text`]: a text that is known now,
//! - [`Plan::make`]: something costly, made when its inputs are not those of the last time,
//! - [`Plan::make_from`]: the same, made of the bytes of another output, too; [`Plan::complete`]: a text that is known
//!   now but for what follows from another output,
//! - [`Plan::copy`]: a file, [`Plan::original`]: a file that is read through an [`Original`],
//! - [`Plan::same`]: another name of an output,
//! - [`Plan::late`]: what is made of the contents of the others.

mod collisions;
mod spool;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use serde::Serialize;

use crate::compress::{Effort, Encoding, is_compressible};
use crate::digest::Digest;
use crate::disk;
use crate::file_hash::ContentHashes;
use crate::file_stamp::{SourceStamp, now};
use crate::published_path::PublishedPath;

pub use self::spool::PlannedText;
use self::spool::Spool;

/// Outputs by their path.
#[derive(Default)]
pub struct Plan {
    pub(crate) outputs: BTreeMap<PublishedPath, Planned>,
    /// Paths that two things wanted; the later one has it.
    collisions: Vec<PublishedPath>,
    /// Paths of what another path leads to as well: other spellings and old addresses.
    other_names: BTreeSet<PublishedPath>,
    /// Paths whose contents late outputs ask for.
    pub(crate) asked_for: BTreeSet<PublishedPath>,
    /// File in which texts are kept; none if they are kept in memory.
    spool: Option<Arc<Spool>>,
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

/// Completes a text with what follows from another output's bytes.
pub type Completer = fn(&str, &[u8]) -> Result<Vec<u8>>;

/// Makes an output of what others hold.
pub type LateMaker = Box<dyn Fn(&ContentHashes) -> Result<Vec<u8>> + Send + Sync>;

/// Origin of an output's bytes.
pub enum Origin {
    Text(PlannedText),
    Make(Maker),
    /// Made of the bytes of the output at `of`.
    MakeFrom {
        of: PublishedPath,
        maker: MakerFrom,
    },
    /// A text, completed with what follows from the bytes of the output at `of`.
    Complete {
        text: PlannedText,
        of: PublishedPath,
        maker: Completer,
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
        of: PublishedPath,
        encoding: Encoding,
    },
}

impl Origin {
    /// The output whose bytes it needs.
    pub fn parent(&self) -> Option<&PublishedPath> {
        match self {
            Self::MakeFrom { of, .. } | Self::Complete { of, .. } | Self::Derived { of, .. } => Some(of),
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

    /// Whether they are nearly those of the file.
    fn is_copy(&self) -> bool {
        false
    }
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
    /// An empty plan that keeps its texts in an empty file, if there is one.
    pub fn keeping_texts_in(file: Option<File>) -> Self {
        Self {
            spool: file.map(|file| Arc::new(Spool::new(file))),
            ..Self::default()
        }
    }

    /// A text that is known now.
    pub fn text(&mut self, path: PublishedPath, text: String) {
        let digest = Some(Digest::of(text.as_bytes()));
        let text = PlannedText::new(text, self.spool.as_ref());
        self.put(path, digest, Origin::Text(text));
    }

    /// Something made when it is needed, of `inputs` and nothing else. `kind` tells makers with the same inputs apart.
    ///
    /// ```text
    /// plan.make(PublishedPath::fixed("icons/192.png"), "icon", IconInputs { size: 192, drawing }, draw);
    /// ```
    pub fn make<I: Serialize + Send + Sync + 'static>(
        &mut self,
        path: PublishedPath,
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
        path: PublishedPath,
        of: &PublishedPath,
        kind: &'static str,
        inputs: I,
        maker: fn(&I, &[u8]) -> Result<Vec<u8>>,
    ) {
        let of_parent = self.outputs.get(of).and_then(|parent| parent.digest);
        let digest = of_parent.and_then(|parent| Digest::of_inputs(kind, &(parent, &inputs)));
        let origin = Origin::MakeFrom {
            of: of.clone(),
            maker: Box::new(move |bytes| maker(&inputs, bytes)),
        };
        self.put(path, digest, origin);
    }

    /// A text that is known now, completed when it is made with what follows from the bytes of the output `of`, which
    /// must be planned already. Whoever takes the text from the plan gets it as it is known now.
    pub fn complete(
        &mut self,
        path: PublishedPath,
        of: &PublishedPath,
        kind: &'static str,
        text: String,
        maker: Completer,
    ) {
        let of_parent = self.outputs.get(of).and_then(|parent| parent.digest);
        let digest = of_parent.and_then(|parent| Digest::of_inputs(kind, &(parent, &text)));
        let origin = Origin::Complete {
            text: PlannedText::new(text, self.spool.as_ref()),
            of: of.clone(),
            maker,
        };
        self.put(path, digest, origin);
    }

    /// Something made of the contents of other outputs, whose paths were given to [`Plan::ask_for`].
    pub fn late(&mut self, path: PublishedPath, maker: LateMaker) {
        self.put(path, None, Origin::Late(maker));
    }

    /// Asks for the hashes of these outputs, for late makers.
    pub fn ask_for(&mut self, paths: impl IntoIterator<Item = PublishedPath>) {
        self.asked_for.extend(paths);
    }

    /// A file that is read through something. `digest` is that of its bytes.
    pub fn original(&mut self, path: PublishedPath, digest: Digest, original: Arc<dyn Original>) {
        self.put(path, Some(digest), Origin::Original(original));
    }

    /// A file that somebody put into the published folder; see [`Origin::Dropped`].
    pub fn dropped(&mut self, path: PublishedPath, digest: Digest, original: Arc<dyn Original>) {
        self.put(path, Some(digest), Origin::Dropped(original));
    }

    /// A file to publish as it is.
    pub fn copy(&mut self, path: PublishedPath, from: PathBuf) {
        let looked_at = now();
        let stamp = SourceStamp::of(&from).ok();
        let settled = stamp.filter(|source| source.stamp.is_settled(looked_at));
        let digest = settled.and_then(|stamp| Digest::of_inputs("copy", &(from.as_os_str().as_encoded_bytes(), stamp)));
        self.put(path, digest, Origin::Copy(from));
    }

    /// A further name of another output, which must be there already.
    pub fn same(&mut self, path: PublishedPath, of: &PublishedPath) {
        self.other_names.insert(path.clone());
        self.derive(path, of, Encoding::Same);
    }

    /// A page that leads on from an old address.
    pub fn redirect(&mut self, path: PublishedPath, text: String) {
        self.other_names.insert(path.clone());
        self.text(path, text);
    }

    /// Returns the plan's own spelling of a path, which shares its text; the path itself if nothing is planned there.
    pub fn share(&self, path: PublishedPath) -> PublishedPath {
        self.outputs
            .get_key_value(&path)
            .map_or(path, |(known, _)| known.clone())
    }

    pub fn contains(&self, path: &PublishedPath) -> bool {
        self.outputs.contains_key(path)
    }

    /// A text of the plan that is known already.
    pub fn known_text(&self, path: &PublishedPath) -> Option<&PlannedText> {
        match &self.outputs.get(path)?.origin {
            Origin::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The paths of files that are published as they are, or nearly so.
    pub fn copies(&self) -> impl Iterator<Item = &PublishedPath> {
        let copies = self.outputs.iter().filter(|(_, planned)| match &planned.origin {
            Origin::Copy(_) => true,
            Origin::Original(original) => original.is_copy(),
            _ => false,
        });
        copies.map(|(path, _)| path)
    }

    /// Paths in a folder (`data/posts/`) and the folders below it.
    pub fn below<'plan>(&'plan self, folder: &'plan str) -> impl Iterator<Item = &'plan PublishedPath> {
        let from = self
            .outputs
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded));
        from.map(|(path, _)| path)
            .take_while(move |path| path.as_str().starts_with(folder))
    }

    /// The folders at the top.
    pub fn folders(&self) -> BTreeSet<&str> {
        self.outputs.keys().filter_map(|path| path.folders().next()).collect()
    }

    pub fn get(&self, path: &PublishedPath) -> Option<&Planned> {
        self.outputs.get(path)
    }

    /// Beside each folder's `index.html` the same page under the folder's name, for hosts that know no folders:
    /// `posts/hello.html` for `posts/hello/index.html`. What has that name already keeps it.
    pub fn add_html_files(&mut self) {
        let pages: Vec<PublishedPath> = self
            .outputs
            .keys()
            .filter(|path| path.as_str().ends_with("/index.html"))
            .cloned()
            .collect();
        for page in pages {
            let folder = page.as_str().trim_end_matches("/index.html");
            let name = PublishedPath::new(format!("{folder}.html"));
            if self.is_free(&name) {
                self.same(name, &page);
            }
        }
    }

    /// Beside each text its compressed forms, where they are smaller. `is_of_reader` tells by their paths the files
    /// that every visitor loads and that seldom change: they are worth a long search.
    pub fn add_compressed(&mut self, is_of_reader: impl Fn(&PublishedPath) -> bool) {
        let mut texts = Vec::new();
        for (path, planned) in &self.outputs {
            let effort = match &planned.origin {
                Origin::Dropped(_) => continue,
                _ if is_of_reader(path) => Effort::Most,
                _ => Effort::Bulk,
            };
            if is_compressible(path.as_str()) {
                texts.push((path.clone(), effort));
            }
        }
        for (text, effort) in texts {
            for (extension, encoding) in [("br", Encoding::Brotli(effort)), ("gz", Encoding::Gzip)] {
                let path = PublishedPath::new(format!("{text}.{extension}"));
                if self.is_free(&path) {
                    self.derive(path, &text, encoding);
                }
            }
        }
    }

    /// Whether something may come to lie at a path: it names neither a file nor a folder, lies below no file, and is
    /// not too long.
    pub fn is_free(&self, path: &PublishedPath) -> bool {
        let folder = format!("{path}/");
        path.file_name().len() <= disk::MAX_NAME
            && !self.contains(path)
            && self.below(&folder).next().is_none()
            && !path.folders().any(|above| self.outputs.contains_key(above))
    }

    fn derive(&mut self, path: PublishedPath, of: &PublishedPath, encoding: Encoding) {
        let Some(original) = self.outputs.get(of) else { return };
        let of = match &original.origin {
            // Only names are derived from what is derived, and bytes from bytes.
            Origin::Derived { of, .. } => of.clone(),
            _ => of.clone(),
        };
        let digest = original
            .digest
            .and_then(|digest| Digest::of_inputs(encoding.name(), &digest));
        self.put(path, digest, Origin::Derived { of, encoding });
    }

    fn put(&mut self, path: PublishedPath, digest: Option<Digest>, origin: Origin) {
        if self.outputs.insert(path.clone(), Planned { digest, origin }).is_some() {
            self.collisions.push(path);
        }
    }
}
