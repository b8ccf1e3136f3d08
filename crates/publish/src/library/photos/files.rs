//! Files of photos: variants from the cache or made now, and originals without their metadata.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use feuillet_engine::cache::Cache;
use feuillet_engine::digest::Digest;
use feuillet_engine::disk;
use feuillet_engine::plan::Original;
use feuillet_engine::published_path::PublishedPath;
use feuillet_photos::{MAX_PIXELS, Recipe, Refusal};
use feuillet_settings::pictures::PictureSettings;

use super::gate::Gate;

/// Folder of the variants. Their names have a hash, so they never change.
pub(crate) const FOLDER: &str = "scaled";

/// Prefix of the kinds of variants in the cache.
pub(super) const VARIANTS: &str = "photo-";

/// Variants as the cache keeps them, each with its width.
pub(super) type Files = Vec<(u32, Vec<u8>)>;

/// The variants of a photo.
pub(super) fn files(bytes: &[u8], settings: &PictureSettings, gate: &Gate) -> Result<Files, Refusal> {
    let examined = feuillet_photos::examine(bytes)?.ok_or(Refusal::Damaged)?;
    let recipe = Recipe {
        widths: &settings.widths,
        quality: settings.quality,
    };
    let _pass = gate.pass(feuillet_photos::pixels(bytes, examined.kind).unwrap_or_default());
    let variants = feuillet_photos::variants(bytes, &examined, recipe)?;
    Ok(variants
        .into_iter()
        .map(|variant| (variant.width, variant.bytes))
        .collect())
}

/// The kind of a photo's variants in the cache.
pub(super) fn file_of(key: Digest) -> String {
    format!("{VARIANTS}{}", key.hex())
}

/// The published path of a variant.
pub(super) fn variant_path(width: u32, key: Digest) -> PublishedPath {
    PublishedPath::new(key.file_name(&format!("{FOLDER}/{width}"), "webp"))
}

/// Whether a published path is that of a variant, and not of an author's file in a folder of the same name.
pub(crate) fn is_variant(path: &str) -> bool {
    let name = path.strip_prefix(FOLDER).and_then(|name| name.strip_prefix('/'));
    let hash = name.and_then(|name| name.strip_suffix(".webp")?.split_once('-'));
    hash.is_some_and(|(width, hash)| {
        width.bytes().all(|byte| byte.is_ascii_digit())
            && hash.len() == 16
            && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// A picture that is published without its metadata.
pub(super) struct Cleaned(pub(super) PathBuf);

impl Original for Cleaned {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let bytes = disk::read(&self.0)?;
        let examined = feuillet_photos::examine(&bytes).ok().flatten();
        Ok(examined.and_then(|examined| examined.cleaned).unwrap_or(bytes))
    }

    fn is_copy(&self) -> bool {
        true
    }
}

/// A variant of a photo.
pub(super) struct VariantFile {
    pub(super) photo: PathBuf,
    pub(super) key: Digest,
    pub(super) width: u32,
    pub(super) settings: PictureSettings,
    pub(super) cache: Cache,
}

impl Original for VariantFile {
    fn path(&self) -> &Path {
        &self.photo
    }

    /// From the cache, else made again.
    fn bytes(&self) -> Result<Vec<u8>> {
        let files = match self.cache.load::<Files>(&file_of(self.key)) {
            Some(files) => files,
            None => files(&disk::read(&self.photo)?, &self.settings, &Gate::new(MAX_PIXELS))
                .map_err(|_| anyhow!("it is damaged or too large"))
                .with_context(|| format!("cannot scale {}", self.photo.display()))?,
        };
        let wanted = files.into_iter().find(|(width, _)| *width == self.width);
        wanted
            .map(|(_, bytes)| bytes)
            .with_context(|| format!("{} changed while it was published", self.photo.display()))
    }
}
