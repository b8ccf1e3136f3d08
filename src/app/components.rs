//! Components shared by the pages.

pub mod byline;
pub mod contents;
pub mod date;
pub mod keeping;
pub mod links;
pub mod page_title;
pub mod pagination;
pub mod picture;
pub mod post_card;
pub mod post_line;
pub mod prose;
pub mod shell;
pub mod terms;
pub mod translations;
