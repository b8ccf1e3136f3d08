//! Hook that Trunk calls after each build: turns the reader in Trunk's staging folder into a whole published blog.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use anyhow::{Context as _, Result};

use crate::{publish, reader, run, setup};

pub(crate) fn publish_around_reader() -> Result<ExitCode> {
    if env::var_os(reader::READER_ONLY).is_some() {
        return Ok(ExitCode::SUCCESS);
    }
    let staging =
        env::var_os("TRUNK_STAGING_DIR").context("TRUNK_STAGING_DIR is not set; this command is only for Trunk")?;
    let staging = PathBuf::from(staging);

    let work = run::target_folder().join("dist").join("by-hand");
    run::remove(&work)?;
    let (reader, blog) = (work.join("reader"), work.join("blog"));
    move_entries(&staging, &reader)?;
    reader::renderer::build(&setup::for_reader()?, &reader)?;

    let feuillet = publish::build_command(publish::Profile::Dev)?;
    let mut command = Command::new(feuillet);
    command
        .arg("publish")
        .arg("--content")
        .arg(run::project_root().join("content"));
    command.arg("--out").arg(&blog).arg("--reader").arg(&reader);
    // `trunk serve` adds an inline script, which the security policy of published pages forbids.
    let page = fs::read_to_string(reader.join("index.html")).context("Trunk did not write index.html")?;
    if page.contains("<script") {
        command.args(["--for", "author"]);
    }
    // A relative address does not tell the base path.
    if let Ok(base) = env::var("TRUNK_PUBLIC_URL")
        && base.starts_with('/')
    {
        command.args(["--base", &base]);
    }
    run::run(&mut command)?;
    move_entries(&blog, &staging)?;
    Ok(ExitCode::SUCCESS)
}

/// Moves the entries of one folder into another; the first folder stays, empty.
fn move_entries(from: &Path, to: &Path) -> Result<()> {
    run::create_folder(to)?;
    let entries = fs::read_dir(from).with_context(|| format!("cannot read the folder {}", from.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read the folder {}", from.display()))?;
        move_entry(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

/// Moves a file or a folder. If renaming fails, such as across file systems, it is copied and removed.
fn move_entry(from: &Path, to: &Path) -> Result<()> {
    if fs::rename(from, to).is_ok() {
        return Ok(());
    }
    if from.is_dir() {
        move_entries(from, to)?;
    } else {
        fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    }
    run::remove(from)
}
