//! Slugs: the last part of an address, made from a name. One function for posts, terms and headings.

pub mod lower;

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use self::lower::lower;

/// Part of an address that names a document or a term, decoded: `hello` in `/posts/hello/`.
///
/// Usually made by [`slugify`]. The name of a file that was put on the host by hand is one too.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// Takes a text that is one segment of an address.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Makes the slug of a name; see [`slugify`].
    pub fn of(name: &str) -> Self {
        Self(slugify(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Slug {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Maximum length in bytes. Common file systems allow 255 bytes per name, and a number or an extension is added.
pub const MAX_BYTES: usize = 200;

/// Makes a slug: lower case, Latin letters folded to ASCII (`Métier` -> `metier`, `Straße` -> `strasse`), other scripts
/// kept (`日本語`), everything else replaced by single hyphens.
///
/// Accents are dropped both composed (U+00E9) and as combining marks (U+0065 U+0301). Other scripts must be in NFC:
/// callers normalize outside input (the publisher for file names and terms, the browser for the address bar), which
/// keeps Unicode's tables out of the reader.
///
/// Empty if no character of the name is usable.
pub fn slugify(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut gap = false;
    for character in name.chars().map(lower) {
        if is_combining_mark(character) {
            continue;
        }
        let folded = fold(character);
        let kept = folded.is_some() || character.is_alphanumeric() || is_mark_of_a_script(character);
        if !kept {
            gap = true;
            continue;
        }
        let mut letter = [0; 4];
        let letters = folded.unwrap_or_else(|| character.encode_utf8(&mut letter));
        let hyphen = if gap && !slug.is_empty() { "-" } else { "" };
        // Cuts before a whole letter, so that slugs stay idempotent: the slug of a cut slug is the same.
        if slug.len() + hyphen.len() + letters.len() > MAX_BYTES {
            break;
        }
        gap = false;
        slug.push_str(hyphen);
        slug.push_str(letters);
    }
    slug
}

/// Whether it is a combining mark, as follows Latin letters in decomposed text.
pub fn is_combining_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// Whether it is a vowel sign or voice mark, without which words of these scripts would break apart.
fn is_mark_of_a_script(character: char) -> bool {
    matches!(character,
        '\u{900}'..='\u{dff}'       // Indic vowel signs and viramas
        | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'   // Thai
        | '\u{64b}'..='\u{65f}' | '\u{670}'                           // Arabic
        | '\u{5b0}'..='\u{5c7}'                                       // Hebrew
        | '\u{3099}' | '\u{309a}' | 'ー')
        && !matches!(character, '\u{964}' | '\u{965}')
}

/// Folds a lower-case Latin letter to ASCII: `é` -> `e`; `None` for ASCII itself and for other scripts.
pub fn fold(character: char) -> Option<&'static str> {
    Some(match character {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
        'æ' | 'ǽ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' | 'ḍ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'ĥ' | 'ħ' | 'ḥ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => "i",
        'ĳ' => "ij",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' | 'ṭ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => "u",
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' | 'ẓ' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs() {
        for (name, expected) in [
            ("métier", "metier"),
            ("MÉTIER", "metier"),
            ("me\u{301}tier", "metier"),
            ("Straße & Œuvre", "strasse-oeuvre"),
            ("  À moyen terme  ", "a-moyen-terme"),
            ("C++", "c"),
            ("L'été, déjà", "l-ete-deja"),
            ("Đặng Thùy", "dang-thuy"),
            ("İstanbul ışık", "istanbul-isik"),
            ("日本語 ノート", "日本語-ノート"),
            ("Привет мир", "привет-мир"),
            ("مرحبا بالعالم", "مرحبا-بالعالم"),
            ("हिन्दी", "हिन्दी"),
            ("3.10", "3-10"),
            ("already-a-slug", "already-a-slug"),
            ("!!!", ""),
        ] {
            assert_eq!(slugify(name), expected, "{name}");
        }
    }

    #[test]
    fn a_slug_fits_into_the_name_of_a_file() {
        for name in [
            "a".repeat(1000),
            "日".repeat(1000),
            "é ".repeat(1000),
            "a".repeat(199) + "þþ",
        ] {
            let slug = slugify(&name);
            assert!((198..=200).contains(&slug.len()), "{}", slug.len());
            assert_eq!(slugify(&slug), slug);
        }
    }

    #[test]
    fn a_slug_is_its_own_slug() {
        for name in ["métier", "日本語", "L'été", "Ærø", "Ǆ"] {
            let once = slugify(name);
            assert_eq!(slugify(&once), once, "{name}");
        }
    }
}
