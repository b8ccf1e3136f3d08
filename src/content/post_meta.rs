//! What the front matter of a post or page says, in the one canonical dialect that the reader knows.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::diagnostic::{Diagnostic, Report, Rule};
use super::front_matter::{FrontMatter, Node};

/// The keys that may name a cover, the first one that is present counts.
pub const COVER_KEYS: [&str; 3] = ["cover_image", "image", "cover"];

/// The keys that may connect a document with its translations, the first one that is present counts.
pub const TRANSLATION_KEYS: [&str; 3] = ["translation_key", "translationKey", "ref"];

/// A picture that stands for a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// As written: an address, or a path from the blog's root or from the post.
    pub source: String,
    pub alt: String,
}

/// The front matter of a document. Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostMeta {
    pub title: Option<String>,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub categories: Vec<String>,
    pub tags: Vec<String>,
    pub excerpt: Option<String>,
    pub description: Option<String>,
    pub cover: Option<Cover>,
    pub featured: bool,
    pub draft: bool,
    /// What stands between dollars is TeX.
    pub math: bool,
    pub slug: Option<String>,
    pub author: Option<String>,
    /// A BCP 47 language tag, where it differs from the blog's.
    pub language: Option<String>,
    /// Addresses that the document had before, as written.
    pub aliases: Vec<String>,
    /// What it has in common with its translations and with nothing else.
    pub translation_key: Option<String>,
}

impl PostMeta {
    /// Reads the keys that are known here (others, such as Jigsaw's `extends`, are let be), the first one that is present and well-typed where several mean the same.
    pub fn read<R: Report>(front_matter: &FrontMatter<'_>, report: &mut R) -> Self {
        let mut reading = Reading { front_matter, report };
        let meta = Self {
            title: reading.text(&["title"]),
            date: reading.date(&["date"]),
            updated: reading.date(&["updated", "lastmod"]),
            categories: reading.texts(&["categories", "category"]),
            tags: reading.texts(&["tags", "tag"]),
            excerpt: reading.text(&["excerpt", "summary"]),
            description: reading.text(&["description"]),
            cover: reading.cover(),
            featured: reading.flag("featured"),
            draft: reading.flag("draft"),
            math: reading.flag("math"),
            slug: reading.text(&["slug"]),
            author: reading.text(&["author"]),
            language: reading.text(&["lang", "language"]),
            aliases: reading.aliases(),
            translation_key: reading.text(&TRANSLATION_KEYS),
        };
        let mut seen = HashMap::new();
        for (position, (key, _)) in front_matter.entries.iter().enumerate() {
            if seen.insert(key.clone(), position).is_some() {
                report.add(|| {
                    Diagnostic::error(
                        Rule::Conflict,
                        format!("the key `{key}` stands twice; the first one counts"),
                        "keep one of them",
                    )
                    .at(front_matter.place_of(key).0, 1)
                });
            }
        }
        meta
    }
}

struct Reading<'a, R> {
    front_matter: &'a FrontMatter<'a>,
    report: &'a mut R,
}

