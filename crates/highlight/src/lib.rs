//! Colors code: which of its bytes are a keyword, a string, a comment.
//!
//! Knows nothing of HTML, Markdown or a blog. The grammars are those of Sublime Text and of the program `bat`.

mod kinds;
mod languages;
mod runs;
#[cfg(test)]
mod tests;

pub use self::kinds::Kind;
pub use self::languages::Language;
pub use self::runs::{MAX_CODE, Run, runs};

/// Returns the licenses of the grammars, in Markdown. They ask to be passed on with every copy.
pub fn licenses() -> String {
    two_face::acknowledgement::listing().to_md()
}
