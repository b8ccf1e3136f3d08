//! What the browser tests need: Chromium and Firefox, the driver of each, and nginx as a static host.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::cargo_install::{self, Wanted};
use super::program::{self, CHROMIUM, NGINX, Program};
use super::store::Store;

/// The programs that the browser tests start.
pub(crate) struct Browsers {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) firefox: PathBuf,
    pub(crate) geckodriver: PathBuf,
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

const FIREFOX: Program = Program {
    variable: "FEUILLET_FIREFOX",
    names: &["firefox-esr", "firefox"],
    elsewhere: &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    packages: &["firefox-esr", "fonts-dejavu-core"],
};

/// Debian has no package of it.
const GECKODRIVER: Program = Program {
    variable: "FEUILLET_GECKODRIVER",
    names: &["geckodriver"],
    elsewhere: &[],
    packages: &[],
};

const GECKODRIVER_VERSION: &str = "0.37.1";

/// Finds the programs, installing what is missing where that is possible.
pub(crate) fn browsers() -> Result<Browsers> {
    let programs = [&CHROMIUM, &CHROMEDRIVER, &FIREFOX, &NGINX];
    let [chromium, chromedriver, firefox, nginx] = program::ensure("the browser tests", programs)?;
    Ok(Browsers {
        chromium,
        chromedriver,
        firefox,
        geckodriver: geckodriver()?,
        nginx,
    })
}

fn geckodriver() -> Result<PathBuf> {
    if let Some(found) = GECKODRIVER.find()? {
        return Ok(found);
    }
    let store = Store::open()?;
    let wanted = Wanted {
        package: "geckodriver",
        program: "geckodriver",
        version: GECKODRIVER_VERSION,
        arguments: &[],
        minutes: 1,
    };
    let folder = cargo_install::ensure(&store, &wanted)?.folder;
    cargo_install::clean_up(&store)?;
    let folder = folder.context("a geckodriver on PATH was found before")?;
    Ok(folder.join("geckodriver"))
}
