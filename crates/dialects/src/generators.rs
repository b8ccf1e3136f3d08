//! One module for each generator. None imports another: what several of them need is in `shared` or in the syntaxes.

pub(crate) mod astro;
pub(crate) mod docusaurus;
pub(crate) mod eleventy;
pub(crate) mod feuillet;
pub(crate) mod hexo;
pub(crate) mod hugo;
pub(crate) mod jekyll;
pub(crate) mod jigsaw;
pub(crate) mod shared;
pub(crate) mod zola;
