//! Text direction of languages and letters.

/// Primary subtags of languages that are usually written right to left, then the subtags of such scripts (RFC 5646, ISO
/// 639, ISO 15924).
const RIGHT_TO_LEFT: &str =
    " ar arc ckb dv fa glk he iw khw ks lrc mzn nqo pnb ps sd skr syr ug ur yi arab hebr thaa syrc nkoo ";

/// Returns the HTML `dir` of a language tag: `ar-EG` -> `rtl`. A script subtag takes precedence: `az-Arab` -> `rtl`,
/// `ar-Latn` -> `ltr`.
pub fn direction(language: &str) -> &'static str {
    let mut subtags = language.split(['-', '_']);
    let primary = subtags.next().unwrap_or_default();
    let script = subtags.next().filter(|script| script.len() == 4);
    let deciding = script.unwrap_or(primary).to_ascii_lowercase();
    let is_listed = !deciding.is_empty() && RIGHT_TO_LEFT.split(' ').any(|listed| listed == deciding);
    if is_listed { "rtl" } else { "ltr" }
}

/// Whether a letter belongs to a Unicode block of a right-to-left script. Covers the scripts in use today.
pub fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{1e900}'..='\u{1e95f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_run_one_way() {
        for (language, expected) in [
            ("ar", "rtl"),
            ("AR-eg", "rtl"),
            ("he_IL", "rtl"),
            ("az-Arab", "rtl"),
            ("ar-Latn", "ltr"),
            ("fr", "ltr"),
            ("zh-Hant-TW", "ltr"),
            ("", "ltr"),
        ] {
            assert_eq!(direction(language), expected, "{language}");
        }
    }
}
