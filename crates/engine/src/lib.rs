//! Makes files from inputs, and only those whose inputs changed.
//!
//! A [`plan::Plan`] says for every path of the published folder what its bytes are made of. [`make`] makes the outputs
//! whose digest or file differs from the last time, in a folder beside the published one; [`write`] then moves them into
//! place, so that a publish that fails or is stopped leaves a whole folder. What was made of what is remembered in a
//! [`cache::Cache`]. Nothing here knows what a blog is.

pub mod cache;
pub mod compress;
pub mod digest;
pub mod disk;
pub mod file_hash;
mod file_list;
pub mod file_stamp;
pub mod inputs;
mod make;
pub mod plan;
pub mod progress;
pub mod published_folder;
pub mod published_path;
pub mod write;
