//! Paths of the programs, from the variables that `cargo xtask test` sets.

use std::path::PathBuf;

pub(crate) fn reader() -> PathBuf {
    required("FEUILLET_READER")
}

pub(crate) fn chromium() -> PathBuf {
    required("FEUILLET_CHROMIUM")
}

pub(crate) fn chromedriver() -> PathBuf {
    required("FEUILLET_CHROMEDRIVER")
}

pub(crate) fn firefox() -> PathBuf {
    required("FEUILLET_FIREFOX")
}

pub(crate) fn geckodriver() -> PathBuf {
    required("FEUILLET_GECKODRIVER")
}

pub(crate) fn webkit_driver() -> PathBuf {
    required("FEUILLET_WEBKITDRIVER")
}

pub(crate) fn xvfb() -> PathBuf {
    required("FEUILLET_XVFB")
}

/// The script of axe-core.
pub(crate) fn axe() -> PathBuf {
    required("FEUILLET_AXE")
}

pub(crate) fn nginx() -> PathBuf {
    required("FEUILLET_NGINX")
}

/// Folder of test data outside the project, if there is any.
pub(crate) fn shared() -> Option<PathBuf> {
    std::env::var_os("FEUILLET_SHARED").map(PathBuf::from)
}

fn required(name: &str) -> PathBuf {
    let value = std::env::var_os(name)
        .unwrap_or_else(|| panic!("{name} is not set: run `cargo xtask test journeys`, which sets up all of them"));
    PathBuf::from(value)
}
