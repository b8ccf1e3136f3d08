//! Search for bytes, eight at once: nearly all bytes of a text are none that anybody looks for.

/// One in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each byte.
const HIGHS: u64 = ONES << 7;

/// Returns the position of the first of the `wanted` bytes, from `from` on.
pub(crate) fn find<const N: usize>(bytes: &[u8], mut from: usize, wanted: [u8; N]) -> Option<usize> {
    while let Some(eight) = bytes.get(from..).and_then(<[u8]>::first_chunk) {
        let eight = u64::from_le_bytes(*eight);
        let found = wanted
            .iter()
            .fold(0, |found, byte| found | first_zero(eight ^ (u64::from(*byte) * ONES)));
        if found != 0 {
            return Some(from + found.trailing_zeros() as usize / 8);
        }
        from += 8;
    }
    let rest = bytes.get(from..)?.iter().position(|byte| wanted.contains(byte))?;
    Some(from + rest)
}

/// Marks zeros in the highest bit of each byte: the first one rightly, others perhaps where there is none.
fn first_zero(eight: u64) -> u64 {
    eight.wrapping_sub(ONES) & !eight & HIGHS
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_first_of_the_bytes_is_found() {
        let texts = [
            "",
            "a",
            "plain text without any",
            "a<b",
            "&",
            "1234567&",
            "12345678<&",
            "é\u{1}&\u{100}%'é<",
            "\u{0}\u{1}'%;=<",
        ];
        for text in texts {
            for from in 0..text.len() + 2 {
                let expected = (from..text.len()).find(|at| b"&<".contains(&text.as_bytes()[*at]));
                assert_eq!(find(text.as_bytes(), from, *b"&<"), expected, "{text:?} from {from}");
            }
        }
    }
}
