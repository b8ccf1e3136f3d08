//! Sorted lists of names, in which those with the same first letter are found at once.

/// Number of letters that names begin with.
const LETTERS: usize = 26;

/// A sorted list of names in lower case.
pub(super) struct Names {
    list: &'static str,
    /// Starts of the names with each letter; then the list's length.
    starts: [u16; LETTERS + 1],
}

impl Names {
    /// Makes a list of names with single blanks between them. A list that is not sorted by first letters does not
    /// compile, if it is a constant.
    pub(super) const fn of(list: &'static str) -> Self {
        let bytes = list.as_bytes();
        assert!(bytes.len() <= u16::MAX as usize, "the list is too long");
        let mut starts = [0; LETTERS + 1];
        // A position in the list, as it is kept.
        let mut at: u16 = 0;
        let mut letter = 0;
        while (at as usize) < bytes.len() {
            let index = at as usize;
            if index == 0 || bytes[index - 1] == b' ' {
                let first = (bytes[index] - b'a') as usize;
                assert!(first + 1 >= letter, "the list is not sorted");
                while letter <= first {
                    starts[letter] = at;
                    letter += 1;
                }
            }
            at += 1;
        }
        while letter <= LETTERS {
            starts[letter] = at;
            letter += 1;
        }
        Self { list, starts }
    }

    /// Returns the list's own copy of a name.
    pub(super) fn get(&self, name: &str) -> Option<&'static str> {
        let letter = usize::from(name.bytes().next()?.checked_sub(b'a')?);
        let (start, end) = (*self.starts.get(letter)?, *self.starts.get(letter + 1)?);
        let names = self.list.get(usize::from(start)..usize::from(end))?;
        names.split_ascii_whitespace().find(|listed| *listed == name)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        const NAMES: Names = Names::of("a abbr code col z");
        for name in ["a", "abbr", "code", "col", "z"] {
            assert_eq!(NAMES.get(name), Some(name));
        }
        for name in ["", "ab", "b", "co", "code col", "y", "{", "A", "é"] {
            assert_eq!(NAMES.get(name), None, "{name}");
        }
    }
}
