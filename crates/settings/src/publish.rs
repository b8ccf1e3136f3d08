//! `publish` in `site.yaml`: patterns of files to publish or to leave out, whatever their names say.

use std::fmt;

use globset::{Glob, GlobBuilder};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

/// The setting for what is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PublishSettings {
    /// Files to publish although their names would keep them back.
    pub include: Patterns,
    /// Files to leave out. They stay out even if `include` names them.
    pub exclude: Patterns,
}

/// Patterns of files: a list, or one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patterns(pub Vec<Pattern>);

/// A pattern of paths from the content folder, such as `*.bak`, `private/` or `files/**/*.zip`. Without a slash, it fits
/// names in every folder. A folder that fits stands for all that is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// # Errors
    ///
    /// When it is no pattern, with the reason.
    fn parse(written: &str) -> Result<Self, String> {
        let told = |reason: &str| format!("publish: invalid pattern `{written}`: {reason}");
        if written.trim().is_empty() {
            return Err(told("it is empty; write one such as `*.bak` or `private/`"));
        }
        if let Some(rest) = written.strip_prefix('!') {
            return Err(told(&format!(
                "patterns have no `!`; write `{rest}` below the other of `include` and `exclude`"
            )));
        }
        if written.contains('\\') {
            return Err(told("write `/` between folders"));
        }
        if written.split('/').any(|part| part == "..") {
            return Err(told("`..` leads out of the content folder"));
        }
        let pattern = Self(written.trim().to_owned());
        match pattern.build() {
            Ok(_) => Ok(pattern),
            Err(error) => Err(told(&error.kind().to_string())),
        }
    }

    /// The matchers of the files that fit, and of all that is below a folder that fits.
    pub fn globs(&self) -> Vec<Glob> {
        // It was built before.
        self.build().unwrap_or_default()
    }

    fn build(&self) -> Result<Vec<Glob>, globset::Error> {
        let plain = self.plain();
        let anchored = if self.0.trim_end_matches('/').contains('/') {
            plain.to_owned()
        } else {
            format!("**/{plain}")
        };
        let is_folder = self.0.ends_with('/');
        let own = (!is_folder).then_some(anchored.clone());
        let globs = own.into_iter().chain([format!("{anchored}/**")]);
        globs
            .map(|glob| GlobBuilder::new(&glob).literal_separator(true).build())
            .collect()
    }

    /// The pattern without the slashes around it.
    fn plain(&self) -> &str {
        self.0.trim_start_matches("./").trim_matches('/')
    }

    /// Whether files below a folder may fit, because the pattern names the folder first: `.secret/*.txt` of `.secret`.
    pub fn leads_below(&self, folder: &str) -> bool {
        let rest = self.plain().strip_prefix(folder);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Reads a pattern where it stands, so that a fault is told with its line and column.
impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl Visitor<'_> for Written {
            type Value = Pattern;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a pattern such as `*.bak`")
            }

            fn visit_str<E: Error>(self, written: &str) -> Result<Pattern, E> {
                Pattern::parse(written).map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Written)
    }
}

impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Listed;

        impl<'de> Visitor<'de> for Listed {
            type Value = Patterns;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list of patterns such as `[\"*.bak\", private/]`")
            }

            fn visit_str<E: Error>(self, written: &str) -> Result<Patterns, E> {
                let pattern = Pattern::parse(written).map_err(E::custom)?;
                Ok(Patterns(vec![pattern]))
            }

            fn visit_unit<E: Error>(self) -> Result<Patterns, E> {
                Ok(Patterns::default())
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<Patterns, A::Error> {
                let mut patterns = Vec::new();
                while let Some(pattern) = items.next_element()? {
                    patterns.push(pattern);
                }
                Ok(Patterns(patterns))
            }
        }

        deserializer.deserialize_any(Listed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::parse;

    #[test]
    fn patterns_fit_as_authors_expect() {
        for (pattern, fitting, others) in [
            (
                "*.bak",
                &["a.bak", "posts/deep/b.bak", "x.bak/inside.png"][..],
                &["a.bak.png"][..],
            ),
            (
                "private/",
                &["private/a.png", "posts/private/b/c.png"],
                &["private", "posts/private.md"],
            ),
            ("private", &["private", "posts/private/b.png"], &["privately.md"]),
            (
                "posts/private",
                &["posts/private/b.png"],
                &["pages/posts/private/b.png"],
            ),
            ("/cv.pdf", &["cv.pdf"], &["posts/cv.pdf2"]),
            ("./files/*.zip", &["files/a.zip"], &["files/b/a.zip"]),
            ("files/**/*.zip", &["files/a.zip", "files/b/c/a.zip"], &["a.zip"]),
            (".env.example", &[".env.example", "code/.env.example"], &[".env"]),
        ] {
            let pattern = Pattern::parse(pattern).expect("a pattern");
            let fits = |path: &&&str| pattern.globs().iter().any(|glob| glob.compile_matcher().is_match(path));
            assert_eq!(fitting.iter().find(|path| !fits(path)), None, "{pattern}");
            assert_eq!(others.iter().find(fits), None, "{pattern}");
        }
    }

    #[test]
    fn bad_patterns_are_told_where_they_stand() {
        for (pattern, message, line_and_column) in [
            ("\"[a\"", "unclosed character class", (4, 7)),
            ("'{a,b'", "unclosed alternate group", (4, 7)),
            ("''", "it is empty", (4, 7)),
            (
                "'!a.pdf'",
                "patterns have no `!`; write `a.pdf` below the other",
                (4, 7),
            ),
            ("'a\\b'", "write `/` between folders", (4, 7)),
            ("../a", "leads out of the content folder", (4, 7)),
        ] {
            let text = format!("title: T\npublish:\n  exclude:\n    - {pattern}\n");
            let faults = parse(&text).expect_err("a fault").0;
            let fault = &faults[0].diagnostic;
            assert!(fault.message.contains(message), "{pattern}: {}", fault.message);
            assert_eq!((fault.line, fault.column), line_and_column, "{pattern}");
        }
    }

    #[test]
    fn one_pattern_needs_no_list() {
        let settings = parse("publish:\n  include: .htaccess\n  exclude:\n")
            .expect("settings")
            .publish;
        assert_eq!(settings.include.0.len(), 1);
        assert!(settings.exclude.0.is_empty());
        let unknown = parse("publish:\n  inclued: a\n").expect_err("a fault").0;
        assert!(unknown[0].diagnostic.message.contains("did you mean `include`?"));
    }
}
