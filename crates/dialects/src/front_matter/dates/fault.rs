//! Finds faults in the times behind dates: the day counts, but the time or its zone cannot be what the author meant.

use super::day_of_digits;
use crate::front_matter::moment::{Time, zone};

/// A part of a date that cannot be read, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault<'a> {
    /// A time that no day has: `25:00`.
    Time(&'a str),
    /// A zone that nobody knows: `+99:99`, `Foo/Bar`. The time counts as one of UTC.
    Zone(&'a str),
}

/// Finds the fault in the time of a text that holds a date.
pub(crate) fn of(text: &str) -> Option<Fault<'_>> {
    let text = text.trim();
    let rest = text.trim_start_matches(|next: char| next.is_ascii_digit());
    let number = &text[..text.len() - rest.len()];
    if rest.is_empty() {
        let time = day_of_digits(number).and(number.get(8..))?;
        return (!time.is_empty() && Time::compact(time).is_none()).then_some(Fault::Time(time));
    }
    if let Some(compact) = rest.strip_prefix('T').filter(|compact| !compact.contains(':')) {
        return match Time::split_compact(compact) {
            Some((_, rest)) => of_zone(rest),
            None => Some(Fault::Time(compact)),
        };
    }
    match Time::split(text) {
        Some((_, rest)) => of_zone(rest),
        None => clock(text).map(Fault::Time),
    }
}

/// Finds what is written like a time, with a colon or an `h` between digits or with a `T` before them.
fn clock(text: &str) -> Option<&str> {
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let found = text.match_indices([':', 'h', 'T']).find_map(|(at, separator)| {
        let (before, after) = (&text[..at], &text[at + separator.len()..]);
        if !is_digit(before.chars().next_back()) || !is_digit(after.chars().next()) {
            return None;
        }
        if separator == "T" {
            return Some(at + 1);
        }
        let start = before.trim_end_matches(|letter: char| letter.is_ascii_digit());
        // An offset without a time is none.
        (!start.ends_with(['+', '-', ':', '.'])).then_some(start.len())
    });
    text[found?..].split_whitespace().next()
}

/// Finds the fault in what stands behind a clock.
fn of_zone(rest: &str) -> Option<Fault<'_>> {
    let rest = rest.trim_start();
    if zone(rest).is_some() {
        return None;
    }
    let word = rest.split_whitespace().next()?.trim_end_matches([',', '.']);
    let is_letter = |letter: char| letter.is_ascii_alphabetic() || letter == '_';
    let name = word.trim_start_matches(is_letter);
    let is_offset = |text: &str| {
        text.strip_prefix(['+', '-'])
            .is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()))
    };
    let letters = &word[..word.len() - name.len()];
    // Abbreviations are in capitals; other words may be anything.
    let is_short = (2..=5).contains(&letters.len()) && letters.bytes().all(|letter| letter.is_ascii_uppercase());
    let is_zone = is_offset(name) && (letters.is_empty() || is_short)
        || name.is_empty() && is_short
        || !letters.is_empty() && name.strip_prefix('/').is_some_and(|place| place.starts_with(is_letter))
        || word.starts_with('[');
    is_zone.then_some(Fault::Zone(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_times_and_unknown_zones_are_found() {
        use Fault::{Time, Zone};
        for (text, expected) in [
            ("2024-05-04 25:00", Time("25:00")),
            ("2024-05-04 24:00", Time("24:00")),
            ("2024-05-04T12:61:00Z", Time("12:61:00Z")),
            ("2024-05-04 12:30:61 +0200", Time("12:30:61")),
            ("2024-05-04 9:5", Time("9:5")),
            ("8 juillet 2022 à 18h75", Time("18h75")),
            ("Thu, 18 Dec 2014 30:00:00 GMT", Time("30:00:00")),
            ("2024-05-04T2561", Time("2561")),
            ("20240504T2561", Time("2561")),
            ("202405042561", Time("2561")),
            ("20240504256100", Time("256100")),
            ("2024-05-04 10:00 +99:99", Zone("+99:99")),
            ("2024-05-04T10:00:00+25:00", Zone("+25:00")),
            ("2024-05-04T10:00:00-0260", Zone("-0260")),
            ("2024-05-04 10:00 GMT+99", Zone("GMT+99")),
            ("2024-05-04 10:00 Foo/Bar", Zone("Foo/Bar")),
            ("2024-05-04 9:00 PM America/New_York", Zone("America/New_York")),
            ("2024-05-04T10:00[Europe/Paris]", Zone("[Europe/Paris]")),
            ("2024-05-04 10:00 XYZ", Zone("XYZ")),
            ("20240504T1030+9900", Zone("+9900")),
        ] {
            assert_eq!(of(text), Some(expected), "{text}");
        }
        for text in [
            "2024-05-04",
            "20240504",
            "1586563200",
            "2024-05-04 21:45:00 +0200",
            "2024-05-04T21:45:00.250Z",
            "2024-05-04T21:45:00+02:00[Europe/Paris]",
            "2001-12-14 21:59:43.10 -5",
            "2024-05-04 9:05 p.m.",
            "2024-05-04 12:05am CET",
            "2024-05-04 +02:00",
            "8 juillet 2022 à 18h30",
            "8 juillet 2022 à 18h30 environ",
            "Thu Dec 18 2014 10:00:00 GMT+0100 (CET)",
            "Thu Dec 18 10:00:00 CEST 2014",
            "Thu Dec 18 10:00:00 2014",
            "at 10:00 on Monday, 5 May 2024",
            "December 18th, 2014",
            "2016-12-31T23:59:60Z",
            "20240504103000",
            "20240504T103000Z",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
