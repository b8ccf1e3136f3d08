//! Reads flags, and the keys that hide a document.

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::front_matter::Node;

use super::find::Found;
use super::{Expected, Read, Reader, table};
use crate::front_matter::keys::find::as_flag;
use crate::front_matter::{Front, dates};
use crate::hiding::Hiding;

const FLAG: Expected = ("true or false", "write `true` or `false` without quotes");

fn flag(found: &Found<'_>, front: &Front<'_>) -> Read<bool> {
    let Node::Scalar(text) = found.node else {
        return Read::Wrong("");
    };
    match as_flag(text) {
        Some(flag) if front.is_quoted(&found.path) || matches!(text.trim(), "0" | "1") => Read::Coerced(flag),
        Some(flag) => Read::Good(flag),
        None => Read::Wrong(""),
    }
}

/// Reads a flag from a key that may also mean something else.
fn lenient_flag(found: &Found<'_>, front: &Front<'_>) -> Read<bool> {
    match flag(found, front) {
        Read::Wrong(_) => Read::Other,
        read => read,
    }
}

impl Reader<'_> {
    /// Returns the reason why the document is hidden, if it is.
    pub(super) fn hidden(&mut self) -> Option<Hiding> {
        let kept_back = self.kept_back().map(Hiding::draft);
        // In Eleventy and others, `permalink: false` means that no page is written.
        let mut unwritten = self.values.all(&["permalink"]).filter(|found| match found.node {
            Node::Scalar(text) => text.trim() == "false" && !self.front.is_quoted(&found.path),
            _ => false,
        });
        let no_page = || {
            unwritten
                .next()
                .map(|found| Hiding::no_page(format!("`{}: false`", found.path)))
        };
        kept_back.or_else(no_page).or_else(|| {
            let guard = self.values.all(table::GUARDS).find(|found| match found.node {
                Node::Scalar(text) => as_flag(text) != Some(false),
                _ => true,
            });
            guard.map(|found| Hiding::draft(format!("`{}` is set", found.path)))
        })
    }

    /// Returns the rule by which the author keeps the document back.
    fn kept_back(&mut self) -> Option<String> {
        let mut rule = None;
        let says = |found: &Found<'_>| match found.node {
            Node::Scalar(text) => Some(format!("`{}: {}`", found.path, text.trim())),
            _ => None,
        };
        for key in table::HIDES {
            // In some themes, `hide` is a list of parts of the page.
            let read = if *key == "draft" { flag } else { lenient_flag };
            if let Some((true, found)) = self.first(std::slice::from_ref(key), FLAG, read) {
                rule = rule.or_else(|| says(found));
            }
        }
        for key in table::SHOWS {
            // `published` may also be a date.
            let shown = self.first(std::slice::from_ref(key), FLAG, |found, front| match found.node {
                Node::Scalar(text) if dates::parse(text).is_ok() => Read::Other,
                _ => flag(found, front),
            });
            match (shown, &rule) {
                (Some((false, found)), None) => rule = says(found),
                (Some((true, found)), Some(hiding)) => {
                    let message = format!("`{}` conflicts with {hiding}, which hides the document", found.path);
                    let diagnostic = Diagnostic::warning(Rule::Conflict, message, "remove one of the two");
                    self.tell(diagnostic, &found.path);
                }
                _ => {}
            }
        }
        // The word for yes of another language, or a mistake: what may be meant to be hidden is not published.
        let unclear = |found: &&Found<'_>, shows: bool| match found.node {
            Node::Scalar(text) => {
                let text = text.trim();
                let may_be_date = shows && text.contains(|character: char| character.is_ascii_digit());
                !text.is_empty() && as_flag(text).is_none() && !may_be_date
            }
            _ => false,
        };
        let drafts = self.values.all(&["draft"]).find(|found| unclear(found, false));
        let kept_back = || self.values.all(table::SHOWS).find(|found| unclear(found, true));
        rule = rule.or_else(|| drafts.or_else(kept_back).and_then(says));
        let mut others = self.values.all(table::STATUS).filter(|found| match found.node {
            Node::Scalar(text) => {
                let word = text.trim().to_ascii_lowercase();
                table::HIDING_WORDS.contains(&word.as_str())
            }
            _ => false,
        });
        rule.or_else(|| others.next().and_then(says))
    }

    pub(super) fn featured(&mut self) -> bool {
        let own = self.first(table::FEATURED, FLAG, flag).is_some_and(|(flag, _)| flag);
        let how_far_up = |found: &Found<'_>, front: &Front<'_>| match found.node {
            // A number is a rank, and 0 means no.
            Node::Scalar(text) if !front.is_quoted(&found.path) && text.trim().parse::<u32>().is_ok() => {
                Read::Good(text.trim() != "0")
            }
            _ => lenient_flag(found, front),
        };
        own || self
            .first(table::FEATURED_ELSE, FLAG, how_far_up)
            .is_some_and(|(flag, _)| flag)
    }

    pub(super) fn noindex(&mut self) -> bool {
        let own = self.first(table::NOINDEX, FLAG, flag).is_some_and(|(flag, _)| flag);
        own || self.values.all(table::ROBOTS).any(|found| forbids(found.node))
    }

    /// Whether to show a table of contents, if the author decided that.
    pub(super) fn contents(&mut self) -> Option<bool> {
        let read = |found: &Found<'_>, _: &Front<'_>| switch(found.node, &PLACES);
        let shown = self.first(table::CONTENTS, FLAG, read).map(|(flag, _)| flag);
        shown.or_else(|| {
            let hidden = self.first(table::CONTENTS_HIDDEN, FLAG, read)?;
            Some(!hidden.0)
        })
    }

    pub(super) fn math(&mut self) -> bool {
        let read = |found: &Found<'_>, _: &Front<'_>| switch(found.node, &RENDERERS);
        self.first(table::MATH, FLAG, read).is_some_and(|(flag, _)| flag)
    }
}

