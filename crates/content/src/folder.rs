//! The two kinds of documents, by their folder in the content.

use crate::route::Route;
use crate::slug::Slug;

/// The content folder of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    Posts,
    Pages,
}

impl Folder {
    /// Returns the folder and the slug of the document that a route shows; `None` for lists.
    pub fn of_document(route: &Route) -> Option<(Self, &Slug)> {
        match route {
            Route::Post { name } => Some((Self::Posts, name)),
            Route::Page { name } => Some((Self::Pages, name)),
            _ => None,
        }
    }

    /// Folder name, in `content/` and in the published `content/`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Posts => "posts",
            Self::Pages => "pages",
        }
    }

    /// Returns the route of a document in this folder.
    pub fn route(self, name: &Slug) -> Route {
        let name = name.clone();
        match self {
            Self::Posts => Route::Post { name },
            Self::Pages => Route::Page { name },
        }
    }
}
