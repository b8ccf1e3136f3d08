//! What the browser tests need: a Chromium, its driver, and nginx as a static host.

use std::path::PathBuf;

use anyhow::Result;

use super::program::{self, CHROMIUM, NGINX, Program};

/// The programs that the browser tests start.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) nginx: PathBuf,
}

const CHROMEDRIVER: Program = Program {
    variable: "FEUILLET_CHROMEDRIVER",
    names: &["chromedriver"],
    elsewhere: &[
        "/usr/lib/chromium/chromedriver",
        "/usr/lib/chromium-browser/chromedriver",
    ],
    packages: &["chromium-driver"],
};

/// Finds the programs, installing what is missing where that is possible.
pub(crate) fn browser() -> Result<Browser> {
    let [chromium, chromedriver, nginx] = program::ensure("the browser tests", [&CHROMIUM, &CHROMEDRIVER, &NGINX])?;
    Ok(Browser {
        chromium,
        chromedriver,
        nginx,
    })
}
