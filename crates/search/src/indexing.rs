//! From documents to index files.
//!
//! Each document is analyzed by itself ([`analysis::Analysis`], which callers keep for the next time), then documents of
//! similar age ([`ages::segments`]) make a segment ([`segment::Builder`]). Only postings and the dictionary of one
//! segment are in memory, never texts.

pub mod ages;
pub mod analysis;
mod cuts;
mod inflections;
mod postings;
mod relatives;
pub mod segment;
