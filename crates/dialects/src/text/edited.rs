//! A text that knows the origin of each of its parts, so that diagnostics about translated text point to the author's
//! file.

use std::ops::Range;

/// A text made from another one by edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    text: String,
    /// In the order of the text. The first one starts at 0.
    pieces: Vec<Piece>,
}

/// A part of the text, up to the start of the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    start: usize,
    /// Start in the original text, in bytes.
    origin: usize,
    /// Whether it is a copy of the original. Otherwise it is a replacement, and all of it has the same origin.
    verbatim: bool,
}

/// Replacement of a range of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) range: Range<usize>,
    pub(crate) with: String,
    /// Whether the replacement is the original text of that place again.
    restores: bool,
}

impl Edit {
    pub(crate) fn new(range: Range<usize>, with: impl Into<String>) -> Self {
        Self {
            range,
            with: with.into(),
            restores: false,
        }
    }

    /// Puts back what stood at the origin of the range.
    pub(crate) fn restoring(range: Range<usize>, original: impl Into<String>) -> Self {
        Self {
            restores: true,
            ..Self::new(range, original)
        }
    }
}

impl Text {
    /// Takes a text from byte `start` on.
    pub(crate) fn new(whole: &str, start: usize) -> Self {
        Self {
            text: whole[start..].to_owned(),
            pieces: vec![Piece {
                start: 0,
                origin: start,
                verbatim: true,
            }],
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Converts an offset in this text to the one in the original text, in bytes.
    pub(crate) fn origin(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.start <= offset);
        let piece = self.pieces[after.saturating_sub(1)];
        if piece.verbatim {
            piece.origin + (offset - piece.start)
        } else {
            piece.origin
        }
    }

    /// Applies edits, sorted by position. An edit that overlaps an earlier one is skipped.
    pub(crate) fn edit(&mut self, mut edits: Vec<Edit>) {
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        if edits.is_empty() {
            return;
        }
        let mut made = Self {
            text: String::with_capacity(self.text.len()),
            pieces: Vec::with_capacity(self.pieces.len() + 2 * edits.len()),
        };
        let mut next = 0;
        let mut position = 0;
        for Edit { range, with, restores } in edits {
            if range.start < position {
                continue;
            }
            self.copy(position..range.start, &mut next, &mut made);
            if !with.is_empty() {
                made.pieces.push(Piece {
                    start: made.text.len(),
                    origin: self.origin(range.start),
                    verbatim: restores,
                });
                made.text.push_str(&with);
            }
            position = range.end;
        }
        self.copy(position..self.text.len(), &mut next, &mut made);
        // The first piece must start at 0, even if nothing is left.
        if made.pieces.first().is_none_or(|first| first.start > 0) {
            made.pieces.insert(
                0,
                Piece {
                    start: 0,
                    ..self.pieces[0]
                },
            );
        }
        *self = made;
    }

    /// Appends a range of this text to `made`. `next` is the index of the first piece after everything copied so far.
    fn copy(&self, range: Range<usize>, next: &mut usize, made: &mut Self) {
        if range.is_empty() {
            return;
        }
        let start = made.text.len();
        while self.pieces.get(*next).is_some_and(|piece| piece.start <= range.start) {
            *next += 1;
        }
        let current = self.pieces[next.saturating_sub(1)];
        made.pieces.push(Piece {
            start,
            origin: self.origin(range.start),
            verbatim: current.verbatim,
        });
        while let Some(piece) = self.pieces.get(*next).filter(|piece| piece.start < range.end) {
            made.pieces.push(Piece {
                start: start + (piece.start - range.start),
                ..*piece
            });
            *next += 1;
        }
        made.text.push_str(&self.text[range]);
    }
}

/// Decodes a file in UTF-8, or in UTF-16 with a byte order mark. Returns its text without the mark, and the place of
/// the first invalid byte, in bytes of the text. Invalid bytes become replacement characters, as in browsers. A bare
/// carriage return ends a line (`CommonMark` 0.31, section 2.1), and becomes a line feed.
pub(crate) fn decode(bytes: &[u8]) -> (String, Option<usize>) {
    let (text, fault) = decode_as_written(bytes);
    let is_bare = |at: usize| !text[at + 1..].starts_with('\n');
    if !text.match_indices('\r').any(|(at, _)| is_bare(at)) {
        return (text, fault);
    }
    // Of the same length, so that places stay.
    let mut parts = text.split('\r').peekable();
    let mut lines = String::with_capacity(text.len());
    while let Some(part) = parts.next() {
        lines.push_str(part);
        if let Some(next) = parts.peek() {
            lines.push(if next.starts_with('\n') { '\r' } else { '\n' });
        }
    }
    (lines, fault)
}

fn decode_as_written(bytes: &[u8]) -> (String, Option<usize>) {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let mut text = String::with_capacity(bytes.len());
        // An odd number of bytes is a fault at the end, unless there is an earlier one.
        let mut fault = (bytes.len() % 2 == 1).then_some(usize::MAX);
        for character in char::decode_utf16(units) {
            if character.is_err() {
                fault = fault.filter(|fault| *fault != usize::MAX).or(Some(text.len()));
            }
            text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let end = text.len();
        (text, fault.map(|fault| fault.min(end)))
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            let fault = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
            (String::from_utf8_lossy(bytes).into_owned(), fault)
        }
    }
}

/// Line and column of a byte of a text, from 1. Columns are counted in characters.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(offset)];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_text_knows_its_place() {
        let mut text = Text::new("--abcdefghij", 2);
        text.edit(vec![Edit::new(1..2, "BB"), Edit::new(4..6, "")]);
        assert_eq!(text.as_str(), "aBBcdghij");
        let origins = |text: &Text| (0..text.as_str().len()).map(|at| text.origin(at)).collect::<Vec<_>>();
        assert_eq!(origins(&text), [2, 3, 3, 4, 5, 8, 9, 10, 11]);
        text.edit(vec![
            Edit::new(0..2, "x"),
            Edit::new(4..7, "yz"),
            Edit::new(5..6, "overlaps"),
        ]);
        assert_eq!(text.as_str(), "xBcyzij");
        assert_eq!(origins(&text), [2, 3, 4, 5, 5, 10, 11]);
        text.edit(vec![Edit::new(0..3, "")]);
        assert_eq!((text.as_str(), text.origin(0), text.origin(3)), ("yzij", 5, 11));
        text.edit(vec![Edit::new(0..4, "")]);
        assert_eq!(text.as_str(), "");
        text.origin(0);
    }

    #[test]
    fn files_are_text_in_several_encodings() {
        for (bytes, text, fault) in [
            (&b"\xef\xbb\xbfa\xc3\xa9"[..], "aé", None),
            (b"\xff\xfea\0\xe9\0", "aé", None),
            (b"\xfe\xff\0a\0\xe9", "aé", None),
            (b"ab\xe9c", "ab\u{fffd}c", Some(2)),
            (b"\xff\xfea\0b", "a", Some(1)),
            (b"", "", None),
            (b"a\rb\r\nc\nd\r", "a\nb\r\nc\nd\n", None),
            (b"\r\r\n", "\n\r\n", None),
            (b"\xff\xfea\0\r\0b\0", "a\nb", None),
        ] {
            assert_eq!(decode(bytes), (text.to_owned(), fault), "{bytes:?}");
        }
    }
}
