//! Pictures that cannot be compressed, as files that others understand.

use std::io::Write as _;

use flate2::Compression;
use flate2::Crc;
use flate2::write::ZlibEncoder;

/// A PNG file of this size whose pixels cannot be compressed, with further chunks.
pub(crate) fn noise(width: u32, height: u32, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut state = width * 31 + height;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    // Each row begins with the number of its filter.
    let pixels: Vec<u8> = (0..height)
        .flat_map(|_| [vec![0], (0..width * 3).map(|_| byte()).collect()].concat())
        .collect();
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::none());
    packed.write_all(&pixels).expect("memory");
    let packed = packed.finish().expect("memory");
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 2, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut all: Vec<(&[u8; 4], &[u8])> = vec![(b"IHDR", &head)];
    all.extend(chunks);
    all.extend([(b"IDAT", &packed[..]), (b"IEND", &[])]);
    for (name, content) in all {
        let mut sum = Crc::new();
        sum.update(name);
        sum.update(content);
        let length = u32::try_from(content.len()).expect("a small file");
        bytes.extend(length.to_be_bytes());
        bytes.extend(name);
        bytes.extend(content);
        bytes.extend(sum.sum().to_be_bytes());
    }
    bytes
}
