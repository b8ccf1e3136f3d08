//! Journeys of a visitor: a real browser on a blog that the command has really published, on a real static host.
//!
//! `cargo xtask test journeys` builds the reader, finds the programs and runs them. By hand, with these set:
//! `FEUILLET_READER`, `FEUILLET_CHROMIUM`, `FEUILLET_CHROMEDRIVER`, `FEUILLET_FIREFOX`, `FEUILLET_GECKODRIVER`,
//! `FEUILLET_WEBKITDRIVER`, `FEUILLET_XVFB`, `FEUILLET_AXE`, `FEUILLET_NGINX`, it is `cargo test --test journeys`. No
//! journey may leave an error in Chromium's console unless it says so.
#![cfg(not(target_arch = "wasm32"))]

mod harness;

mod accessibility;
mod addresses;
mod authoring;
mod clicks;
mod deep_links;
mod engines;
mod everything;
mod extras;
mod failures;
mod firefox;
mod fragments;
mod geometry;
mod hand_dropped;
mod head;
mod hostile_documents;
mod hydration;
mod in_content_links;
mod inline_styles;
mod installing;
mod keyboard;
mod lists;
mod look;
mod narrow_windows;
#[path = "../common/noise.rs"]
mod noise;
mod not_found;
mod object_stores;
mod offline;
mod offline_ends;
mod offline_generations;
mod offline_neighbors;
mod offline_repairs;
mod offline_uploads;
mod other_generators;
mod own_files;
mod photos;
mod policy;
mod renderer;
mod saving;
mod scrolling;
mod seed_post;
mod shifts;
mod stress;
mod without_javascript;
mod xss;
