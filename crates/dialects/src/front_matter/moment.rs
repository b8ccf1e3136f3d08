//! Moments: a day, with the time of day and the time zone if the author wrote them. Moments order posts; only the day
//! is shown.

use std::fmt;

use feuillet_content::date::Date;
use serde::{Deserialize, Serialize};

/// Milliseconds of a minute and of a day.
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Time zones by the abbreviations that programs write, in hours ahead of UTC: those of RFC 822, section 5.1, of Europe
/// and of Japan. Abbreviations with several meanings are left out.
const ZONES: [(&str, i16); 22] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("est", -5),
    ("edt", -4),
    ("cst", -6),
    ("cdt", -5),
    ("mst", -7),
    ("mdt", -6),
    ("pst", -8),
    ("pdt", -7),
    ("wet", 0),
    ("west", 1),
    ("cet", 1),
    ("cest", 2),
    ("mez", 1),
    ("mesz", 2),
    ("eet", 2),
    ("eest", 3),
    ("msk", 3),
    ("jst", 9),
];

/// Time of day, and how far it is ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// Since the start of the day.
    milliseconds: u32,
    /// In minutes, if the author wrote a zone. Without one, the time counts as UTC wherever moments are told.
    offset: Option<i16>,
}

impl Time {
    /// Makes a time of a day in UTC. None from 24:00 on.
    pub(crate) fn new(hour: u32, minute: u32, second: u32) -> Option<Self> {
        // A leap second (RFC 3339, section 5.7) counts as the one before it.
        (hour < 24 && minute < 60 && second <= 60).then(|| Self {
            milliseconds: ((hour * 60 + minute) * 60 + second.min(59)) * 1000,
            offset: None,
        })
    }

    /// Returns the time of day of a Unix time.
    pub(crate) fn of_unix_time(seconds: i64) -> Option<Self> {
        let seconds = u32::try_from(seconds.rem_euclid(86_400)).ok()?;
        Self::new(seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// Parses the first time in a text with colons or, in French, an `h`: `10:05`, `9:05 PM`, `18h30`,
    /// `10:00:00.5+02:00`, `10:00:00 GMT+0100 (CET)`. The text may hold a date as well.
    pub(crate) fn find(text: &str) -> Option<Self> {
        Self::split(text).map(|(time, _)| time)
    }

    /// Parses the first time in a text, and returns what stands behind its clock: the zone, or anything.
    pub(crate) fn split(text: &str) -> Option<(Self, &str)> {
        text.match_indices([':', 'h']).find_map(|(at, separator)| {
            let before = text[..at].trim_end_matches(|next: char| next.is_ascii_digit());
            // Behind a sign it is the offset of a zone.
            if before.ends_with(['+', '-', ':', '.']) {
                return None;
            }
            let (minute, rest) = two_digits(&text[at + separator.len()..])?;
            let seconds = rest.strip_prefix(':').and_then(two_digits);
            let (second, rest) = seconds.unwrap_or((0, rest));
            let (fraction, rest) = fraction(rest);
            let rest = rest.trim_start();
            let hour = &text[before.len()..at];
            let hour = if hour.len() <= 2 {
                hour.parse().ok()?
            } else {
                return None;
            };
            let (hour, rest) = twelve_hours(hour, rest);
            let time = Self {
                offset: zone(rest),
                ..Self::new(hour, minute, second)?.plus(fraction)
            };
            Some((time, rest))
        })
    }

    /// Parses a time without separators (ISO 8601, basic format): `1030`, `103000`, `103000.5Z`, `103000+0200`.
    pub(crate) fn compact(text: &str) -> Option<Self> {
        Self::split_compact(text).map(|(time, _)| time)
    }

    /// Parses the same, and returns what stands behind the clock.
    pub(crate) fn split_compact(text: &str) -> Option<(Self, &str)> {
        let (hour, rest) = two_digits(text)?;
        let (minute, rest) = two_digits(rest)?;
        let (second, rest) = two_digits(rest).unwrap_or((0, rest));
        let (fraction, rest) = fraction(rest);
        let time = Self {
            offset: zone(rest),
            ..Self::new(hour, minute, second)?.plus(fraction)
        };
        Some((time, rest))
    }

    fn plus(self, milliseconds: u32) -> Self {
        Self {
            milliseconds: self.milliseconds + milliseconds,
            ..self
        }
    }
}

/// RFC 3339: `10:00:00Z`, `10:00:00.500+02:00`.
impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, fraction) = (self.milliseconds / 1000, self.milliseconds % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(formatter, "{hour:02}:{minute:02}:{second:02}")?;
        if fraction > 0 {
            write!(formatter, ".{fraction:03}")?;
        }
        let offset = self.offset.unwrap_or_default();
        if offset == 0 {
            return formatter.write_str("Z");
        }
        let sign = if offset < 0 { '-' } else { '+' };
        let minutes = offset.unsigned_abs();
        write!(formatter, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// A day, with its time of day if the author wrote one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    pub date: Date,
    pub time: Option<Time>,
}

impl Moment {
    /// Returns the place in time, to compare moments of all zones: milliseconds since 1970 in UTC. A day without a time
    /// counts as its start in UTC.
    pub fn instant(&self) -> i64 {
        let time = self.time.map_or(0, |time| {
            i64::from(time.milliseconds) - i64::from(time.offset.unwrap_or_default()) * MINUTE
        });
        days_since_1970(self.date) * DAY + time
    }

    /// The day, with the time and the zone if the author wrote them: `2027-05-03 10:30 +02:00`.
    pub fn as_written(&self) -> String {
        let Some(time) = self.time else {
            return self.date.to_string();
        };
        let minutes = time.milliseconds / 60_000;
        let zone = match time.offset {
            None => String::new(),
            Some(0) => " UTC".to_owned(),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let offset = offset.unsigned_abs();
                format!(" {sign}{:02}:{:02}", offset / 60, offset % 60)
            }
        };
        format!("{} {:02}:{:02}{zone}", self.date, minutes / 60, minutes % 60)
    }

    /// Whether the author wrote a time with its zone, which makes it one moment everywhere.
    pub fn has_zone(&self) -> bool {
        self.time.is_some_and(|time| time.offset.is_some())
    }

    /// Returns the date and time (RFC 3339) for formats that know moments only. A day without a time is its start in
    /// UTC: `2024-05-04T00:00:00Z`.
    pub fn date_time(&self) -> String {
        let start = Time {
            milliseconds: 0,
            offset: None,
        };
        format!("{}T{}", self.date, self.time.unwrap_or(start))
    }
}

/// As precise as the author wrote it: `2024-05-04`, or `2024-05-04T21:45:00+02:00`.
impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            Some(_) => formatter.write_str(&self.date_time()),
            None => self.date.fmt(formatter),
        }
    }
}

