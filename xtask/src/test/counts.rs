//! Numbers of passed and failed tests, parsed from the output of `cargo test` and `node --test`.

use std::fmt::{self, Display, Formatter};
use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Counts {
    /// Parses the last line of each test program: `test result: ok. 3 passed; 0 failed; …`.
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

    /// Parses a summary line of Node.js, which prints one per count: `ℹ pass 3`, `ℹ fail 0`, `ℹ cancelled 0`, …
    pub(super) fn of_node_line(line: &str) -> Option<Self> {
        let (label, number) = line.strip_prefix("ℹ ")?.trim_end().split_once(' ')?;
        let number = number.parse().ok()?;
        match label {
            "pass" => Some(Self {
                passed: number,
                failed: 0,
            }),
            // A cancelled test did not finish, so it counts as failed.
            "fail" | "cancelled" => Some(Self {
                passed: 0,
                failed: number,
            }),
            _ => None,
        }
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
    fn node_counts_on_lines_of_their_own() {
        let mut counts = Counts::default();
        for line in [
            "✔ a page is there without a network (3.1ms)\n",
            "ℹ tests 9\n",
            "ℹ suites 0\n",
            "ℹ pass 5\n",
            "ℹ fail 2\n",
            "ℹ cancelled 1\n",
            "ℹ skipped 1\n",
            "ℹ duration_ms 412.9\n",
            "  ℹ pass 7\n",
            "ℹ pass all\n",
            "",
        ] {
            if let Some(of_line) = Counts::of_node_line(line) {
                counts += of_line;
            }
        }
        assert_eq!(counts, Counts { passed: 5, failed: 3 });
    }

    #[test]
    fn the_last_line_is_a_count() {
        assert_eq!(Counts { passed: 7, failed: 0 }.to_string(), "7 passed, 0 failed");
    }
}
