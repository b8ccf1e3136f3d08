//! The same blog for Hugo, with a theme that writes the same content as Feuillet's pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::run;

/// Settings and theme files, by their paths in a Hugo project.
const FILES: [(&str, &str); 7] = [
    ("config.toml", include_str!("../../hugo/config.toml")),
    (
        "layouts/_default/baseof.html",
        include_str!("../../hugo/layouts/_default/baseof.html"),
    ),
    (
        "layouts/_default/single.html",
        include_str!("../../hugo/layouts/_default/single.html"),
    ),
    (
        "layouts/_default/list.html",
        include_str!("../../hugo/layouts/_default/list.html"),
    ),
    (
        "layouts/_default/taxonomy.html",
        include_str!("../../hugo/layouts/_default/list.html"),
    ),
    (
        "layouts/_default/terms.html",
        include_str!("../../hugo/layouts/_default/terms.html"),
    ),
    (
        "layouts/partials/terms.html",
        include_str!("../../hugo/layouts/partials/terms.html"),
    ),
];

/// A Hugo project.
pub(super) struct Site {
    content: PathBuf,
    folder: PathBuf,
    pub(super) out: PathBuf,
}

impl Site {
    /// Writes settings and theme for a content folder.
    pub(super) fn write(folder: PathBuf, content: &Path) -> Result<Self> {
        run::remove(&folder)?;
        for (name, text) in FILES {
            let path = folder.join(name);
            run::create_folder(path.parent().context("a file is in a folder")?)?;
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        let out = folder.join("public");
        let content = content.to_path_buf();
        Ok(Self { content, folder, out })
    }

    /// The command that serves it while its content changes.
    pub(super) fn serve(&self, hugo: &Path, port: u16) -> Command {
        let mut command = Command::new(hugo);
        command.arg("server").arg("--source").arg(&self.folder);
        command.arg("--contentDir").arg(&self.content);
        command.args(["--bind", "127.0.0.1", "--port", &port.to_string()]);
        command.args(["--baseURL", &format!("http://127.0.0.1:{port}/")]);
        command
    }

    /// The command that builds it. Nothing but the content is read from outside the folder.
    pub(super) fn build(&self, hugo: &Path) -> Command {
        let mut command = Command::new(hugo);
        command.arg("--source").arg(&self.folder);
        command.arg("--contentDir").arg(&self.content);
        command.arg("--destination").arg(&self.out);
        command.args(["--quiet", "--ignoreCache"]);
        command
    }
}
