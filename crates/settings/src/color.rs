//! Colors in `site.yaml`.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

/// Red, green and blue, 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Color(pub [u8; 3]);

impl TryFrom<String> for Color {
    type Error = String;

    /// Accepts `#rrggbb` only (CSS Color Module Level 4, section 5.2): every program that reads a web app manifest
    /// knows it.
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let Some(number) = number else {
            return Err(format!("invalid color `{text}`; write it like `\"#8f3b1b\"`"));
        };
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

/// Formats as in CSS: `#8f3b1b`.
impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Deserializes a color whose key is present. Without quotes, YAML takes the color for a comment and the value is
/// missing.
pub fn written_color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Color>, D::Error> {
    let color = Option::<Color>::deserialize(deserializer)?;
    color.map(Some).ok_or_else(|| D::Error::custom(UNQUOTED_COLOR))
}

/// Message for a missing color value.
pub const UNQUOTED_COLOR: &str =
    "missing color: `#` starts a comment, so write the color in quotes, like `\"#8f3b1b\"`";
