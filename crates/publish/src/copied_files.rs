//! Numbers and sizes of the author's files that are published as they are, and the line that tells them.

use feuillet_report::tally::count;

/// Files of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedFiles {
    /// The kind, in the singular: `picture`, `PDF file`.
    pub kind: &'static str,
    pub files: usize,
    /// Their size, as the author has them.
    pub bytes: u64,
}

/// A line for the author: `Copied 12 pictures (3.1 MB), 2 PDF files (0.4 MB)`. None where nothing is copied.
pub(crate) fn line(copied: &[CopiedFiles]) -> Option<String> {
    let kinds: Vec<String> = copied
        .iter()
        .map(|kind| format!("{} ({})", count(kind.files, kind.kind), size(kind.bytes)))
        .collect();
    (!kinds.is_empty()).then(|| format!("Copied {}", kinds.join(", ")))
}

/// A size in decimal units (IEC 80000-13): `312 kB`, `3.1 MB`.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| (bytes + unit / 20) / (unit / 10);
    match bytes {
        0..=999 => format!("{bytes} bytes"),
        1_000..=99_999 => format!("{}.{} kB", tenths(1_000) / 10, tenths(1_000) % 10),
        100_000..=999_499 => format!("{} kB", (bytes + 500) / 1_000),
        999_500..=999_949_999 => format!("{}.{} MB", tenths(1_000_000) / 10, tenths(1_000_000) % 10),
        _ => format!("{}.{} GB", tenths(1_000_000_000) / 10, tenths(1_000_000_000) % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_with_their_sizes() {
        for (bytes, written) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1_000, "1.0 kB"),
            (99_950, "100.0 kB"),
            (312_400, "312 kB"),
            (999_500, "1.0 MB"),
            (3_149_999, "3.1 MB"),
            (3_150_000, "3.2 MB"),
            (12_345_678_901, "12.3 GB"),
        ] {
            assert_eq!(size(bytes), written);
        }
        let copied = [
            CopiedFiles {
                kind: "picture",
                files: 12,
                bytes: 3_100_000,
            },
            CopiedFiles {
                kind: "PDF file",
                files: 1,
                bytes: 400_000,
            },
        ];
        assert_eq!(
            line(&copied).as_deref(),
            Some("Copied 12 pictures (3.1 MB), 1 PDF file (400 kB)")
        );
        assert_eq!(line(&[]), None);
    }
}
