//! The words of the interface in the blog's language. The publisher ships them with the site's data,
//! so that the reader itself knows no language.

use serde::{Deserialize, Serialize};

use super::date::Date;

/// Everything that the interface says, in one language. `{…}` in a text is a place that is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    pub skip_to_content: String,
    pub main_menu: String,
    pub featured: String,
    pub newest: String,
    pub archive: String,
    pub categories: String,
    pub tags: String,
    pub category: String,
    pub tag: String,
    /// One post.
    pub post_count_one: String,
    /// `{count}` posts.
    pub post_count: String,
    /// Reading time, `{minutes}`.
    pub reading_time: String,
    /// `{date}` of the last change.
    pub updated: String,
    pub by_author: String,
    pub undated: String,
    pub newer_post: String,
    pub older_post: String,
    pub pages: String,
    pub newer_posts: String,
    pub older_posts: String,
    /// `{page}` of `{pages}`.
    pub page_of: String,
    pub no_posts: String,
    pub not_found_title: String,
    pub not_found_text: String,
    pub go_home: String,
    pub loading: String,
    pub failed_title: String,
    /// The host could not be reached for `{address}`.
    pub failed_unreachable: String,
    /// The host answered `{status}` for `{address}`.
    pub failed_status: String,
    /// What came for `{address}` could not be read.
    pub failed_damaged: String,
    pub retry: String,
    /// Label of the link beside a heading.
    pub heading_link: String,
    pub footnotes: String,
    pub footnote_back: String,
    pub table: String,
    pub alert_note: String,
    pub alert_tip: String,
    pub alert_important: String,
    pub alert_warning: String,
    pub alert_caution: String,
    /// A date from `{day}`, `{month}` and `{year}`.
    pub date: String,
    /// What stands for `{day}` on the first of a month, where that differs; otherwise empty.
    pub first_of_month: String,
    /// Twelve names, January first, as they stand inside a date.
    pub months: Vec<String>,
}

impl Words {
    /// A date as people write it in this language; ISO 8601 where the names of the months are missing.
    pub fn date_text(&self, date: Date) -> String {
        let Some(month) = self.months.get(usize::from(date.month()) - 1) else {
            return date.to_string();
        };
        let day = match date.day() {
            1 if !self.first_of_month.is_empty() => self.first_of_month.clone(),
            day => day.to_string(),
        };
        fill(
            &self.date,
            &[("day", &day), ("month", month), ("year", &date.year().to_string())],
        )
    }

    /// "1 post", "12 posts".
    pub fn post_count_text(&self, count: usize) -> String {
        match count {
            1 => self.post_count_one.clone(),
            _ => fill(&self.post_count, &[("count", &count.to_string())]),
        }
    }

    /// "4 min read".
    pub fn reading_time_text(&self, minutes: u32) -> String {
        fill(&self.reading_time, &[("minutes", &minutes.to_string())])
    }
}

/// Fills the places `{name}` of a text.
pub fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut filled = text.to_owned();
    for (name, value) in places {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}
