//! A virtual display, for browsers that do not start without one.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use super::environment;

/// A running Xvfb. Dropping it ends it, and with it every program that has a window on it.
pub(super) struct Display {
    process: Child,
    name: String,
}

impl Display {
    /// Starts Xvfb, which picks a free display number and prints it once it is ready.
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

    /// Value for `DISPLAY`, such as `:1`.
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
