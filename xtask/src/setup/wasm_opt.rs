//! Binaryen's `wasm-opt`, which makes the reader's WebAssembly smaller.

use std::process::Command;

use anyhow::Result;

use super::store::Store;
use super::{Tool, npm};
use crate::run;

const VERSION: u32 = 132;
/// Older versions do not support everything that today's compilers emit.
const OLDEST: u32 = 116;

pub(super) fn ensure(store: &Store) -> Result<Tool> {
    let name = format!("binaryen-{VERSION}");
    if !store.path(&name).is_dir() {
        let on_path = version_on_path();
        let has_npm = run::find_program("npm").is_some();
        // Another version changes the reader's size slightly, which is better than none.
        if let Some(version) = on_path
            && (version == VERSION || version >= OLDEST && !has_npm)
        {
            return Ok(Tool {
                folder: None,
                version: format!("wasm-opt {version}"),
            });
        }
        npm::ensure(
            "Node.js with npm, which is needed for wasm-opt",
            &format!("install Node.js with npm, or Binaryen {OLDEST} or newer, which includes wasm-opt"),
        )?;
    }
    let announcement = format!("Installing wasm-opt {VERSION} (takes half a minute, once per machine)");
    let folder = store.ensure(&name, &announcement, |folder| {
        npm::install(folder, &format!("binaryen@{VERSION}.0.0"))
    })?;
    Ok(Tool {
        folder: Some(folder.join("node_modules").join(".bin")),
        version: format!("wasm-opt {VERSION}"),
    })
}

fn version_on_path() -> Option<u32> {
    let program = run::find_program("wasm-opt")?;
    let printed = run::output(Command::new(program).arg("--version")).ok()?;
    // "wasm-opt version 132 (version_132)"
    printed.split_whitespace().nth(2)?.parse().ok()
}
