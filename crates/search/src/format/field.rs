//! Fields of a document in which a word can be.

/// A field of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Title = 1,
    Heading = 2,
    /// Text, alternative texts of pictures included.
    Text = 4,
    Code = 8,
    /// Names of terms and authors, the date.
    Facts = 16,
}

/// A set of fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields(u8);

impl Fields {
    /// Bits that a set takes.
    pub const BITS: u32 = 5;

    pub fn of(field: Field) -> Self {
        Self(field as u8)
    }

    /// Takes the lowest bits.
    pub fn from_bits(bits: u8) -> Self {
        Self(bits & ((1 << Self::BITS) - 1))
    }

    pub fn bits(self) -> u8 {
        self.0
    }

    pub fn has(self, field: Field) -> bool {
        self.0 & field as u8 != 0
    }

    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A kind of terms that a query can ask for, such as `tag:paper`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    Tag,
    Category,
    Author,
}

impl TermKind {
    /// Returns the key in the dictionary of a folded form in the name of a term. Keys begin with a control character,
    /// so that no word begins like one.
    pub fn key(self, folded: &str) -> String {
        let mark = match self {
            Self::Tag => '\u{1}',
            Self::Category => '\u{2}',
            Self::Author => '\u{3}',
        };
        format!("{mark}{folded}")
    }
}

/// Whether a key of the dictionary is a term's.
pub fn is_term(key: &str) -> bool {
    key.starts_with(['\u{1}', '\u{2}', '\u{3}'])
}
