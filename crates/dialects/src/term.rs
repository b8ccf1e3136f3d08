//! Names of terms: which of them are the same, and the address that each makes by itself.

use feuillet_content::slug::{Slug, slugify};
use unicode_normalization::UnicodeNormalization;

/// Longest emoji in characters, joined ones included.
const LONGEST_EMOJI: usize = 12;

/// Returns the text by which names of terms are compared: two names with the same key are the same term.
///
/// Case, accents and the difference between space, hyphen and underscore do not count, nor do spaces around signs
/// (`10 %` and `10%`). Signs do: `C`, `C++` and `C#` have different keys. Empty if there is nothing to see in the name.
pub fn key(name: &str) -> String {
    let name = visible(name);
    let middle = name.trim_matches('-');
    let start = name.len() - name.trim_start_matches('-').len();
    let mut key = name[..start].to_owned();
    let mut gap = false;
    let mut after_letter = false;
    for character in middle.chars() {
        // Marks that the slug drops belong to the letter before them.
        if matches!(character, '\u{300}'..='\u{36f}') && after_letter {
            continue;
        }
        let letters = slugify(character.encode_utf8(&mut [0; 4]));
        if letters.is_empty() {
            if is_gap(character) {
                gap = true;
                continue;
            }
            key.push(character);
        } else {
            if gap && after_letter {
                key.push('-');
            }
            key.push_str(&letters);
        }
        gap = false;
        after_letter = !letters.is_empty();
    }
    if !middle.is_empty() {
        key.push_str(&name[start + middle.len()..]);
    }
    if key.is_empty() { name } else { key }
}

/// Returns the slug that a name makes by itself, whatever other terms there are: [`slugify`], with those signs spelled
/// out that tell names apart.
///
/// `C++` -> `c-plus-plus`, `C#` -> `c-sharp`, `A*` -> `a-star`, `10 %` -> `10-percent`, `.NET` -> `dot-net`, `A-` ->
/// `a-minus`; a name of nothing but signs by their names: `🎉` -> `tada`. Empty if the key is.
pub fn slug(name: &str) -> Slug {
    slug_with(name, spelled)
}

/// Makes the slug of a name with its signs spelled out by `spelled`; of a name of nothing but signs, by their names.
pub(crate) fn slug_with(name: &str, spelled: impl Fn(&str) -> String) -> Slug {
    let name = visible(name);
    let slug = Slug::of(&spelled(&name));
    if slug.is_empty() {
        Slug::of(&named_signs(&name))
    } else {
        slug
    }
}

/// The name in NFC, trimmed, with one character for each sign that has several, and without what nobody sees.
fn visible(name: &str) -> String {
    let shown = name.nfc().filter_map(|character| match character {
        '‘' | '’' | 'ʼ' => Some('\''),
        '“' | '”' | '„' => Some('"'),
        '＋' => Some('+'),
        '＃' | '♯' => Some('#'),
        '％' => Some('%'),
        '\u{fe0e}' | '\u{fe0f}' | '\u{200b}' | '\u{feff}' | '\u{ad}' => None,
        character if character.is_control() => Some(' '),
        character => Some(character),
    });
    shown.collect::<String>().trim().to_owned()
}

/// Whether it stands between two words without being a sign.
fn is_gap(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '_' | '‐' | '‑' | '–' | '—' | '\u{200c}')
}

/// The name with the words of signs that mean something where they are: `#` opens a hashtag, and is a sharp after a
/// letter only.
fn spelled(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let end = name.trim_end_matches('-').len();
    let mut after_letter = false;
    for (at, character) in name.char_indices() {
        let next = name[at + character.len_utf8()..].chars().next();
        let word = match character {
            '+' => Some("plus"),
            '%' => Some("percent"),
            '#' if after_letter => Some("sharp"),
            '*' if after_letter => Some("star"),
            '.' if at == 0 && next.is_some_and(char::is_alphanumeric) => Some("dot"),
            '-' if at >= end => Some("minus"),
            _ => None,
        };
        match word {
            Some(word) => text.extend([" ", word, " "]),
            None => text.push(character),
        }
        after_letter |= character.is_alphanumeric();
    }
    text
}

