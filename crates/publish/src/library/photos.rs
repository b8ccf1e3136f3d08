//! Photos among the author's files: which have metadata to remove, and which smaller variants pages offer.
//!
//! A photo is read when its file changed, and decoded when its content or the settings did. What was found out and the
//! variants themselves are in the cache.

mod files;
mod gate;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_engine::cache::Cache;
use feuillet_engine::digest::Digest;
use feuillet_engine::disk;
use feuillet_engine::file_stamp::{SourceStamp, now};
use feuillet_engine::plan::Plan;
use feuillet_engine::progress::Progress;
use feuillet_engine::published_path::PublishedPath;
use feuillet_photos::{MAX_PIXELS, Refusal};
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_settings::pictures::PictureSettings;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use self::files::{Cleaned, Files, VARIANTS, VariantFile, file_of, files, variant_path};
use self::gate::Gate;
use super::picture_size::{self, Size};
use super::scan::{Asset, Scan};

/// The kind of what is known of photos in the cache.
const PHOTOS: &str = "photos";

/// Changes whenever variants of the same photo change.
const VERSION: u8 = 1;

/// Extensions of pictures that may hold metadata.
const EXTENSIONS: [&str; 13] = [
    "avif", "heic", "heif", "jfif", "jpe", "jpeg", "jpg", "pjp", "pjpeg", "png", "tif", "tiff", "webp",
];

/// Size from which a picture without variants is told, in bytes.
const LARGE: u64 = 500_000;

pub(crate) use self::files::{FOLDER, is_variant};

/// Photos by the paths of their files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Photos {
    /// Each with the stamp of its file before it was read.
    known: HashMap<PathBuf, (SourceStamp, Photo)>,
    settings: PictureSettings,
    cache: Option<Cache>,
    /// When the files were looked at.
    looked_at: i64,
    /// Whether there is more to know than the cache does.
    is_new: bool,
}

/// Facts about a photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Photo {
    /// Digest of the file.
    content: Digest,
    size: Option<Size>,
    kind: Kind,
    is_located: bool,
    /// Digest of the file without its metadata, if there is any to remove.
    cleaned: Option<Digest>,
    scaled: Option<Scaled>,
}

/// Use that can be made of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Kind {
    Scalable,
    /// Animated, or of a kind that is not decoded.
    Fixed,
    /// Of a kind whose metadata is not removed, either.
    Foreign,
    Damaged,
}

/// Outcome of scaling a photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Scaled {
    /// Digest of the photo's content and the settings.
    key: Digest,
    /// Widths of the variants, ascending, each with the digest of its file.
    variants: Vec<(u32, Digest)>,
    refusal: Option<Diagnostic>,
}

impl Photos {
    /// Looks at the photos that changed.
    pub(crate) fn look(scan: &Scan, settings: &PictureSettings, cache: &Cache, progress: &dyn Progress) -> Self {
        if !settings.is_on {
            return Self::default();
        }
        let known: HashMap<String, (SourceStamp, Photo)> = cache.load(PHOTOS).unwrap_or_default();
        let assets: Vec<&Asset> = scan.assets.iter().filter(|asset| is_photo(asset)).collect();
        let bar = progress.bar("Reading pictures", assets.len());
        let looked_at = now();
        let read = AtomicUsize::new(0);
        let look = |asset: &&Asset| {
            bar.step();
            // What cannot be read is told where it is copied. The stamp first: a change after it shows in the next one.
            let stamp = SourceStamp::of(&asset.path).ok()?;
            let photo = match known.get(&key_of(&asset.path)) {
                Some((seen, photo)) if *seen == stamp => photo.clone(),
                _ => {
                    read.fetch_add(1, Ordering::Relaxed);
                    Photo::of(&asset.path)?
                }
            };
            Some((asset.path.clone(), (stamp, photo)))
        };
        let photos: HashMap<PathBuf, (SourceStamp, Photo)> = assets.par_iter().filter_map(look).collect();
        Self {
            is_new: read.into_inner() > 0 || photos.len() != known.len(),
            known: photos,
            settings: settings.clone(),
            cache: Some(cache.clone()),
            looked_at,
        }
    }

    fn get(&self, path: &Path) -> Option<&Photo> {
        self.known.get(path).map(|(_, photo)| photo)
    }

