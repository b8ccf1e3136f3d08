//! Looks at single lines of Markdown, where translation needs no parser.

/// Returns the line from byte `start` on, with its line break.
pub(crate) fn line_at(source: &str, start: usize) -> &str {
    let rest = source.get(start..).unwrap_or_default();
    rest.find('\n').map_or(rest, |end| &rest[..=end])
}

/// Width of blanks in columns, with tab stops of four.
pub(crate) fn columns(blanks: &str) -> usize {
    blanks.chars().fold(0, |column, character| match character {
        '\t' => column / 4 * 4 + 4,
        _ => column + 1,
    })
}

/// Returns the character and the length of the fence that a line opens code with: `~~~~ js` -> `~`, 4.
pub(crate) fn fence(content: &str) -> Option<(char, usize)> {
    let letter = content.chars().next().filter(|letter| matches!(letter, '`' | '~'))?;
    let length = content.len() - content.trim_start_matches(letter).len();
    let info = &content[length..];
    (length >= 3 && !(letter == '`' && info.contains('`'))).then_some((letter, length))
}

/// Whether a line, without surrounding blanks, closes the code that a fence opened.
pub(crate) fn closes(line: &str, (letter, length): (char, usize)) -> bool {
    line.len() >= length && line.chars().all(|character| character == letter)
}

/// Whether a line, without leading blanks, begins a list item.
pub(crate) fn is_list_item(content: &str) -> bool {
    if content.starts_with(['*', '-', '+']) {
        return content[1..].starts_with([' ', '\t']);
    }
    let rest = content.trim_start_matches(|character: char| character.is_ascii_digit());
    rest.len() < content.len() && (rest.starts_with(". ") || rest.starts_with(") "))
}