/// Places of a table of contents, which themes name instead of `true`.
const PLACES: [&str; 12] = [
    "left", "right", "top", "bottom", "side", "sidebar", "inline", "inpage", "floating", "sticky", "auto", "always",
];

/// Programs that draw formulas, which themes name instead of `true`.
const RENDERERS: [&str; 9] = [
    "katex",
    "mathjax",
    "mathjax2",
    "mathjax3",
    "mathml",
    "latex",
    "tex",
    "temml",
    "asciimath",
];

/// Reads a switch, which some words turn on, too: `math: katex`. `LoveIt`: `math: {enable: true}`. A number is a depth.
fn switch(node: &Node, words: &[&str]) -> Read<bool> {
    match node {
        Node::Scalar(text) => {
            let word = text.trim().to_ascii_lowercase();
            match as_flag(&word) {
                Some(flag) => Read::Good(flag),
                None if words.contains(&word.as_str()) || word.parse::<u8>().is_ok() => Read::Good(true),
                None => Read::Wrong(""),
            }
        }
        Node::Map(entries) => match super::find::entry(entries, &["enable", "enabled"]) {
            Some(flag) => switch(flag, words),
            None => Read::Good(true),
        },
        Node::Null | Node::List(_) => Read::Other,
    }
}

/// Whether `robots` forbids indexing, as `noindex, nofollow`, a list of such words, or a map.
fn forbids(node: &Node) -> bool {
    match node {
        Node::Scalar(text) => {
            let mut words = text.split([',', ' ']);
            words.any(|word| matches!(word.to_ascii_lowercase().as_str(), "noindex" | "none"))
        }
        Node::List(items) => items.iter().any(forbids),
        Node::Map(entries) => {
            let says = |key: &'static str, flag: bool| {
                let entry = super::find::entry(entries, std::slice::from_ref(&key));
                matches!(entry, Some(Node::Scalar(text)) if as_flag(text) == Some(flag))
            };
            says("noindex", true) || says("index", false)
        }
        Node::Null => false,
    }
}
