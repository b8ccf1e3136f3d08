//! How many tests passed and failed, read from what `cargo test` prints.

use std::fmt::{self, Display, Formatter};
use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Counts {
    /// Reads the line that closes each test program: `test result: ok. 3 passed; 0 failed; …`.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let number = |label: &str| {
            counts
                .split(';')
                .find_map(|count| count.trim().strip_suffix(label)?.trim().parse::<u64>().ok())
        };
        Some(Self {
            passed: number("passed")?,
            failed: number("failed")?,
        })
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Display for Counts {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn only_closing_lines_count() {
        let counts = |passed, failed| Some(Counts { passed, failed });
        for (line, expected) in [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n",
                counts(12, 0),
            ),
            (
                "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n",
                counts(3, 2),
            ),
            ("test tests::passes ... ok\n", None),
            ("  test result: ok. 1 passed; 0 failed\n", None),
            ("test result: of something else\n", None),
            ("", None),
        ] {
            assert_eq!(Counts::of_line(line), expected, "{line:?}");
        }
    }

    #[test]
    fn the_last_line_is_a_count() {
        assert_eq!(Counts { passed: 7, failed: 0 }.to_string(), "7 passed, 0 failed");
    }
}
