//! Sizes of pictures, as browsers show them.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use feuillet_engine::disk;
use imagesize::ImageType;
use serde::{Deserialize, Serialize};

/// Size of a picture in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Size {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Whether browsers show the picture in this size by themselves, and not as wide as there is room.
    pub(super) is_natural: bool,
}

/// Width and height in CSS pixels, as far as the file tells.
pub(super) fn of(path: &Path) -> Option<Size> {
    if path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("svg"))
    {
        let bytes = disk::read(path).ok()?;
        return svg_size(&String::from_utf8_lossy(&bytes));
    }
    let size = imagesize::size(path).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    let (width, height) = if is_turned(path) {
        (height, width)
    } else {
        (width, height)
    };
    Some(Size {
        width,
        height,
        is_natural: true,
    })
}

/// Whether browsers show a picture turned by 90 or 270 degrees, as its Exif orientation says (5 to 8). They turn JPEG
/// and PNG, but not WebP; the sizes of AVIF, HEIF and JPEG XL are told turned already.
fn is_turned(path: &Path) -> bool {
    let orientation = || {
        let mut reader = BufReader::new(File::open(path).ok()?);
        let kind = imagesize::image_type(reader.fill_buf().ok()?).ok()?;
        if !matches!(kind, ImageType::Jpeg | ImageType::Png) {
            return None;
        }
        let metadata = exif::Reader::new().read_from_container(&mut reader).ok()?;
        let field = metadata.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?;
        field.value.get_uint(0)
    };
    orientation().is_some_and(|orientation| (5..=8).contains(&orientation))
}

/// The size that the root element of an SVG names, else that of its view box (SVG 2, section 8.2).
fn svg_size(text: &str) -> Option<Size> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let document = roxmltree::Document::parse_with_options(text, options).ok()?;
    let root = document.root_element();
    let length = |name| {
        root.attribute(name)
            .and_then(|value| pixels(value.trim_end_matches("px")))
    };
    if let (Some(width), Some(height)) = (length("width"), length("height")) {
        return Some(Size {
            width,
            height,
            is_natural: true,
        });
    }
    let view_box: Vec<Option<u32>> = root
        .attribute("viewBox")?
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .skip(2)
        .map(pixels)
        .collect();
    match view_box.as_slice() {
        &[Some(width), Some(height)] => Some(Size {
            width,
            height,
            is_natural: false,
        }),
        _ => None,
    }
}

/// A positive length in whole pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked, and a fraction of a pixel does not matter"
)]
fn pixels(text: &str) -> Option<u32> {
    let length: f64 = text.trim().parse().ok()?;
    (1.0..100_000.0).contains(&length).then(|| length.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_tell_their_size() {
        for (svg, expected) in [
            (r#"<svg width="10" height="20px"/>"#, Some((10, 20, true))),
            (
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630.4"/>"#,
                Some((1200, 630, false)),
            ),
            (r#"<svg width="100%" viewBox="0,0,3,4"/>"#, Some((3, 4, false))),
            ("<svg/>", None),
            ("not xml", None),
        ] {
            let size = svg_size(svg).map(|size| (size.width, size.height, size.is_natural));
            assert_eq!(size, expected, "{svg}");
        }
    }

    fn lengths(path: &Path) -> Option<(u32, u32)> {
        of(path).map(|size| (size.width, size.height))
    }

    /// A TIFF header with nothing but an orientation, in one of the two byte orders.
    fn tiff(orientation: u16, is_big: bool) -> Vec<u8> {
        let numbers: [(u32, usize); 9] = [
            (42, 2),
            (8, 4),
            (1, 2),
            (0x112, 2),
            (3, 2),
            (1, 4),
            (u32::from(orientation), 2),
            (0, 2),
            (0, 4),
        ];
        let mut bytes = if is_big { b"MM" } else { b"II" }.to_vec();
        for (number, length) in numbers {
            if is_big {
                bytes.extend(&number.to_be_bytes()[4 - length..]);
            } else {
                bytes.extend(&number.to_le_bytes()[..length]);
            }
        }
        bytes
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap();
        [&[0xff, marker][..], &length.to_be_bytes(), content].concat()
    }

    /// The head of a JPEG file of 40 by 20 pixels.
    fn jpeg(exif: &[u8]) -> Vec<u8> {
        let metadata = [b"Exif\0\0", exif].concat();
        [
            vec![0xff, 0xd8],
            segment(0xe1, &metadata),
            segment(0xc0, &[8, 0, 20, 0, 40, 1, 1, 0x11, 0]),
            segment(0xda, &[1, 1, 0, 0, 63, 0]),
        ]
        .concat()
    }

    fn png(exif: &[u8]) -> Vec<u8> {
        let chunk = |name: &[u8; 4], content: &[u8]| {
            let length = u32::try_from(content.len()).unwrap();
            [&length.to_be_bytes()[..], name, content, &[0; 4]].concat()
        };
        [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            chunk(b"IHDR", &[0, 0, 0, 40, 0, 0, 0, 20, 8, 2, 0, 0, 0]),
            chunk(b"eXIf", exif),
            chunk(b"IEND", &[]),
        ]
        .concat()
    }

    #[test]
    fn photos_have_the_size_in_which_browsers_show_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("photo");
        for (orientation, expected) in [
            (0, (40, 20)),
            (1, (40, 20)),
            (3, (40, 20)),
            (4, (40, 20)),
            (5, (20, 40)),
            (6, (20, 40)),
            (8, (20, 40)),
            (9, (40, 20)),
        ] {
            for is_big in [false, true] {
                let exif = tiff(orientation, is_big);
                for bytes in [jpeg(&exif), png(&exif)] {
                    std::fs::write(&path, bytes).unwrap();
                    assert_eq!(lengths(&path), Some(expected), "orientation {orientation}");
                }
            }
        }
        for broken in [&b""[..], b"II*\0", b"MM\0*\xff\xff\xff\xff"] {
            std::fs::write(&path, jpeg(broken)).unwrap();
            assert_eq!(lengths(&path), Some((40, 20)), "{broken:?}");
        }
    }
}
