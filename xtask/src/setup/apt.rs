//! Installs Debian packages with `apt-get`, as root or through sudo.

use std::io::{IsTerminal as _, stdin};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::run;

pub(super) fn is_here() -> bool {
    run::find_program("apt-get").is_some()
}

/// Installs packages; `purpose` tells the user what they are for.
pub(super) fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let list = packages.join(" ");
    if !is_here() {
        bail!("cannot install {purpose}: this system has no apt-get");
    }
    run::step(
        &format!("Installing {purpose} from the Debian packages {list} (takes about a minute)"),
        || {
            if !packages.iter().all(|package| is_known(package)) {
                update()?;
            }
            install_now(packages)
                .or_else(|_| {
                    // The package lists may be stale.
                    update()?;
                    install_now(packages)
                })
                .with_context(|| format!("cannot install the packages; try `sudo apt-get install {list}`"))
        },
    )
}

fn is_known(package: &str) -> bool {
    let mut show = Command::new("apt-cache");
    show.args(["show", "--no-all-versions", package])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    run::status(&mut show).is_ok_and(|status| status.success())
}

fn update() -> Result<()> {
    run::run(as_root()?.args(["update", "--quiet"]))
}

fn install_now(packages: &[&str]) -> Result<()> {
    let mut install = as_root()?;
    install.args([
        "install",
        "--yes",
        "--quiet",
        "--no-install-recommends",
        "-o",
        "DPkg::Lock::Timeout=120",
    ]);
    run::run(install.args(packages))
}

/// Returns `apt-get` with root rights.
fn as_root() -> Result<Command> {
    const APT: [&str; 2] = ["DEBIAN_FRONTEND=noninteractive", "apt-get"];
    let user = run::output(Command::new("id").arg("-u"))?;
    if user.trim() == "0" {
        let mut apt = Command::new("env");
        apt.args(APT);
        return Ok(apt);
    }
    if run::find_program("sudo").is_none() {
        bail!("installing packages needs root, and sudo is not available");
    }
    let mut apt = Command::new("sudo");
    if !stdin().is_terminal() {
        // Nobody is there to type a password.
        apt.arg("-n");
    }
    apt.args(APT);
    Ok(apt)
}
