//! The base path: the folder of the host that a blog is published under.

use std::fmt;

use crate::percent;

/// A base path: `/`, `/blog/`, `/a/b/`. Always begins and ends with a slash.
///
/// It is set at publish time, not at compile time, so that one compiled reader serves every blog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasePath(String);

impl BasePath {
    /// Parses a base path as typed: `blog`, `/blog` and `/blog/` mean the same.
    ///
    /// # Errors
    ///
    /// Returns a message for a value that cannot be a folder of a host, such as `https://example.org/blog`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let inner = text.trim().trim_matches('/');
        if inner.is_empty() {
            return Ok(Self::root());
        }
        let bad = |character: char| {
            character.is_whitespace()
                || character.is_control()
                || matches!(character, '?' | '#' | '\\' | ':' | '"' | '\'' | '<' | '>' | '&')
        };
        if inner.contains(bad) || inner.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(format!("invalid base path `{text}`; write it like `/` or `/blog/`"));
        }
        // Browsers report addresses percent-encoded, so paths are compared in that form.
        let inner = percent::decode(inner).map_or_else(|| inner.to_owned(), |plain| percent::encode_path(&plain));
        Ok(Self(format!("/{inner}/")))
    }

    /// The root of the host, `/`.
    pub fn root() -> Self {
        Self("/".to_owned())
    }

    /// Adds the base path to a path from the blog's root, with or without a leading slash: `posts/x/` ->
    /// `/blog/posts/x/`.
    pub fn join(&self, path: &str) -> String {
        [&*self.0, path.trim_start_matches('/')].concat()
    }

    /// Removes the base path and keeps the leading slash: `/blog/posts/x/` -> `/posts/x/`; `None` for a path outside
    /// the blog.
    ///
    /// `/blog` without its trailing slash is the blog's root too: hosts redirect it there.
    pub fn strip<'path>(&self, path: &'path str) -> Option<&'path str> {
        let folder = &self.0[..self.0.len() - 1];
        let rest = path.strip_prefix(folder)?;
        match rest {
            "" => Some("/"),
            _ if rest.starts_with('/') => Some(rest),
            _ => None,
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BasePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_base_path() {
        for (typed, expected) in [
            ("/", "/"),
            ("", "/"),
            ("blog", "/blog/"),
            ("/blog", "/blog/"),
            ("a/b/", "/a/b/"),
            ("/café/", "/caf%C3%A9/"),
            ("/caf%C3%A9/", "/caf%C3%A9/"),
        ] {
            assert_eq!(BasePath::parse(typed).unwrap().as_str(), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_no_folder_is_refused() {
        for typed in ["https://example.org/blog", "/a//b", "/../x", "a b", "x?y"] {
            assert!(BasePath::parse(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn paths_are_joined_and_stripped() {
        let base = BasePath::parse("/blog/").unwrap();
        assert_eq!(base.join("/posts/x/"), "/blog/posts/x/");
        assert_eq!(base.join("posts/x/"), "/blog/posts/x/");
        for (path, expected) in [
            ("/blog/posts/x/", Some("/posts/x/")),
            ("/blog/", Some("/")),
            ("/blog", Some("/")),
            ("/blogs/", None),
            ("/", None),
        ] {
            assert_eq!(base.strip(path), expected, "{path}");
        }
        assert_eq!(BasePath::root().strip("/posts/x/"), Some("/posts/x/"));
    }
}