    /// Makes the variants of these photos that are not in the cache, on every core.
    pub(crate) fn scale(&mut self, shown: &BTreeSet<&Path>, progress: &dyn Progress) {
        let key = |photo: &Photo| photo.key(&self.settings);
        let wanted: Vec<(&Path, &Photo, Digest)> = shown
            .iter()
            .filter_map(|path| Some((*path, self.get(path)?)))
            .filter(|(_, photo)| photo.kind == Kind::Scalable)
            .map(|(path, photo)| (path, photo, key(photo)))
            .filter(|(_, photo, key)| photo.scaled.as_ref().is_none_or(|scaled| scaled.key != *key))
            .collect();
        let bar = progress.bar("Scaling pictures", wanted.len());
        let gate = Gate::new(MAX_PIXELS);
        let scale = |(path, photo, key): &(&Path, &Photo, Digest)| {
            bar.step();
            let scaled = self.scaled(path, photo, *key, &gate)?;
            Some(((*path).to_owned(), scaled))
        };
        let scaled: Vec<(PathBuf, Scaled)> = wanted.par_iter().filter_map(scale).collect();
        for (path, scaled) in scaled {
            if let Some((_, photo)) = self.known.get_mut(&path) {
                photo.scaled = Some(scaled);
                self.is_new = true;
            }
        }
        self.remember();
    }

    /// The variants of a photo, from the cache or made now. None if the file changed meanwhile: the next publish sees it.
    fn scaled(&self, path: &Path, photo: &Photo, key: Digest, gate: &Gate) -> Option<Scaled> {
        let variants = |files: &Files| files.iter().map(|(width, bytes)| (*width, Digest::of(bytes))).collect();
        let cache = self.cache.as_ref()?;
        if let Some(files) = cache.load::<Files>(&file_of(key)) {
            return Some(Scaled {
                key,
                variants: variants(&files),
                refusal: None,
            });
        }
        let bytes = disk::read(path)
            .ok()
            .filter(|bytes| Digest::of(bytes) == photo.content)?;
        let (files, refusal) = match files(&bytes, &self.settings, gate) {
            Ok(files) => (files, None),
            Err(refusal) => (Files::new(), Some(told(refusal))),
        };
        if refusal.is_none() {
            cache.save(&file_of(key), &files);
        }
        Some(Scaled {
            key,
            variants: variants(&files),
            refusal,
        })
    }

    /// Remembers what was found out, and forgets photos that are gone.
    fn remember(&self) {
        let Some(cache) = self.cache.as_ref().filter(|_| self.is_new) else {
            return;
        };
        let settled = |stamp: &SourceStamp| stamp.stamp.is_settled(self.looked_at);
        let photos: BTreeMap<String, &(SourceStamp, Photo)> = self
            .known
            .iter()
            .filter(|(_, (stamp, _))| settled(stamp))
            .map(|(path, known)| (key_of(path), known))
            .collect();
        let files: BTreeSet<String> = self
            .known
            .values()
            .filter_map(|(_, photo)| Some(file_of(photo.scaled.as_ref()?.key)))
            .collect();
        cache.save(PHOTOS, &photos);
        cache.keep_only(VARIANTS, &files);
    }

    /// The size of a photo.
    pub(super) fn size(&self, path: &Path) -> Option<Size> {
        self.get(path)?.size
    }

    /// The widths of a photo's variants, ascending, each with its published path.
    pub(super) fn variants(&self, path: &Path) -> Vec<(u32, PublishedPath)> {
        let scaled = self.get(path).and_then(|photo| photo.scaled.as_ref());
        let variants = scaled.into_iter().flat_map(|scaled| {
            let of = |(width, _): &(u32, Digest)| (*width, variant_path(*width, scaled.key));
            scaled.variants.iter().map(of)
        });
        variants.collect()
    }

    /// Width of the widest variants.
    pub(super) fn widest(&self) -> u32 {
        self.settings.widths.last().copied().unwrap_or_default()
    }

    /// Plans a file without its metadata; false if it has none to remove.
    pub(crate) fn plan_cleaned(&self, asset: &Asset, plan: &mut Plan) -> bool {
        let cleaned = self.get(&asset.path).and_then(|photo| photo.cleaned);
        let Some(digest) = cleaned.filter(|_| !self.settings.keeps_metadata) else {
            return false;
        };
        plan.original(asset.published.clone(), digest, Arc::new(Cleaned(asset.path.clone())));
        true
    }

