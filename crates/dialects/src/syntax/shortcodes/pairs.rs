//! Pairs opening with closing tags, and makes the findings about shortcodes.

use std::collections::HashMap;
use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};

use super::tag::{Kind, Tag};
use crate::text::edited::Text;
use crate::text::fault::{FIX_REFERENCE, Fault, REPLACE};

/// Returns the index of the closing tag for each opening tag. A closing tag closes the last open tag of its name; tags
/// opened after that one stay unclosed and stand alone.
pub(crate) fn partners(tags: &[Tag]) -> Vec<Option<usize>> {
    let mut partners = vec![None; tags.len()];
    let mut open: Vec<usize> = Vec::new();
    // Number of open tags per name: a closing tag without an open one must not empty the stack.
    let mut count: HashMap<&str, usize> = HashMap::new();
    for (position, tag) in tags.iter().enumerate() {
        match tag.kind {
            Kind::Open => {
                open.push(position);
                *count.entry(&tag.name).or_default() += 1;
            }
            Kind::Close if tag.name.is_empty() || count.get(tag.name.as_str()).is_some_and(|count| *count > 0) => {
                while let Some(opened) = open.pop() {
                    if let Some(count) = count.get_mut(tags[opened].name.as_str()) {
                        *count -= 1;
                    }
                    if tag.name.is_empty() || tags[opened].name == tag.name {
                        partners[opened] = Some(position);
                        break;
                    }
                }
            }
            Kind::Close | Kind::Alone | Kind::Shown => {}
        }
    }
    partners
}

/// Normalizes a name for lookup: `Code_Toggle` -> `code-toggle`.
pub(crate) fn plain_name(name: &str) -> String {
    name.to_lowercase().replace('_', "-")
}

/// Returns the finding for a shortcode without translation. `kept` tells whether its content stays.
pub(crate) fn fault(text: &Text, range: &Range<usize>, name: &str, kept: bool) -> Fault {
    let message = if kept {
        format!("unsupported shortcode `{name}`: only its content is kept")
    } else {
        format!("unsupported shortcode `{name}`: removed")
    };
    Fault {
        offset: text.origin(range.start),
        length: first_line_length(&text.as_str()[range.clone()]),
        diagnostic: Diagnostic::warning(Rule::Shortcode, message, REPLACE),
    }
}

/// Returns the finding for a reference to something that does not exist.
pub(crate) fn names_nothing(text: &Text, range: &Range<usize>, message: String) -> Fault {
    Fault {
        offset: text.origin(range.start),
        length: first_line_length(&text.as_str()[range.clone()]),
        diagnostic: Diagnostic::warning(Rule::Reference, message, FIX_REFERENCE),
    }
}

/// Returns the length of the first line, in characters.
pub(crate) fn first_line_length(text: &str) -> usize {
    text.lines().next().map_or(0, |line| line.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::shortcodes::pairs::partners;
    use crate::syntax::shortcodes::tag::Arguments;

    #[test]
    fn closing_tags_close_the_last_of_their_name() {
        let tag = |written: &&str| {
            let (kind, name) = match written.strip_prefix('/') {
                Some(name) => (Kind::Close, name),
                None => (Kind::Open, *written),
            };
            Tag {
                range: 0..0,
                kind,
                name: name.to_owned(),
                arguments: Arguments::default(),
            }
        };
        for (written, expected) in [
            (vec!["a", "/a"], vec![Some(1), None]),
            (vec!["a", "b", "/a"], vec![Some(2), None, None]),
            (vec!["a", "a", "/a", "/a"], vec![Some(3), Some(2), None, None]),
            (vec!["/a", "a", "/b"], vec![None, None, None]),
            (vec!["a", "b", "/", "/"], vec![Some(3), Some(2), None, None]),
            (vec!["a", "b", "/a", "/b"], vec![Some(2), None, None, None]),
        ] {
            let tags: Vec<Tag> = written.iter().map(tag).collect();
            assert_eq!(partners(&tags), expected, "{written:?}");
        }
    }
}
