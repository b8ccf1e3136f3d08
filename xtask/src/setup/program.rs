//! System programs: named by a variable, found, or installed as Debian packages.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::apt;
use crate::run;

/// A program that may have several names, or be outside PATH.
pub(super) struct Program {
    /// Environment variable that may name its path.
    pub(super) variable: &'static str,
    pub(super) names: &'static [&'static str],
    pub(super) elsewhere: &'static [&'static str],
    pub(super) packages: &'static [&'static str],
}

pub(super) const NGINX: Program = Program {
    variable: "FEUILLET_NGINX",
    names: &["nginx"],
    // Debian puts it into a folder that is only on root's PATH.
    elsewhere: &["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"],
    packages: &["nginx-light"],
};

pub(super) const CHROMIUM: Program = Program {
    variable: "FEUILLET_CHROMIUM",
    names: &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
    elsewhere: &["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    // Without a font it draws boxes, and measures them instead of text.
    packages: &["chromium", "fonts-dejavu-core"],
};

impl Program {
    /// Returns its path, if it is on this machine.
    pub(super) fn find(&self) -> Result<Option<PathBuf>> {
        if let Some(named) = env::var_os(self.variable).map(PathBuf::from) {
            if !named.is_file() {
                bail!("{} is set to {}, which does not exist", self.variable, named.display());
            }
            return Ok(Some(named));
        }
        let on_path = self.names.iter().find_map(|name| run::find_program(name));
        let elsewhere = || {
            self.elsewhere
                .iter()
                .map(Path::new)
                .find(|path| path.is_file())
                .map(Path::to_path_buf)
        };
        Ok(on_path.or_else(elsewhere))
    }
}

/// Finds programs, installing what is missing where that is possible. `user` says what needs them.
pub(super) fn ensure<const N: usize>(user: &str, programs: [&Program; N]) -> Result<[PathBuf; N]> {
    let mut missing = Vec::new();
    for program in programs {
        if program.find()?.is_none() {
            missing.extend(program.packages);
        }
    }
    if !missing.is_empty() && apt::is_here() {
        apt::install(&missing, &format!("programs for {user}"))?;
    }
    let mut paths = Vec::new();
    for program in programs {
        let Some(path) = program.find()? else {
            bail!(
                "{user} need {}; install it, or set {} to its path",
                program.names.join(" or "),
                program.variable
            );
        };
        paths.push(path);
    }
    Ok(std::array::from_fn(|index| std::mem::take(&mut paths[index])))
}
