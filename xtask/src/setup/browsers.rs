//! Sets up the browser tests: Chromium, Firefox and WebKit with their drivers, Xvfb for WebKit, axe-core for
//! accessibility checks, and nginx as a static host.

use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::cargo_install::{self, Wanted};
use super::npm;
use super::program::{self, CHROMIUM, NGINX, Program};
use super::store::Store;

/// The programs that the browser tests start.
pub(crate) struct Browsers {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) firefox: PathBuf,
    pub(crate) geckodriver: PathBuf,
    pub(crate) webkit_driver: PathBuf,
    pub(crate) xvfb: PathBuf,
    /// The script of axe-core.
    pub(crate) axe: PathBuf,
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

/// It starts the engine's own browser, `MiniBrowser`.
const WEBKIT_DRIVER: Program = Program {
    variable: "FEUILLET_WEBKITDRIVER",
    names: &["WebKitWebDriver"],
    elsewhere: &["/usr/libexec/WebKitWebDriver"],
    packages: &["webkit2gtk-driver", "fonts-dejavu-core"],
};

/// WebKit does not start without a display.
const XVFB: Program = Program {
    variable: "FEUILLET_XVFB",
    names: &["Xvfb"],
    elsewhere: &[],
    packages: &["xvfb"],
};

/// Variable that may name the script of axe-core.
const AXE: &str = "FEUILLET_AXE";

const AXE_VERSION: &str = "4.14.1";

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
    let programs = [&CHROMIUM, &CHROMEDRIVER, &FIREFOX, &WEBKIT_DRIVER, &XVFB, &NGINX];
    let [chromium, chromedriver, firefox, webkit_driver, xvfb, nginx] = program::ensure("browser tests", programs)?;
    Ok(Browsers {
        chromium,
        chromedriver,
        firefox,
        geckodriver: geckodriver()?,
        webkit_driver,
        xvfb,
        axe: axe()?,
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

fn axe() -> Result<PathBuf> {
    if let Some(named) = env::var_os(AXE).map(PathBuf::from) {
        if !named.is_file() {
            bail!("{AXE} is set to {}, which does not exist", named.display());
        }
        return Ok(named);
    }
    let name = format!("axe-core-{AXE_VERSION}");
    let store = Store::open()?;
    if !store.path(&name).is_dir() {
        npm::ensure(
            "Node.js with npm, which is needed for axe-core",
            &format!("install Node.js with npm, or set {AXE} to the script of axe-core {AXE_VERSION}"),
        )?;
    }
    let announcement = format!("Installing axe-core {AXE_VERSION} (takes a few seconds, once per machine)");
    let folder = store.ensure(&name, &announcement, |folder| {
        npm::install(folder, &format!("axe-core@{AXE_VERSION}"))
    })?;
    Ok(folder.join("node_modules").join("axe-core").join("axe.min.js"))
}
