//! How other generators write blogs, and how each becomes what Feuillet reads.
//!
//! The reader knows one canonical dialect: YAML front matter of a few keys, and Markdown. What another generator's
//! authors write is translated when it is published, so that it costs a visitor nothing:
//!
//! 1. [`recognize`] tells from the files of a folder which generator they are for,
//! 2. the dialect's [`dialect::Dialect::site`] reads the generator's own settings,
//! 3. [`dialect::Dialect::place`] tells what each file is: a post, a page, a picture, a draft, machinery,
//! 4. [`translate`] turns each document into a canonical one: its front matter by the union of all keys
//!    ([`front_matter::keys`]) and [`dialect::Dialect::front_matter`], its body by [`dialect::Dialect::body`].
//!
//! A document that is canonical already is published as it is, byte for byte.
//!
//! Imports run one way: [`text`], [`hiding`], [`front_matter`], [`folder`], [`syntax`] (what several generators share), [`dialect`],
//! [`term`] (names of terms), [`document_slug`], [`cover`], [`generators`] (one module each, which imports no other), [`registry`], `publishable` (which files are meant for visitors), [`translate`] and [`recognize`].

mod cover;
pub mod dialect;
pub mod document;
pub mod document_slug;
pub mod folder;
pub mod front_matter;
pub mod generators;
pub mod hiding;
mod publishable;
pub mod recognize;
pub mod registry;
pub mod source;
pub mod syntax;
pub mod term;
pub mod text;
pub mod translate;
