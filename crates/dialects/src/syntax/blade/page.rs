//! The page that a Blade template is rendered for.

use feuillet_content::document::front_matter::Node;

use crate::document::Document;

/// The values behind `$page->…`: the front matter, and the blog's settings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page<'a> {
    pub(crate) values: &'a [(String, Node)],
    pub(crate) document: Document<'a>,
}
