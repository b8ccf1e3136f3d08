//! Context of every component: the blog, and the offline storage of this browser.

use std::sync::Arc;

use feuillet_page::blog::Blog;
use yew::prelude::*;

use super::shelf::SharedShelf;

/// The context that `App` provides.
#[derive(Clone, PartialEq)]
pub struct Surroundings {
    pub blog: Arc<Blog>,
    pub shelf: SharedShelf,
}

/// Returns the blog from the context.
#[hook]
pub fn use_blog() -> Arc<Blog> {
    use_surroundings().blog
}

/// Returns the offline storage from the context.
#[hook]
pub fn use_shelf() -> SharedShelf {
    use_surroundings().shelf
}

#[hook]
fn use_surroundings() -> Surroundings {
    use_context::<Surroundings>().expect("App provides the blog")
}
