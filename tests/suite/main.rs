//! Tests that need the whole library, without a browser.
#![cfg(not(target_arch = "wasm32"))]

mod additions;
mod awkward_folders;
mod blog;
mod check;
mod churn;
mod coming;
mod conformance;
mod copies;
mod corpora;
mod covers;
mod dialects;
mod dom;
mod faults;
mod feeds;
mod front_matter;
mod gone_files;
mod guide;
#[path = "../common/hard_texts.rs"]
mod hard_texts;
mod heads;
mod hidden;
mod hostile;
mod hugo;
mod incremental;
mod languages;
mod list_pages;
mod lists;
mod llms;
mod look;
mod losses;
mod markdown;
mod meant_links;
mod names;
#[path = "../common/noise.rs"]
mod noise;
mod odd_files;
mod offline;
mod order;
mod output_folders;
mod own_files;
mod photos;
mod pictures;
mod publishing;
mod random_edits;
#[cfg(target_os = "linux")]
mod reads;
mod recognition;
mod redirects;
mod rendering;
mod robustness;
mod sample;
mod sanitizer;
mod search;
mod start;
mod tex;
mod tidy;
mod unmeant;
mod vectors;
mod web_app;
mod zola;
