//! Order of posts in lists: by the moments that their authors wrote, whatever day is shown.

use std::cmp::{Ordering, Reverse};

use feuillet_dialects::front_matter::moment::Moment;

use super::{Entry, Library};

/// Compares posts for a list with the newest first. Posts without a date come last, those of one moment by the names of
/// their files.
pub(crate) fn newest_first(first: &Entry, second: &Entry) -> Ordering {
    let moment = |post: &Entry| Reverse(post.published.as_ref().map(Moment::instant));
    let by_moment = moment(first).cmp(&moment(second));
    by_moment.then_with(|| by_name(&first.source.name, &second.source.name))
}

/// Returns the posts in the order of the archive: newest first within each year, by the years that are shown. At the
/// turn of a year, a post from the far east may be older than one from the far west and still be of the new year.
pub(crate) fn archive(library: &Library) -> Vec<&Entry> {
    let mut posts: Vec<&Entry> = library.posts.iter().collect();
    // The sort is stable.
    posts.sort_by_key(|post| Reverse(post.summary.year));
    posts
}

/// Compares names of files, with their numbers as numbers: `part-2` is before `part-10`.
fn by_name(first: &str, second: &str) -> Ordering {
    parts(first).cmp(parts(second)).then_with(|| first.cmp(second))
}

/// Splits a name without its extension into characters and numbers, which compare by their length, then by their
/// digits.
fn parts(name: &str) -> impl Iterator<Item = (char, usize, &str)> {
    let mut rest = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    std::iter::from_fn(move || {
        let after = rest.trim_start_matches(|next: char| next.is_ascii_digit());
        if after.len() < rest.len() {
            let number = rest[..rest.len() - after.len()].trim_start_matches('0');
            rest = after;
            return Some(('0', number.len(), number));
        }
        let mut characters = rest.chars();
        let first = characters.next()?;
        rest = characters.as_str();
        // What lies in a folder comes before the folders that continue its name.
        Some((if first == '/' { '\0' } else { first }, 0, ""))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_count_as_numbers() {
        let in_order = [
            "posts/1/b.md",
            "posts/02/a.md",
            "posts/part.md",
            "posts/part/index.md",
            "posts/part-1.md",
            "posts/part-02.md",
            "posts/part-2.md",
            "posts/part-2-b.md",
            "posts/part-10.md",
            "posts/part-99999999999999999999999.md",
            "posts/part-b.md",
            "posts/part2.md",
            "posts/über.md",
        ];
        for pair in in_order.windows(2) {
            assert_eq!(by_name(pair[0], pair[1]), Ordering::Less, "{pair:?}");
            assert_eq!(by_name(pair[1], pair[0]), Ordering::Greater, "{pair:?}");
        }
        assert_eq!(by_name("posts/a.md", "posts/a.md"), Ordering::Equal);
    }
}
