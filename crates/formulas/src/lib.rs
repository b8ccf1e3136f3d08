//! TeX formulas as MathML Core, made when a blog is published: browsers draw it without a script and without a font of
//! ours.
//!
//! The converter is `math-core`; around it stand
//! - [`expand`]: macros that a formula defines, and commands of others that the converter knows by another name;
//! - [`markup`]: its output without inline styles, which the policy of published pages forbids, as elements, attributes
//!   and classes of a list.

mod expand;
mod limits;
mod markup;

use math_core::{LatexError, LatexToMathML, MathCoreConfig, MathDisplay};

use self::expand::Expanded;

/// An error in a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TexError {
    /// Byte in the TeX at which it was found.
    pub at: usize,
    /// Number of bytes that it is about; 0 if unknown.
    pub length: usize,
    /// The problem: lower case, no full stop.
    pub message: String,
}

impl TexError {
    fn new(at: usize, message: impl Into<String>) -> Self {
        Self {
            at,
            length: 0,
            message: message.into(),
        }
    }
}

/// Returns a formula as a `math` element.
///
/// `x^2` -> `<math><msup><mi>x</mi><mn>2</mn></msup></math>`
///
/// # Errors
///
/// If the TeX cannot be read, or if it is too long or too deep.
pub fn mathml(tex: &str, display: bool) -> Result<String, TexError> {
    limits::check_length(tex)?;
    let expanded = expand::expand(tex, display)?;
    let config = MathCoreConfig {
        // A wide tilde looks alright where there is a font for formulas, and is a tilde elsewhere.
        allow_unreliable_rendering: true,
        ..MathCoreConfig::default()
    };
    let converter = LatexToMathML::new(config).unwrap_or_default();
    let mode = if display {
        MathDisplay::Block
    } else {
        MathDisplay::Inline
    };
    let made = limits::with_room(&expanded.text, || {
        let converted = converter
            .convert_with_local_state(&expanded.text, mode)
            .map_err(|error| *error)?;
        Ok::<_, LatexError>(markup::plain(&converted.mathml))
    });
    match made {
        Some(Ok(Some(formula))) => Ok(formula),
        Some(Ok(None)) => Err(TexError::new(0, "the formula is nested too deeply")),
        None => Err(TexError::new(0, "the formula cannot be read")),
        Some(Err(error)) => Err(located(tex, &expanded, &error)),
    }
}

/// An error in the expanded text, told where the author wrote it.
fn located(tex: &str, expanded: &Expanded, error: &LatexError) -> TexError {
    let range = &error.0;
    let at = tex.floor_char_boundary(expanded.origin(range.start));
    let end = tex.ceil_char_boundary(expanded.origin(range.end.saturating_sub(1)) + 1);
    TexError {
        at,
        length: if range.is_empty() { 0 } else { end.saturating_sub(at) },
        message: message(&error.error_message()),
    }
}

/// Words an error of the converter's: `Unknown command "\foo".` -> ``unknown command `\foo` ``
fn message(theirs: &str) -> String {
    let theirs = theirs.trim_end_matches('.').replace('"', "`");
    let mut characters = theirs.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}

#[cfg(test)]
mod tests;
