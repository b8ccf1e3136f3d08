//! Syntaxes beyond `CommonMark` that dialects use. Each module translates one of them into canonical Markdown.

pub mod additions;
pub(crate) mod attributes;
pub(crate) mod blade;
pub(crate) mod blocks;
pub(crate) mod directives;
pub(crate) mod embeds;
pub(crate) mod emoji;
pub(crate) mod excerpt;
pub(crate) mod fences;
pub mod french;
pub(crate) mod html_blocks;
pub(crate) mod html_body;
pub(crate) mod kramdown;
pub(crate) mod line_breaks;
pub(crate) mod liquid;
pub(crate) mod markdown_extra;
pub(crate) mod math;
pub(crate) mod mdx;
pub(crate) mod shortcodes;
