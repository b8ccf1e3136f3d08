//! Compressed copies for hosts that serve them as they are: `page.html.br` and `page.html.gz` beside `page.html`.

use std::io::Write as _;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Smaller files fit into one packet as they are.
const WORTH_IT: usize = 200;

/// Up to this size, and for the reader's own files, a visitor's wait counts more than an author's.
const SMALL: usize = 2048;

/// How the bytes of an output become those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// A copy.
    Same,
    Brotli(Effort),
    Gzip,
}

/// How long the compressor may look for something better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// For the one reader that every visitor loads.
    Most,
    /// For pages by the thousand.
    Bulk,
}

impl Encoding {
    /// Name of the encoding in digests: a changed effort makes other bytes of the same input.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Brotli(Effort::Most) => "br 11",
            Self::Brotli(Effort::Bulk) => "br 11 below 2048 else 6",
            Self::Gzip => "gz 9",
        }
    }

    /// The bytes in this encoding; none when it would not make them smaller.
    pub(crate) fn encode(self, bytes: &[u8]) -> Result<Option<Vec<u8>>> {
        let encoded = match self {
            Self::Same => return Ok(Some(bytes.to_vec())),
            _ if bytes.len() < WORTH_IT => return Ok(None),
            Self::Brotli(effort) => brotli(bytes, effort)?,
            Self::Gzip => gzip(bytes)?,
        };
        Ok((encoded.len() < bytes.len()).then_some(encoded))
    }
}

/// Whether compressing a file makes it smaller, by its name: pictures and the like are compressed already.
pub(crate) fn is_compressible(path: &str) -> bool {
    const EXTENSIONS: [&str; 13] = [
        "html",
        "json",
        "md",
        "markdown",
        "css",
        "js",
        "wasm",
        "svg",
        "xml",
        "xsl",
        "txt",
        "webmanifest",
        "map",
    ];
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// RFC 7932.
fn brotli(bytes: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let quality = match effort {
        Effort::Bulk if bytes.len() > SMALL => 6,
        Effort::Most | Effort::Bulk => 11,
    };
    let parameters = BrotliEncoderParams {
        quality,
        lgwin: 22,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut encoded = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut encoded, &parameters).context("compressing with Brotli")?;
    Ok(encoded)
}

/// RFC 1952, without a name or a time.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).context("compressing with gzip")?;
    encoder.finish().context("compressing with gzip")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_is_compressed_can_be_read_again() {
        let text = "All work and no play makes a dull page. ".repeat(200);
        for encoding in [
            Encoding::Brotli(Effort::Most),
            Encoding::Brotli(Effort::Bulk),
            Encoding::Gzip,
        ] {
            let encoded = encoding.encode(text.as_bytes()).unwrap().unwrap();
            assert!(encoded.len() < text.len() / 10, "{encoding:?}");
            let mut decoded = String::new();
            match encoding {
                Encoding::Gzip => flate2::read::GzDecoder::new(encoded.as_slice())
                    .read_to_string(&mut decoded)
                    .unwrap(),
                _ => brotli::Decompressor::new(encoded.as_slice(), 4096)
                    .read_to_string(&mut decoded)
                    .unwrap(),
            };
            assert_eq!(decoded, text, "{encoding:?}");
        }
    }

    #[test]
    fn what_would_not_shrink_is_left_alone() {
        let mut noise = [0; 1000];
        blake3::Hasher::new().finalize_xof().fill(&mut noise);
        for encoding in [Encoding::Brotli(Effort::Bulk), Encoding::Gzip] {
            assert_eq!(encoding.encode(&noise).unwrap(), None);
            assert_eq!(encoding.encode(b"short").unwrap(), None);
        }
    }
}
