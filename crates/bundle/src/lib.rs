//! The compiled reader, and the text of licenses, as one file each: `cargo xtask dist` packs them, the command carries
//! and unpacks them.
//!
//! The reader is a tar archive, compressed with Brotli: the reader's modules are what it mostly is, and Brotli makes of them a
//! fifth less than gzip.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use tar::{Archive, Builder, EntryType, Header};

/// Packs the files of a folder, by name. The same files make the same bytes.
///
/// # Errors
///
/// If the folder has folders in it, or a file cannot be read.
pub fn pack(folder: &Path) -> Result<Vec<u8>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    let mut archive = Builder::new(Vec::new());
    for path in paths {
        ensure!(path.is_file(), "{} is not a file", path.display());
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o644);
        header.set_size(bytes.len() as u64);
        let name = path.file_name().context("a file without a name")?;
        archive.append_data(&mut header, name, bytes.as_slice())?;
    }
    compress(&archive.into_inner()?)
}

/// Compresses a text. The same text makes the same bytes.
///
/// # Errors
///
/// If it cannot be compressed.
pub fn pack_text(text: &str) -> Result<Vec<u8>> {
    compress(text.as_bytes())
}

/// Returns a text that [`pack_text`] compressed.
///
/// # Errors
///
/// If the bytes are not those of a text.
pub fn unpack_text(packed: &[u8]) -> Result<String> {
    String::from_utf8(decompress(packed)?).context("a text inside the program is damaged")
}

fn compress(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters)?;
    Ok(packed)
}

fn decompress(packed: &[u8]) -> Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    brotli::Decompressor::new(packed, 1 << 16)
        .read_to_end(&mut unpacked)
        .context("what the program carries is damaged")?;
    Ok(unpacked)
}

/// Unpacks the files into a folder, which is made if it is missing.
///
/// # Errors
///
/// If the bytes are not those of [`pack`], or a file cannot be written.
pub fn unpack(packed: &[u8], folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let unpacked = decompress(packed)?;
    for entry in Archive::new(unpacked.as_slice()).entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        let name = path.file_name().context("a file without a name")?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        let path = folder.join(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unpacked_is_what_was_packed() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir(&from).unwrap();
        for (name, text) in [("b.wasm", "\0asm"), ("a.js", "let a;")] {
            fs::write(from.join(name), text).unwrap();
        }
        let packed = pack(&from).unwrap();
        assert_eq!(pack(&from).unwrap(), packed);
        unpack(&packed, &to).unwrap();
        for name in ["a.js", "b.wasm"] {
            assert_eq!(fs::read(from.join(name)).unwrap(), fs::read(to.join(name)).unwrap());
        }
        assert_eq!(fs::read_dir(&to).unwrap().count(), 2);
        assert!(unpack(&packed[..packed.len() / 2], &to).is_err(), "cut off");
        assert!(unpack(b"nonsense", &to).is_err());
    }

    #[test]
    fn texts_come_out_as_they_went_in() {
        let text = "Licence: étroite\n".repeat(100);
        let packed = pack_text(&text).unwrap();
        assert!(packed.len() < text.len());
        assert_eq!(unpack_text(&packed).unwrap(), text);
        assert!(unpack_text(&packed[..packed.len() / 2]).is_err(), "cut off");
    }
}
