//! Publishes at first and after each change, and tells terminal and pages of it.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Error, Result};
use feuillet_publish::options::{Options, Published};
use feuillet_report::finding::Faults;

use super::news::News;
use crate::command::print;
use crate::command::progress::Terminal;
use crate::command::tell::{self, tell};
use crate::command::watch::Watch;
use crate::prerender::prerender;

/// Time without changes after which a file counts as written.
const QUIET: Duration = Duration::from_millis(8);

/// Longest time to wait for that.
const LONGEST: Duration = Duration::from_millis(100);

/// Publishes a folder over and over.
pub(super) struct Publisher {
    options: Options,
    news: Arc<News>,
    /// Held while it publishes.
    busy: Arc<Mutex<()>>,
    watch: Watch,
    changed: Receiver<()>,
    /// The last publish that worked.
    last: Option<Published>,
    /// The failure of the last publish, as it was told.
    failure: Option<String>,
}

impl Publisher {
    /// Publishes for the first time, and watches the content folder from before that on.
    ///
    /// # Errors
    ///
    /// If that fails for another reason than what the author wrote in a file.
    pub(super) fn start(options: Options, news: Arc<News>, busy: Arc<Mutex<()>>) -> Result<Self> {
        let (changes, changed) = mpsc::channel();
        let watch = Watch::start(&options.content, move || {
            // The receiver lives as long as the watch.
            let _ = changes.send(());
        })?;
        let mut publisher = Self {
            options,
            news,
            busy,
            watch,
            changed,
            last: None,
            failure: None,
        };
        publisher.publish(true)?;
        Ok(publisher)
    }

    /// Publishes after each change, until the program ends.
    pub(super) fn follow(mut self) {
        while self.changed.recv().is_ok() {
            settle(&self.changed);
            // Before it publishes, so that it is told of what changes in a new folder meanwhile.
            self.watch.follow_folders();
            // Told already.
            let _ = self.publish(false);
            self.watch.follow_links();
        }
    }

    fn publish(&mut self, is_first: bool) -> Result<()> {
        let busy = self.busy.clone();
        let _busy = busy.lock().unwrap_or_else(PoisonError::into_inner);
        let start = Instant::now();
        match feuillet_publish::publish(&self.options, prerender, &Terminal) {
            Ok(published) => {
                let changed = published.written + published.removed > 0;
                self.news.published(&published, changed);
                match self.last.take() {
                    None => {
                        for line in tell::shown_here(published.previews.iter()) {
                            print::say(&line);
                        }
                        tell(&published, start.elapsed());
                    }
                    Some(last) => tell::difference(&last, &published, start.elapsed()),
                }
                self.failure = None;
                // The base path is fixed until the server restarts, even if the settings change.
                self.options.base = Some(published.base.clone());
                self.last = Some(published);
                Ok(())
            }
            Err(error) if is_first && !is_about_settings(&error, &self.options.content) => Err(error),
            Err(error) => {
                self.news.failed(&error);
                let told = format!("{error:#}");
                if self.failure.as_ref() == Some(&told) {
                    print::outcome("Still not published, for the same reason");
                } else {
                    print::failure(&error);
                }
                self.failure = Some(told);
                Ok(())
            }
        }
    }
}

/// Waits until an editor has written a file, which takes it several steps. What changes later is published next.
fn settle(changed: &Receiver<()>) {
    let latest = Instant::now() + LONGEST;
    while changed.recv_timeout(QUIET).is_ok() && Instant::now() < latest {}
}

/// Whether a publish failed for the author's settings, which the next change may mend, not for an option of the command.
fn is_about_settings(error: &Error, content: &Path) -> bool {
    let settings = content.join(feuillet_settings::FILE);
    error.is::<Faults>() || (settings.symlink_metadata().is_ok() && fs::read(settings).is_err())
}
