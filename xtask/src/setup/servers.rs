//! Sets up static servers for the tests of hosts, a text browser, and an XML validator.

use std::path::PathBuf;

use anyhow::Result;

use super::program::{self, NGINX, Program};

/// The programs that the tests of hosts start.
pub(crate) struct Servers {
    pub(crate) nginx: PathBuf,
    /// nginx module that serves the `.br` beside a file.
    pub(crate) nginx_brotli: PathBuf,
    pub(crate) caddy: PathBuf,
    pub(crate) python: PathBuf,
    pub(crate) lynx: PathBuf,
    pub(crate) xmllint: PathBuf,
}

pub(super) const NGINX_BROTLI: Program = Program {
    variable: "FEUILLET_NGINX_BROTLI",
    names: &["ngx_http_brotli_static_module.so"],
    elsewhere: &[
        "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so",
        "/usr/lib64/nginx/modules/ngx_http_brotli_static_module.so",
    ],
    packages: &["libnginx-mod-http-brotli-static"],
};

const CADDY: Program = Program {
    variable: "FEUILLET_CADDY",
    names: &["caddy"],
    elsewhere: &[],
    packages: &["caddy"],
};

const PYTHON: Program = Program {
    variable: "FEUILLET_PYTHON",
    names: &["python3"],
    elsewhere: &[],
    packages: &["python3"],
};

const LYNX: Program = Program {
    variable: "FEUILLET_LYNX",
    names: &["lynx"],
    elsewhere: &[],
    packages: &["lynx"],
};

const XMLLINT: Program = Program {
    variable: "FEUILLET_XMLLINT",
    names: &["xmllint"],
    elsewhere: &[],
    packages: &["libxml2-utils"],
};

/// Finds the programs, installing what is missing where that is possible.
pub(crate) fn servers() -> Result<Servers> {
    let programs = [&NGINX, &NGINX_BROTLI, &CADDY, &PYTHON, &LYNX, &XMLLINT];
    let [nginx, nginx_brotli, caddy, python, lynx, xmllint] = program::ensure("host tests", programs)?;
    Ok(Servers {
        nginx,
        nginx_brotli,
        caddy,
        python,
        lynx,
        xmllint,
    })
}
