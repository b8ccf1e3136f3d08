//! Hugo: shortcodes, sections and page bundles in `content/`.

use super::place::{DocumentPlace, Place, is_markdown};
use super::{Dialect, Site, Tree};
use crate::content::folder::Folder;

#[derive(Debug)]
pub(super) struct Hugo;

impl Dialect for Hugo {
    fn name(&self) -> &'static str {
        "Hugo"
    }

    fn hides_future(&self) -> bool {
        true
    }

    fn place(&self, file: &str, _: &str, _: &Tree, site: &Site) -> Place {
        if is_markdown(file) {
            Place::Document(DocumentPlace::new(Folder::Posts, file, &site.languages))
        } else {
            Place::Asset(file.to_owned())
        }
    }
}
