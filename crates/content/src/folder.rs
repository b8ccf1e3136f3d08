//! The two kinds of documents, by the folder of the content that they come from.

use crate::route::Route;

/// Which folder of the content a document comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    Posts,
    Pages,
}

impl Folder {
    /// Its name, in `content/` and below the published `content/`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Posts => "posts",
            Self::Pages => "pages",
        }
    }

    /// The route of a document in it.
    pub fn route(self, name: &str) -> Route {
        let name = name.to_owned();
        match self {
            Self::Posts => Route::Post { name },
            Self::Pages => Route::Page { name },
        }
    }
}
