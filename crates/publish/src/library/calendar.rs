//! The day of a publish, which some documents are hidden before and others after.

use std::time::{SystemTime, UNIX_EPOCH};

use feuillet_content::date::Date;
use feuillet_dialects::front_matter::dates::day_of_unix_time;

use super::document::Reading;

/// The day of the publish.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    /// In UTC.
    today: Date,
    /// The last one that has begun somewhere: who writes on the other side of the world may be a day ahead.
    latest: Date,
    /// Documents are hidden before their day.
    hides_future: bool,
}

/// How far the first zone of the world is before UTC, in seconds.
const FIRST_ZONE: u64 = 14 * 60 * 60;

impl Calendar {
    /// `today` is what the caller says instead of the clock.
    #[expect(
        clippy::disallowed_methods,
        reason = "what comes and expires by the calendar needs to know the day"
    )]
    pub(crate) fn new(today: Option<Date>, hides_future: bool) -> Option<Self> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
        let day = |seconds: u64| day_of_unix_time(i64::try_from(seconds).ok()?);
        Some(Self {
            today: today.or_else(|| day(now))?,
            latest: today.or_else(|| day(now + FIRST_ZONE))?,
            hides_future,
        })
    }

    /// The rule that hides a document today.
    pub(crate) fn hides(&self, reading: &Reading) -> Option<String> {
        if let Some(expires) = reading.expires.filter(|expires| *expires <= self.today) {
            return Some(format!("expired on {expires}"));
        }
        let from = reading.from.or(reading.meta.date)?;
        (self.hides_future && from > self.latest).then(|| format!("scheduled for {from}"))
    }
}
