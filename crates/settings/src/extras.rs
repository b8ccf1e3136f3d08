//! Optional features of the reader: `extras` in `site.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The names of all extras.
pub const NAMES: [&str; 9] = [
    "appearance",
    "back_to_top",
    "cjk_emphasis",
    "contents",
    "copy",
    "enlarge",
    "prefetch",
    "previews",
    "progress",
];

/// The extras that are on; all by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "BTreeMap<String, bool>")]
pub struct Extras {
    off: Vec<String>,
}

impl Extras {
    pub fn has(&self, name: &str) -> bool {
        !self.off.iter().any(|off| off == name)
    }

    /// Returns the extras that are off, in alphabetical order.
    pub fn off(&self) -> &[String] {
        &self.off
    }
}

/// Other names are told where all unknown settings are.
impl From<BTreeMap<String, bool>> for Extras {
    fn from(wanted: BTreeMap<String, bool>) -> Self {
        let off = wanted.into_iter().filter(|(_, wanted)| !wanted);
        Self {
            off: off.map(|(name, _)| name).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extras_are_there_until_they_are_turned_off() {
        let extras: Extras = serde_yaml::from_str("{copy: false, progress: true}").unwrap();
        assert!(!extras.has("copy"));
        assert!(extras.has("progress") && extras.has("contents"));
        assert_eq!(extras.off(), ["copy"]);
    }
}
