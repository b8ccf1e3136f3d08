//! Civil dates: the day that the author wrote is the day shown, in every time zone. There is no conversion.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Parses the day at the start of an ISO 8601 date or date-time: `2020-04-11`, `2020-04-11T23:30:00+02:00`,
    /// `2020/4/1 10:00`. The rest is ignored: a civil date has no time and no zone.
    ///
    /// # Errors
    ///
    /// Returns why the text is not a date.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const SHAPE: &str = "it does not start with year-month-day";
        let text = text.trim();
        let end = text
            .find(|character: char| !matches!(character, '0'..='9' | '-' | '/'))
            .unwrap_or(text.len());
        let (day_text, rest) = text.split_at(end);
        if !(rest.is_empty() || rest.starts_with(['T', 't', ' '])) {
            return Err(SHAPE);
        }
        let parts: Vec<&str> = day_text.split(['-', '/']).collect();
        let &[year, month, day] = parts.as_slice() else {
            return Err(SHAPE);
        };
        if year.len() != 4 || !(1..=2).contains(&month.len()) || !(1..=2).contains(&day.len()) {
            return Err(SHAPE);
        }
        let number = |digits: &str| digits.parse::<u16>().map_err(|_| SHAPE);
        let (year, month, day) = (number(year)?, number(month)?, number(day)?);
        Self::new(year, month, day)
    }

    /// Makes a date from its numbers; months count from 1.
    ///
    /// # Errors
    ///
    /// Returns which number is out of range.
    pub fn new(year: u16, month: u16, day: u16) -> Result<Self, &'static str> {
        if !(1..=12).contains(&month) {
            return Err("the month must be from 1 to 12");
        }
        if day < 1 || day > days_in(year, month) {
            return Err("the month has no such day");
        }
        let small = |number: u16| u8::try_from(number).map_err(|_| "the day is out of range");
        Ok(Self {
            year,
            month: small(month)?,
            day: small(day)?,
        })
    }

    pub fn year(self) -> u16 {
        self.year
    }

    /// From 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// From 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }
}

/// ISO 8601, `2020-04-11`, as in `<time datetime>` and in every file of the catalog.
impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

fn days_in(year: u16, month: u16) -> u16 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_written_is_the_day_read() {
        for (text, expected) in [
            ("2020-04-11", "2020-04-11"),
            ("2020-4-1", "2020-04-01"),
            ("2020/04/11", "2020-04-11"),
            ("2020-04-11T23:59:59-11:00", "2020-04-11"),
            ("2020-04-11 00:30:00 +1300", "2020-04-11"),
            (" 2024-02-29 ", "2024-02-29"),
        ] {
            assert_eq!(Date::parse(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused_with_its_reason() {
        for (text, reason) in [
            ("2024-13-01", "month"),
            ("2023-02-29", "no such day"),
            ("2023-04-31", "no such day"),
            ("2023-04-00", "no such day"),
            ("yesterday", "start"),
            ("11-04-2020", "start"),
            ("2020-04-11x", "start"),
            ("2020-04", "start"),
            ("", "start"),
        ] {
            let refused = Date::parse(text).unwrap_err();
            assert!(refused.contains(reason), "{text}: {refused}");
        }
    }
}