/// Counts the days from 1970-01-01 to a day of the proleptic Gregorian calendar.
fn days_since_1970(date: Date) -> i64 {
    // Years from March on, so that a leap day is the last of its year.
    let month = (i64::from(date.month()) + 9) % 12;
    let year = i64::from(date.year()) - i64::from(month >= 10);
    let days_before_month = (month * 153 + 2) / 5;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + days_before_month + i64::from(date.day()) - 719_469
}

/// Splits off two digits.
fn two_digits(text: &str) -> Option<(u32, &str)> {
    let digits = text.get(..2)?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Some((digits.parse().ok()?, &text[2..])))?
}

/// Splits off a fraction of a second, in milliseconds: `.5` -> 500. Further digits are dropped.
fn fraction(text: &str) -> (u32, &str) {
    let Some(digits) = text.strip_prefix(['.', ',']) else {
        return (0, text);
    };
    let rest = digits.trim_start_matches(|next: char| next.is_ascii_digit());
    let digits = &digits[..digits.len() - rest.len()];
    let known = format!("{digits:0<3}");
    (known[..3].parse().unwrap_or_default(), rest)
}

/// Converts an hour before `AM` or `PM`, which it splits off: `9` and `PM UTC` -> 21 and ` UTC`.
fn twelve_hours(hour: u32, text: &str) -> (u32, &str) {
    let found = [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)]
        .into_iter()
        .find(|(mark, _)| {
            let start = text.get(..mark.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(mark))
        });
    match found {
        Some((mark, later)) if (1..=12).contains(&hour) => (hour % 12 + later, &text[mark.len()..]),
        Some((mark, _)) => (hour, &text[mark.len()..]),
        None => (hour, text),
    }
}

/// Parses a zone at the start of a text, in minutes ahead of UTC: `Z`, `+02:00`, `-0330`, `+2`, `GMT+0100`, `CEST`.
pub(super) fn zone(text: &str) -> Option<i16> {
    let text = text.trim_start();
    let rest = text.trim_start_matches(|next: char| next.is_ascii_alphabetic());
    let name = text[..text.len() - rest.len()].to_ascii_lowercase();
    if name.is_empty() || matches!(name.as_str(), "utc" | "gmt") && rest.starts_with(['+', '-']) {
        return offset(rest);
    }
    let (_, hours) = ZONES.iter().find(|(known, _)| *known == name)?;
    Some(hours * 60)
}

