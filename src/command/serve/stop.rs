//! The end of the server: waits for a signal, and removes what was published for the browser.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use tokio::task::spawn_blocking;

/// Waits until the author or the system ends the program.
///
/// # Errors
///
/// If signals cannot be received.
#[cfg(unix)]
pub(super) async fn signal() -> Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    const FAILED: &str = "cannot receive signals";
    let mut interrupted = signal(SignalKind::interrupt()).context(FAILED)?;
    let mut terminated = signal(SignalKind::terminate()).context(FAILED)?;
    let mut hung_up = signal(SignalKind::hangup()).context(FAILED)?;
    tokio::select! {
        _ = interrupted.recv() => {}
        _ = terminated.recv() => {}
        _ = hung_up.recv() => {}
    }
    Ok(())
}

/// Waits until the author ends the program.
///
/// # Errors
///
/// If signals cannot be received.
#[cfg(not(unix))]
pub(super) async fn signal() -> Result<()> {
    tokio::signal::ctrl_c().await.context("cannot receive signals")
}

/// Removes a folder when the publish that may be writing to it is done, or at once on a second signal.
pub(super) async fn clean(folder: &Path, busy: Arc<Mutex<()>>) {
    let own = folder.to_owned();
    let removed = spawn_blocking(move || {
        // Never given back, so that no further publish begins.
        std::mem::forget(busy.lock().unwrap_or_else(PoisonError::into_inner));
        fs::remove_dir_all(own)
    });
    tokio::select! {
        _ = removed => {}
        _ = signal() => {
            let _ = fs::remove_dir_all(folder);
        }
    }
}
