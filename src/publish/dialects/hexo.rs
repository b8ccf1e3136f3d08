//! Hexo: tags in `source/_posts/`.

use super::place::{DocumentPlace, Place, is_markdown};
use super::{Dialect, Site, Tree};
use crate::content::folder::Folder;

#[derive(Debug)]
pub(super) struct Hexo;

impl Dialect for Hexo {
    fn name(&self) -> &'static str {
        "Hexo"
    }

    fn place(&self, file: &str, _: &str, _: &Tree, site: &Site) -> Place {
        if is_markdown(file) {
            Place::Document(DocumentPlace::new(Folder::Posts, file, &site.languages))
        } else {
            Place::Asset(file.to_owned())
        }
    }
}