/// The names of the signs that a name without letters consists of; code points where they have none.
fn named_signs(name: &str) -> String {
    let mut words = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        if let Some((emoji, length)) = emoji(rest) {
            words.push(emoji);
            rest = &rest[length..];
            continue;
        }
        rest = &rest[first.len_utf8()..];
        match sign(first) {
            Some(word) => words.push(word.to_owned()),
            None if first.is_whitespace() => {}
            None => words.push(format!("u {:04x}", u32::from(first))),
        }
    }
    words.join(" ")
}

/// The name of the emoji that a text begins with, and its length in bytes.
fn emoji(text: &str) -> Option<(String, usize)> {
    let ends = text.char_indices().map(|(at, character)| at + character.len_utf8());
    let ends: Vec<usize> = ends.take(LONGEST_EMOJI).collect();
    ends.into_iter().rev().find_map(|end| {
        let emoji = emojis::get(&text[..end])?;
        let name = match emoji.shortcode() {
            // Thumbs are `+1` and `-1`.
            Some(name) => name.replace('+', "plus ").replace('-', " minus "),
            None => emoji.name().to_owned(),
        };
        Some((name, end))
    })
}

fn sign(character: char) -> Option<&'static str> {
    Some(match character {
        '.' => "dot",
        '?' => "question",
        '!' => "exclamation",
        '#' => "sharp",
        '*' => "star",
        '&' => "and",
        '@' => "at",
        '/' => "slash",
        '\\' => "backslash",
        '|' => "bar",
        '_' => "underscore",
        '–' | '—' => "dash",
        '=' => "equals",
        '<' => "less",
        '>' => "greater",
        '~' => "tilde",
        '^' => "caret",
        '$' => "dollar",
        '€' => "euro",
        '£' => "pound",
        ':' => "colon",
        ';' => "semicolon",
        ',' => "comma",
        '\'' | '"' | '`' => "quote",
        '(' | ')' | '[' | ']' | '{' | '}' => "bracket",
        '…' => "dots",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_makes_an_address_by_itself() {
        for (name, expected) in [
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("c ++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("F♯", "f-sharp"),
            (".NET", "dot-net"),
            ("ASP.NET", "asp-net"),
            ("A*", "a-star"),
            ("A-", "a-minus"),
            ("10 %", "10-percent"),
            ("10%", "10-percent"),
            ("#rust", "rust"),
            ("métier", "metier"),
            ("me\u{301}tier", "metier"),
            ("R&D", "r-d"),
            ("🦀 Rust", "rust"),
            ("🎉", "tada"),
            ("❤\u{fe0f}", "heart"),
            ("👍", "plus-1"),
            ("👎", "minus-1"),
            ("..", "dot-dot"),
            ("???", "question-question-question"),
            ("#", "sharp"),
            ("---", "minus-minus-minus"),
            ("→", "u-2192"),
            ("日本語", "日本語"),
            (" \u{200b}", ""),
        ] {
            assert_eq!(slug(name).as_str(), expected, "{name}");
            // The reader makes slugs of addresses.
            assert_eq!(Slug::of(&slug(name)), slug(name), "{name}");
        }
    }

    #[test]
    fn names_that_differ_in_spelling_only_are_one_term() {
        for (first, second) in [
            ("Métier", "me\u{301}tier"),
            ("Straße", "STRASSE"),
            ("on the road", "On-the-Road"),
            ("on_the_road", "on the road"),
            ("10 %", "10%"),
            ("L’été", "l'ete"),
            ("❤", "❤\u{fe0f}"),
            ("F♯", "f#"),
            (" C ", "c"),
        ] {
            assert_eq!(key(first), key(second), "{first} {second}");
        }
    }

    #[test]
    fn names_that_differ_in_signs_are_terms_apart() {
        let names = [
            "C",
            "C++",
            "C#",
            "C-",
            "C--",
            "C*",
            "F",
            "F#",
            ".NET",
            "NET",
            "10",
            "10 %",
            "🎉",
            "🎊",
            "..",
            "...",
            "???",
            "Go",
            "Go!",
            "Rust",
            "#Rust",
            "🦀 Rust",
            "-",
            "--",
            "_",
            "A/B",
            "A B",
            "1.0",
            "10.0",
        ];
        for (at, first) in names.iter().enumerate() {
            assert!(!key(first).is_empty() && !slug(first).is_empty(), "{first}");
            for second in &names[at + 1..] {
                assert_ne!(key(first), key(second), "{first} {second}");
            }
        }
    }
}
