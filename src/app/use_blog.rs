//! What is around every component: the blog, and where this browser keeps it.

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

/// The blog around the component that asks.
#[hook]
pub fn use_blog() -> Arc<Blog> {
    use_surroundings().blog
}

/// Where this browser keeps the blog, if it does.
#[hook]
pub fn use_shelf() -> SharedShelf {
    use_surroundings().shelf
}

#[hook]
fn use_surroundings() -> Surroundings {
    use_context::<Surroundings>().expect("App provides the blog")
}
