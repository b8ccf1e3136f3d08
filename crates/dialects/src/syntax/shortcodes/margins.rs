//! Context of a tag in the text: line boundaries, and the line prefix needed within lists and quotations.

/// Byte offsets at which the lines of a text start.
pub(super) struct Lines(pub(super) Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(after_breaks).collect())
    }

    /// Returns the number of the line that contains byte `at`, from 0.
    pub(super) fn number(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at) - 1
    }

    pub(super) fn start(&self, at: usize) -> usize {
        self.0[self.number(at)]
    }

    /// Whether a line is missing or has only whitespace and `>`.
    fn is_blank(&self, source: &str, number: Option<usize>) -> bool {
        let Some((number, start)) = number.and_then(|number| Some((number, *self.0.get(number)?))) else {
            return true;
        };
        let end = self.0.get(number + 1).copied().unwrap_or(source.len());
        source[start..end]
            .chars()
            .all(|character| character.is_whitespace() || character == '>')
    }

    pub(super) fn is_blank_before(&self, source: &str, at: usize) -> bool {
        self.is_blank(source, self.number(at).checked_sub(1))
    }

    pub(super) fn is_blank_after(&self, source: &str, at: usize) -> bool {
        self.is_blank(source, Some(self.number(at) + 1))
    }
}

/// Returns the prefix that keeps the next lines in the same list and quotation, given the part of a line before a tag.
/// Also tells whether that part is nothing but prefix. `> - ` -> `>   `, true.
pub(super) fn margin(line: &str) -> (String, bool) {
    const LONGEST: usize = 200;
    let mut margin = String::new();
    let mut rest = line;
    while margin.len() < LONGEST {
        let Some(first) = rest.chars().next() else {
            return (margin, true);
        };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let marker = match first {
            ' ' | '\t' | '>' => {
                margin.push(first);
                rest = &rest[1..];
                continue;
            }
            '-' | '*' | '+' => 1,
            '0'..='9' if digits < 10 && rest[digits..].starts_with(['.', ')']) => digits + 1,
            _ => return (margin, false),
        };
        if !rest[marker..].starts_with([' ', '\t']) {
            return (margin, false);
        }
        margin.extend(std::iter::repeat_n(' ', marker));
        rest = &rest[marker..];
    }
    (margin, false)
}

/// Whether only whitespace follows byte `at` on its line.
pub(super) fn ends_line(source: &str, at: usize) -> bool {
    let rest = source[at..].chars().find(|next| *next == '\n' || !next.is_whitespace());
    rest.is_none_or(|next| next == '\n')
}

/// Whether a link's or picture's address starts at byte `at`, by the text before it: `](`, `]:` or `=`.
pub(super) fn is_address(source: &str, at: usize) -> bool {
    let before = &source[..at];
    let before = before.strip_suffix('<').unwrap_or(before);
    let before = before.strip_suffix(['"', '\'']).unwrap_or(before);
    before.ends_with("](") || before.ends_with("]:") || before.ends_with("]: ") || before.ends_with('=')
}
