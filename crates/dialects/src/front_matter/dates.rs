//! Parses dates in the spellings that authors use. The written day counts, whatever the time zone; the time behind it
//! is read as well, since it orders the posts of a day.
//!
//! | written | read as |
//! |---|---|
//! | `2020-04-11`, `2020/4/11`, `2020.04.11`, `20200411`, any of them with a time and a zone behind | year, month, day (ISO 8601) |
//! | `18 Dec 2014`, `Jul 08 2022`, `July 8, 2022`, `Fri, 18 Dec 2014 10:00:00 GMT`, `8 juillet 2022`, `8. März 2022` | by the month's name |
//! | `2022年7月8日`, `2022년 7월 8일` | year, month, day |
//! | `1/16/2017` | month first, as PHP and JavaScript read slashes; day first if the first number is over 12 |
//! | `13.08.2017`, `13-08-2017` | day first; month first if the second number is over 12 |
//! | `1586563200`, `1586563200000` | the UTC date of a Unix time in seconds or milliseconds |

pub(super) mod fault;
mod months;

use feuillet_content::date::Date;

use self::months::month_named;
use super::moment::{Moment, Time};

/// Numbers that are taken for Unix times in seconds: 1990 to 2100.
const UNIX_SECONDS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

/// Parses a date.
///
/// # Errors
///
/// The reason why the text is not a date, for a diagnostic.
pub(crate) fn parse(text: &str) -> Result<Date, &'static str> {
    const SHAPE: &str = "unknown date format";
    let text = text.trim();
    if text.is_empty() || text.len() > 100 {
        return Err(SHAPE);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(text).unwrap_or(Err(SHAPE));
    }
    numbers(text).or_else(|| words(text)).unwrap_or(Err(SHAPE))
}

/// Parses a date, with the time behind it if there is one. What cannot be read as a time is ignored.
///
/// # Errors
///
/// The reason why the text is not a date.
pub fn moment(text: &str) -> Result<Moment, &'static str> {
    let date = parse(text)?;
    Ok(Moment {
        date,
        time: time(text.trim()),
    })
}

/// Parses the time in a text that holds a date.
fn time(text: &str) -> Option<Time> {
    let rest = text.trim_start_matches(|next: char| next.is_ascii_digit());
    let number = &text[..text.len() - rest.len()];
    if rest.is_empty() {
        return match day_of_digits(number) {
            Some(_) => Time::compact(&number[8..]),
            None => Time::of_unix_time(unix_seconds(number)?),
        };
    }
    match rest.strip_prefix('T') {
        Some(compact) if !compact.contains(':') => Time::compact(compact),
        _ => Time::find(text),
    }
}

/// Returns the first date in an address: `/2018/04/12/title/`, `/blog/2018-04-12-title`.
pub(crate) fn in_address(address: &str) -> Option<Date> {
    let starts = address.match_indices('/').map(|(at, _)| at + 1);
    [0].into_iter().chain(starts).find_map(|start| {
        let rest = &address[start..];
        let mut parts = rest.splitn(4, ['/', '-']);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let is_one = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
        is_one.then(|| date_of_parts(year, month, day)).flatten()?.ok()
    })
}

/// Parses nothing but digits: a date without separators (`20200411`), or Unix time.
fn digits(text: &str) -> Option<Result<Date, &'static str>> {
    match day_of_digits(text) {
        Some(date) => Some(Ok(date)),
        None => unix(unix_seconds(text)?),
    }
}

/// Parses a date without separators, perhaps with a time behind it: `20200411`, `202004111030`, `20200411103000`.
fn day_of_digits(text: &str) -> Option<Date> {
    if !matches!(text.len(), 8 | 12 | 14) {
        return None;
    }
    let date = date_of_parts(&text[..4], &text[4..6], &text[6..8])?.ok()?;
    (1900..=2100).contains(&date.year()).then_some(date)
}

/// Parses a Unix time in seconds or milliseconds, as seconds.
fn unix_seconds(text: &str) -> Option<i64> {
    let time: i64 = text.parse().ok()?;
    [time, time / 1000].into_iter().find(|time| UNIX_SECONDS.contains(time))
}

