//! The words of the interface in the blog's language. The publisher ships them with the site's data, and with them how
//! the language writes numbers and dates and tells one from many, so that the reader itself knows no language.

use std::ops::Index;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::route::Taxonomy;

/// Names each thing that the interface says, once as a variant and once as the key of the language files.
macro_rules! words {
    ($($(#[$about:meta])* $word:ident = $key:literal,)*) => {
        /// One thing that the interface says. `{…}` in its text is a place that is filled in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word {
            $($(#[$about])* $word,)*
        }

        /// The keys of the language files, in the order of [`Word`].
        const KEYS: &[&str] = &[$($key,)*];
    };
}

words! {
    SkipToContent = "skip_to_content",
    MainMenu = "main_menu",
    Featured = "featured",
    Newest = "newest",
    Archive = "archive",
    /// Of a link to the feed.
    Feed = "feed",
    Categories = "categories",
    Tags = "tags",
    /// Of several, and of all of them.
    Series = "series",
    Authors = "authors",
    Languages = "languages",
    Category = "category",
    Tag = "tag",
    /// Of one of them.
    OneSeries = "one_series",
    Author = "author",
    Language = "language",
    /// `{count}` posts, by their number.
    PostCount = "post_count",
    /// `{minutes}` to read, by their number.
    ReadingTime = "reading_time",
    /// `{date}` of the last change.
    Updated = "updated",
    /// `{author}` of a post.
    ByAuthor = "by_author",
    /// Between the items of a list, with its spaces.
    Comma = "comma",
    /// Between the last two of several names, with its spaces.
    And = "and",
    /// `{part}` of `{parts}` of `{series}`.
    PartOf = "part_of",
    PreviousPart = "previous_part",
    NextPart = "next_part",
    /// Above links to posts on the same.
    Related = "related",
    /// Of a link to where the file of a text can be changed, and to where it can be seen.
    EditPage = "edit_page",
    PageSource = "page_source",
    Undated = "undated",
    NewerPost = "newer_post",
    OlderPost = "older_post",
    /// Before the links to a document's translations.
    AlsoIn = "also_in",
    MorePosts = "more_posts",
    NewerPosts = "newer_posts",
    OlderPosts = "older_posts",
    /// `{page}` of `{pages}`.
    PageOf = "page_of",
    /// Label of links to the years of the archive.
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
    /// What came for `{address}` could not be read.
    FailedDamaged = "failed_damaged",
    /// There is no network, and the page is not kept.
    NotKept = "not_kept",
    Retry = "retry",
    /// Title of the page where a visitor saves the blog, and link to it.
    ReadOffline = "read_offline",
    OfflineIntro = "offline_intro",
    OfflineUnable = "offline_unable",
    /// What Safari does with what sites store.
    OfflineSafari = "offline_safari",
    /// All of `{size}`.
    SaveAll = "save_all",
    SaveCategory = "save_category",
    /// `{done}` of `{files}` files, `{size_done}` of `{size}`, by the number of files.
    SavedSome = "saved_some",
    /// `{files}` files of `{size}`, by the number of files.
    SavedAll = "saved_all",
    StopSaving = "stop_saving",
    ContinueSaving = "continue_saving",
    RemoveSaved = "remove_saved",
    TroubleNetwork = "trouble_network",
    /// `{needed}` do not go into `{free}`.
    TroubleQuota = "trouble_quota",
    /// Above the posts that can be read without a network.
    Readable = "readable",
    /// Of a post in a list.
    OnDevice = "on_device",
    NotOnDevice = "not_on_device",
    /// What is on show is of `{date}`.
    CopyOf = "copy_of",
    /// `{number}` MB.
    Megabytes = "megabytes",
    /// Of the table of contents.
    Contents = "contents",
    BackToTop = "back_to_top",
    /// Before what the switch between light and dark is at.
    Appearance = "appearance",
    AppearanceSystem = "appearance_system",
    AppearanceLight = "appearance_light",
    AppearanceDark = "appearance_dark",
    Copy = "copy",
    Copied = "copied",
    Enlarge = "enlarge",
    Close = "close",
    Footnotes = "footnotes",
    /// From note `{number}` back to the text.
    FootnoteBack = "footnote_back",
    /// Label of a table that can be scrolled.
    Table = "table",
    /// Of an item of a list of tasks.
    TaskDone = "task_done",
    TaskOpen = "task_open",
    AlertNote = "alert_note",
    AlertTip = "alert_tip",
    AlertImportant = "alert_important",
    AlertWarning = "alert_warning",
    AlertCaution = "alert_caution",
    /// What stands for the day of a date on the first of a month, where that differs; otherwise empty.
    FirstOfMonth = "first_of_month",
    /// What follows is no word, but how the language writes numbers and dates; the publisher knows it of every language.
    ///
    /// Which of the texts by number stands for each number: a digit for each of 0 to 99, then for each of the last two
    /// digits of larger ones. Empty where one text is for all.
    Plurals = "plurals",
    /// From zero to nine; empty for those of ASCII.
    Digits = "digits",
    /// How many digits the shortest number has that is grouped by thousands, then the mark between them.
    Grouping = "grouping",
    DecimalMark = "decimal_mark",
    /// A date from `{day}`, `{month}` and `{year}`.
    Date = "date",
    /// Twelve names with commas between them, January first, as they stand inside a date.
    Months = "months",
    /// `{year}` by itself.
    Year = "year",
}

/// Between the texts of a word that has several, by number.
pub const BETWEEN_FORMS: char = '\n';

/// The words of one language. What is missing is said with nothing.
///
/// A table rather than a struct of forty fields, whose derived code would weigh 3 kB in the reader.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<(String, String)>", into = "Vec<(String, String)>")]
pub struct Words(Vec<String>);

impl Words {
    /// The key of a word in the language files.
    pub fn key(word: Word) -> &'static str {
        KEYS[word as usize]
    }

    /// A date as people write it in this language; ISO 8601 where the names of the months are missing.
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

    /// "2020", "2020年".
    pub fn year_text(&self, year: u16) -> String {
        self.fill(Word::Year, &[("year", &self.digits_text(year.into()))])
    }

    /// "1 post", "1,200 posts".
    pub fn post_count_text(&self, count: usize) -> String {
        let count = count as u64;
        self.counted(Word::PostCount, count, &[("count", &self.number_text(count))])
    }

    /// "4 min read".
    pub fn reading_time_text(&self, minutes: u32) -> String {
        let minutes = minutes.into();
        self.counted(Word::ReadingTime, minutes, &[("minutes", &self.number_text(minutes))])
    }

    /// "Page 2 of 5".
    pub fn page_text(&self, page: usize, pages: usize) -> String {
        let [page, pages] = [page, pages].map(|number| self.number_text(number as u64));
        self.fill(Word::PageOf, &[("page", &page), ("pages", &pages)])
    }

    /// A number in the language's digits, by thousands where it is so long that the language does that.
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

    /// A number in the language's digits.
    pub fn digits_text(&self, number: u64) -> String {
        let own = &self[Word::Digits];
        let digits = number.to_string();
        let digit = |digit: char| own.chars().nth(digit as usize - '0' as usize).unwrap_or(digit);
        digits.chars().map(digit).collect()
    }

    /// That one of a word's texts which is for a number, with its places filled in.
    pub fn counted(&self, word: Word, number: u64, places: &[(&str, &str)]) -> String {
        let at = if number < 100 { number } else { 100 + number % 100 };
        let form = usize::try_from(at)
            .ok()
            .and_then(|at| self[Word::Plurals].as_bytes().get(at));
        let form = form.map_or(0, |digit| usize::from(digit.saturating_sub(b'0')));
        let text = &self[word];
        // A word may say the same of every number.
        fill(text.split(BETWEEN_FORMS).nth(form).unwrap_or(text), places)
    }

    /// What the terms of a taxonomy are called.
    pub fn of_terms(&self, taxonomy: Taxonomy) -> &str {
        &self[match taxonomy {
            Taxonomy::Categories => Word::Categories,
            Taxonomy::Tags => Word::Tags,
            Taxonomy::Series => Word::Series,
            Taxonomy::Authors => Word::Authors,
            Taxonomy::Languages => Word::Languages,
        }]
    }

    /// What one of them is called.
    pub fn of_term(&self, taxonomy: Taxonomy) -> &str {
        &self[match taxonomy {
            Taxonomy::Categories => Word::Category,
            Taxonomy::Tags => Word::Tag,
            Taxonomy::Series => Word::OneSeries,
            Taxonomy::Authors => Word::Author,
            Taxonomy::Languages => Word::Language,
        }]
    }

    /// A text with its places filled in.
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

/// From pairs of key and text, in any order.
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
