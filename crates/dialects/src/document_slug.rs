//! Slugs of documents: the address that the name of a file makes by itself.

use feuillet_content::slug::Slug;

use crate::term::slug_with;

/// Returns the slug that a name makes by itself, whatever other documents there are: [`Slug::of`], with those signs
/// spelled out that are a part of the name and do not just stand between its words.
///
/// `C++` -> `c-plus-plus`, `notes on C#` -> `notes-on-c-sharp`, `.NET` -> `dot-net`, `A*` -> `a-star`, `100 %` ->
/// `100-percent`, `A-` -> `a-minus`; but `html+css` -> `html-css`, `issue#12` -> `issue-12`. A name of nothing but signs
/// by their names: `🎉` -> `tada`. Empty if nothing is to be seen in the name.
pub fn document_slug(name: &str) -> Slug {
    slug_with(name, spelled)
}

/// The name with words for signs that belong to it.
fn spelled(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let at = |position: usize| characters.get(position).copied();
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let mut text = String::with_capacity(name.len());
    let mut start = 0;
    while let Some(sign) = at(start) {
        let mut end = start + 1;
        while at(end) == Some(sign) {
            end += 1;
        }
        let before = start.checked_sub(1).and_then(at);
        let (after_word, before_word) = (is_word(before), is_word(at(end)));
        let after_letter = after_word && !is_word(start.checked_sub(2).and_then(at));
        let between = after_word && before_word;
        let word = match sign {
            // One between two words joins them.
            '+' if !between || end - start > 1 => "plus",
            '#' if after_word && !before_word || after_letter => "sharp",
            '*' if after_word && !before_word => "star",
            '%' if !before_word => "percent",
            '.' if start == 0 && before_word => "dot",
            // Grades, and languages such as C--.
            '-' if after_letter && end == characters.len() => "minus",
            _ => "",
        };
        if word.is_empty() {
            text.extend(&characters[start..end]);
        } else {
            for _ in start..end {
                text.extend([" ", word, " "]);
            }
        }
        start = end;
    }
    text
}

#[cfg(test)]
mod tests {
    use feuillet_content::slug::slugify;

    use super::*;

    #[test]
    fn signs_that_are_a_part_of_a_name_count() {
        for (name, expected) in [
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("C++11", "c-plus-plus-11"),
            ("modern-C++-notes", "modern-c-plus-plus-notes"),
            ("C#", "c-sharp"),
            ("C#9", "c-sharp-9"),
            ("notes on F#", "notes-on-f-sharp"),
            ("F♯", "f-sharp"),
            (".NET", "dot-net"),
            ("A*", "a-star"),
            ("A+", "a-plus"),
            ("A-", "a-minus"),
            ("C--", "c-minus-minus"),
            ("100 %", "100-percent"),
            ("100% free", "100-percent-free"),
            ("🎉", "tada"),
            ("???", "question-question-question"),
            ("日本語", "日本語"),
            (" \u{200b}", ""),
        ] {
            assert_eq!(document_slug(name).as_str(), expected, "{name}");
            // The reader makes slugs of addresses.
            assert_eq!(slugify(expected), expected, "{name}");
        }
    }

    #[test]
    fn ordinary_names_keep_their_addresses() {
        for name in [
            "hello-world",
            "Hello_World",
            "Mon billet",
            "v1.2",
            "node.js-and-us",
            "html+css",
            "issue#12",
            "notes-",
            "-notes-",
            "what? (really)",
            "Q&A",
            "me\u{301}tier",
            "ASP.NET",
            "a*b",
            "%E6%97%A5",
            "🦀 Rust",
            "x".repeat(300).as_str(),
        ] {
            assert_eq!(document_slug(name), Slug::of(name), "{name}");
        }
    }
}