/// Computes the UTC date of a Unix time, in the proleptic Gregorian calendar, with eras of 400 years from March on.
fn unix(seconds: i64) -> Option<Result<Date, &'static str>> {
    let days = seconds.div_euclid(86_400) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let small = |number: i64| u16::try_from(number).ok();
    Some(Date::new(small(year)?, small(month)?, small(day)?))
}

/// Parses three numbers with one kind of separator, perhaps with a time behind them.
fn numbers(text: &str) -> Option<Result<Date, &'static str>> {
    let separator = text.chars().find(|next| !next.is_ascii_digit())?;
    if separator == 'T' {
        // Without separators: `20200411T100000Z`.
        return digits(&text[..text.find('T')?]).filter(|_| text.starts_with("19") || text.starts_with("20"));
    }
    if !matches!(separator, '-' | '/' | '.' | '年' | '년') {
        return None;
    }
    let is_part = |next: char| next.is_ascii_digit() || next == separator;
    if matches!(separator, '年' | '년') {
        let mut parts = text
            .split(|next: char| !next.is_ascii_digit())
            .filter(|part| !part.is_empty());
        return date_of_parts(parts.next()?, parts.next()?, parts.next()?);
    }
    let end = text.find(|next| !is_part(next)).unwrap_or(text.len());
    let (day, rest) = text.split_at(end);
    if !(rest.is_empty() || rest.starts_with([' ', 'T', 't', ',', '_'])) {
        return None;
    }
    let parts: Vec<&str> = day.trim_end_matches(separator).split(separator).collect();
    let &[first, second, third] = parts.as_slice() else {
        return None;
    };
    if first.len() == 4 {
        return date_of_parts(first, second, third);
    }
    if third.len() != 4 {
        return None;
    }
    let over_12 = |part: &str| part.parse::<u16>().is_ok_and(|number| number > 12);
    let month_first = match separator {
        '/' => !over_12(first),
        _ => over_12(second),
    };
    if month_first {
        date_of_parts(third, first, second)
    } else {
        date_of_parts(third, second, first)
    }
}

/// Parses a date with the name of a month, in any order: `8 juillet 2022`.
fn words(text: &str) -> Option<Result<Date, &'static str>> {
    let lower = text.to_lowercase();
    // Hyphens separate, too: `18-Dec-2014`. Parts such as `GMT+0100` are ignored.
    let parts = lower.split(|next: char| next.is_whitespace() || matches!(next, ',' | '-' | '/' | '(' | ')'));
    let (mut month, mut year, mut day) = (None, None, None);
    for part in parts.filter(|part| !part.is_empty()) {
        let letters = part.find(|next: char| !next.is_ascii_digit()).unwrap_or(part.len());
        let (number, rest) = part.split_at(letters);
        if number.is_empty() {
            if month.is_none() {
                month = month_named(part.trim_end_matches('.'));
            }
        } else if matches!(rest, "" | "." | "st" | "nd" | "rd" | "th" | "er" | "º" | "°" | "ª") {
            match number.len() {
                1 | 2 if day.is_none() => day = Some(number),
                4 if year.is_none() => year = Some(number),
                _ => {}
            }
        }
    }
    let month = month?.to_string();
    date_of_parts(year?, &month, day?)
}

