//! Compressed copies of a peer's files, made as `feuillet publish --compress` makes its own.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

const EXTENSIONS: [&str; 8] = ["html", "js", "css", "json", "md", "svg", "wasm", "xml"];

/// Files that every visitor loads get more effort than pages.
const SHARED: [&str; 3] = ["js", "css", "wasm"];

const SMALL: usize = 2048;
const WINDOW: u32 = 22;

/// Writes `.br` and `.gz` beside each text file of a folder, unless it is there.
pub(super) fn compress(folder: &Path) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry
            .with_context(|| format!("cannot read {}", folder.display()))?
            .path();
        if path.is_dir() {
            compress(&path)?;
            continue;
        }
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if !EXTENSIONS.contains(&extension.as_str()) {
            continue;
        }
        let copies = ["br", "gz"].map(|kind| path.with_extension(format!("{extension}.{kind}")));
        if copies.iter().all(|copy| copy.is_file()) {
            continue;
        }
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let effort = if SHARED.contains(&extension.as_str()) || bytes.len() <= SMALL {
            11
        } else {
            6
        };
        let mut brotli = brotli::CompressorWriter::new(Vec::new(), 4096, effort, WINDOW);
        brotli.write_all(&bytes).context("Brotli")?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&bytes).context("gzip")?;
        let encoded = [brotli.into_inner(), gzip.finish().context("gzip")?];
        for (copy, encoded) in copies.into_iter().zip(encoded) {
            if encoded.len() < bytes.len() && !copy.is_file() {
                fs::write(&copy, encoded).with_context(|| format!("cannot write {}", copy.display()))?;
            }
        }
    }
    Ok(())
}
