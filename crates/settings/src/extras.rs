//! Optional features of the reader: `extras` in `site.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The names of all extras.
pub const NAMES: [&str; 8] = [
    "appearance",
    "back_to_top",
    "contents",
    "copy",
    "enlarge",
    "prefetch",
    "previews",
    "progress",
];

/// The extras that are on; all by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "BTreeMap<String, bool>")]
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

impl TryFrom<BTreeMap<String, bool>> for Extras {
    type Error = String;

    fn try_from(wanted: BTreeMap<String, bool>) -> Result<Self, Self::Error> {
        if let Some(unknown) = wanted.keys().find(|name| !NAMES.contains(&name.as_str())) {
            return Err(format!(
                "unknown extra `{unknown}`; expected one of {}",
                NAMES.join(", ")
            ));
        }
        let off = wanted.into_iter().filter(|(_, wanted)| !wanted);
        Ok(Self {
            off: off.map(|(name, _)| name).collect(),
        })
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

    #[test]
    fn what_is_no_extra_is_told_with_those_that_are() {
        let error = serde_yaml::from_str::<Extras>("{zoom: true}").unwrap_err().to_string();
        assert!(
            error.contains("unknown extra `zoom`") && error.contains("enlarge"),
            "{error}"
        );
    }
}
