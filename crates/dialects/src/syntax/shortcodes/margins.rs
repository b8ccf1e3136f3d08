//! What stands around a tag: where lines begin and end, and what those must begin with that stand in a list or a quotation.

/// Where the lines of a text begin.
pub(super) struct Lines(pub(super) Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(after_breaks).collect())
    }

    /// The number of the line of a byte, from 0.
    pub(super) fn number(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at) - 1
    }

    pub(super) fn start(&self, at: usize) -> usize {
        self.0[self.number(at)]
    }

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

/// What lines that follow must begin with to stand in the same list and quotation as a byte, and whether nothing but
/// that stands before it in its line.
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

/// Whether nothing follows in the line of a byte.
pub(super) fn ends_line(source: &str, at: usize) -> bool {
    let rest = source[at..].chars().find(|next| *next == '\n' || !next.is_whitespace());
    rest.is_none_or(|next| next == '\n')
}

/// Whether the address of a link or picture is what stands at a byte.
pub(super) fn is_address(source: &str, at: usize) -> bool {
    let before = &source[..at];
    let before = before.strip_suffix('<').unwrap_or(before);
    let before = before.strip_suffix(['"', '\'']).unwrap_or(before);
    before.ends_with("](") || before.ends_with("]:") || before.ends_with("]: ") || before.ends_with('=')
}
