//! The author's folder: which files there are, what each of them is, and what the generator's settings say.

pub mod index;
mod linked_folders;
pub(crate) mod machinery;
pub(crate) mod marks;
pub mod names;
pub mod place;
pub mod project;
pub(crate) mod sections;
pub mod site;
pub mod tree;
pub mod walk;
