//! TeX that is being read: arguments, names, and places.

use std::ops::Range;

use crate::TexError;

/// Place of a text: in the author's TeX from this byte on, or in a macro that is called at this byte.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Written(usize),
    Call(usize),
}

impl Place {
    pub(super) fn at(self, offset: usize) -> usize {
        match self {
            Self::Written(start) => start + offset,
            Self::Call(at) => at,
        }
    }

    pub(super) fn shifted(self, offset: usize) -> Self {
        match self {
            Self::Written(start) => Self::Written(start + offset),
            call @ Self::Call(_) => call,
        }
    }
}

/// TeX that is being read.
#[derive(Debug)]
pub(super) struct Input<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) place: Place,
}

impl<'a> Input<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn error(&self, message: &str) -> TexError {
        TexError::new(self.place.at(self.at), message.to_owned())
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Passes over a sign, with the blanks before it.
    pub(super) fn skip(&mut self, sign: &str) -> bool {
        let rest = self.rest().trim_start();
        let is_there = rest.starts_with(sign);
        if is_there {
            self.at = self.text.len() - rest.len() + sign.len();
        }
        is_there
    }

    /// Reads an argument: a group without its braces, a command, or a character.
    pub(super) fn argument(&mut self, of: &str) -> Result<&'a str, TexError> {
        self.blanks();
        let start = self.at;
        let rest = self.rest();
        let length = match rest.chars().next() {
            Some('{') => {
                let Some(end) = closing(rest, '}') else {
                    return Err(self.error("missing `}`"));
                };
                self.at += end + 1;
                return Ok(&rest[1..end]);
            }
            Some('\\') => command(rest, 0).end,
            Some('}') | None => return Err(self.error(&format!("missing argument of `{of}`"))),
            Some(other) => other.len_utf8(),
        };
        self.at += length;
        Ok(&self.text[start..self.at])
    }

    /// Reads an optional argument: `[…]`
    pub(super) fn option(&mut self) -> Option<&'a str> {
        let rest = self.rest().trim_start();
        let end = rest.starts_with('[').then(|| closing(rest, ']')).flatten()?;
        self.at = self.text.len() - rest.len() + end + 1;
        Some(&rest[1..end])
    }

    /// Reads the name of a macro that is defined: `\name` or `{\name}`
    pub(super) fn name(&mut self) -> Result<String, TexError> {
        let written = self.argument("\\newcommand")?;
        let name = written.trim().strip_prefix('\\').filter(|name| !name.is_empty());
        name.map(str::to_owned)
            .ok_or_else(|| self.error("the name of a macro starts with `\\`"))
    }

    pub(super) fn number(&self, text: &str) -> Result<usize, TexError> {
        let number = text.trim().parse().ok().filter(|number| *number <= 9);
        number.ok_or_else(|| self.error("a macro has at most 9 arguments"))
    }
}

/// Returns the range of the name of the command whose backslash is at `start`: letters, or one character.
pub(super) fn command(text: &str, start: usize) -> Range<usize> {
    let name = &text[start + 1..];
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = if letters == 0 {
        name.chars().next().map_or(0, char::len_utf8)
    } else {
        letters
    };
    start + 1..start + 1 + length
}

/// Returns the place of the bracket that closes the one which a text starts with.
pub(super) fn closing(text: &str, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
            continue;
        }
        match character {
            '\\' => escaped = true,
            _ if character == close && depth == 0 => return Some(at),
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}