/// Builds a date from three numbers. None if a part is no number or has too many digits.
fn date_of_parts(year: &str, month: &str, day: &str) -> Option<Result<Date, &'static str>> {
    let number = |digits: &str| digits.parse::<u16>().ok();
    (year.len() == 4 && month.len() <= 2 && day.len() <= 2)
        .then_some(())
        .and_then(|()| Some(Date::new(number(year)?, number(month)?, number(day)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_in_many_spellings() {
        for (expected, spellings) in [
            (
                "2020-04-11",
                &[
                    "2020-04-11",
                    "2020-4-11",
                    "2020/04/11",
                    "2020.04.11",
                    "20200411",
                    "20200411T103000Z",
                    "202004111030",
                    "20200411103000",
                    "2020-04-11T23:59:59-11:00",
                    "2020-04-11t00:00:00+13:00",
                    "2020-04-11 9:05",
                    "2020-04-11 10:00:00 +02:00",
                    "2020-04-11T10:00:00.000Z",
                    "2020-04-11 10:00:00 UTC",
                    "11.04.2020",
                    "11-04-2020 10:00",
                    "4/11/2020",
                    "04/11/2020, 10:00",
                    "1586563200",
                    "1586649599",
                    "1586563200000",
                ][..],
            ),
            ("2017-01-16", &["1/16/2017", "16/1/2017", "01-16-2017", "16-01-2017"]),
            ("2014-02-01", &["2/1/2014", "1.2.2014"]),
            (
                "2014-12-18",
                &[
                    "18 Dec 2014",
                    "18 December 2014",
                    "Dec 18 2014",
                    "Dec. 18, 2014",
                    "December 18th, 2014",
                    "18-Dec-2014",
                    "2014 Dec 18",
                    "Thu, 18 Dec 2014 10:00:00 GMT",
                    "Thu, 18 Dec 2014 10:00:00 +0100",
                    "Thu Dec 18 10:00:00 2014",
                    "Thu Dec 18 2014 10:00:00 GMT+0100 (CET)",
                    "Thursday, 18 December 2014",
                    "18 décembre 2014",
                    "18 déc. 2014",
                    "18. Dezember 2014",
                    "18 de diciembre de 2014",
                    "18 de dezembro de 2014",
                    "18 dicembre 2014",
                    "18 december 2014",
                    "18 декабря 2014 г.",
                    "2014年12月18日",
                    "2014年12月18日 10:00",
                    "2014년 12월 18일",
                ],
            ),
            (
                "2022-07-08",
                &["Jul 08 2022", "July 8, 2022", "8 juillet 2022", "8 lug 2022"],
            ),
            ("2020-03-01", &["1er mars 2020", "1. März 2020", "1º de março de 2020"]),
            ("2024-02-29", &["29 Feb 2024", "1709164800"]),
        ] {
            for spelling in spellings {
                let found = parse(spelling).map(|date| date.to_string());
                assert_eq!(found.as_deref(), Ok(expected), "{spelling}");
            }
        }
    }

    #[test]
    fn the_time_behind_a_day_is_read() {
        for (text, expected) in [
            ("2020-04-11", "2020-04-11"),
            ("20200411", "2020-04-11"),
            ("2020-04-11T23:59:59-11:00", "2020-04-11T23:59:59-11:00"),
            ("20200411T103000Z", "2020-04-11T10:30:00Z"),
            ("20200411T1030+0200", "2020-04-11T10:30:00+02:00"),
            ("202004111030", "2020-04-11T10:30:00Z"),
            ("20200411103015", "2020-04-11T10:30:15Z"),
            ("04/11/2020, 10:00 PM", "2020-04-11T22:00:00Z"),
            ("2014年12月18日 10:00", "2014-12-18T10:00:00Z"),
            ("Thu Dec 18 10:00:00 2014", "2014-12-18T10:00:00Z"),
            ("1586649599", "2020-04-11T23:59:59Z"),
            ("1586563200000", "2020-04-11T00:00:00Z"),
            ("2020-04-11 25:00", "2020-04-11"),
        ] {
            let found = moment(text).map(|moment| moment.to_string());
            assert_eq!(found.as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "demain",
            "Last Modified",
            "Created",
            "99999999999999",
            "0",
            "2020",
            "2020-04",
            "April 2020",
            "10:00:00",
            "2024-13-01",
            "2023-02-29",
            "30 Feb 2024",
            "13/13/2020",
            "2020-04-11x",
            "1.10",
            "3.9.3",
            "1/2/3",
            "12 jui 2020",
            "1 2 2020",
            "-1",
            "½",
            "20200411é",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&"9".repeat(1000)).is_err());
        assert!(parse(&"Dec ".repeat(1000)).is_err());
    }

    #[test]
    fn addresses_hold_days() {
        for (address, expected) in [
            ("/2018/04/12/title/", Some("2018-04-12")),
            ("/blog/2018-4-12-title.html", Some("2018-04-12")),
            ("2018/04/12", Some("2018-04-12")),
            ("/2018/04/title", None),
            ("/12018/04/12/", None),
            ("/2018/14/12/", None),
            ("/é/2018/04/12", Some("2018-04-12")),
            ("", None),
        ] {
            let found = in_address(address).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{address}");
        }
    }
}
