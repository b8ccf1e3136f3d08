//! How a language writes numbers and dates, tells one from many, and sorts: by Unicode's CLDR, through ICU4X.
//!
//! The reader has none of that. What it needs of it comes to it as words: each follows from a few samples, and is given
//! only where it makes every other number and day as ICU4X does.

use std::cmp::Ordering;

use feuillet_content::date::Date;
use feuillet_content::words::{Word, Words};
use feuillet_settings::CalendarSetting;
use icu_calendar::cal::Persian;
use icu_calendar::{Date as CivilDate, Gregorian};
use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_datetime::fieldsets::{Y, YMD};
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::{Locale, locale};
use icu_plurals::{PluralCategory, PluralRules};

/// The language's names for how many there are, as CLDR and the language files write them, in the order in which their
/// texts are shipped.
pub(super) const CATEGORIES: [(&str, PluralCategory); 6] = [
    ("zero", PluralCategory::Zero),
    ("one", PluralCategory::One),
    ("two", PluralCategory::Two),
    ("few", PluralCategory::Few),
    ("many", PluralCategory::Many),
    ("other", PluralCategory::Other),
];

/// The locale of a language tag; the root, which writes like ISO 8601, where it is none. An `en` that names no country is
/// the world's English, which writes "11 April 2020".
pub(super) fn locale_of(tag: &str) -> Locale {
    let mut locale = Locale::try_from_str(&tag.replace('_', "-")).unwrap_or(Locale::UNKNOWN);
    if locale.id.language == locale!("en").id.language && locale.id.region.is_none() {
        locale.id.region = locale!("en-001").id.region;
    }
    locale
}

/// The category of each number that a language tells apart: 0 to 99, and by the last two digits of what is larger.
pub(super) fn categories(locale: &Locale) -> Vec<PluralCategory> {
    let Ok(rules) = PluralRules::try_new_cardinal(locale.into()) else {
        return vec![PluralCategory::Other; 200];
    };
    (0..200_u32).map(|number| rules.category_for(number)).collect()
}

/// How a language writes numbers: pairs of words and what they are.
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
    // CLDR groups from the fourth or the fifth digit on.
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

/// As the reader gets them.
pub(super) fn shipped(words: &[(Word, String)]) -> Words {
    let pairs = words
        .iter()
        .map(|(word, text)| (Words::key(*word).to_owned(), text.clone()));
    Words::from(pairs.collect::<Vec<_>>())
}

/// Dates of a language in a calendar.
pub(crate) struct Dates {
    calendar: Calendar,
}

enum Calendar {
    /// As the words say it.
    Words,
    /// As the words cannot say it.
    Gregorian(Box<FixedCalendarDateTimeFormatter<Gregorian, YMD>>),
    Persian(Box<FixedCalendarDateTimeFormatter<Persian, YMD>>),
    /// ISO 8601.
    Unknown,
}

impl Dates {
    /// `words` hold already how numbers are written, and get what they can say of dates.
    pub(super) fn new(locale: &Locale, calendar: CalendarSetting, words: &mut Vec<(Word, String)>) -> Self {
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
            };
        };
        let numbers = shipped(words);
        let digits = |number| numbers.digits_text(number);
        let year = gregorian(SAMPLE_YEAR, 1, 1).map(|day| years.format(&day).to_string());
        let year = year
            .unwrap_or_default()
            .replacen(&digits(SAMPLE_YEAR.into()), "{year}", 1);
        let sample = |month| Some(days.format(&gregorian(SAMPLE_YEAR, month, 22)?).to_string());
        let samples: Vec<String> = (1..=12).filter_map(sample).collect();
        // What CLDR has for languages that it does not know.
        if samples.first().is_some_and(|sample| sample.contains("M01")) {
            words.push((Word::Year, "{year}".to_owned()));
            return Self {
                calendar: Calendar::Unknown,
            };
        }
        let pattern = pattern(&samples, digits);
        words.push((Word::Year, year));
        words.extend(pattern);
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
        Self { calendar }
    }

    /// A date as people write it in the blog's language.
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

    /// The year that a date is in, as its calendar counts.
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

/// Neither its number nor those of the sample days stand in another one.
const SAMPLE_YEAR: u16 = 2035;

fn gregorian(year: u16, month: u8, day: u8) -> Option<CivilDate<Gregorian>> {
    CivilDate::try_new_gregorian(year.into(), month, day).ok()
}

/// What dates are made of, from the 22nd of each month of the sample year.
fn pattern(samples: &[String], digits: impl Fn(u64) -> String) -> Vec<(Word, String)> {
    let (day, year) = (digits(22), digits(SAMPLE_YEAR.into()));
    let marked: Vec<String> = samples
        .iter()
        .map(|text| text.replacen(&year, "{year}", 1).replacen(&day, "{day}", 1))
        .collect();
    let Some(first) = marked.first() else {
        return Vec::new();
    };
    // What all months have in common belongs to the pattern: the name stands between.
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

/// What sorts texts as readers of a language look for them; numbers in them by their value.
pub(crate) struct Order(Option<CollatorBorrowed<'static>>);

impl Order {
    pub(crate) fn of(language: &str) -> Self {
        let mut preferences = CollatorPreferences::from(&locale_of(language));
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        Self(CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok())
    }

    /// Two texts that differ only in what the language does not look at are told apart by their letters' numbers.
    pub(crate) fn compare(&self, first: &str, second: &str) -> Ordering {
        let compared = self.0.as_ref().map(|collator| collator.compare(first, second));
        compared.unwrap_or(Ordering::Equal).then_with(|| first.cmp(second))
    }
}
