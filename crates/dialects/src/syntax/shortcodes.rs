//! Shortcodes of Hugo and Zola: tags in Markdown that stand for something else, with or without content.
//!
//! [`crate::generators::hugo::tags`] and [`crate::generators::zola::tags`] parse each generator's syntax, [`outcome`]
//! tells what a shortcode becomes, and [`weave`] edits the text.

pub(crate) mod embeds;
pub(crate) mod example_end;
pub(crate) mod inline;
pub(crate) mod known;
pub(crate) mod margins;
pub(crate) mod notices;
pub(crate) mod pairs;
pub(crate) mod pictures;
pub(crate) mod raw;
pub(crate) mod tag;
pub(crate) mod weave;

pub(crate) use self::known::outcome;
pub(crate) use self::weave::weave;
