//! Common parts of all journeys: content, a published blog, a host that serves it, and a browser.

mod author;
mod browser;
mod content;
mod devtools;
mod display;
mod driver;
mod environment;
mod generation;
mod host;
mod journey;
#[path = "../common/object_store.rs"]
mod object_store;
mod site;
mod visitor;

pub(crate) use self::author::Author;
pub(crate) use self::browser::Browser;
pub(crate) use self::content::Content;
pub(crate) use self::environment::shared;
pub(crate) use self::generation::{Generation, another_reader};
pub(crate) use self::host::Logged;
pub(crate) use self::journey::Journey;
pub(crate) use self::site::Site;
pub(crate) use self::visitor::{IS_TAKEN_OVER, PAPER, Visitor};
pub(crate) use fantoccini::key::Key;

/// Base paths of the blogs: the root of the host, and a folder.
pub(crate) const BASES: [&str; 2] = ["/", "/sub/"];
