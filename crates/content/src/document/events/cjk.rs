//! Chinese, Japanese and Korean characters.

/// Whether this is a Chinese, Japanese or Korean character, punctuation and full-width forms included: one of East Asian
/// width (UAX #11) W, F or H that is no emoji by default, or Hangul.
pub(super) fn is_cjk(character: char) -> bool {
    matches!(
        character,
        '\u{1100}'..='\u{11ff}'
            | '\u{20a9}'
            | '\u{2329}'..='\u{232a}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe10}'..='\u{fe19}'
            | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff01}'..='\u{ffee}'
            | '\u{16fe0}'..='\u{1b2ff}'
            | '\u{20000}'..='\u{3fffd}'
    )
}
