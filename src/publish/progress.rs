//! How far a long piece of work is, on a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// Whether bars are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Shown,
    Hidden,
}

impl Progress {
    /// A bar for a number of steps. It draws nothing where standard error is not a terminal, and is gone when dropped.
    pub(super) fn bar(self, doing: &'static str, steps: usize) -> Bar {
        // Short work is done before a bar could be read.
        if self == Self::Hidden || steps < 100 {
            return Bar(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(u64::try_from(steps).unwrap_or(u64::MAX));
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(doing);
        Bar(bar)
    }
}

/// A bar on a terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
