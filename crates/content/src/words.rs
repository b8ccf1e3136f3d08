//! The interface texts in the blog's language. The publisher ships them with the site's data, together with the
//! language's number format, date format and plural rules, so the reader contains no language of its own.

use std::ops::Index;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::route::Taxonomy;

/// Defines each interface text as an enum variant and as a key of the language files.
macro_rules! words {
    ($($(#[$about:meta])* $word:ident = $key:literal,)*) => {
        /// An interface text. `{…}` in it is a placeholder.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word {
            $($(#[$about])* $word,)*
        }

        /// Keys of the language files, in the order of [`Word`].
        const KEYS: &[&str] = &[$($key,)*];
    };
}

words! {
    SkipToContent = "skip_to_content",
    MainMenu = "main_menu",
    Featured = "featured",
    Newest = "newest",
    Archive = "archive",
    /// Label of the link to the feed.
    Feed = "feed",
    Categories = "categories",
    Tags = "tags",
    /// Plural, and heading of the list of all series.
    Series = "series",
    Authors = "authors",
    Languages = "languages",
    Category = "category",
    Tag = "tag",
    /// Singular.
    OneSeries = "one_series",
    Author = "author",
    Language = "language",
    /// `{count}` posts; has plural forms.
    PostCount = "post_count",
    /// `{minutes}` to read; has plural forms.
    ReadingTime = "reading_time",
    /// `{date}` of the last change.
    Updated = "updated",
    /// `{author}` of a post.
    ByAuthor = "by_author",
    /// Separator between list items, with its spaces.
    Comma = "comma",
    /// Separator between the last two of several names, with its spaces.
    And = "and",
    /// `{part}` of `{parts}` of `{series}`.
    PartOf = "part_of",
    /// `{part}`, in the list of its series. Without their number, so that a new part leaves the others as they are.
    Part = "part",
    PreviousPart = "previous_part",
    NextPart = "next_part",
    /// Heading of the related posts.
    Related = "related",
    /// Labels of the links that edit and show the source file.
    EditPage = "edit_page",
    PageSource = "page_source",
    Undated = "undated",
    NewerPost = "newer_post",
    OlderPost = "older_post",
    /// Label before the links to a document's translations.
    AlsoIn = "also_in",
    MorePosts = "more_posts",
    NewerPosts = "newer_posts",
    OlderPosts = "older_posts",
    /// Label of the links to the years of the archive.
    Years = "years",
    NoPosts = "no_posts",
    NotFoundTitle = "not_found_title",
    NotFoundText = "not_found_text",
    GoHome = "go_home",
    Loading = "loading",
    FailedTitle = "failed_title",
    /// The host could not be reached for `{address}`.
    FailedUnreachable = "failed_unreachable",
    /// The host answered `{status}` for `{address}`.
    FailedStatus = "failed_status",
    /// The response for `{address}` could not be parsed.
    FailedDamaged = "failed_damaged",
    /// The visitor is offline and the page is not saved.
    NotKept = "not_kept",
    Retry = "retry",
    /// Title of the page where visitors save the blog, and text of the link to it.
    ReadOffline = "read_offline",
    OfflineIntro = "offline_intro",
    OfflineUnable = "offline_unable",
    /// In place of the buttons, without JavaScript.
    OfflineScript = "offline_script",
    /// A note about how Safari deletes stored data.
    OfflineSafari = "offline_safari",
    /// Save everything, `{size}`.
    SaveAll = "save_all",
    SaveCategory = "save_category",
    /// `{done}` of `{files}` files, `{size_done}` of `{size}`; plural form by `files`.
    SavedSome = "saved_some",
    /// `{files}` files, `{size}`; plural form by `files`.
    SavedAll = "saved_all",
    StopSaving = "stop_saving",
    ContinueSaving = "continue_saving",
    RemoveSaved = "remove_saved",
    TroubleNetwork = "trouble_network",
    /// `{needed}` do not fit into the free `{free}`.
    TroubleQuota = "trouble_quota",
    /// Heading of the posts that are saved.
    Readable = "readable",
    /// Mark on a post in a list.
    OnDevice = "on_device",
    NotOnDevice = "not_on_device",
    /// The page shown is a copy from `{date}`.
    CopyOf = "copy_of",
    /// `{number}` MB.
    Megabytes = "megabytes",
    /// Heading of the table of contents.
    Contents = "contents",
    BackToTop = "back_to_top",
    /// Label before the state of the light and dark switch.
    Appearance = "appearance",
    AppearanceSystem = "appearance_system",
    AppearanceLight = "appearance_light",
    AppearanceDark = "appearance_dark",
    Copy = "copy",
    Copied = "copied",
    Enlarge = "enlarge",
    Close = "close",
    Footnotes = "footnotes",
    /// Link from note `{number}` back to the text.
    FootnoteBack = "footnote_back",
    /// Label of a table that scrolls.
    Table = "table",
    /// Label of a task list item.
    TaskDone = "task_done",
    TaskOpen = "task_open",
    AlertNote = "alert_note",
    AlertTip = "alert_tip",
    AlertImportant = "alert_important",
    AlertWarning = "alert_warning",
    AlertCaution = "alert_caution",
    /// Text for the day on the first of a month, if the language has one (`1er`); otherwise empty.
    FirstOfMonth = "first_of_month",
    /// From here on: the language's number and date formats, which the publisher fills in for every language.
    ///
    /// The index of the plural form for each number: a digit for each of 0 to 99, then for each of the last two digits
    /// of larger numbers. Empty if there is only one form.
    Plurals = "plurals",
    /// The ten digits from zero; empty for ASCII digits.
    Digits = "digits",
    /// The digit count from which numbers are grouped by thousands, then the separator.
    Grouping = "grouping",
    DecimalMark = "decimal_mark",
    /// Date format with `{day}`, `{month}` and `{year}`.
    Date = "date",
    /// Twelve month names separated by commas, January first, as used inside a date.
    Months = "months",
    /// Format of a `{year}` alone.
    Year = "year",
}

/// Separator between the plural forms of a word.
pub const BETWEEN_FORMS: char = '\n';

/// The interface texts of one language. A missing text is empty.
///
/// A table, because the derived code of a struct with forty fields would weigh 3 kB in the reader.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<(String, String)>", into = "Vec<(String, String)>")]
pub struct Words(Vec<String>);

impl Words {
    /// Returns the key of a word in the language files.
    pub fn key(word: Word) -> &'static str {
        KEYS[word as usize]
    }

    /// Formats a date in this language; ISO 8601 if the month names are missing.
    pub fn date_text(&self, date: Date) -> String {
        let months = self[Word::Months].split(',');
        let month = months
            .filter(|name| !name.is_empty())
            .nth(usize::from(date.month()) - 1);
        let Some(month) = month else {
            return date.to_string();
        };
        let day = match date.day() {
            1 if !self[Word::FirstOfMonth].is_empty() => self[Word::FirstOfMonth].to_owned(),
            day => self.digits_text(day.into()),
        };
        let year = self.digits_text(date.year().into());
        self.fill(Word::Date, &[("day", &day), ("month", month), ("year", &year)])
    }

    /// Formats a year: "2020", "2020年".
    pub fn year_text(&self, year: u16) -> String {
        self.fill(Word::Year, &[("year", &self.digits_text(year.into()))])
    }

    /// Formats a number of posts: "1 post", "1,200 posts".
    pub fn post_count_text(&self, count: usize) -> String {
        let count = count as u64;
        self.counted(Word::PostCount, count, &[("count", &self.number_text(count))])
    }

    /// Formats a reading time: "4 min read".
    pub fn reading_time_text(&self, minutes: u32) -> String {
        let minutes = minutes.into();
        self.counted(Word::ReadingTime, minutes, &[("minutes", &self.number_text(minutes))])
    }

    /// Formats a number in the language's digits, grouped by thousands if it is long enough: 1200 -> "1,200".
    pub fn number_text(&self, number: u64) -> String {
        let (shortest, mark) = self[Word::Grouping].split_at_checked(1).unwrap_or_default();
        let digits = self.digits_text(number);
        let length = digits.chars().count();
        if shortest.parse().is_ok_and(|shortest| length < shortest) {
            return digits;
        }
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (length - index).is_multiple_of(3) {
                grouped.push_str(mark);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// Formats a number in the language's digits, without grouping.
    pub fn digits_text(&self, number: u64) -> String {
        let own = &self[Word::Digits];
        let digits = number.to_string();
        let digit = |digit: char| own.chars().nth(digit as usize - '0' as usize).unwrap_or(digit);
        digits.chars().map(digit).collect()
    }

    /// Returns the plural form of `word` for `number`, with placeholders filled in.
    pub fn counted(&self, word: Word, number: u64, places: &[(&str, &str)]) -> String {
        let at = if number < 100 { number } else { 100 + number % 100 };
        let form = usize::try_from(at)
            .ok()
            .and_then(|at| self[Word::Plurals].as_bytes().get(at));
        let form = form.map_or(0, |digit| usize::from(digit.saturating_sub(b'0')));
        let text = &self[word];
        // A word without plural forms is used for every number.
        fill(text.split(BETWEEN_FORMS).nth(form).unwrap_or(text), places)
    }

    /// Returns the plural name of a taxonomy: "Categories".
    pub fn of_terms(&self, taxonomy: Taxonomy) -> &str {
        &self[match taxonomy {
            Taxonomy::Categories => Word::Categories,
            Taxonomy::Tags => Word::Tags,
            Taxonomy::Series => Word::Series,
            Taxonomy::Authors => Word::Authors,
            Taxonomy::Languages => Word::Languages,
        }]
    }

    /// Returns the singular name of a taxonomy: "Category".
    pub fn of_term(&self, taxonomy: Taxonomy) -> &str {
        &self[match taxonomy {
            Taxonomy::Categories => Word::Category,
            Taxonomy::Tags => Word::Tag,
            Taxonomy::Series => Word::OneSeries,
            Taxonomy::Authors => Word::Author,
            Taxonomy::Languages => Word::Language,
        }]
    }

    /// Returns a text with its placeholders filled in.
    pub fn fill(&self, word: Word, places: &[(&str, &str)]) -> String {
        fill(&self[word], places)
    }
}

fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let place = places.iter().find(|(place, _)| *place == name);
        filled.push_str(place.map_or("", |(_, value)| value));
        rest = after;
    }
    filled + rest
}

impl Index<Word> for Words {
    type Output = str;

    fn index(&self, word: Word) -> &str {
        self.0.get(word as usize).map_or("", String::as_str)
    }
}

impl Default for Words {
    fn default() -> Self {
        Self(vec![String::new(); KEYS.len()])
    }
}

/// Accepts pairs of key and text in any order; unknown keys are ignored.
impl From<Vec<(String, String)>> for Words {
    fn from(texts: Vec<(String, String)>) -> Self {
        let mut words = Self::default();
        for (key, text) in texts {
            if let Some(index) = KEYS.iter().position(|known| *known == key) {
                words.0[index] = text;
            }
        }
        words
    }
}

impl From<Words> for Vec<(String, String)> {
    fn from(words: Words) -> Self {
        KEYS.iter().map(|key| (*key).to_owned()).zip(words.0).collect()
    }
}
