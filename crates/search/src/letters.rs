//! Which letters are alike: lower case, accents, spellings of Arabic and Persian, digits.
//!
//! A *written form* is a word in lower case, without characters that nobody sees. Its *folding* also lacks what people
//! leave out when they type: `Métiers` -> `métiers` -> `metiers`.

use feuillet_content::slug::{fold as fold_latin, lower::lower};

/// Returns the written form of a word.
pub fn written(word: &str) -> String {
    let visible = word.chars().filter(|letter| !is_invisible(*letter));
    visible.map(|letter| lower(narrow(letter))).collect()
}

/// Returns the folding of a written form.
pub fn folded(form: &str) -> String {
    let mut folded = String::with_capacity(form.len());
    for letter in form.chars().filter(|letter| !is_accent(*letter)) {
        match fold_latin(letter) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(fold_other(letter)),
        }
    }
    // A word of nothing but accents, as some write to show one.
    if folded.is_empty() { form.to_owned() } else { folded }
}

/// Whether it can be inside a word without being seen: direction marks, joiners, soft hyphens, Arabic's stretching.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether it is a mark of a letter before it that may be left out: accents, vowel points of Arabic and Hebrew.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}')
}

/// Whether it is a mark that belongs to the letter before it and is no letter itself.
pub(crate) fn is_mark(letter: char) -> bool {
    is_accent(letter)
        || matches!(letter, '\u{483}'..='\u{487}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}'
            | '\u{951}'..='\u{957}' | '\u{962}' | '\u{963}' | '\u{980}'..='\u{983}' | '\u{9bc}'..='\u{9d7}'
            | '\u{a01}'..='\u{a03}' | '\u{a3c}'..='\u{a51}' | '\u{a81}'..='\u{a83}' | '\u{abc}'..='\u{acd}'
            | '\u{b01}'..='\u{b03}' | '\u{b3c}'..='\u{b57}' | '\u{b82}' | '\u{bbe}'..='\u{bd7}'
            | '\u{c00}'..='\u{c04}' | '\u{c3c}'..='\u{c56}' | '\u{c81}'..='\u{c83}' | '\u{cbc}'..='\u{cd6}'
            | '\u{d00}'..='\u{d03}' | '\u{d3b}'..='\u{d57}' | '\u{d81}'..='\u{d83}' | '\u{dca}'..='\u{ddf}'
            | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
            | '\u{eb1}' | '\u{eb4}'..='\u{ebc}' | '\u{ec8}'..='\u{ece}'
            | '\u{102b}'..='\u{103e}' | '\u{1056}'..='\u{1059}' | '\u{17b4}'..='\u{17d3}' | '\u{17dd}'
            | '\u{3099}' | '\u{309a}')
}

/// Makes a full-width letter or digit, as Japanese and Chinese texts have them, a usual one.
fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}

/// Folds a letter of another script than Latin.
fn fold_other(letter: char) -> char {
    let digits = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x17e0, 0x1040];
    let code = u32::from(letter);
    if let Some(zero) = digits.into_iter().find(|zero| (*zero..zero + 10).contains(&code)) {
        return char::from_u32(0x30 + code - zero).unwrap_or(letter);
    }
    match letter {
        // Greek with tonos and dialytika, and the sigma at the end of a word.
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'ґ' => 'г',
        // Arabic: carriers of hamza, and letters that keyboards confuse.
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ئ' | 'ى' | 'ی' | 'ې' | 'ے' => 'ي',
        'ة' | 'ۀ' | 'ە' | 'ہ' | 'ھ' => 'ه',
        'ک' | 'ڪ' => 'ك',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_people_take_for_the_same_fold_to_the_same() {
        for spellings in [
            &["métier", "metier", "MÉTIER", "me\u{301}tier"][..],
            &["Straße", "STRASSE", "strasse"],
            &["Œuvre", "oeuvre"],
            &["ΛΌΓΟΣ", "λόγος", "λογοσ"],
            &["Ёлка", "елка"],
            &["مدرسة", "مدرسه", "مَدْرَسَة", "مدرســة"],
            &["أحمد", "احمد"],
            &["کتابی", "كتابي"],
            &["می‌روم", "میروم"],
            &["۱۴۰۳", "١٤٠٣", "1403"],
            &["Ｒｕｓｔ", "rust"],
            &["co\u{ad}operate", "cooperate"],
            &["שָׁלוֹם", "שלום"],
        ] {
            let folded: Vec<String> = spellings.iter().map(|word| folded(&written(word))).collect();
            assert!(
                folded.iter().all(|form| *form == folded[0]),
                "{spellings:?}: {folded:?}"
            );
        }
    }

    #[test]
    fn other_letters_stay_apart() {
        for (one, other) in [
            ("hat", "hot"),
            ("が", "か"),
            ("кий", "кии"),
            ("ตา", "ตี"),
            ("हिंदी", "हद"),
        ] {
            assert_ne!(folded(&written(one)), folded(&written(other)));
        }
    }
}
