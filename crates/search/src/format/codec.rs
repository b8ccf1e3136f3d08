//! Numbers and texts as bytes.

use super::Damaged;

/// Appends a number: seven bits a byte, the lowest first, the highest bit set if more follow (LEB128).
pub fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(low_byte(number | 0x80));
        number >>= 7;
    }
    bytes.push(low_byte(number));
}

/// Returns the lowest eight bits.
pub(crate) fn low_byte(number: usize) -> u8 {
    number.to_le_bytes()[0]
}

/// Appends a text after its length.
pub fn push_text(bytes: &mut Vec<u8>, text: &str) {
    push_number(bytes, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

/// Maps differences to natural numbers, small to small: 0, -1, 1, -2 -> 0, 1, 2, 3.
pub fn zigzag(from: usize, to: usize) -> usize {
    if to >= from {
        (to - from) << 1
    } else {
        ((from - to) << 1) - 1
    }
}

/// Returns the number that differs from `from` by what [`zigzag`] mapped.
pub fn unzigzag(from: usize, difference: usize) -> Option<usize> {
    if difference & 1 == 0 {
        from.checked_add(difference >> 1)
    } else {
        from.checked_sub((difference >> 1) + 1)
    }
}

/// Reads what was appended, in the same order.
#[derive(Clone, Debug)]
pub struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Returns everything that was not read.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub fn byte(&mut self) -> Result<u8, Damaged> {
        let (first, rest) = self.rest.split_first().ok_or(Damaged)?;
        self.rest = rest;
        Ok(*first)
    }

    pub fn number(&mut self) -> Result<usize, Damaged> {
        let mut number = 0_usize;
        // Four bytes hold all numbers of an index that fits into the memory of a browser.
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift).ok_or(Damaged)?;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damaged)
    }

    pub fn take(&mut self, length: usize) -> Result<&'a [u8], Damaged> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    pub fn text(&mut self) -> Result<&'a str, Damaged> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let numbers = [0, 1, 127, 128, 300, 16_384, 1 << 30];
        let mut bytes = Vec::new();
        for number in numbers {
            push_number(&mut bytes, number);
        }
        push_text(&mut bytes, "été");
        let mut read = Bytes::new(&bytes);
        for number in numbers {
            assert_eq!(read.number(), Ok(number));
        }
        assert_eq!(read.text(), Ok("été"));
        assert!(read.is_empty());
        assert_eq!(read.byte(), Err(Damaged));
        assert_eq!(Bytes::new(&[0xff; 10]).number(), Err(Damaged));
    }

    #[test]
    fn differences_come_back() {
        for (from, to) in [(5, 5), (5, 9), (9, 5), (0, 1), (1, 0)] {
            assert_eq!(unzigzag(from, zigzag(from, to)), Some(to));
        }
        assert_eq!(unzigzag(0, 1), None);
    }
}