    /// Plans the variants of these photos.
    pub(crate) fn plan_variants<'a>(&self, shown: impl IntoIterator<Item = &'a Path>, plan: &mut Plan) {
        let Some(cache) = &self.cache else { return };
        for path in shown {
            let Some(scaled) = self.get(path).and_then(|photo| photo.scaled.as_ref()) else {
                continue;
            };
            for (width, digest) in &scaled.variants {
                let published = variant_path(*width, scaled.key);
                // Two files may hold the same photo.
                if !plan.contains(&published) {
                    let file = VariantFile {
                        photo: path.to_owned(),
                        key: scaled.key,
                        width: *width,
                        settings: self.settings.clone(),
                        cache: cache.clone(),
                    };
                    plan.original(published, *digest, Arc::new(file));
                }
            }
        }
    }

    /// Findings about these files, and the names of those whose place is removed.
    pub(crate) fn findings<'a>(&'a self, published: impl Iterator<Item = &'a Asset>) -> (Vec<Finding>, Vec<&'a str>) {
        let mut findings = Vec::new();
        let mut unlocated = Vec::new();
        for asset in published {
            let Some(photo) = self.get(&asset.path) else {
                continue;
            };
            let mut tell = |diagnostic| findings.push(Finding::new(&asset.file, "", diagnostic));
            if photo.is_located && photo.kind == Kind::Foreign {
                tell(Diagnostic::warning(
                    Rule::Picture,
                    "location metadata in a kind of file from which it cannot be removed: published with it",
                    "remove it, or save the picture as JPEG, PNG or WebP",
                ));
            } else if photo.is_located && photo.kind == Kind::Damaged {
                tell(Diagnostic::warning(
                    Rule::Picture,
                    "location metadata in a damaged picture: published with it",
                    "save the picture again",
                ));
            } else if photo.is_located && self.settings.keeps_metadata {
                tell(Diagnostic::warning(
                    Rule::Picture,
                    "location metadata: published with it, as the settings keep metadata",
                    "remove `metadata: keep` from `pictures` in site.yaml, or remove it from the picture",
                ));
            } else if photo.is_located {
                unlocated.push(asset.file.as_str());
            }
            if photo.kind == Kind::Damaged {
                tell(told(Refusal::Damaged));
            }
            let refusal = photo.scaled.as_ref().and_then(|scaled| scaled.refusal.clone());
            refusal.into_iter().for_each(&mut tell);
        }
        (findings, unlocated)
    }

    /// Findings about pictures that visitors download whole, and that take long.
    pub(crate) fn large(&self, shown: &BTreeMap<PathBuf, AuthorPath>) -> Vec<Finding> {
        let large = shown.iter().filter_map(|(path, file)| {
            let is_scaled = self.get(path).is_some_and(|photo| photo.kind == Kind::Scalable);
            let size = std::fs::metadata(path).ok()?.len();
            (!is_scaled && size > LARGE).then(|| {
                let (whole, part) = (size / 1_000_000, size % 1_000_000 / 100_000);
                let message = format!("large picture ({whole}.{part} MB): downloaded whole by every visitor");
                let help = "scale it down, or save it as JPEG, PNG or WebP, of which smaller files are made";
                Finding::new(file, "", Diagnostic::warning(Rule::Picture, message, help))
            })
        });
        large.collect()
    }
}

impl Photo {
    /// Reads a photo; none if it cannot be read.
    fn of(path: &Path) -> Option<Self> {
        let bytes = disk::read(path).ok()?;
        let mut photo = Self {
            content: Digest::of(&bytes),
            size: picture_size::of(path),
            kind: Kind::Foreign,
            is_located: false,
            cleaned: None,
            scaled: None,
        };
        match feuillet_photos::examine(&bytes) {
            Ok(Some(examined)) => {
                photo.kind = if examined.is_scalable {
                    Kind::Scalable
                } else {
                    Kind::Fixed
                };
                photo.is_located = examined.is_located;
                photo.cleaned = examined.cleaned.as_deref().map(Digest::of);
            }
            Ok(None) => photo.is_located = feuillet_photos::is_located(&bytes),
            Err(_) => {
                photo.kind = Kind::Damaged;
                photo.is_located = feuillet_photos::is_located(&bytes);
            }
        }
        Some(photo)
    }

    /// Digest of everything that the variants are made of.
    fn key(&self, settings: &PictureSettings) -> Digest {
        let widths: Vec<u8> = settings.widths.iter().flat_map(|width| width.to_le_bytes()).collect();
        Digest::of(&[self.content.bytes(), &[VERSION, settings.quality], &widths].concat())
    }
}

fn told(refusal: Refusal) -> Diagnostic {
    let (message, help) = match refusal {
        Refusal::Damaged => (
            "damaged picture: published as it is, without smaller variants".to_owned(),
            "save it again".to_owned(),
        ),
        Refusal::TooLarge { pixels } => (
            format!(
                "picture of {} megapixels: published without smaller variants",
                pixels / 1_000_000
            ),
            format!("scale it down to at most {} megapixels", MAX_PIXELS / 1_000_000),
        ),
    };
    Diagnostic::warning(Rule::Picture, message, help)
}

fn is_photo(asset: &Asset) -> bool {
    let extension = asset.path.extension();
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// The key of a file in the cache.
fn key_of(path: &Path) -> String {
    path.display().to_string()
}
