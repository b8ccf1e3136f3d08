//! Sets up the usual Markdown renderers for browsers, which `cargo xtask bench render` compares with.

use std::path::PathBuf;

use anyhow::Result;

use super::npm;
use super::program::{self, CHROMIUM};
use super::store::Store;

/// Name of each renderer's npm package, its version, and its script for browsers.
const RENDERERS: [(&str, &str, &str); 3] = [
    ("marked", "18.2.1", "lib/marked.umd.js"),
    ("markdown-it", "15.0.3", "dist/browser/markdown-it.umd.min.js"),
    ("commonmark", "0.31.2", "dist/commonmark.min.js"),
];

pub(crate) struct Renderers {
    pub(crate) chromium: PathBuf,
    /// Name with version, and script, of each renderer.
    pub(crate) scripts: Vec<(String, PathBuf)>,
}

/// Finds a browser and the scripts, installing what is missing where that is possible.
pub(crate) fn renderers() -> Result<Renderers> {
    let [chromium] = program::ensure("benchmarks", [&CHROMIUM])?;
    let store = Store::open()?;
    let mut scripts = Vec::new();
    for (package, version, script) in RENDERERS {
        let name = format!("{package}-{version}");
        let announcement = format!("Installing {package} {version} (takes a few seconds, once per machine)");
        npm::ensure(
            "Node.js with npm, which is needed for the other renderers",
            "install Node.js with npm, which is needed for the other renderers",
        )?;
        let folder = store.ensure(&name, &announcement, |folder| {
            npm::install(folder, &format!("{package}@{version}"))
        })?;
        let script = folder.join("node_modules").join(package).join(script);
        scripts.push((format!("{package} {version}"), script));
    }
    Ok(Renderers { chromium, scripts })
}
