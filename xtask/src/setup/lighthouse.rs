//! Sets up Lighthouse, with Chromium and nginx.

use std::path::PathBuf;

use anyhow::Result;

use super::npm;
use super::program::{self, CHROMIUM, NGINX};
use super::servers::NGINX_BROTLI;
use super::store::Store;

/// The newest that runs on the Node.js of Debian 12.
const VERSION: &str = "12.8.2";

pub(crate) struct Lighthouse {
    /// The command.
    pub(crate) program: PathBuf,
    /// The folder with its packages, among them puppeteer-core.
    pub(crate) packages: PathBuf,
    pub(crate) chromium: PathBuf,
    pub(crate) nginx: PathBuf,
    /// nginx module that serves the `.br` beside a file.
    pub(crate) nginx_brotli: PathBuf,
}

/// Finds the programs, installing what is missing where that is possible.
pub(crate) fn lighthouse() -> Result<Lighthouse> {
    let [chromium, nginx, nginx_brotli] = program::ensure("benchmarks", [&CHROMIUM, &NGINX, &NGINX_BROTLI])?;
    npm::ensure(
        "Node.js with npm, which is needed for Lighthouse",
        "install Node.js with npm, which is needed for Lighthouse",
    )?;
    let announcement = format!("Installing Lighthouse {VERSION} (takes a minute, once per machine)");
    let folder = Store::open()?.ensure(&format!("lighthouse-{VERSION}"), &announcement, |folder| {
        npm::install(folder, &format!("lighthouse@{VERSION}"))
    })?;
    Ok(Lighthouse {
        program: folder.join("node_modules").join(".bin").join("lighthouse"),
        packages: folder,
        chromium,
        nginx,
        nginx_brotli,
    })
}
