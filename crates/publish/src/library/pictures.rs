//! Pictures on pages: their sizes, so that their place is kept before they arrive, and the files to choose from.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use feuillet_content::base_path::BasePath;
use feuillet_content::document::enrichments;
use feuillet_content::links::{LinkContext, Target};
use feuillet_content::percent;
use feuillet_dialects::source::Source;
use feuillet_engine::published_path::PublishedPath;
use feuillet_report::author_path::AuthorPath;

use super::References;
use super::document::Reading;
use super::photos::Photos;
use super::picture_size::{self, Size};
use super::scan::{Asset, Scan};

/// Maximum number of pictures per document whose sizes are told: the file with them stays small.
const MOST: usize = 200;

/// Width of the variant that is stored for offline reading, in pixels.
const FINE: u32 = 960;

/// Pictures of the author's files, as pages show them.
#[derive(Debug)]
pub(crate) struct Pictures {
    /// Sizes of those that were looked at already: many posts may show one.
    sizes: HashMap<PathBuf, Option<Size>>,
    pub(crate) photos: Photos,
    /// Files that pages show.
    pub(crate) shown: BTreeMap<PathBuf, AuthorPath>,
    /// By the published paths of the author's files.
    stored: HashMap<PublishedPath, PublishedPath>,
    base: BasePath,
}

impl Pictures {
    pub(super) fn new(photos: Photos, base: &BasePath) -> Self {
        Self {
            sizes: HashMap::new(),
            photos,
            shown: BTreeMap::new(),
            stored: HashMap::new(),
            base: base.clone(),
        }
    }

    /// Width and height of the picture in a file, as far as the file tells.
    pub(super) fn size(&mut self, path: &Path) -> Option<Size> {
        if let Some(size) = self.photos.size(path) {
            return Some(size);
        }
        if let Some(known) = self.sizes.get(path) {
            return *known;
        }
        let size = picture_size::of(path);
        self.sizes.insert(path.to_owned(), size);
        size
    }

    /// Returns the enrichments of the pictures in a text. `directory` is its folder; `opens` says that it begins with a
    /// picture.
    pub(super) fn rows(&mut self, directory: &str, references: &References, scan: &Scan, opens: bool) -> Box<str> {
        let mut is_first = true;
        let mut rows = BTreeMap::new();
        for (path, asset) in assets(directory, &references.targets, scan) {
            let key = enrichments::picture_key(&path);
            if rows.len() == MOST || rows.contains_key(&key) {
                continue;
            }
            let Some(size) = self.size(&asset.path) else { continue };
            self.shown.insert(asset.path.clone(), asset.file.clone());
            if !size.is_natural {
                continue;
            }
            // The first may be on the first screen, all others are loaded when they come near, or when nothing else is to
            // be done (`page_script/later.js`).
            let order = match (is_first, opens) {
                (true, true) => " fetchpriority=\"high\"",
                (true, false) => "",
                _ => " loading=\"lazy\"",
            };
            is_first = false;
            let choice = self.srcset(asset, size.width).map(|srcset| {
                let sizes = sizes_in_text(size.width);
                format!(" srcset=\"{srcset}\" sizes=\"{sizes}\"")
            });
            let row = format!(
                "{} {}{order} decoding=\"async\"{}",
                size.width,
                size.height,
                choice.unwrap_or_default()
            );
            rows.insert(key, row);
        }
        let rows = rows.into_iter().map(|(key, row)| format!("{key}{row}\n"));
        rows.collect::<String>().into()
    }

    /// Path of the file that stands for a picture at a published path when there is no network: a variant that is fine
    /// enough for a phone, if there are any.
    pub(crate) fn stored(&self, path: PublishedPath) -> PublishedPath {
        self.stored.get(&path).cloned().unwrap_or(path)
    }

    /// The files among which browsers choose for a picture of this width (HTML, "srcset attributes"). None if the author's
    /// file is the only one.
    pub(super) fn srcset(&mut self, asset: &Asset, width: u32) -> Option<String> {
        let mut candidates = self.photos.variants(&asset.path);
        let (widest, last) = candidates.last()?;
        let fine = candidates.iter().find(|(width, _)| *width >= FINE);
        let stored = fine.map_or(last, |(_, path)| path).clone();
        self.stored.insert(asset.published.clone(), stored);
        // Wider variants that were not made would hardly be smaller than the file itself.
        if u64::from(*widest) * 5 < u64::from(width.min(self.photos.widest())) * 4 {
            candidates.push((width, asset.published.clone()));
        }
        let candidates = candidates.iter().map(|(width, path)| {
            let address = self.base.join(&percent::encode_path(path.as_str()));
            format!("{address} {width}w")
        });
        Some(candidates.collect::<Vec<_>>().join(", "))
    }
}

/// Width at which a picture in a text is shown, for browsers to choose a file before they lay the page out.
///
/// It is never wider than the text (`--measure` in `styles/main.css`), on phones the window.
fn sizes_in_text(width: u32) -> String {
    const TEXT: u32 = 576;
    if width <= TEXT {
        format!("(min-width:{width}px) {width}px, 100vw")
    } else {
        format!("(min-width:640px) {TEXT}px, 100vw")
    }
}

/// The author's files that published documents may show.
pub(super) fn shown<'a>(
    documents: impl Iterator<Item = (&'a Source, &'a Option<Reading>)>,
    scan: &'a Scan,
) -> BTreeSet<&'a Path> {
    let mut shown = BTreeSet::new();
    for (source, reading) in documents {
        let Some(reading) = reading.as_ref().filter(|reading| reading.hidden.is_none()) else {
            continue;
        };
        let cover = reading.meta.cover.as_ref().map(|cover| cover.source.clone());
        for targets in [&reading.references.targets[..], cover.as_slice()] {
            shown.extend(assets(source.directory(), targets, scan).map(|(_, asset)| asset.path.as_path()));
        }
    }
    shown
}

/// The author's files that a text links to or shows, each with its published path, in the order of the text.
pub(super) fn assets<'scan>(
    directory: &str,
    targets: &[String],
    scan: &'scan Scan,
) -> impl Iterator<Item = (String, &'scan Asset)> {
    let base = BasePath::root();
    targets.iter().filter_map(move |target| {
        let links = LinkContext {
            base: &base,
            directory,
            renamed: &[],
        };
        let Target::Inside { path, .. } = links.target(target) else {
            return None;
        };
        let asset = scan.asset(&PublishedPath::parse(&path)?)?;
        Some((path, asset))
    })
}
