//! PNG files: chunks, and which of them are published (W3C PNG, third edition, section 11).

use crate::exif::{Facts, is_xmp_located};
use crate::file::{Damaged, Examined, Kind, PNG_SIGNATURE};

/// Chunks besides the critical ones that change what is shown.
const SHOWN: [&[u8; 4]; 15] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"hIST", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];

/// Keywords of texts that are published (section 11.3.3.1).
const KEPT: [&[u8]; 2] = [b"Author\0", b"Copyright\0"];

const XMP: &[u8] = b"XML:com.adobe.xmp\0";

pub(crate) fn examine(bytes: &[u8]) -> Result<Examined, Damaged> {
    let mut at = PNG_SIGNATURE.len();
    let mut facts: Option<Facts> = None;
    let mut is_animated = false;
    let mut is_xmp_with_place = false;
    let mut cleaned = Vec::with_capacity(bytes.len());
    cleaned.extend(PNG_SIGNATURE);
    loop {
        let head = bytes.get(at..at + 8).ok_or(Damaged)?;
        let (length, name) = head.split_at(4);
        let length = length.try_into().map(u32::from_be_bytes).map_err(|_| Damaged)?;
        let length = usize::try_from(length).map_err(|_| Damaged)?;
        // The content, and a checksum of four bytes.
        let end = at
            .checked_add(12)
            .and_then(|end| end.checked_add(length))
            .ok_or(Damaged)?;
        let whole = match bytes.get(at..end) {
            Some(whole) => whole,
            // Browsers show the rows that there are.
            None if name == b"IDAT" => &bytes[at..],
            None => return Err(Damaged),
        };
        let content = &whole[8..whole.len().min(8 + length)];
        let mut is_kept = name[0].is_ascii_uppercase() || SHOWN.iter().any(|shown| *shown == name);
        match name {
            b"eXIf" if facts.is_none() => {
                let read = Facts::read(content.strip_prefix(b"Exif\0\0").unwrap_or(content));
                if let Some(tiff) = read.kept() {
                    push(&mut cleaned, *b"eXIf", &tiff);
                }
                facts = Some(read);
            }
            b"iTXt" => {
                is_xmp_with_place |= content.starts_with(XMP) && is_xmp_located(content);
                is_kept = KEPT.iter().any(|keyword| content.starts_with(keyword));
            }
            b"tEXt" => is_kept = KEPT.iter().any(|keyword| content.starts_with(keyword)),
            b"acTL" => is_animated = true,
            _ => {}
        }
        if is_kept {
            cleaned.extend(whole);
        }
        if name == b"IEND" || whole.len() < length + 12 {
            break;
        }
        at = end;
    }
    let facts = facts.unwrap_or_default();
    Ok(Examined {
        kind: Kind::Png,
        orientation: facts.orientation.unwrap_or(1),
        is_located: facts.is_located || is_xmp_with_place,
        is_scalable: !is_animated,
        cleaned: (cleaned != bytes).then_some(cleaned),
    })
}

/// Appends a chunk.
pub(crate) fn push(bytes: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    bytes.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes());
    let from = bytes.len();
    bytes.extend(name);
    bytes.extend(content);
    bytes.extend(checksum(&bytes[from..]).to_be_bytes());
}

/// Computes the CRC-32 of name and content (section 5.5).
fn checksum(bytes: &[u8]) -> u32 {
    let rest = bytes.iter().fold(u32::MAX, |mut rest, byte| {
        rest ^= u32::from(*byte);
        for _ in 0..8 {
            rest = (rest >> 1) ^ (0xedb8_8320 * (rest & 1));
        }
        rest
    });
    !rest
}
