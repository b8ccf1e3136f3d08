//! Photos without metadata, in the widths that pages show.
//!
//! [`examine`] tells what a picture's file holds besides its pixels, and makes a copy without it, with the very same
//! compressed pixels. [`variants`] makes smaller WebP files. Both are pure functions of bytes, know nothing of a blog,
//! and accept any input.

mod exif;
mod file;
mod jpeg;
mod pixels;
mod png;
mod variants;
mod webp;

pub use self::file::{Damaged, Examined, Kind};
pub use self::variants::{MAX_PIXELS, Recipe, Refusal, Variant, variants};

/// Examines a picture. None for other kinds of files, which may hold metadata, too.
///
/// Of its metadata the cleaned file keeps the orientation, artist and copyright (Exif), and the color profile.
///
/// # Errors
///
/// When the parts of the file cannot be told apart.
pub fn examine(bytes: &[u8]) -> Result<Option<Examined>, Damaged> {
    Ok(match Kind::of(bytes) {
        Some(Kind::Jpeg) => Some(jpeg::examine(bytes)?),
        Some(Kind::Png) => Some(png::examine(bytes)?),
        Some(Kind::WebP) => Some(webp::examine(bytes)?),
        None => None,
    })
}

/// Number of pixels of a picture, as its header says.
pub fn pixels(bytes: &[u8], kind: Kind) -> Option<u64> {
    let (width, height) = pixels::size(kind, bytes)?;
    Some(u64::from(width) * u64::from(height))
}

/// Whether a file of another kind (AVIF, HEIF, TIFF), or a damaged one, says where the picture was taken.
pub fn is_located(bytes: &[u8]) -> bool {
    exif::is_located_anywhere(bytes)
}

#[cfg(test)]
mod tests;
