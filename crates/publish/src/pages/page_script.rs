//! The page script: the visitor's place on a page and optional features in plain JavaScript, which work before the reader
//! starts and without it; and a small inline script that runs before the first paint and fetches the other scripts after
//! it.
//!
//! There is no build step. Each feature that an author can turn off (`extras` in `site.yaml`) is one part, and visitors
//! only download the parts that are on.

use feuillet_content::words::{Word, Words};
use feuillet_engine::digest::Digest;
use feuillet_engine::published_path::PublishedPath;
use feuillet_settings::extras::Extras;

use crate::scripts::without_comments;

/// Part of every blog's script.
const PLACE: &str = include_str!("page_script/place.js");

/// Part of every blog's script.
const LATER: &str = include_str!("page_script/later.js");

/// Functions that the optional parts share.
const SHOWN: &str = include_str!("page_script/shown.js");

/// Parts by the names of their settings.
const PARTS: [(&str, &str); 7] = [
    ("appearance", include_str!("page_script/appearance.js")),
    ("back_to_top", include_str!("page_script/back-to-top.js")),
    ("contents", include_str!("page_script/contents.js")),
    ("copy", include_str!("page_script/code.js")),
    ("enlarge", include_str!("page_script/pictures.js")),
    ("prefetch", include_str!("page_script/intent.js")),
    ("previews", include_str!("page_script/notes.js")),
];

const APPEARANCE_BEFORE_PAINT: &str = include_str!("page_script/before-paint.js");
const AFTER_PAINT: &str = include_str!("page_script/after-paint.js");

/// The script of a blog's pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageScript {
    /// Its file, with a hash in the name.
    pub(crate) name: PublishedPath,
    pub(crate) text: String,
}

impl PageScript {
    /// Joins the parts that are on.
    pub(crate) fn new(extras: &Extras, words: &Words) -> Self {
        let mut wanted = vec![PLACE, LATER];
        let optional = PARTS.iter().filter(|(name, _)| extras.has(name));
        wanted.extend(optional.map(|(_, text)| *text));
        if wanted.len() > 2 {
            wanted.insert(0, SHOWN);
        }
        let said = serde_json::json!({
            "copy": words[Word::Copy],
            "copied": words[Word::Copied],
            "enlarge": words[Word::Enlarge],
            "close": words[Word::Close],
        });
        let parts = wanted.into_iter().map(without_comments);
        let text = format!("const words = {said};\n{}", parts.collect::<String>());
        Self {
            name: PublishedPath::new(Digest::of(text.as_bytes()).file_name("page", "js")),
            text,
        }
    }
}

/// The inline script: applies the appearance chosen by the visitor, if that feature is on, and starts all that is to come
/// when the page was painted. Inline, because a file would arrive after the first paint or delay it.
pub(crate) fn inline(extras: &Extras) -> String {
    let mut script = String::new();
    if extras.has("appearance") {
        script.push_str(&without_comments(APPEARANCE_BEFORE_PAINT));
    }
    script + &without_comments(AFTER_PAINT)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use feuillet_settings::extras;

    #[test]
    fn what_an_author_does_without_is_not_sent() {
        let words = Words::default();
        let all = PageScript::new(&Extras::default(), &words);
        for name in [
            "navigator.clipboard",
            "showModal",
            "footnote-ref",
            ".contents",
            ".back-to-top",
            ".appearance-switch",
        ] {
            assert!(all.text.contains(name), "{name}");
        }
        let extras = |off: &[&str]| {
            let off = off.iter().map(|name| ((*name).to_owned(), false));
            Extras::from(off.collect::<BTreeMap<_, _>>())
        };
        let without = |off: &[&str]| PageScript::new(&extras(off), &words);
        let less = without(&["copy", "previews"]);
        assert!(!less.text.contains("navigator.clipboard") && !less.text.contains("footnote-ref"));
        assert!(less.text.contains("showModal"));
        assert_ne!(less.name, all.name);
        let least = without(&extras::NAMES);
        assert!(least.text.contains("feuillet:arrive") && !least.text.contains("showModal"));
        assert!(inline(&Extras::default()).contains("localStorage"));
        assert!(!inline(&extras(&["appearance"])).contains("localStorage"));
    }
}
