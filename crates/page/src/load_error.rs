//! Why a page could not be loaded.

/// Why a file could not be fetched, in terms that a visitor can understand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The host has no such file.
    NotFound,
    /// The host could not be reached.
    Unreachable,
    /// The host answered with an HTTP status that is neither success nor "not found".
    Status(u16),
    /// The response could not be parsed.
    Damaged,
    /// The renderer could not be loaded, or failed.
    NotRendered,
}

/// Why a page could not be loaded. A missing file is not an error but leads to the not-found page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// The requested file.
    pub path: String,
    pub error: FetchError,
}
