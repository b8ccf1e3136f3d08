//! The wasm-bindgen command, in exactly the version of the library that the reader is linked with.

use std::fs;

use anyhow::{Context as _, Result};

use super::Tool;
use super::cargo_install::{self, Wanted};
use super::store::Store;
use crate::run;

pub(super) fn ensure(store: &Store) -> Result<Tool> {
    let path = run::project_root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let version =
        locked_version(&lock, "wasm-bindgen").with_context(|| format!("no wasm-bindgen in {}", path.display()))?;
    cargo_install::ensure(
        store,
        &Wanted {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version,
            arguments: &[],
            minutes: 1,
        },
    )
}

/// The version of a package in a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.find_map(|line| line.strip_prefix("version = \""))?;
    version.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn versions_are_read_from_the_lock_file() {
        let lock = r#"
[[package]]
name = "wasm-bindgen-macro"
version = "0.2.1"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "wasm-bindgen-macro",
]
"#;
        for (package, expected) in [
            ("wasm-bindgen", Some("0.2.130")),
            ("wasm-bindgen-macro", Some("0.2.1")),
            ("wasm", None),
        ] {
            assert_eq!(locked_version(lock, package), expected, "{package}");
        }
    }
}
