//! The moment of a publish, which some documents are hidden before and others after.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Local, NaiveDateTime, Offset as _, TimeZone};
use feuillet_content::date::Date;
use feuillet_dialects::front_matter::moment::Moment;

use super::document::Reading;
use crate::options::HiddenKind;

/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The moment of the publish.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    /// In milliseconds since 1970, in UTC.
    now: i64,
    /// The zone in which days begin, and in which times are that name no zone.
    zone: Zone,
}

#[derive(Clone, Copy, Debug)]
enum Zone {
    /// The zone of the machine, or of its variable `TZ`.
    Machine,
    Utc,
}

impl Calendar {
    /// `today` is what the caller says instead of the clock: the end of that day in UTC.
    #[expect(
        clippy::disallowed_methods,
        reason = "what comes and expires by the calendar needs to know the moment"
    )]
    pub(crate) fn new(today: Option<Date>) -> Option<Self> {
        if let Some(date) = today {
            let start = Moment { date, time: None }.instant();
            return Some(Self {
                now: start + DAY - 1,
                zone: Zone::Utc,
            });
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_millis();
        Some(Self {
            now: i64::try_from(now).ok()?,
            zone: Zone::Machine,
        })
    }

    /// Why the day keeps a document from visitors, which its author may see all the same: it expired, or is still to
    /// come.
    pub(crate) fn hides(&self, reading: &Reading) -> Option<HiddenKind> {
        if let Some(expires) = reading.expires.filter(|expires| self.is_past(*expires)) {
            return Some(HiddenKind::Expired(expires));
        }
        let from = reading.from.or(reading.published)?;
        (!self.is_past(from)).then_some(HiddenKind::Coming(from))
    }

    /// Whether a moment has come. A day comes when it begins.
    fn is_past(&self, moment: Moment) -> bool {
        instant(moment, self.zone) <= self.now
    }
}

/// The place in time of a moment, in milliseconds since 1970 in UTC.
fn instant(moment: Moment, zone: Zone) -> i64 {
    match zone {
        Zone::Machine if !moment.has_zone() => in_zone(moment.instant(), &Local),
        Zone::Machine | Zone::Utc => moment.instant(),
    }
}

/// The place in time of what clocks show in a zone, given as if they showed UTC.
fn in_zone<Tz: TimeZone>(shown: i64, zone: &Tz) -> i64 {
    let Some(clock) = DateTime::from_timestamp_millis(shown) else {
        return shown;
    };
    let clock: NaiveDateTime = clock.naive_utc();
    let found = zone.from_local_datetime(&clock).earliest();
    // A time may be skipped when clocks are put forward.
    let offset = found.map_or_else(
        || zone.offset_from_utc_datetime(&clock).fix(),
        |found| found.offset().fix(),
    );
    shown - i64::from(offset.local_minus_utc()) * 1000
}

#[cfg(test)]
mod tests {
    use feuillet_dialects::front_matter::dates;

    use super::*;

    fn moment(text: &str) -> Moment {
        dates::moment(text).expect("a moment")
    }

    #[test]
    fn days_and_times_without_a_zone_are_those_of_the_zone() {
        use chrono::FixedOffset;
        let hours = |hours: i32| FixedOffset::east_opt(hours * 3600).expect("a zone");
        for (written, zone, expected) in [
            ("2026-12-02", hours(0), "2026-12-02T00:00:00Z"),
            ("2026-12-02", hours(9), "2026-12-01T15:00:00Z"),
            ("2026-12-02", hours(-8), "2026-12-02T08:00:00Z"),
            ("2026-12-02 10:30", hours(9), "2026-12-02T01:30:00Z"),
        ] {
            let shown = moment(written);
            assert!(!shown.has_zone(), "{written}");
            let expected = moment(expected).instant();
            assert_eq!(in_zone(shown.instant(), &zone), expected, "{written} {zone}");
        }
    }

    #[test]
    fn a_time_with_a_zone_is_the_same_moment_everywhere() {
        for written in [
            "2026-12-02T10:30:00Z",
            "2026-12-02 11:30 +01:00",
            "2026-12-02 02:30 -0800",
        ] {
            let moment = moment(written);
            assert!(moment.has_zone(), "{written}");
            assert_eq!(instant(moment, Zone::Machine), instant(moment, Zone::Utc), "{written}");
        }
    }

    #[test]
    fn a_moment_comes_in_the_very_millisecond() {
        let calendar = |now: i64| Calendar { now, zone: Zone::Utc };
        let coming = moment("2026-12-02 10:30 +01:00");
        let instant = coming.instant();
        assert!(!calendar(instant - 1).is_past(coming));
        assert!(calendar(instant).is_past(coming));
        // A day that the caller gives is over.
        let today = Calendar::new(Date::parse("2026-12-02").ok()).expect("a calendar");
        assert!(today.is_past(moment("2026-12-02 23:59:59Z")));
        assert!(!today.is_past(moment("2026-12-03")));
    }
}