impl<R: Report> Reading<'_, R> {
    /// The first of several keys for which `read` finds a value. Blank values count as absent, and what has the wrong
    /// type is reported with what was `expected`.
    fn first<T>(
        &mut self,
        keys: &[&str],
        expected: (&str, &str),
        read: impl Fn(&Node) -> Result<T, &'static str>,
    ) -> Option<T> {
        for key in keys {
            let value = match self.front_matter.get(key) {
                None | Some(Node::Null) => continue,
                Some(Node::Scalar(text)) if text.trim().is_empty() => continue,
                Some(node) => read(node),
            };
            match value {
                Ok(value) => return Some(value),
                Err(reason) => {
                    let (what, help) = expected;
                    self.report.add(|| {
                        let (line, column) = self.front_matter.place_of(key);
                        let reason = if reason.is_empty() {
                            String::new()
                        } else {
                            format!(": {reason}")
                        };
                        Diagnostic::error(Rule::Value, format!("`{key}` is not {what}{reason}"), help).at(line, column)
                    });
                }
            }
        }
        None
    }

    fn text(&mut self, keys: &[&str]) -> Option<String> {
        self.first(keys, ("a text", "write one value after the colon"), |node| match node {
            Node::Scalar(text) => Ok(text.trim().to_owned()),
            // The author is sometimes a list of one.
            Node::List(items) => match items.as_slice() {
                [Node::Scalar(text)] => Ok(text.trim().to_owned()),
                _ => Err(""),
            },
            Node::Null | Node::Map(_) => Err(""),
        })
    }

    fn date(&mut self, keys: &[&str]) -> Option<Date> {
        let expected = ("a date", "write it as YYYY-MM-DD, for example 2024-12-01");
        self.first(keys, expected, |node| match node {
            Node::Scalar(text) => Date::parse(text),
            Node::Null | Node::List(_) | Node::Map(_) => Err(""),
        })
    }

    /// A list, or a string with commas. Blank entries are dropped, and so are repeated ones.
    fn texts(&mut self, keys: &[&str]) -> Vec<String> {
        let expected = ("a list of texts", "write it as `[one, two]`");
        let found = self.first(keys, expected, |node| match node {
            Node::Scalar(text) => Ok(text.split(',').map(str::to_owned).collect::<Vec<_>>()),
            Node::List(items) => Ok(items
                .iter()
                .filter_map(|item| match item {
                    Node::Scalar(text) => Some(text.clone()),
                    Node::Null | Node::List(_) | Node::Map(_) => None,
                })
                .collect()),
            Node::Null | Node::Map(_) => Err(""),
        });
        let mut seen = HashMap::new();
        let mut texts: Vec<String> = Vec::new();
        for text in found.unwrap_or_default() {
            let text = text.trim();
            if !text.is_empty() && seen.insert(text.to_owned(), texts.len()).is_none() {
                texts.push(text.to_owned());
            }
        }
        texts
    }

    /// Hugo's and Jekyll's ways to say where a document was, and where it is there.
    fn aliases(&mut self) -> Vec<String> {
        let mut aliases = self.texts(&["aliases"]);
        aliases.append(&mut self.texts(&["redirect_from"]));
        aliases.extend(self.text(&["permalink"]));
        aliases
    }

    fn flag(&mut self, key: &str) -> bool {
        let expected = ("true or false", "write `true` or `false`");
        self.first(&[key], expected, |node| match node {
            Node::Scalar(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "1" => Ok(true),
                "false" | "no" | "off" | "0" => Ok(false),
                _ => Err(""),
            },
            Node::Null | Node::List(_) | Node::Map(_) => Err(""),
        })
        .unwrap_or_default()
    }

    fn cover(&mut self) -> Option<Cover> {
        let expected = (
            "the path of a picture",
            "write the path of a picture, such as /assets/img/cover.svg",
        );
        let cover = self.first(&COVER_KEYS, expected, |node| match node {
            Node::Scalar(text) => Ok(Cover {
                source: text.trim().to_owned(),
                alt: String::new(),
            }),
            Node::Map(entries) => {
                let entry = |names: &[&str]| {
                    entries.iter().find_map(|(key, node)| match node {
                        Node::Scalar(text) if names.contains(&key.as_str()) => Some(text.trim().to_owned()),
                        _ => None,
                    })
                };
                let source = entry(&["src", "source", "path", "url", "image"]).ok_or("")?;
                let alt = entry(&["alt", "caption"]).unwrap_or_default();
                Ok(Cover { source, alt })
            }
            Node::Null | Node::List(_) => Err(""),
        });
        let alt = self.text(&["cover_alt", "image_alt"]);
        cover.map(|cover| Cover {
            alt: alt.unwrap_or(cover.alt),
            source: cover.source,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(front_matter: &str) -> (PostMeta, Vec<Diagnostic>) {
        let document = format!("---\n{front_matter}\n---\n");
        let mut diagnostics = Vec::new();
        let front_matter = FrontMatter::read(&document, &mut diagnostics);
        (PostMeta::read(&front_matter, &mut diagnostics), diagnostics)
    }

    #[test]
    fn the_keys_of_a_jigsaw_post() {
        let (meta, diagnostics) = read(concat!(
            "extends: _layouts.post\nsection: content\ntitle: \"Un titre\"\ncategories: [métier]\ndate: 2020-04-11\n",
            "excerpt: Un extrait. \nfeatured: true\nghcommentid: \"5\"\ncover_image: /assets/img/a.svg",
        ));
        assert_eq!(diagnostics, []);
        let expected = PostMeta {
            title: Some("Un titre".to_owned()),
            categories: vec!["métier".to_owned()],
            date: Date::parse("2020-04-11").ok(),
            excerpt: Some("Un extrait.".to_owned()),
            featured: true,
            cover: Some(Cover {
                source: "/assets/img/a.svg".to_owned(),
                alt: String::new(),
            }),
            ..PostMeta::default()
        };
        assert_eq!(meta, expected);
    }

    #[test]
    fn lists_come_in_several_forms() {
        for (yaml, expected) in [
            ("tags: [a, b]", vec!["a", "b"]),
            ("tags: a, b", vec!["a", "b"]),
            ("tags:\n- a\n-\n- ' '\n- a\n- b", vec!["a", "b"]),
            ("tags: [3.10, No]", vec!["3.10", "No"]),
            ("tags:", vec![]),
            ("tag: one two", vec!["one two"]),
        ] {
            assert_eq!(read(yaml).0.tags, expected, "{yaml}");
        }
    }

    #[test]
    fn translations_are_connected_by_the_first_key_that_is_there() {
        for (yaml, expected) in [
            ("ref: a", Some("a")),
            ("ref: a\ntranslationKey: b", Some("b")),
            ("ref: a\ntranslationKey: b\ntranslation_key: 12", Some("12")),
            ("translation_key:\nref: a", Some("a")),
            ("title: a", None),
        ] {
            assert_eq!(read(yaml).0.translation_key.as_deref(), expected, "{yaml}");
        }
    }

    #[test]
    fn what_is_mistyped_is_reported_where_it_stands() {
        let (meta, diagnostics) = read("title: [a, b]\ndate: 2024-13-01\nupdated: 2024-12-01\ndraft: perhaps");
        assert_eq!(meta.title, None);
        assert_eq!(meta.updated, Date::parse("2024-12-01").ok());
        let found: Vec<_> = diagnostics
            .iter()
            .map(|found| (found.line, found.column, found.message.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (2, 8, "`title` is not a text"),
                (3, 7, "`date` is not a date: the month must be 1 to 12"),
                (5, 8, "`draft` is not true or false"),
            ]
        );
    }

    #[test]
    fn a_key_that_stands_twice_is_reported() {
        let (meta, diagnostics) = read("title: a\ntitle: b");
        assert_eq!(meta.title.as_deref(), Some("a"));
        assert_eq!(diagnostics.len(), 1);
    }
}
