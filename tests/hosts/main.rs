//! The sample blog, really published, on real static servers that are told nothing but where the folder is.
//!
//! nginx and Caddy get exactly the configuration that the README shows. `cargo xtask test hosts` builds the reader,
//! finds the programs and runs them. By hand, with these six set: `FEUILLET_READER`, `FEUILLET_NGINX`,
//! `FEUILLET_NGINX_BROTLI` (its module), `FEUILLET_CADDY`, `FEUILLET_PYTHON`, `FEUILLET_LYNX`, it is `cargo test --test hosts`.
#![cfg(not(target_arch = "wasm32"))]

mod client;
mod readme;
mod server;
mod site;

mod files;
mod pages;
mod text_browser;

use std::path::PathBuf;

use self::server::{Kind, Server};
use self::site::Site;

/// The folders of the host that the blog lives under: at its root, and below it.
const BASES: [&str; 2] = ["/", "/sub/path/"];

/// Publishes the sample blog for each base path and serves it.
fn at_every_base(kind: Kind, check: impl Fn(&Site, &Server)) {
    for base in BASES {
        let site = Site::publish(base);
        let server = Server::start(kind, &site);
        check(&site, &server);
    }
}

/// A path that `cargo xtask test` tells.
fn required(name: &str) -> PathBuf {
    let value = std::env::var_os(name)
        .unwrap_or_else(|| panic!("{name} is not set: run `cargo xtask test hosts`, which sets up all of them"));
    PathBuf::from(value)
}
