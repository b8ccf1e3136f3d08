//! Spellings that plain Markdown lacks: `markdown` in `site.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The names of all spellings, and whether they are read by default. One that could change what an author means is not.
const DEFAULTS: [(&str, bool); 9] = [
    ("attributes", true),
    ("callouts", true),
    ("comments", true),
    ("containers", true),
    ("emoji", true),
    ("mark", true),
    ("subscript", false),
    ("superscript", true),
    ("wiki_links", true),
];

/// The names of all spellings.
pub const NAMES: [&str; DEFAULTS.len()] = {
    let mut names = [""; DEFAULTS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = DEFAULTS[at].0;
        at += 1;
    }
    names
};

/// The spellings that are read besides plain Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct MarkdownSetting(BTreeMap<String, bool>);

impl MarkdownSetting {
    /// Whether a spelling is read.
    pub fn has(&self, name: &str) -> bool {
        let default = || DEFAULTS.iter().any(|(known, default)| *known == name && *default);
        self.0.get(name).copied().unwrap_or_else(default)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_read_as_the_author_says_or_by_default() {
        let setting: MarkdownSetting = serde_yaml::from_str("{emoji: false, subscript: true}").unwrap();
        assert!(!setting.has("emoji") && setting.has("subscript"));
        assert!(setting.has("mark") && !MarkdownSetting::default().has("subscript"));
        assert!(!setting.has("other"));
    }
}
