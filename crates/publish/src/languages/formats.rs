//! Number formats, date formats, plural rules and collation of languages, from Unicode's CLDR through ICU4X.
//!
//! The reader contains no ICU4X. It gets the formats as words (patterns), derived from a few samples. A date pattern is
//! only used if it reproduces ICU4X's output for every day of a year.

use std::cmp::Ordering;

use feuillet_content::date::Date;
use feuillet_content::words::{Word, Words};
use feuillet_settings::CalendarSetting;
use icu_calendar::cal::Persian;
use icu_calendar::{Date as CivilDate, Gregorian};
use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_datetime::fieldsets::{MD, Y, YMD};
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::{Locale, locale};
use icu_plurals::{PluralCategory, PluralRules};

/// Plural categories, by their names in CLDR and the language files, in the order in which plural forms are shipped.
pub(super) const CATEGORIES: [(&str, PluralCategory); 6] = [
    ("zero", PluralCategory::Zero),
    ("one", PluralCategory::One),
    ("two", PluralCategory::Two),
    ("few", PluralCategory::Few),
    ("many", PluralCategory::Many),
    ("other", PluralCategory::Other),
];

/// Parses a language tag. Invalid tags become the root locale, whose dates look like ISO 8601. `en` without a region
/// becomes international English (`en-001`), which writes "11 April 2020".
pub(super) fn locale_of(tag: &str) -> Locale {
    let mut locale = Locale::try_from_str(&tag.replace('_', "-")).unwrap_or(Locale::UNKNOWN);
    if locale.id.language == locale!("en").id.language && locale.id.region.is_none() {
        locale.id.region = locale!("en-001").id.region;
    }
    locale
}

/// Plural categories of the numbers 0 to 199: 0 to 99 themselves, and 100 to 199 for larger numbers by their last two
/// digits.
pub(super) fn categories(locale: &Locale) -> Vec<PluralCategory> {
    let Ok(rules) = PluralRules::try_new_cardinal(locale.into()) else {
        return vec![PluralCategory::Other; 200];
    };
    (0..200_u32).map(|number| rules.category_for(number)).collect()
}

/// Number format of a language, as words: decimal mark, grouping, digits.
pub(super) fn numbers(locale: &Locale) -> Vec<(Word, String)> {
    let Ok(formatter) =
        DecimalFormatter::try_new(locale.into(), icu_decimal::options::DecimalFormatterOptions::default())
    else {
        return vec![(Word::DecimalMark, ".".to_owned())];
    };
    let text = |number: u32| formatter.format(&Decimal::from(number)).to_string();
    let digits: String = (0..10).map(text).collect();
    let is_digit = |letter: &char| digits.contains(*letter);
    let mark = |text: &str| text.chars().filter(|letter| !is_digit(letter)).collect::<String>();
    let tenth = {
        let mut number = Decimal::from(15_u32);
        number.multiply_pow10(-1);
        formatter.format(&number).to_string()
    };
    // CLDR starts grouping at four or at five digits. The word is that number and the separator: `4,`.
    let shortest = if mark(&text(1234)).is_empty() { 5 } else { 4 };
    let grouping = format!("{shortest}{}", mark(&text(12_345)));
    vec![
        (Word::DecimalMark, mark(&tenth)),
        (Word::Grouping, grouping),
        (
            Word::Digits,
            Some(digits).filter(|digits| digits != "0123456789").unwrap_or_default(),
        ),
    ]
}

/// Converts words to the type that the reader gets.
pub(super) fn shipped(words: &[(Word, String)]) -> Words {
    let pairs = words
        .iter()
        .map(|(word, text)| (Words::key(*word).to_owned(), text.clone()));
    Words::from(pairs.collect::<Vec<_>>())
}

/// Date format of a language in a calendar.
pub(crate) struct Dates {
    calendar: Calendar,
    /// Day and month; `None` for lack of a format.
    days: Option<Days>,
}

/// Formats of day and month in a calendar.
enum Days {
    Gregorian(Box<FixedCalendarDateTimeFormatter<Gregorian, MD>>),
    Persian(Box<FixedCalendarDateTimeFormatter<Persian, MD>>),
}

