//! The words of the interface in the blog's language. The publisher ships them with the site's data,
//! so that the reader itself knows no language.

use std::ops::Index;

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::route::Taxonomy;

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
    PostCountOne = "post_count_one",
    /// `{count}` posts.
    PostCount = "post_count",
    /// `{minutes}` to read.
    ReadingTime = "reading_time",
    /// `{date}` of the last change.
    Updated = "updated",
    /// `{author}` of a post.
    ByAuthor = "by_author",
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
    /// `{done}` of `{files}` files, `{size_done}` of `{size}`.
    SavedSome = "saved_some",
    /// `{files}` files of `{size}`.
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
    DecimalMark = "decimal_mark",
    /// Label of the link beside a heading.
    HeadingLink = "heading_link",
    Footnotes = "footnotes",
    /// From note `{number}` back to the text.
    FootnoteBack = "footnote_back",
    /// Label of a table that can be scrolled.
    Table = "table",
    AlertNote = "alert_note",
    AlertTip = "alert_tip",
    AlertImportant = "alert_important",
    AlertWarning = "alert_warning",
    AlertCaution = "alert_caution",
    /// A date from `{day}`, `{month}` and `{year}`.
    Date = "date",
    /// What stands for `{day}` on the first of a month, where that differs; otherwise empty.
    FirstOfMonth = "first_of_month",
    /// Twelve names with commas between them, January first, as they stand inside a date.
    Months = "months",
}

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
        let months = self[Word::Months].split(',').map(str::trim);
        let month = months
            .filter(|name| !name.is_empty())
            .nth(usize::from(date.month()) - 1);
        let Some(month) = month else {
            return date.to_string();
        };
        let day = match date.day() {
            1 if !self[Word::FirstOfMonth].is_empty() => self[Word::FirstOfMonth].to_owned(),
            day => day.to_string(),
        };
        let year = date.year().to_string();
        self.fill(Word::Date, &[("day", &day), ("month", month), ("year", &year)])
    }

    /// "1 post", "12 posts".
    pub fn post_count_text(&self, count: usize) -> String {
        match count {
            1 => self[Word::PostCountOne].to_owned(),
            _ => self.fill(Word::PostCount, &[("count", &count.to_string())]),
        }
    }

    /// "4 min read".
    pub fn reading_time_text(&self, minutes: u32) -> String {
        self.fill(Word::ReadingTime, &[("minutes", &minutes.to_string())])
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
        let mut filled = String::new();
        let mut rest = &self[word];
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let place = places.iter().find(|(place, _)| *place == name);
            filled.push_str(place.map_or("", |(_, value)| value));
            rest = after;
        }
        filled + rest
    }
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
