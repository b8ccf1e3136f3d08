//! WebP files: chunks, which of them are published, and color profiles (RFC 9649).

use crate::exif::{Facts, is_xmp_located};
use crate::file::{Damaged, Examined, Kind};

/// Flags of the chunk `VP8X`, section 2.7.
const HAS_PROFILE: u8 = 0x20;
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;
const IS_ANIMATED: u8 = 0x02;

/// Bytes of the file header.
const HEAD: usize = 12;

struct Chunk<'a> {
    name: &'a [u8],
    content: &'a [u8],
    /// Head, content, and the byte that makes its length even.
    whole: &'a [u8],
}

/// Splits a file into its chunks.
fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Damaged> {
    let length = |at: usize| -> Option<usize> {
        let length = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(length)).ok()
    };
    let end = length(4).and_then(|length| length.checked_add(8)).ok_or(Damaged)?;
    let end = end.min(bytes.len());
    let mut at = HEAD;
    let mut chunks = Vec::new();
    while at + 8 <= end {
        let name = &bytes[at..at + 4];
        let length = length(at + 4).ok_or(Damaged)?;
        let content = bytes.get(at + 8..(at + 8).checked_add(length).ok_or(Damaged)?);
        let content = content.ok_or(Damaged)?;
        let next = (at + 8 + length.next_multiple_of(2)).min(bytes.len());
        let whole = &bytes[at..next];
        chunks.push(Chunk { name, content, whole });
        at = next;
    }
    Ok(chunks)
}

pub(crate) fn examine(bytes: &[u8]) -> Result<Examined, Damaged> {
    let mut facts = Facts::default();
    let mut is_animated = false;
    let mut is_xmp_with_place = false;
    let mut parts: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut kept = None;
    let mut flags = None;
    for chunk in chunks(bytes)? {
        match chunk.name {
            b"EXIF" => {
                facts = Facts::read(chunk.content.strip_prefix(b"Exif\0\0").unwrap_or(chunk.content));
                // Browsers do not turn WebP.
                facts.orientation = None;
                kept = facts.kept();
            }
            b"XMP " => is_xmp_with_place = is_xmp_located(chunk.content),
            b"VP8X" => {
                is_animated = chunk.content.first().is_some_and(|flags| flags & IS_ANIMATED != 0);
                flags = Some(parts.len() + 8);
                parts.extend(chunk.whole);
            }
            b"ICCP" | b"ANIM" | b"ANMF" | b"ALPH" | b"VP8 " | b"VP8L" => parts.extend(chunk.whole),
            _ => {}
        }
    }
    if let Some(tiff) = &kept {
        push(&mut parts, *b"EXIF", tiff);
    }
    if let Some(flags) = flags.and_then(|at| parts.get_mut(at)) {
        *flags &= !(HAS_EXIF | HAS_XMP);
        *flags |= if kept.is_some() { HAS_EXIF } else { 0 };
    }
    let cleaned = file(&parts);
    Ok(Examined {
        kind: Kind::WebP,
        orientation: 1,
        is_located: facts.is_located || is_xmp_with_place,
        is_scalable: !is_animated,
        cleaned: (cleaned != bytes).then_some(cleaned),
    })
}

/// The color profile of a file.
pub(crate) fn profile(bytes: &[u8]) -> Option<Vec<u8>> {
    let chunks = chunks(bytes).ok()?;
    let profile = chunks.iter().find(|chunk| chunk.name == b"ICCP")?;
    Some(profile.content.to_vec())
}

/// Adds a color profile to a file of a single picture of this size.
pub(crate) fn with_profile(bytes: &[u8], profile: &[u8], (width, height): (u32, u32)) -> Result<Vec<u8>, Damaged> {
    let chunks = chunks(bytes)?;
    let flags = chunks.iter().find(|chunk| chunk.name == b"VP8X");
    let flags = flags
        .and_then(|chunk| chunk.content.first())
        .copied()
        .unwrap_or_default();
    let less_one = |length: u32| length.saturating_sub(1).to_le_bytes();
    let mut extended = vec![flags | HAS_PROFILE, 0, 0, 0];
    extended.extend(&less_one(width)[..3]);
    extended.extend(&less_one(height)[..3]);
    let mut parts = Vec::new();
    push(&mut parts, *b"VP8X", &extended);
    push(&mut parts, *b"ICCP", profile);
    for chunk in chunks.iter().filter(|chunk| chunk.name != b"VP8X") {
        parts.extend(chunk.whole);
    }
    Ok(file(&parts))
}

/// Appends a chunk.
fn push(bytes: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    bytes.extend(name);
    bytes.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(content);
    bytes.resize(bytes.len().next_multiple_of(2), 0);
}

/// Puts the file header before chunks.
fn file(parts: &[u8]) -> Vec<u8> {
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(u32::try_from(parts.len() + 4).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(b"WEBP");
    bytes.extend(parts);
    bytes
}