impl Days {
    fn new(locale: &Locale, calendar: CalendarSetting) -> Option<Self> {
        match calendar {
            CalendarSetting::Gregorian => {
                let formatter = FixedCalendarDateTimeFormatter::try_new(locale.into(), MD::medium());
                formatter.ok().map(|formatter| Self::Gregorian(Box::new(formatter)))
            }
            CalendarSetting::Persian => {
                let formatter = FixedCalendarDateTimeFormatter::try_new(locale.into(), MD::medium());
                formatter.ok().map(|formatter| Self::Persian(Box::new(formatter)))
            }
        }
    }
}

enum Calendar {
    /// Gregorian dates for which the words' pattern is enough.
    Words,
    /// Gregorian dates that no single pattern describes.
    Gregorian(Box<FixedCalendarDateTimeFormatter<Gregorian, YMD>>),
    Persian(Box<FixedCalendarDateTimeFormatter<Persian, YMD>>),
    /// ISO 8601, for lack of a format.
    Unknown,
}

impl Dates {
    /// Builds the format, and appends the date patterns to `words`, which must contain the number format already.
    pub(super) fn new(locale: &Locale, calendar: CalendarSetting, words: &mut Vec<(Word, String)>) -> Self {
        let short = Days::new(locale, calendar);
        let mut calendar = match calendar {
            CalendarSetting::Gregorian => Calendar::Words,
            CalendarSetting::Persian => FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long())
                .map_or(Calendar::Unknown, |formatter| Calendar::Persian(Box::new(formatter))),
        };
        let preferences = DateTimeFormatterPreferences::from(locale);
        let years = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(preferences, Y::long());
        let days = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(preferences, YMD::long());
        let (Ok(years), Ok(days)) = (years, days) else {
            words.push((Word::Year, "{year}".to_owned()));
            return Self {
                calendar: Calendar::Unknown,
                days: None,
            };
        };
        // Derive the patterns from samples: put a placeholder where a sample has the known number.
        let numbers = shipped(words);
        let digits = |number| numbers.digits_text(number);
        let year = gregorian(SAMPLE_YEAR, 1, 1).map(|day| years.format(&day).to_string());
        let year = year
            .unwrap_or_default()
            .replacen(&digits(SAMPLE_YEAR.into()), "{year}", 1);
        let sample = |month| Some(days.format(&gregorian(SAMPLE_YEAR, month, 22)?).to_string());
        let samples: Vec<String> = (1..=12).filter_map(sample).collect();
        // `M01` is CLDR's placeholder for January in languages without data.
        if samples.first().is_some_and(|sample| sample.contains("M01")) {
            words.push((Word::Year, "{year}".to_owned()));
            return Self {
                calendar: Calendar::Unknown,
                days: None,
            };
        }
        let pattern = pattern(&samples, digits);
        words.push((Word::Year, year));
        words.extend(pattern);
        // Compare the pattern with ICU4X for each day of a leap year; on any difference, keep ICU4X's formatter.
        let said = shipped(words);
        let is_said = |date: Date| {
            let day = gregorian(date.year(), date.month(), date.day());
            day.is_some_and(|day| days.format(&day).to_string() == said.date_text(date))
        };
        let mut every_day = (1..=12).flat_map(|month| (1..=31).filter_map(move |day| Date::new(2024, month, day).ok()));
        if matches!(calendar, Calendar::Words) && !every_day.all(is_said) {
            words.retain(|(word, _)| *word != Word::Months);
            calendar = Calendar::Gregorian(Box::new(days));
        }
        Self { calendar, days: short }
    }

    /// Formats a date in the blog's language. `2020-04-11` -> `11 avril 2020`.
    pub(crate) fn text(&self, date: Date, words: &Words) -> String {
        let iso = CivilDate::try_new_iso(date.year().into(), date.month(), date.day());
        let text = iso.ok().and_then(|day| match &self.calendar {
            Calendar::Words => Some(words.date_text(date)),
            Calendar::Gregorian(formatter) => Some(formatter.format(&day.to_calendar(Gregorian)).to_string()),
            Calendar::Persian(formatter) => Some(formatter.format(&day.to_calendar(Persian)).to_string()),
            Calendar::Unknown => None,
        });
        text.unwrap_or_else(|| date.to_string())
    }

    /// Formats a date below its year. `2020-04-01` -> `1er avr.`. The whole date for lack of a format.
    pub(crate) fn day_text(&self, date: Date, words: &Words) -> String {
        let iso = CivilDate::try_new_iso(date.year().into(), date.month(), date.day());
        let (Some(days), Ok(day)) = (&self.days, iso) else {
            return self.text(date, words);
        };
        match days {
            Days::Persian(formatter) => formatter.format(&day.to_calendar(Persian)).to_string(),
            Days::Gregorian(formatter) => {
                let text = formatter.format(&day.to_calendar(Gregorian)).to_string();
                let first = &words[Word::FirstOfMonth];
                if date.day() == 1 && !first.is_empty() {
                    return text.replacen(&words.digits_text(1), first, 1);
                }
                text
            }
        }
    }

    /// Year of a date in this calendar. `2024-03-20` -> 1403 in the Persian one.
    pub(crate) fn year(&self, date: Date) -> u16 {
        let iso = CivilDate::try_new_iso(date.year().into(), date.month(), date.day());
        match (&self.calendar, iso) {
            (Calendar::Persian(_), Ok(day)) => {
                u16::try_from(day.to_calendar(Persian).year().extended_year()).unwrap_or_default()
            }
            _ => date.year(),
        }
    }
}

