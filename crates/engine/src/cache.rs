//! Cache from one publish to the next: the readings of the documents and what each output was made of.
//!
//! It lies in the system's folder for caches, never in the published one, which is uploaded and depends on the content
//! alone. Each thing remembered is a file: the digest of the program that wrote it, the digest of what follows, and
//! that. A cache that is missing, damaged or another program's is no cache: everything is made anew.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::digest::{self, Digest, Hasher, Inputs};

/// Where publishes from one folder to another remember.
#[derive(Clone, Debug)]
pub struct Cache {
    /// The path of its files without their kind; none when nothing can be remembered.
    path: Option<PathBuf>,
    program: Option<Digest>,
    /// Nothing that was remembered counts.
    forgetful: bool,
}

/// Bytes before what is remembered.
const HEAD: usize = 32;

impl Cache {
    /// The cache in a folder, for publishes of `content` to `out`.
    pub fn new(folder: Option<&Path>, content: &Path, out: &Path, forgetful: bool) -> Self {
        let mut name = Inputs::new("publish");
        for path in [content, out] {
            let real = path.canonicalize().or_else(|_| std::path::absolute(path));
            let real = real.unwrap_or_else(|_| path.to_owned());
            name.add(real.as_os_str().as_encoded_bytes());
        }
        Self {
            path: folder.map(|folder| folder.join(name.finish().hex())),
            program: digest::program(),
            forgetful,
        }
    }

    /// What was remembered of a kind.
    pub fn load<T: DeserializeOwned>(&self, kind: &str) -> Option<T> {
        let path = self.path.as_ref().filter(|_| !self.forgetful)?;
        let bytes = fs::read(path.with_extension(kind)).ok()?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        if head != self.head(body)? {
            return None;
        }
        postcard::from_bytes(body).ok()
    }

    /// Remembers. What cannot be remembered is made again the next time, so a failure is nobody's concern.
    pub fn save(&self, kind: &str, value: &impl Serialize) {
        let (Some(path), Some(program)) = (&self.path, self.program) else {
            return;
        };
        let new = path.with_extension(format!("{kind}.{}", std::process::id()));
        let folder = path.parent().unwrap_or(path);
        let written = fs::create_dir_all(folder)
            .map_err(anyhow::Error::from)
            .and_then(|()| write(&new, program, value))
            .and_then(|()| Ok(fs::rename(&new, path.with_extension(kind))?));
        if written.is_err() {
            let _ = fs::remove_file(new);
        }
    }

    /// Forgets what was remembered of the kinds that begin with `prefix`, but those to keep.
    pub fn keep_only(&self, prefix: &str, kinds: &BTreeSet<String>) {
        let Some(path) = &self.path else { return };
        let own = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let files = path.parent().and_then(|folder| fs::read_dir(folder).ok());
        for file in files.into_iter().flatten().flatten() {
            let name = file.file_name();
            let kind = name.to_str().and_then(|name| name.strip_prefix(own)?.strip_prefix('.'));
            if kind.is_some_and(|kind| kind.starts_with(prefix) && !kinds.contains(kind)) {
                let _ = fs::remove_file(file.path());
            }
        }
    }

    /// Opens an empty file in the folder for a publish to write to and read from. It has no name, so it ends with the
    /// publish, however that ends. None if there can be no such file.
    pub fn scratch(&self) -> Option<File> {
        let path = self
            .path
            .as_ref()?
            .with_extension(format!("scratch.{}", std::process::id()));
        fs::create_dir_all(path.parent()?).ok()?;
        let file = File::options().read(true).write(true).create_new(true).open(&path);
        // Systems that refuse to remove an open file keep its name until the next one.
        let _ = fs::remove_file(&path);
        file.ok()
    }

    fn head(&self, body: &[u8]) -> Option<Vec<u8>> {
        Some([self.program?.bytes(), Digest::of(body).bytes()].concat())
    }
}

/// Writes what is remembered as it is serialized: it is of the size of the library.
fn write(path: &Path, program: Digest, value: &impl Serialize) -> anyhow::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(&[0; HEAD])?;
    let mut body = Hashing {
        writer: BufWriter::new(file),
        hasher: Hasher::default(),
    };
    postcard::to_io(value, &mut body)?;
    let digest = body.hasher.finish();
    let mut file = body.writer.into_inner()?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&[program.bytes(), digest.bytes()].concat())?;
    Ok(())
}

/// Writes and hashes.
struct Hashing<W> {
    writer: W,
    hasher: Hasher,
}

impl<W: io::Write> io::Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.writer.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_kinds_to_keep_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(Some(folder.path()), Path::new("a"), Path::new("b"), false);
        let other = Cache::new(Some(folder.path()), Path::new("a"), Path::new("c"), false);
        for kind in ["photo-1", "photo-2", "photos"] {
            cache.save(kind, &1);
            other.save(kind, &2);
        }
        cache.keep_only("photo-", &BTreeSet::from(["photo-2".to_owned()]));
        assert_eq!(cache.load::<u8>("photo-1"), None);
        for kind in ["photo-2", "photos"] {
            assert_eq!(cache.load(kind), Some(1), "{kind}");
        }
        assert_eq!(other.load("photo-1"), Some(2), "of another published folder");
    }

    #[test]
    fn what_is_damaged_or_of_another_program_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(Some(folder.path()), Path::new("a"), Path::new("b"), false);
        let numbers: Vec<u32> = (0..100).collect();
        cache.save("numbers", &numbers);
        assert_eq!(cache.load("numbers"), Some(numbers));

        let other = Cache::new(Some(folder.path()), Path::new("a"), Path::new("c"), false);
        assert_eq!(other.load::<Vec<u32>>("numbers"), None, "another published folder");
        let other = Cache {
            program: Some(Digest::of(b"another")),
            ..cache.clone()
        };
        assert_eq!(other.load::<Vec<u32>>("numbers"), None, "another program");
        let fresh = Cache::new(Some(folder.path()), Path::new("a"), Path::new("b"), true);
        assert_eq!(fresh.load::<Vec<u32>>("numbers"), None, "asked to forget");

        let file = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        let whole = fs::read(&file).unwrap();
        let mut changed = whole.clone();
        changed[HEAD + 10] ^= 1;
        for damaged in [changed, whole[..HEAD + 10].to_vec(), b"x".to_vec(), Vec::new()] {
            fs::write(&file, damaged).unwrap();
            assert_eq!(cache.load::<Vec<u32>>("numbers"), None);
        }
    }
}
