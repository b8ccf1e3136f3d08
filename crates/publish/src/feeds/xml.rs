//! Text that XML can hold.

/// Removes the characters that XML cannot hold (XML 1.0, section 2.2).
pub(crate) fn legal(text: &str) -> String {
    let is_legal = |character: &char| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_legal).collect()
}
