//! Exif data: what is kept of it, and whether it tells a place.

use std::io::Cursor;

use exif::{Context, Exif, In, Reader, Tag, Value};

/// Contents of Exif data that matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// 1 to 8; none if it is missing or invalid.
    pub(crate) orientation: Option<u8>,
    pub(crate) artist: Vec<u8>,
    pub(crate) copyright: Vec<u8>,
    pub(crate) is_located: bool,
}

impl Facts {
    /// Reads Exif data: a TIFF header and what follows it. What is damaged counts as missing.
    pub(crate) fn read(tiff: &[u8]) -> Self {
        let read = Reader::new().continue_on_error(true).read_raw(tiff.to_vec());
        Self::of(read)
    }

    fn of(read: Result<Exif, exif::Error>) -> Self {
        let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| {})) else {
            return Self::default();
        };
        let value = |tag| exif.get_field(tag, In::PRIMARY).map(|field| &field.value);
        let text = |tag| match value(tag) {
            Some(Value::Ascii(parts)) => parts.join(&b"; "[..]),
            _ => Vec::new(),
        };
        let orientation = value(Tag::Orientation).and_then(|value| value.get_uint(0));
        Self {
            orientation: orientation
                .and_then(|orientation| u8::try_from(orientation).ok())
                .filter(|orientation| (1..=8).contains(orientation)),
            artist: text(Tag::Artist),
            copyright: text(Tag::Copyright),
            is_located: exif.fields().any(|field| {
                // Also a version of the format, or a time, stands there.
                field.tag.context() == Context::Gps && PLACES.contains(&field.tag.number())
            }),
        }
    }

    /// Writes Exif data with orientation, artist and copyright alone (TIFF 6.0, section 2); none if there is nothing to
    /// write.
    pub(crate) fn kept(&self) -> Option<Vec<u8>> {
        const SHORT: u16 = 3;
        const ASCII: u16 = 2;
        let mut entries: Vec<(Tag, u16, Vec<u8>)> = Vec::new();
        if let Some(orientation) = self.orientation.filter(|orientation| *orientation != 1) {
            entries.push((Tag::Orientation, SHORT, vec![orientation, 0]));
        }
        for (tag, text) in [(Tag::Artist, &self.artist), (Tag::Copyright, &self.copyright)] {
            let text = &text[..text.len().min(MAX_TEXT)];
            if text.iter().any(|byte| !matches!(byte, 0 | b' ')) {
                entries.push((tag, ASCII, [text, b"\0"].concat()));
            }
        }
        if entries.is_empty() {
            return None;
        }
        let short = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes();
        let long = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
        let mut tiff = b"II*\0\x08\0\0\0".to_vec();
        tiff.extend(short(entries.len()));
        // Behind the entries, and the place of the next directory.
        let behind = tiff.len() + 12 * entries.len() + 4;
        let mut values = Vec::new();
        for (tag, kind, value) in &entries {
            let count = if *kind == SHORT { 1 } else { value.len() };
            tiff.extend(tag.number().to_le_bytes());
            tiff.extend(kind.to_le_bytes());
            tiff.extend(long(count));
            if value.len() <= 4 {
                let mut inline = value.clone();
                inline.resize(4, 0);
                tiff.extend(inline);
            } else {
                tiff.extend(long(behind + values.len()));
                values.extend(value);
                // Values begin at even places.
                values.resize(values.len().next_multiple_of(2), 0);
            }
        }
        tiff.extend(long(0));
        tiff.extend(values);
        Some(tiff)
    }
}

/// Most bytes of the name of an artist, or of a note of copyright.
const MAX_TEXT: usize = 1000;

/// Tags of the GPS directory that tell latitude and longitude, of the camera and of what it shows, the name of the area,
/// and how the place was found (Exif 2.32, table 15).
const PLACES: [u16; 6] = [0x02, 0x04, 0x14, 0x16, 0x1b, 0x1c];

/// Exif data of a file of any kind that is known to hold some.
pub(crate) fn in_container(bytes: &[u8]) -> Facts {
    let mut reader = Reader::new();
    let read = reader
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes));
    Facts::of(read)
}

/// Most starts of Exif data that are tried in a damaged file, and most bytes of each.
const MOST_TRIED: (usize, usize) = (16, 1 << 20);

/// Whether Exif or XMP data anywhere in a file of any kind, even a damaged one, tells a place.
pub(crate) fn is_located_anywhere(bytes: &[u8]) -> bool {
    let (number, length) = MOST_TRIED;
    // Exif data begins with the header of a TIFF file, in either byte order.
    let starts = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, start)| matches!(*start, [b'I', b'I', b'*', 0] | [b'M', b'M', 0, b'*']));
    let is_located = |at: usize| Facts::read(&bytes[at..bytes.len().min(at + length)]).is_located;
    in_container(bytes).is_located || is_xmp_located(bytes) || starts.take(number).any(|(at, _)| is_located(at))
}

/// Whether XMP data tells a place.
pub(crate) fn is_xmp_located(xmp: &[u8]) -> bool {
    contains(xmp, b"GPSLatitude") || contains(xmp, b"GPSLongitude")
}

pub(crate) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
