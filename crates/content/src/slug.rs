//! Slugs: how a name becomes the last part of an address. One function for posts, terms and headings.

mod lower;

use self::lower::lower;

/// Longer names are cut: a file's name has at most 255 bytes on every common disk, and a number or an extension follows.
const MAX_BYTES: usize = 200;

/// Makes a slug: lower case, folded to ASCII where Latin script has a sensible fold (`Métier` -> `metier`,
/// `Straße` -> `strasse`), other scripts kept (`日本語`), everything else joined by single hyphens.
///
/// Accents count the same whether they come composed (U+00E9) or as combining marks (U+0065 U+0301).
/// Other scripts are expected in NFC: whoever takes text in from outside normalizes it (the publisher when it reads
/// file names and terms, the browser when it reads the address bar), so that Unicode's tables stay out of the reader.
///
/// Empty when nothing of the name can stand in an address.
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
        // Whole letters, so that a slug that was cut is its own slug.
        if slug.len() + hyphen.len() + letters.len() > MAX_BYTES {
            break;
        }
        gap = false;
        slug.push_str(hyphen);
        slug.push_str(letters);
    }
    slug
}

/// Combining diacritical marks, as they follow Latin letters in decomposed text.
fn is_combining_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// Vowel signs and voice marks without which words of these scripts would fall apart.
fn is_mark_of_a_script(character: char) -> bool {
    matches!(character,
        '\u{900}'..='\u{dff}'       // Indic vowel signs and viramas
        | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'   // Thai
        | '\u{64b}'..='\u{65f}' | '\u{670}'                           // Arabic
        | '\u{5b0}'..='\u{5c7}'                                       // Hebrew
        | '\u{3099}' | '\u{309a}' | 'ー')
        && !matches!(character, '\u{964}' | '\u{965}')
}

/// The ASCII fold of a lower-case Latin letter; `None` for ASCII itself and for other scripts.
fn fold(character: char) -> Option<&'static str> {
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
