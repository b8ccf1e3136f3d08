//! A screen of no machine, for browsers that do not start without one.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use super::environment;

/// A running Xvfb. When this value goes away, so does every window on it, with its program.
pub(super) struct Display {
    process: Child,
    name: String,
}

impl Display {
    /// On a free number of its own choice, which it prints once it can be used.
    pub(super) fn start() -> Self {
        let mut process = Command::new(environment::xvfb())
            .args(["-displayfd", "1", "-screen", "0", "1400x1100x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("Xvfb does not start: {error}"));
        let printed = process.stdout.take().expect("its output was asked for");
        let mut number = String::new();
        BufReader::new(printed)
            .read_line(&mut number)
            .expect("Xvfb prints text");
        assert!(!number.trim().is_empty(), "Xvfb ended without a display");
        Self {
            process,
            name: format!(":{}", number.trim()),
        }
    }

    /// As `DISPLAY` names it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
