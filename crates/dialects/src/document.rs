//! The document that is being translated.

use crate::folder::index::References;
use crate::folder::place::DocumentPlace;
use crate::folder::site::Site;

/// The document that is being translated and what it may need to know of others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document<'a> {
    /// Its path in the author's folder.
    pub(crate) file: &'a str,
    pub(crate) place: &'a DocumentPlace,
    pub(crate) site: &'a Site,
    pub(crate) index: &'a References<'a>,
    /// The folder that the content lies in, with a slash at its end, or nothing.
    pub(crate) root: &'a str,
}
