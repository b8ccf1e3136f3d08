//! Finds the bracket or quote that is open where a parser of TOML or JSON stops.

/// Returns the start of the list that is open at byte `at`, if a key with its `separator` is where an item should be.
pub(super) fn of_list(text: &str, at: usize, separator: char) -> Option<usize> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '"' | '\'');
    let after = text.get(at..)?.trim_start_matches(is_part).trim_start();
    after.starts_with(separator).then(|| text[..at].rfind('['))?
}

/// Returns the start of the text of several lines that is open at byte `at`.
pub(super) fn of_text(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    before.rfind("\"\"\"").max(before.rfind("'''"))
}
