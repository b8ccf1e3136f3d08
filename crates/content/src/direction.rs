//! Which way a language is written.

/// Primary subtags of the languages whose usual script runs from right to left, and of the scripts themselves (RFC 5646,
/// ISO 639, ISO 15924).
const RIGHT_TO_LEFT: &str =
    " ar arc ckb dv fa glk he iw khw ks lrc mzn nqo pnb ps sd skr syr ug ur yi arab hebr thaa syrc nkoo ";

/// The `dir` of HTML for a language tag: `ar-EG` -> `rtl`. A script in the tag comes first: `az-Arab`, `ar-Latn`.
pub fn direction(language: &str) -> &'static str {
    let mut subtags = language.split(['-', '_']);
    let primary = subtags.next().unwrap_or_default();
    let script = subtags.next().filter(|script| script.len() == 4);
    let deciding = script.unwrap_or(primary).to_ascii_lowercase();
    let is_listed = !deciding.is_empty() && RIGHT_TO_LEFT.split(' ').any(|listed| listed == deciding);
    if is_listed { "rtl" } else { "ltr" }
}

/// Whether a letter of a text runs from right to left: the blocks of Unicode that hold such scripts, as far as people
/// write in them.
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