fn offset(text: &str) -> Option<i16> {
    let digits = text.strip_prefix(['+', '-'])?;
    let rest = digits.trim_start_matches(|next: char| next.is_ascii_digit());
    let digits = &digits[..digits.len() - rest.len()];
    let (hours, minutes) = match digits.len() {
        1 | 2 => {
            let minutes = rest.strip_prefix(':').and_then(two_digits);
            (digits, minutes.map_or(0, |(minutes, _)| minutes))
        }
        4 => (&digits[..2], digits[2..].parse().ok()?),
        _ => return None,
    };
    let hours: u32 = hours.parse().ok()?;
    let ahead = i16::try_from(hours * 60 + minutes).ok()?;
    let is_one = hours < 24 && minutes < 60;
    is_one.then_some(if text.starts_with('-') { -ahead } else { ahead })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_with_their_zones() {
        for (text, expected) in [
            ("2024-05-04 21:45:00 +0200", "21:45:00+02:00"),
            ("2024-05-04T21:45:00.250-03:30", "21:45:00.250-03:30"),
            ("2024-05-04T21:45:00.123456Z", "21:45:00.123Z"),
            ("2024-05-04T21:45:00+02:00[Europe/Paris]", "21:45:00+02:00"),
            ("2001-12-14 21:59:43.10 -5", "21:59:43.100-05:00"),
            ("2024-05-04 9:05", "09:05:00Z"),
            ("2024-05-04 9:05 PM", "21:05:00Z"),
            ("2024-05-04 12:05am +01:00", "00:05:00+01:00"),
            ("2024-05-04 12:05 p.m.", "12:05:00Z"),
            ("2024-05-04 15:05 PM", "15:05:00Z"),
            ("8 juillet 2022 à 18h30", "18:30:00Z"),
            ("Thu Dec 18 2014 10:00:00 GMT+0100 (CET)", "10:00:00+01:00"),
            ("Thu, 18 Dec 2014 10:00:00 EST", "10:00:00-05:00"),
            ("Thu Dec 18 10:00:00 CEST 2014", "10:00:00+02:00"),
            ("Thu Dec 18 10:00:00 2014", "10:00:00Z"),
            ("2024-05-04 10:00 Somewhere", "10:00:00Z"),
            ("2016-12-31T23:59:60Z", "23:59:59Z"),
        ] {
            let found = Time::find(text).map(|time| time.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "2024-05-04",
            "2024-05-04 +02:00",
            "2024-05-04 24:00",
            "2024-05-04 10:61",
            "2024-05-04 10:0",
            "December 18th, 2014",
            "2024-05-04T10",
            "100:00",
            "10:é0",
        ] {
            assert_eq!(Time::find(text), None, "{text}");
        }
    }

    #[test]
    fn offsets_out_of_range_are_no_zone() {
        for text in ["+99:00", "+02000", "+", "-x", "+1:99"] {
            assert_eq!(zone(text), None, "{text}");
        }
    }

    #[test]
    fn moments_of_all_zones_compare() {
        let moment = |day: &str, time: &str| Moment {
            date: Date::parse(day).unwrap(),
            time: Time::find(time),
        };
        let in_order = [
            moment("1969-12-31", "23:59:59"),
            moment("1970-01-01", ""),
            moment("2024-02-28", "23:00"),
            moment("2024-02-29", ""),
            moment("2024-03-01", "00:30 +0200"),
            moment("2024-02-29", "23:00 +0000"),
            moment("2024-02-29", "23:00:00.001"),
            moment("2024-02-29", "18:30 -0500"),
            moment("2024-03-01", ""),
        ];
        let instants: Vec<i64> = in_order.iter().map(Moment::instant).collect();
        assert!(instants.is_sorted(), "{instants:?}");
        assert_eq!(moment("1970-01-01", "").instant(), 0);
        assert_eq!(moment("2020-04-11", "").instant(), 1_586_563_200_000);
        let same = [moment("2024-05-04", "00:30 +13:00"), moment("2024-05-03", "11:30")];
        assert_eq!(same[0].instant(), same[1].instant());
    }

    #[test]
    fn a_moment_is_written_as_precisely_as_it_is_known() {
        let date = Date::parse("2024-05-04").unwrap();
        let day = Moment { date, time: None };
        assert_eq!(
            (day.to_string(), day.date_time()),
            ("2024-05-04".into(), "2024-05-04T00:00:00Z".into())
        );
        let time = Time::find("21:45 +0200");
        let moment = Moment { date, time };
        assert_eq!(moment.to_string(), "2024-05-04T21:45:00+02:00");
        assert_eq!(moment.date_time(), moment.to_string());
    }
}
