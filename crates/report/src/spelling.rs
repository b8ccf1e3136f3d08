//! Suggests a known key for an unknown one.

/// Returns the known word closest to `word` if it is likely a typo: `titel` -> `title`. One letter may be wrong,
/// missing, extra or swapped with its neighbor, two in words of more than six letters. The first letter must match.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let tolerance = match length {
        0..=3 => return None,
        4..=6 => 1,
        _ => 2,
    };
    known
        .into_iter()
        .filter(|candidate| candidate.chars().next() == word.chars().next())
        .map(|candidate| (strsim::damerau_levenshtein(&word, candidate), candidate))
        .filter(|(distance, _)| (1..=tolerance).contains(distance))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognized_and_other_words_are_not() {
        let known = ["title", "date", "categories", "description", "tags", "draft"];
        for (word, expected) in [
            ("titel", Some("title")),
            ("tittle", Some("title")),
            ("Title", None),
            ("dtae", Some("date")),
            ("catgories", Some("categories")),
            ("catagorys", None),
            ("descripton", Some("description")),
            ("darft", Some("draft")),
            ("tgs", None),
            ("tagz", Some("tags")),
            ("mood", None),
            ("state", None),
            ("été", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
    }
}
