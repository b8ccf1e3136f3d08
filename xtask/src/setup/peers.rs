//! Sets up other programs that publish blogs, which `cargo xtask bench load` and `navigation` compare with.

use std::path::PathBuf;

use anyhow::Result;

use super::npm;
use super::program::{self, CHROMIUM, NGINX, Program};
use super::servers::NGINX_BROTLI;
use super::store::Store;
use super::{hugo, node};

pub(crate) const DOCSIFY_VERSION: &str = "5.0.0";

/// The newest that runs on the Node.js of Debian 12.
pub(crate) const VITEPRESS_VERSION: &str = "1.6.4";

const OPENSSL: Program = Program {
    variable: "FEUILLET_OPENSSL",
    names: &["openssl"],
    elsewhere: &[],
    packages: &["openssl"],
};

pub(crate) struct Peers {
    pub(crate) chromium: PathBuf,
    pub(crate) node: PathBuf,
    pub(crate) nginx: PathBuf,
    /// nginx module that serves the `.br` beside a file.
    pub(crate) nginx_brotli: PathBuf,
    pub(crate) openssl: PathBuf,
    pub(crate) hugo: PathBuf,
    /// Folders with `node_modules`.
    pub(crate) docsify: PathBuf,
    pub(crate) vitepress: PathBuf,
}

/// Finds the programs, installing what is missing where that is possible.
pub(crate) fn peers() -> Result<Peers> {
    let programs = [&CHROMIUM, &NGINX, &NGINX_BROTLI, &OPENSSL];
    let [chromium, nginx, nginx_brotli, openssl] = program::ensure("benchmarks", programs)?;
    let (node, hugo) = (node::node()?, hugo()?);
    let store = Store::open()?;
    let install = |package: &str, version: &str, takes: &str| {
        let name = format!("{package}-{version}");
        if !store.path(&name).is_dir() {
            let purpose = "Node.js with npm, which is needed for docsify and VitePress";
            npm::ensure(purpose, &format!("install {purpose}"))?;
        }
        let announcement = format!("Installing {package} {version} from npm (takes {takes}, once per machine)");
        store.ensure(&name, &announcement, |folder| {
            // docsify's script for after the installation fails outside of its own repository.
            npm::install_without_scripts(folder, &format!("{package}@{version}"))
        })
    };
    Ok(Peers {
        docsify: install("docsify", DOCSIFY_VERSION, "a few seconds")?,
        vitepress: install("vitepress", VITEPRESS_VERSION, "half a minute")?,
        chromium,
        node,
        nginx,
        nginx_brotli,
        openssl,
        hugo,
    })
}
