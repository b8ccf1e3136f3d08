//! `offline` in `site.yaml`: whether visitors may save the blog, and how much is saved without asking.

use serde::Deserialize;
use serde_yaml::Value;

/// Name of the setting that limits what is saved without asking.
pub(crate) const BUDGET: &str = "budget";

/// The setting for offline reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Value")]
pub struct OfflineSetting {
    pub is_on: bool,
    /// Bytes that a browser stores without asking, besides the reader and the first page.
    pub budget: u64,
}

impl Default for OfflineSetting {
    fn default() -> Self {
        Self {
            is_on: true,
            budget: 5_000_000,
        }
    }
}

impl TryFrom<Value> for OfflineSetting {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        const EXPECTED: &str = "offline: expected `true`, `false` or a `budget` such as `5 MB`";
        match value {
            Value::Bool(is_on) => Ok(Self {
                is_on,
                ..Self::default()
            }),
            Value::Mapping(entries) => {
                let mut setting = Self::default();
                for (key, value) in entries {
                    // Other names are told where all of them are.
                    if key.as_str() != Some(BUDGET) {
                        continue;
                    }
                    let text = match value {
                        Value::String(text) => text,
                        Value::Number(number) => number.to_string(),
                        _ => return Err(EXPECTED.to_owned()),
                    };
                    setting.budget = bytes(&text)
                        .ok_or_else(|| format!("offline: invalid budget `{text}`; write it like `5 MB` or `800 kB`"))?;
                }
                Ok(setting)
            }
            _ => Err(EXPECTED.to_owned()),
        }
    }
}

/// Parses a size in bytes, kB or MB, decimal (SI): `5 MB` -> 5,000,000.
fn bytes(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "mb" => 1_000_000,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> Result<OfflineSetting, String> {
        serde_yaml::from_str(yaml).map_err(|error| error.to_string())
    }

    #[test]
    fn it_is_on_or_off_or_has_a_budget() {
        for (yaml, is_on, budget) in [
            ("true", true, 5_000_000),
            ("false", false, 5_000_000),
            ("budget: 800 kB", true, 800_000),
            ("budget: 12MB", true, 12_000_000),
            ("budget: 0", true, 0),
        ] {
            assert_eq!(read(yaml), Ok(OfflineSetting { is_on, budget }), "{yaml}");
        }
    }

    #[test]
    fn anything_else_is_told() {
        for yaml in ["maybe", "3", "[true]", "budget: lots", "budget: 1.5 MB", "budget: [1]"] {
            assert!(read(yaml).unwrap_err().contains("offline: "), "{yaml}");
        }
    }
}
