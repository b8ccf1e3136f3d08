//! Files of pictures: their kinds, and what they hold.

/// First bytes of a PNG file.
pub(crate) const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Kinds of pictures whose metadata can be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    WebP,
}

impl Kind {
    /// Tells the kind by the first bytes of a file.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(PNG_SIGNATURE) {
            Some(Self::Png)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::WebP)
        } else {
            None
        }
    }
}

/// Contents of a picture's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    pub kind: Kind,
    /// Exif orientation, 1 to 8, by which browsers turn the picture.
    pub orientation: u8,
    /// Whether the metadata says where it was taken.
    pub is_located: bool,
    /// Whether variants can be made: it is neither animated nor in colors for print.
    pub is_scalable: bool,
    /// The file without its metadata; none if there is none to remove.
    pub cleaned: Option<Vec<u8>>,
}

/// A file that ends too early, or whose parts do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Reads a big-endian number of two bytes.
pub(crate) fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    let number = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_be_bytes(number.try_into().ok()?)))
}
