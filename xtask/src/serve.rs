//! `cargo xtask serve`: the reader, then `feuillet serve`.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::{publish, reader, run, setup};

pub(crate) fn serve(content: &Path, base: Option<&str>, port: u16, open: bool) -> Result<ExitCode> {
    let tools = setup::for_reader()?;
    let reader = reader::build(&tools)?;
    let feuillet = publish::build_command(publish::Profile::Dev)?;

    let mut command = Command::new(feuillet);
    command
        .arg("serve")
        .arg("--content")
        .arg(content)
        .arg("--reader")
        .arg(reader);
    if let Some(base) = base {
        command.args(["--base", base]);
    }
    command.args(["--port", &port.to_string()]);
    if open {
        command.arg("--open");
    }
    Ok(run::exit_code(run::status(&mut command)?))
}
