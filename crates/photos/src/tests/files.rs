//! Files of small pictures.

use crate::png;

/// A picture with a different color in each corner, darker and darker from the top left to the right.
pub(super) fn corners(width: usize, height: usize) -> Vec<u8> {
    let color = |x: usize, y: usize| match (x * 2 < width, y * 2 < height) {
        (true, true) => [250, 250, 250],
        (false, true) => [250, 0, 0],
        (true, false) => [0, 0, 250],
        (false, false) => [0, 0, 0],
    };
    (0..height)
        .flat_map(|y| (0..width).flat_map(move |x| color(x, y)))
        .collect()
}

pub(super) fn png_of(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(::png::ColorType::Rgb);
    // Large, so that variants are smaller.
    encoder.set_compression(::png::Compression::NoCompression);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Puts chunks behind the header of a PNG file.
pub(super) fn with_chunks(file: &[u8], chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let (head, rest) = file.split_at(33);
    let mut bytes = head.to_vec();
    for (name, content) in chunks {
        png::push(&mut bytes, **name, content);
    }
    bytes.extend(rest);
    bytes
}

/// TIFF data with orientation, copyright and a place, in one of the two byte orders.
pub(super) fn exif(orientation: u16, is_big: bool) -> Vec<u8> {
    let mut bytes = if is_big { b"MM".to_vec() } else { b"II".to_vec() };
    let mut number = |number: u32, length: usize| {
        if is_big {
            bytes.extend(&number.to_be_bytes()[4 - length..]);
        } else {
            bytes.extend(&number.to_le_bytes()[..length]);
        }
    };
    number(42, 2);
    number(8, 4);
    // Two entries and the place of the third, the GPS directory.
    number(3, 2);
    for (tag, kind, count, value) in [
        (0x112, 3, 1, u32::from(orientation)),
        (0x8298, 2, 9, 50),
        (0x8825, 4, 1, 60),
    ] {
        number(tag, 2);
        number(kind, 2);
        number(count, 4);
        number(value, if kind == 3 { 2 } else { 4 });
        if kind == 3 {
            number(0, 2);
        }
    }
    number(0, 4);
    bytes.extend(b"(c) Lea\0\0\0");
    assert_eq!(bytes.len(), 60);
    let mut number = |number: u32, length: usize| {
        if is_big {
            bytes.extend(&number.to_be_bytes()[4 - length..]);
        } else {
            bytes.extend(&number.to_le_bytes()[..length]);
        }
    };
    number(1, 2);
    for (value, length) in [(2, 2), (5, 2), (3, 4), (78, 4), (0, 4)] {
        number(value, length);
    }
    for value in [48, 1, 51, 1, 29, 1] {
        number(value, 4);
    }
    bytes
}

pub(super) fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap();
    [&[0xff, marker][..], &length.to_be_bytes(), content].concat()
}

/// A JPEG file with metadata of every kind, which cannot be decoded.
pub(super) fn jpeg_with(segments: &[Vec<u8>], components: u8) -> Vec<u8> {
    let frame: Vec<u8> = [8, 0, 20, 0, 40, components]
        .into_iter()
        .chain((1..=components).flat_map(|number| [number, 0x11, 0]))
        .collect();
    [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segments.concat(),
        segment(0xc0, &frame),
        segment(0xda, &[1, 1, 0, 0, 63, 0]),
        // Compressed pixels, with a byte that must not be taken for a marker, and a restart.
        vec![1, 2, 0xff, 0, 3, 0xff, 0xd0, 4],
        vec![0xff, 0xd9],
    ]
    .concat()
}
