//! Variants: the same picture in smaller WebP files.

use webp::{Encoder, WebPConfig};

use crate::file::{Damaged, Examined, Kind};
use crate::pixels::{self, Pixels};
use crate::{jpeg, webp as container};

/// Most pixels of a picture that is decoded: 100 megapixels take 300 MB of memory, or 400 if they are transparent.
pub const MAX_PIXELS: u64 = 100_000_000;

/// Additional quality for PNG, which holds drawings and screenshots, whose edges show faults sooner.
const SHARPER: u8 = 10;

/// Largest color profile that is copied into each variant.
const MAX_PROFILE: usize = 16_384;

/// How variants are made.
#[derive(Clone, Copy, Debug)]
pub struct Recipe<'a> {
    /// Widths in pixels, ascending. A picture that is narrower than the last is also made in its own width.
    pub widths: &'a [u32],
    /// 1 to 100, as for WebP's own tools.
    pub quality: u8,
}

/// A smaller file of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    pub width: u32,
    /// A WebP file.
    pub bytes: Vec<u8>,
}

/// Reasons for no variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Damaged,
    /// More than [`MAX_PIXELS`].
    TooLarge {
        pixels: u64,
    },
}

impl From<Damaged> for Refusal {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

/// Makes the variants of a picture that are clearly smaller than its file, by ascending width. They are turned as
/// browsers show the picture, and have no metadata but its color profile.
///
/// # Errors
///
/// When the picture is damaged or too large.
pub fn variants(bytes: &[u8], examined: &Examined, recipe: Recipe<'_>) -> Result<Vec<Variant>, Refusal> {
    if !examined.is_scalable {
        return Ok(Vec::new());
    }
    let kind = examined.kind;
    let (width, height) = pixels::size(kind, bytes).ok_or(Damaged)?;
    let number = u64::from(width) * u64::from(height);
    if number > MAX_PIXELS {
        return Err(Refusal::TooLarge { pixels: number });
    }
    let is_sideways = examined.orientation >= 5;
    let (shown_width, shown_height) = if is_sideways { (height, width) } else { (width, height) };
    let (mut pixels, profile) = pixels::decode(kind, bytes)?;
    let profile = profile.filter(|profile| is_worth_copying(profile));
    let mut variants = Vec::new();
    for wanted in widths(shown_width, recipe.widths).into_iter().rev() {
        let other = u64::from(shown_height) * u64::from(wanted) * 2 / u64::from(shown_width);
        let other = u32::try_from(other.div_ceil(2).max(1)).map_err(|_| Damaged)?;
        let (width, height) = if is_sideways { (other, wanted) } else { (wanted, other) };
        // Of the next larger one: large steps take most of the time.
        if (width, height) != (pixels.width, pixels.height) {
            pixels = pixels.resized(width, height)?;
        }
        let turned = pixels.clone().turned(examined.orientation);
        let Some(encoded) = encode(&turned, kind, recipe.quality) else {
            continue;
        };
        let encoded = match &profile {
            Some(profile) => container::with_profile(&encoded, profile, (turned.width, turned.height))?,
            None => encoded,
        };
        if is_clearly_smaller(encoded.len(), bytes.len()) {
            variants.push(Variant {
                width: wanted,
                bytes: encoded,
            });
        }
    }
    variants.reverse();
    Ok(variants)
}

/// The widths to make of a picture that is shown this wide.
fn widths(own: u32, wanted: &[u32]) -> Vec<u32> {
    let mut widths: Vec<u32> = wanted.iter().copied().filter(|width| *width < own).collect();
    let is_widest = wanted.last().is_some_and(|widest| own <= *widest);
    let below = widths.last().copied().unwrap_or_default();
    // One that is hardly wider than another is not worth its bytes.
    if is_widest && u64::from(own) * 4 > u64::from(below) * 5 {
        widths.push(own);
    }
    widths
}

/// Whether a variant saves a tenth of the file.
fn is_clearly_smaller(length: usize, original: usize) -> bool {
    length < original - original / 10
}

/// Whether colors change without the profile, and pixels of three channels fit it (ICC.1, section 7.2.8).
fn is_worth_copying(profile: &[u8]) -> bool {
    profile.len() <= MAX_PROFILE && profile.get(16..20) == Some(b"RGB ") && !jpeg::is_srgb(profile)
}

/// Encodes a picture; none if WebP has no room for it (16,383 pixels a side).
fn encode(pixels: &Pixels, kind: Kind, quality: u8) -> Option<Vec<u8>> {
    let encoder = if pixels.channels == 4 {
        Encoder::from_rgba(&pixels.bytes, pixels.width, pixels.height)
    } else {
        Encoder::from_rgb(&pixels.bytes, pixels.width, pixels.height)
    };
    let mut config = WebPConfig::new().ok()?;
    let quality = match kind {
        Kind::Png => {
            config.use_sharp_yuv = 1;
            quality.saturating_add(SHARPER)
        }
        Kind::Jpeg | Kind::WebP => quality,
    };
    config.quality = f32::from(quality.min(100));
    encoder.encode_advanced(&config).ok().map(|encoded| encoded.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_end_with_the_picture() {
        let wanted = [480, 640, 960, 1280];
        for (own, expected) in [
            (4000, &[480, 640, 960, 1280][..]),
            (1280, &[480, 640, 960, 1280]),
            (1100, &[480, 640, 960]),
            (900, &[480, 640, 900]),
            (300, &[300]),
        ] {
            assert_eq!(widths(own, &wanted), expected, "{own}");
        }
        assert!(widths(300, &[]).is_empty());
    }
}
