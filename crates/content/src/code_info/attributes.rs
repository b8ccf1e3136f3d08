//! Attributes after the language of an info string.

/// A name with its value, if it has one. Lines in braces (`{1,3}`) have no name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute<'info> {
    pub(super) name: &'info str,
    pub(super) value: Option<&'info str>,
}

/// Iterates over attributes: `a="b c", d=[1,"2"] {3} .e` has the names `a`, `d`, none and `.e`.
pub(super) struct Attributes<'info>(&'info str);

impl<'info> Attributes<'info> {
    pub(super) fn new(text: &'info str) -> Self {
        Self(text)
    }

    /// Takes everything up to `close`, which ends it, or the whole rest.
    fn take_until(&mut self, close: char) -> &'info str {
        let (taken, rest) = self.0.split_once(close).unwrap_or((self.0, ""));
        self.0 = rest;
        taken
    }

    /// Takes as long as characters are `wanted`.
    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'info str {
        let end = self.0.find(|next| !wanted(next)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        taken
    }

    fn value(&mut self) -> &'info str {
        let first = self.0.chars().next().unwrap_or_default();
        let close = match first {
            '"' | '\'' | '`' => first,
            '{' => '}',
            '[' => ']',
            '0'..='9' => return self.lines(),
            _ => return self.take_while(|next| !next.is_whitespace() && !matches!(next, ',' | '}')),
        };
        self.0 = &self.0[1..];
        let value = if self.0.contains(close) {
            self.take_until(close)
        } else {
            ""
        };
        // `={"1-2"}` and `={["1"]}` of MDX.
        value.trim()
    }

    /// Takes a number, or lines that are divided by blanks, as Hugo and Zola read them: `3 6-8, linenos` -> `3 6-8`.
    fn lines(&mut self) -> &'info str {
        let text = self.0;
        let is_end = |next: char| next.is_whitespace() || matches!(next, ',' | '}');
        let mut end = text.find(is_end).unwrap_or(text.len());
        if text[..end].bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            loop {
                let rest = &text[end..];
                let next = rest.trim_start_matches([' ', ',']);
                let word = next.split(is_end).next().unwrap_or_default();
                let is_line = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
                if word.is_empty() || !is_line {
                    break;
                }
                end = text.len() - next.len() + word.len();
            }
        }
        self.0 = &text[end..];
        &text[..end]
    }
}

impl<'info> Iterator for Attributes<'info> {
    type Item = Attribute<'info>;

    fn next(&mut self) -> Option<Attribute<'info>> {
        loop {
            self.take_while(|next| next.is_whitespace() || matches!(next, ',' | '}' | ':' | '(' | ')' | ']' | '='));
            let first = self.0.chars().next()?;
            match first {
                // Texts and patterns that Expressive Code marks.
                '"' | '\'' | '/' => {
                    self.0 = &self.0[1..];
                    self.take_until(first);
                }
                '{' => {
                    self.0 = &self.0[1..];
                    let inside = self.0.split('}').next().unwrap_or_default();
                    let is_lines = |next: char| next.is_ascii_digit() || matches!(next, ',' | '-' | ' ' | '.');
                    if inside.chars().all(is_lines) {
                        let value = self.take_until('}');
                        return Some(Attribute {
                            name: "",
                            value: Some(value),
                        });
                    }
                    // Braces around attributes: what is inside comes next.
                }
                // The label of a tab in VitePress: a file's name.
                '[' => {
                    self.0 = &self.0[1..];
                    let value = self.take_until(']');
                    return Some(Attribute {
                        name: "label",
                        value: Some(value),
                    });
                }
                _ => {
                    let name = self.take_while(|next| {
                        !next.is_whitespace() && !matches!(next, ',' | '=' | ':' | '{' | '}' | '"' | '\'')
                    });
                    if name.is_empty() {
                        // A lone sign that begins nothing.
                        self.0 = &self.0[first.len_utf8()..];
                        continue;
                    }
                    let after = self.0.trim_start();
                    let value = after.strip_prefix('=').or_else(|| after.strip_prefix(':'));
                    let value = value.map(|value| {
                        self.0 = value.trim_start();
                        self.value()
                    });
                    return Some(Attribute { name, value });
                }
            }
        }
    }
}
