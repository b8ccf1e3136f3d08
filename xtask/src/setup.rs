//! Sets up what is missing on this machine for building the reader, for the tests and for the benchmarks.

mod apt;
mod browsers;
mod cargo_install;
mod hugo;
mod lighthouse;
mod node;
mod npm;
mod peers;
mod program;
mod renderers;
mod servers;
mod store;
mod wasm_bindgen;
mod wasm_opt;
mod wasm_target;

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::{env, iter};

use anyhow::{Context as _, Result};

pub(crate) use browsers::browsers;
pub(crate) use hugo::hugo;
pub(crate) use lighthouse::{Lighthouse, lighthouse};
pub(crate) use node::node;
pub(crate) use peers::{DOCSIFY_VERSION, Peers, VITEPRESS_VERSION, peers};
pub(crate) use renderers::{Renderers, renderers};
pub(crate) use servers::servers;
use store::Store;

use crate::run;

const TRUNK_VERSION: &str = "0.21.14";

/// Tools that build the reader.
pub(crate) struct Tools {
    /// Folders to put first on PATH.
    pub(crate) folders: Vec<PathBuf>,
    /// The exact versions; a reader that was built with others is stale.
    pub(crate) versions: Vec<String>,
}

impl Tools {
    /// A command that finds these tools first.
    pub(crate) fn command(&self, program: &str) -> Result<Command> {
        let mut command = run::clean_command(program);
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(env::split_paths(&inherited));
        command.env(
            "PATH",
            env::join_paths(folders).context("cannot add the tools' folder to PATH")?,
        );
        Ok(command)
    }

    fn from_parts(parts: impl IntoIterator<Item = Tool>) -> Self {
        let mut tools = Self {
            folders: Vec::new(),
            versions: Vec::new(),
        };
        for Tool { folder, version } in parts {
            tools.folders.extend(folder);
            tools.versions.push(version);
        }
        tools
    }
}

/// One tool: the folder that has to be on PATH for it, unless it is there already, and its exact version.
struct Tool {
    folder: Option<PathBuf>,
    version: String,
}

/// Sets up everything that building the reader needs.
pub(crate) fn for_reader() -> Result<Tools> {
    let store = Store::open()?;
    let wasm_target = wasm_target::ensure(&store)?;
    let wasm_opt = wasm_opt::ensure(&store)?;
    let wasm_bindgen = wasm_bindgen::ensure(&store)?;
    let trunk = cargo_install::ensure(
        &store,
        &cargo_install::Wanted {
            package: "trunk",
            program: "trunk",
            version: TRUNK_VERSION,
            arguments: &["--no-default-features", "--features", "rustls"],
            minutes: 4,
        },
    )?;
    cargo_install::clean_up(&store)?;
    Ok(Tools::from_parts([wasm_target, wasm_opt, wasm_bindgen, trunk]))
}

/// Sets up only what compiling for wasm32 needs.
pub(crate) fn for_wasm() -> Result<Tools> {
    let wasm_target = wasm_target::ensure(&Store::open()?)?;
    Ok(Tools::from_parts(iter::once(wasm_target)))
}

/// Runs `cargo xtask setup`.
pub(crate) fn only(with_browsers: bool) -> Result<ExitCode> {
    for_reader()?;
    if with_browsers {
        browsers()?;
        servers()?;
    }
    eprintln!("» all tools are installed");
    Ok(ExitCode::SUCCESS)
}
