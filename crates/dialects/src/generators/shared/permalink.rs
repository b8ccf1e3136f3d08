//! Computes old addresses from the patterns of generators: `/:categories/:year/:month/:day/:title.html`.

use feuillet_content::date::Date;
use feuillet_content::percent;
use feuillet_content::slug::slugify;

/// Values for the placeholders of a pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts<'a> {
    /// Name of the file, without date and extensions.
    pub(crate) name: &'a str,
    pub(crate) date: Option<Date>,
    pub(crate) categories: &'a [String],
    /// Folder of the file, from the root or from its collection.
    pub(crate) directory: &'a str,
    pub(crate) collection: &'a str,
}

/// Returns the pattern of one of Jekyll's named styles.
fn built_in(style: &str) -> Option<&'static str> {
    Some(match style {
        "date" => "/:categories/:year/:month/:day/:title.html",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title.html",
        "none" => "/:categories/:title.html",
        _ => return None,
    })
}

/// Fills in a pattern or named style of Jekyll's. None if a placeholder is unknown or has no value.
pub(crate) fn fill(pattern: &str, parts: Parts<'_>) -> Option<String> {
    let pattern = built_in(pattern).unwrap_or(pattern);
    if !pattern.contains(':') {
        return Some(pattern.to_owned());
    }
    let mut made = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        made.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let length = after
            .find(|next: char| !(next.is_ascii_lowercase() || next == '_'))
            .unwrap_or(after.len());
        let (value, used) = placeholder(&after[..length], parts)?;
        made.push_str(&value);
        rest = &after[used..];
    }
    made.push_str(rest);
    // Empty placeholders leave no double slash.
    while made.contains("//") {
        made = made.replace("//", "/");
    }
    Some(made)
}

/// Returns the value of the longest placeholder that `word` begins with, and the length of its name: in `title_x` it is
/// `title`, and `_x` is text.
fn placeholder(word: &str, parts: Parts<'_>) -> Option<(String, usize)> {
    const NAMES: [&str; 23] = [
        "slugified_categories",
        "short_month",
        "output_ext",
        "categories",
        "collection",
        "short_year",
        "long_month",
        "basename",
        "i_month",
        "i_day",
        "y_day",
        "title",
        "month",
        "year",
        "hour",
        "minute",
        "second",
        "name",
        "path",
        "slug",
        "day",
        "w_year",
        "week",
    ];
    // Longer names come before names that they begin with.
    let name = NAMES.into_iter().find(|name| word.starts_with(name))?;
    let day = |text: fn(Date) -> String| parts.date.map(text);
    let value = match name {
        "title" | "basename" => percent::encode_path(parts.name),
        "slug" | "name" => slugify(parts.name),
        "output_ext" => ".html".to_owned(),
        "collection" => parts.collection.to_owned(),
        "path" => {
            let separator = if parts.directory.is_empty() { "" } else { "/" };
            percent::encode_path(&format!("{}{separator}{}", parts.directory, parts.name))
        }
        "categories" => {
            let names: Vec<String> = parts
                .categories
                .iter()
                .map(|name| name.to_lowercase().replace(' ', "%20"))
                .collect();
            names.join("/")
        }
        "slugified_categories" => {
            let names: Vec<String> = parts.categories.iter().map(|name| slugify(name)).collect();
            names.join("/")
        }
        "year" => day(|date| date.year().to_string())?,
        "short_year" => day(|date| format!("{:02}", date.year() % 100))?,
        "month" => day(|date| format!("{:02}", date.month()))?,
        "i_month" => day(|date| date.month().to_string())?,
        "day" => day(|date| format!("{:02}", date.day()))?,
        "i_day" => day(|date| date.day().to_string())?,
        "y_day" => day(|date| format!("{:03}", day_of_year(date)))?,
        "short_month" => crate::syntax::liquid::filters::date(&parts.date?.to_string(), "%b")?,
        "long_month" => crate::syntax::liquid::filters::date(&parts.date?.to_string(), "%B")?,
        _ => return None,
    };
    Some((value, name.len()))
}

fn day_of_year(date: Date) -> u16 {
    const BEFORE: [u16; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let year = date.year();
    let leaps = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) && date.month() > 2;
    BEFORE[usize::from(date.month()) - 1] + u16::from(date.day()) + u16::from(leaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_filled_in() {
        let categories = ["Foo bar".to_owned(), "x".to_owned()];
        let parts = Parts {
            name: "Hello_you",
            date: Date::parse("2020-04-09").ok(),
            categories: &categories,
            directory: "a/b",
            collection: "docs",
        };
        for (pattern, expected) in [
            ("date", Some("/foo%20bar/x/2020/04/09/Hello_you.html")),
            ("pretty", Some("/foo%20bar/x/2020/04/09/Hello_you/")),
            ("ordinal", Some("/foo%20bar/x/2020/100/Hello_you.html")),
            ("none", Some("/foo%20bar/x/Hello_you.html")),
            (
                "/blog/:slugified_categories/:i_day-:short_month/:slug/",
                Some("/blog/foo-bar/x/9-Apr/hello-you/"),
            ),
            ("/:collection/:path:output_ext", Some("/docs/a/b/Hello_you.html")),
            ("/fixed/here/", Some("/fixed/here/")),
            ("/:short_year/:title_x", Some("/20/Hello_you_x")),
            ("/:what/:title", None),
            ("/:", None),
        ] {
            assert_eq!(fill(pattern, parts).as_deref(), expected, "{pattern}");
        }
        let plain = Parts {
            date: None,
            categories: &[],
            ..parts
        };
        assert_eq!(fill("date", plain), None);
        assert_eq!(fill("/:categories/:title/", plain).as_deref(), Some("/Hello_you/"));
    }
}
