//! Stamps: by size and times, whether a file is still the one that was seen before.
//!
//! A file that is changed twice within one tick of the disk's clock keeps its time. So a stamp is worth remembering
//! only when the file was already older than a tick when it was looked at (Git calls the others "racily clean").

use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Ticks of disks that know fractions of a second: the kernel's timer, 10 ms at most, twice.
const TICK: i64 = 20_000_000;

/// Ticks of disks that do not, FAT's being the longest.
const COARSE_TICK: i64 = 2_000_000_000;

/// Size and times of a file. Times are nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStamp {
    pub(crate) size: u64,
    modified: i64,
}

impl FileStamp {
    pub(crate) fn of(metadata: &Metadata) -> Self {
        Self {
            size: metadata.len(),
            modified: metadata.modified().map_or(0, nanoseconds),
        }
    }

    /// Whether every later change of the file will show, when it was looked at at a time told by [`now`].
    pub fn is_settled(self, looked_at: i64) -> bool {
        let tick = if self.modified % 1_000_000_000 == 0 {
            COARSE_TICK
        } else {
            TICK
        };
        self.modified.saturating_add(tick) < looked_at
    }
}

/// The stamp of a file of the author's, with the time of its last change of any kind where the disk tells it: a file
/// may be put in the place of another with its old time of modification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceStamp {
    pub stamp: FileStamp,
    changed: i64,
}

impl SourceStamp {
    /// Looks at a file, through links.
    pub fn of(path: &Path) -> io::Result<Self> {
        let metadata = std::fs::metadata(path)?;
        Ok(Self {
            stamp: FileStamp::of(&metadata),
            changed: changed(&metadata),
        })
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt as _;
    metadata
        .ctime()
        .saturating_mul(1_000_000_000)
        .saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> i64 {
    0
}

/// The time of day, in nanoseconds since 1970.
#[expect(
    clippy::disallowed_methods,
    reason = "it tells only which stamps are too fresh to be remembered; nothing that is published depends on it"
)]
pub fn now() -> i64 {
    nanoseconds(SystemTime::now())
}

fn nanoseconds(time: SystemTime) -> i64 {
    let whole = |duration: Duration| i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => whole(since),
        Err(before) => -whole(before.duration()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_older_than_a_tick_are_settled() {
        const SECOND: i64 = 1_000_000_000;
        for (modified, looked_at, settled) in [
            (10 * SECOND + 1, 11 * SECOND, true),
            (10 * SECOND + 1, 10 * SECOND + 5_000_000, false),
            // A disk that knows whole seconds only.
            (10 * SECOND, 11 * SECOND, false),
            (10 * SECOND, 13 * SECOND, true),
            // From the future.
            (20 * SECOND, 11 * SECOND, false),
        ] {
            let stamp = FileStamp { size: 1, modified };
            assert_eq!(stamp.is_settled(looked_at), settled, "{modified} seen at {looked_at}");
        }
    }
}
