//! Compares names of keys, ignoring capitals and separators, and tells what kind of value a key takes.

use super::table::{self, Keys};

/// Normalizes a key, to lower case without separators: `pub_date`, `Pub-Date` -> `pubdate`.
pub(super) fn plain(key: &str) -> String {
    let letters = key.trim().chars().filter(|letter| !is_separator(*letter));
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a normalized key is this key of the table.
pub(super) fn same(plain: &str, key: &str) -> bool {
    let letters = key.chars().filter(|letter| !is_separator(*letter));
    letters.map(|letter| letter.to_ascii_lowercase()).eq(plain.chars())
}

fn is_separator(letter: char) -> bool {
    matches!(letter, '_' | '-' | ' ')
}

/// Whether a key is one that is read.
pub(crate) fn is_known(key: &str) -> bool {
    is_one_of(key, &table::READ)
}

/// Whether a key holds the title.
pub(crate) fn is_title(key: &str) -> bool {
    is_one_of(key, &[table::TITLE])
}

/// Whether a key holds one text for people.
pub(crate) fn is_text(key: &str) -> bool {
    is_one_of(
        key,
        &[
            table::TITLE,
            table::EXCERPT,
            table::DESCRIPTION,
            table::COVER_ALT,
            table::SERIES,
        ],
    )
}

/// Whether a key holds a list of terms, names or addresses.
pub(crate) fn is_list(key: &str) -> bool {
    is_one_of(
        key,
        &[
            table::CATEGORIES,
            table::CATEGORY,
            table::TAGS,
            table::TAG,
            table::AUTHOR,
            table::SERIES,
            table::ALIASES,
        ],
    )
}

/// Whether a key is in one of some rows of the table, also inside of a map.
fn is_one_of(key: &str, rows: &[Keys]) -> bool {
    let plain = plain(key);
    let mut known = rows.iter().flat_map(|keys| keys.iter());
    known.any(|known| same(&plain, known.rsplit('.').next().unwrap_or(known)))
}
