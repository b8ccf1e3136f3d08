//! What the browser tests need: a Chromium, its driver, and nginx as a static host.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::apt;
use crate::run;

/// The programs that the browser tests start.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) nginx: PathBuf,
}

/// A program that may be known by several names or lie beside PATH.
struct Program {
    variable: &'static str,
    names: &'static [&'static str],
    elsewhere: &'static [&'static str],
    packages: &'static [&'static str],
}

const CHROMIUM: Program = Program {
    variable: "FEUILLET_CHROMIUM",
    names: &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
    elsewhere: &["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    // Without a font it draws boxes, and measures them.
    packages: &["chromium", "fonts-dejavu-core"],
};

const CHROMEDRIVER: Program = Program {
    variable: "FEUILLET_CHROMEDRIVER",
    names: &["chromedriver"],
    elsewhere: &[
        "/usr/lib/chromium/chromedriver",
        "/usr/lib/chromium-browser/chromedriver",
    ],
    packages: &["chromium-driver"],
};

const NGINX: Program = Program {
    variable: "FEUILLET_NGINX",
    names: &["nginx"],
    // Debian keeps it where only root looks.
    elsewhere: &["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"],
    packages: &["nginx-light"],
};

impl Program {
    fn find(&self) -> Result<Option<PathBuf>> {
        if let Some(named) = env::var_os(self.variable).map(PathBuf::from) {
            if !named.is_file() {
                bail!("{} names {}, which is not there", self.variable, named.display());
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

/// Finds the programs, installing what is missing where that is possible.
pub(crate) fn browser() -> Result<Browser> {
    let mut missing = Vec::new();
    for program in [&CHROMIUM, &CHROMEDRIVER, &NGINX] {
        if program.find()?.is_none() {
            missing.extend(program.packages);
        }
    }
    if !missing.is_empty() && apt::is_here() {
        apt::install(&missing, "what the browser tests need")?;
    }
    let found = |program: &Program| -> Result<PathBuf> {
        let Some(path) = program.find()? else {
            bail!(
                "the browser tests need {}: install it, or name it in {}",
                program.names.join(" or "),
                program.variable
            );
        };
        Ok(path)
    };
    Ok(Browser {
        chromium: found(&CHROMIUM)?,
        chromedriver: found(&CHROMEDRIVER)?,
        nginx: found(&NGINX)?,
    })
}
