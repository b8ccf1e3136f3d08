//! The page that a Blade template is rendered for.

use feuillet_content::document::front_matter::Node;

use crate::document::Document;

/// What a front matter and the settings say, for `$page->…`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page<'a> {
    pub(crate) values: &'a [(String, Node)],
    pub(crate) document: Document<'a>,
}
