//! The sample blog, really published, on real static servers that are told nothing but where the folder is.
//!
//! nginx and Caddy get exactly the configuration that the guide shows. `cargo xtask test hosts` builds the reader,
//! finds the programs and runs them. By hand, with these seven set: `FEUILLET_READER`, `FEUILLET_NGINX`,
//! `FEUILLET_NGINX_BROTLI` (its module), `FEUILLET_CADDY`, `FEUILLET_PYTHON`, `FEUILLET_LYNX`, `FEUILLET_XMLLINT`, it is
//! `cargo test --test hosts`.
#![cfg(not(target_arch = "wasm32"))]

mod client;
#[path = "../common/object_store.rs"]
mod object_store;
mod recipes;
mod server;
mod site;

mod compression;
mod files;
mod first_view;
mod object_stores;
mod pages;
mod repetition;
mod schemas;
mod text_browser;

use std::path::PathBuf;

use self::server::{Kind, Server};
use self::site::Site;

/// Base paths of the blog: the root of the host, and a folder.
const BASES: [&str; 2] = ["/", "/sub/path/"];

/// Publishes the sample blog for each base path and serves it.
fn at_every_base(kind: Kind, check: impl Fn(&Site, &Server)) {
    at_every_base_with(&[], kind, check);
}

/// Like `at_every_base`, with flags for `feuillet publish`.
fn at_every_base_with(flags: &[&str], kind: Kind, check: impl Fn(&Site, &Server)) {
    for base in BASES {
        let site = Site::publish(base, flags);
        let server = Server::start(kind, &site);
        check(&site, &server);
    }
}

/// Path from a variable that `cargo xtask test` sets.
fn required(name: &str) -> PathBuf {
    let value = std::env::var_os(name)
        .unwrap_or_else(|| panic!("{name} is not set: run `cargo xtask test hosts`, which sets up all of them"));
    PathBuf::from(value)
}
