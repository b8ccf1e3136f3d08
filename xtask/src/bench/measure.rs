//! Measures a program: time, memory, and the size of its output.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use wait4::Wait4 as _;

/// Resources used by one run of a program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) wall: Duration,
    /// User and system time of all its threads.
    pub(super) cpu: Duration,
    /// Peak memory in bytes, from the kernel's own record.
    pub(super) peak_memory: u64,
}

/// Runs a command to its end. Its output goes to the file `log`, which the error shows if it fails.
pub(super) fn run(command: &mut Command, log: &Path) -> Result<Run> {
    let file = File::create(log).with_context(|| format!("cannot create {}", log.display()))?;
    let errors = file.try_clone().context("cannot duplicate a file handle")?;
    command.stdin(Stdio::null()).stdout(file).stderr(errors);
    let start = Instant::now();
    let child = command.spawn().with_context(|| format!("cannot start {command:?}"))?;
    let used = child.wait4().with_context(|| format!("cannot wait for {command:?}"))?;
    let wall = start.elapsed();
    if !used.status.success() {
        let printed = fs::read_to_string(log).unwrap_or_default();
        bail!("{command:?} failed ({}):\n{}", used.status, printed.trim());
    }
    Ok(Run {
        wall,
        cpu: used.rusage.utime + used.rusage.stime,
        peak_memory: used.rusage.maxrss,
    })
}

/// Number and total size of the files in a folder.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Size {
    pub(super) files: u64,
    pub(super) bytes: u64,
}

pub(super) fn size(folder: &Path) -> Result<Size> {
    let mut size = Size::default();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
            let metadata = entry.metadata().context("cannot read a file's metadata")?;
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                size.files += 1;
                size.bytes += metadata.len();
            }
        }
    }
    Ok(size)
}