/// Year of the sample dates. Neither it nor the sample day (22) occurs within another number of the samples.
const SAMPLE_YEAR: u16 = 2035;

fn gregorian(year: u16, month: u8, day: u8) -> Option<CivilDate<Gregorian>> {
    CivilDate::try_new_gregorian(year.into(), month, day).ok()
}

/// Derives the date pattern and the month names from the formatted 22nd of each month of the sample year.
/// `22 avril 2035`, `22 mai 2035`, … -> `{day} {month} {year}` and `avril,mai,…`.
fn pattern(samples: &[String], digits: impl Fn(u64) -> String) -> Vec<(Word, String)> {
    let (day, year) = (digits(22), digits(SAMPLE_YEAR.into()));
    let marked: Vec<String> = samples
        .iter()
        .map(|text| text.replacen(&year, "{year}", 1).replacen(&day, "{day}", 1))
        .collect();
    let Some(first) = marked.first() else {
        return Vec::new();
    };
    // The common prefix and suffix of all samples belong to the pattern; the month's name is between them.
    let boundaries: Vec<usize> = first.char_indices().map(|(at, _)| at).collect();
    let before = boundaries
        .iter()
        .copied()
        .rfind(|at| marked.iter().all(|text| text.starts_with(&first[..*at])))
        .unwrap_or_default();
    let after = boundaries
        .iter()
        .copied()
        .find(|at| {
            *at >= before
                && marked
                    .iter()
                    .all(|text| text.ends_with(&first[*at..]) && text.len() >= before + first.len() - at)
        })
        .unwrap_or(first.len());
    let (start, end) = (&first[..before], &first[after..]);
    let months: Vec<&str> = marked
        .iter()
        .map(|text| &text[before..text.len() - end.len()])
        .collect();
    vec![
        (Word::Date, format!("{start}{{month}}{end}")),
        (Word::Months, months.join(",")),
    ]
}

/// Collation of a language; numbers in texts are sorted by value (`Part 2` before `Part 10`).
pub(crate) struct Order(Option<CollatorBorrowed<'static>>);

impl Order {
    pub(crate) fn of(language: &str) -> Self {
        let mut preferences = CollatorPreferences::from(&locale_of(language));
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        Self(CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok())
    }

    /// Compares two texts. Code points break ties between different texts that collate as equal.
    pub(crate) fn compare(&self, first: &str, second: &str) -> Ordering {
        let compared = self.0.as_ref().map(|collator| collator.compare(first, second));
        compared.unwrap_or(Ordering::Equal).then_with(|| first.cmp(second))
    }
}
