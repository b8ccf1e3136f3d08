//! The folder outside the checkout where tools are kept: one subfolder per tool and version.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::{env, io};

use anyhow::{Context as _, Result};

use crate::run;

pub(super) struct Store {
    folder: PathBuf,
}

impl Store {
    pub(super) fn open() -> Result<Self> {
        let folder = chosen_folder().context("HOME is not set; set FEUILLET_TOOLS to a folder for the tools")?;
        let folder = std::path::absolute(&folder).with_context(|| format!("invalid path {}", folder.display()))?;
        run::create_folder(&folder)
            .context("cannot create the folder for the tools; set FEUILLET_TOOLS to another one")?;
        Ok(Self { folder })
    }

    /// Path of the entry with this name, which need not exist.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Returns the folder of this name; if it is missing, `install` fills it first.
    ///
    /// `install` fills a temporary folder, which is renamed at the end, so that an interrupted installation never
    /// counts as complete.
    pub(super) fn ensure(
        &self,
        name: &str,
        announcement: &str,
        install: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let folder = self.path(name);
        if folder.is_dir() {
            return Ok(folder);
        }
        let _lock = self.lock()?;
        // Another run may have created it while this one waited.
        if folder.is_dir() {
            return Ok(folder);
        }
        run::step(announcement, || {
            let unfinished = self.path(&format!("{name}.unfinished"));
            run::remove(&unfinished)?;
            run::create_folder(&unfinished)?;
            install(&unfinished)?;
            fs::rename(&unfinished, &folder).with_context(|| format!("cannot create {}", folder.display()))
        })?;
        Ok(folder)
    }

    /// Keeps other runs from installing at the same time, until the file is dropped.
    fn lock(&self) -> Result<File> {
        let path = self.path("lock");
        let lock = File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::WouldBlock) => {
                eprintln!("» waiting for another setup on this machine to finish");
            }
            // Some network file systems have no locks: go on without.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(lock);
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
        lock.lock().with_context(|| format!("cannot lock {}", path.display()))?;
        Ok(lock)
    }
}

fn chosen_folder() -> Option<PathBuf> {
    let named = |variable| {
        env::var_os(variable)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(folder) = named("FEUILLET_TOOLS") {
        return Some(folder);
    }
    if let Some(caches) = named("XDG_CACHE_HOME") {
        return Some(caches.join("feuillet"));
    }
    let caches = if cfg!(target_os = "macos") {
        "Library/Caches"
    } else {
        ".cache"
    };
    Some(env::home_dir()?.join(caches).join("feuillet"))
}
