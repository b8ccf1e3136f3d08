//! JPEG files: segments, and which of them are published (ITU-T T.81, annex B).

use crate::exif::{Facts, contains, is_xmp_located};
use crate::file::{Damaged, Examined, Kind, be16};

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const XMP_EXTENSION: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";

/// A marker with what belongs to it.
struct Segment<'a> {
    marker: u8,
    /// Parameters, without their length.
    content: &'a [u8],
    /// All bytes, of a scan with its compressed pixels.
    whole: &'a [u8],
}

/// Segments from the start of an image to its end.
struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
    is_done: bool,
}

impl<'a> Segments<'a> {
    fn next(&mut self) -> Result<Option<Segment<'a>>, Damaged> {
        if self.is_done {
            return Ok(None);
        }
        // Browsers skip what stands between two segments.
        let stray = self.bytes[self.at..].iter().position(|byte| *byte == 0xff);
        let from = self.at + stray.ok_or(Damaged)?;
        let mut at = from;
        // A marker may stand behind any number of these.
        while self.bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let marker = *self.bytes.get(at + 1).ok_or(Damaged)?;
        let mut content = 0..0;
        at += 2;
        match marker {
            END => self.is_done = true,
            START | 0x01 | 0xd0..=0xd7 => {}
            _ => {
                let length = be16(self.bytes, at).filter(|length| *length >= 2).ok_or(Damaged)?;
                content = at + 2..at + length;
                at += length;
            }
        }
        let content = self.bytes.get(content).ok_or(Damaged)?;
        if marker == SCAN {
            let end = self.bytes[at..].windows(2).position(is_marker);
            // Of a scan that ends too early, browsers show what there is.
            self.is_done = end.is_none();
            at = end.map_or(self.bytes.len(), |end| at + end);
        }
        self.at = at;
        Ok(Some(Segment {
            marker,
            content,
            whole: &self.bytes[from..at],
        }))
    }
}

/// Whether two bytes among compressed pixels are a marker that ends them.
fn is_marker(pair: &[u8]) -> bool {
    pair[0] == 0xff && !matches!(pair[1], 0 | 0xff | 0xd0..=0xd7)
}

/// Whether browsers need a segment of an application: JFIF, color profile, and how Adobe's programs store colors.
fn is_needed(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xe0 => content.starts_with(b"JFIF\0"),
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        _ => !(0xe1..=0xef).contains(&marker) && marker != COMMENT,
    }
}

pub(crate) fn examine(bytes: &[u8]) -> Result<Examined, Damaged> {
    let mut segments = Segments {
        bytes,
        at: 0,
        is_done: false,
    };
    let mut facts: Option<Facts> = None;
    let mut is_xmp_with_place = false;
    let mut components = 0;
    let mut cleaned = Vec::with_capacity(bytes.len());
    while let Some(segment) = segments.next()? {
        let content = segment.content;
        match segment.marker {
            0xe1 => {
                // Browsers read the first one.
                if let Some(tiff) = content.strip_prefix(EXIF).filter(|_| facts.is_none()) {
                    let read = Facts::read(tiff);
                    if let Some(tiff) = read.kept() {
                        push(&mut cleaned, 0xe1, &[EXIF, &tiff].concat());
                    }
                    facts = Some(read);
                }
                if content.starts_with(XMP) || content.starts_with(XMP_EXTENSION) {
                    is_xmp_with_place |= is_xmp_located(content);
                }
            }
            // Start of a frame: precision, height, width, number of components.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                components = content.get(5).copied().unwrap_or_default();
            }
            _ => {}
        }
        if is_needed(segment.marker, content) {
            cleaned.extend(segment.whole);
        }
    }
    // Behind the image are previews, videos and maps of brightness, with metadata of their own.
    let facts = facts.unwrap_or_default();
    Ok(Examined {
        kind: Kind::Jpeg,
        orientation: facts.orientation.unwrap_or(1),
        is_located: facts.is_located || is_xmp_with_place,
        is_scalable: matches!(components, 1 | 3),
        cleaned: (cleaned != bytes).then_some(cleaned),
    })
}

/// Appends a segment, which is short enough.
fn push(bytes: &mut Vec<u8>, marker: u8, content: &[u8]) {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    bytes.extend([0xff, marker]);
    bytes.extend(length.to_be_bytes());
    bytes.extend(content);
}

/// Whether a color profile is that of sRGB, which browsers take pixels for that have none.
pub(crate) fn is_srgb(profile: &[u8]) -> bool {
    contains(profile, b"sRGB") || contains(profile, b"s\0R\0G\0B")
}
