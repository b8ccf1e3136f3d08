//! Progress bars of a publish on the terminal.

use feuillet_engine::progress::{Bar, Hidden, Progress};
use indicatif::{ProgressBar, ProgressStyle};

/// Draws a progress bar for each piece of work. Nothing is drawn if standard error is not a terminal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal;

impl Progress for Terminal {
    fn bar(&self, doing: &'static str, steps: usize) -> Box<dyn Bar> {
        // Short work is done before a bar could be read.
        if steps < 100 {
            return Box::new(Hidden);
        }
        let bar = ProgressBar::new(u64::try_from(steps).unwrap_or(u64::MAX));
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(doing);
        Box::new(TerminalBar(bar))
    }
}

struct TerminalBar(ProgressBar);

impl Bar for TerminalBar {
    fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for TerminalBar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
