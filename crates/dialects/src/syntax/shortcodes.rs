//! Shortcodes of Hugo and Zola: tags in a Markdown text that stand for something, with or without a text of their own.
//!
//! How each generator writes them is told by [`crate::generators::hugo::tags`] and [`crate::generators::zola::tags`]; what they mean, by
//! [`known`]; how the text changes, by [`weave`].

pub(crate) mod embeds;
pub(crate) mod inline;
pub(crate) mod known;
pub(crate) mod margins;
pub(crate) mod notices;
pub(crate) mod pairs;
pub(crate) mod pictures;
pub(crate) mod raw;
pub(crate) mod tag;
pub(crate) mod weave;

pub(crate) use self::known::known;
pub(crate) use self::weave::weave;
