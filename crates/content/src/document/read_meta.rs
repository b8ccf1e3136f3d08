//! Reads front matter into a [`PostMeta`].

use crate::date::Date;
use crate::document::front_matter::{FrontMatter, Node};
use crate::post_meta::{Cover, PostMeta};

impl PostMeta {
    /// Reads the canonical keys, and the most common keys of other generators for posts put on the host by hand. Among
    /// synonyms, the first that is present and well-typed wins.
    pub fn read(front_matter: &FrontMatter<'_>) -> Self {
        let keys = Keys(front_matter);
        Self {
            title: keys.text(&["title"]),
            date: keys.date(&["date"]),
            updated: keys.date(&["updated", "lastmod"]),
            categories: keys.texts(&["categories", "category"], Some(',')),
            tags: keys.texts(&["tags", "tag"], Some(',')),
            excerpt: keys.text(&["excerpt", "summary"]),
            description: keys.text(&["description"]),
            cover: keys.cover(),
            featured: keys.flag("featured"),
            draft: keys.flag("draft"),
            slug: keys.text(&["slug"]),
            authors: keys.texts(&["author", "authors"], None),
            series: keys.texts(&["series"], None),
            language: keys.text(&["lang", "language"]),
            aliases: keys.aliases(),
            translation_key: keys.text(&["translation_key", "translationKey", "ref"]),
            canonical: keys.text(&["canonical"]),
            noindex: keys.flag("noindex"),
            contents: keys.choice("toc"),
            math: keys.flag("math"),
        }
    }
}

struct Keys<'a>(&'a FrontMatter<'a>);

impl Keys<'_> {
    /// Returns the first value that `read` accepts. Blank values count as absent.
    fn first<T>(&self, keys: &[&str], read: impl Fn(&Node) -> Option<T>) -> Option<T> {
        keys.iter().find_map(|key| match self.0.get(key)? {
            Node::Null => None,
            Node::Scalar(text) if text.trim().is_empty() => None,
            node => read(node),
        })
    }

    fn text(&self, keys: &[&str]) -> Option<String> {
        self.first(keys, |node| match node {
            Node::Scalar(text) => Some(text.trim().to_owned()),
            // A list with one item.
            Node::List(items) => match items.as_slice() {
                [Node::Scalar(text)] => Some(text.trim().to_owned()),
                _ => None,
            },
            Node::Null | Node::Map(_) => None,
        })
    }

    fn date(&self, keys: &[&str]) -> Option<Date> {
        self.first(keys, |node| match node {
            Node::Scalar(text) => Date::parse(text).ok(),
            Node::Null | Node::List(_) | Node::Map(_) => None,
        })
    }

    /// Reads a list, or a string split at `separator`. Blank and repeated entries are dropped: `a, b, a` -> `["a",
    /// "b"]`.
    fn texts(&self, keys: &[&str], separator: Option<char>) -> Vec<String> {
        let found = self.first(keys, |node| match node {
            Node::Scalar(text) => Some(match separator {
                Some(separator) => text.split(separator).map(str::to_owned).collect::<Vec<_>>(),
                None => vec![text.clone()],
            }),
            Node::List(items) => Some(
                items
                    .iter()
                    .filter_map(|item| match item {
                        Node::Scalar(text) => Some(text.clone()),
                        Node::Null | Node::List(_) | Node::Map(_) => None,
                    })
                    .collect(),
            ),
            Node::Null | Node::Map(_) => None,
        });
        let mut texts: Vec<String> = Vec::new();
        for text in found.unwrap_or_default() {
            let text = text.trim();
            if !(text.is_empty() || texts.iter().any(|known| known == text)) {
                texts.push(text.to_owned());
            }
        }
        texts
    }

    /// Reads old addresses from the keys of Hugo and Jekyll, including `permalink`, the current address there.
    fn aliases(&self) -> Vec<String> {
        let mut aliases = self.texts(&["aliases"], Some(','));
        aliases.append(&mut self.texts(&["redirect_from"], Some(',')));
        aliases.extend(self.text(&["permalink"]));
        aliases
    }

    fn flag(&self, key: &str) -> bool {
        self.choice(key).unwrap_or_default()
    }

    fn choice(&self, key: &str) -> Option<bool> {
        self.first(&[key], |node| match node {
            Node::Scalar(text) => Some(matches!(
                text.trim().to_ascii_lowercase().as_str(),
                "true" | "yes" | "on" | "1"
            )),
            Node::Null | Node::List(_) | Node::Map(_) => None,
        })
    }

    fn cover(&self) -> Option<Cover> {
        let cover = self.first(&["cover_image", "image", "cover"], |node| match node {
            Node::Scalar(text) => Some(Cover {
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
                let source = entry(&["src", "source", "path", "url", "image"])?;
                let alt = entry(&["alt", "caption"]).unwrap_or_default();
                Some(Cover { source, alt })
            }
            Node::Null | Node::List(_) => None,
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
    use crate::diagnostic::Unreported;

    fn read(front_matter: &str) -> PostMeta {
        let document = format!("---\n{front_matter}\n---\n");
        PostMeta::read(&FrontMatter::read(&document, &mut Unreported))
    }

    #[test]
    fn the_keys_of_a_jigsaw_post() {
        let meta = read(concat!(
            "extends: _layouts.post\nsection: content\ntitle: \"Un titre\"\ncategories: [métier]\ndate: 2020-04-11\n",
            "excerpt: Un extrait. \nfeatured: true\nghcommentid: \"5\"\ncover_image: /assets/img/a.svg",
        ));
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
            assert_eq!(read(yaml).tags, expected, "{yaml}");
        }
    }

    #[test]
    fn names_may_hold_commas() {
        for (yaml, expected) in [
            ("author: Ann Ex, Jr.", vec!["Ann Ex, Jr."]),
            ("authors: [Ann, Bo]", vec!["Ann", "Bo"]),
            ("authors: [Bo]\nauthor: Ann", vec!["Ann"]),
            ("author:", vec![]),
        ] {
            assert_eq!(read(yaml).authors, expected, "{yaml}");
        }
        assert_eq!(read("series: One, two").series, ["One, two"]);
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
            assert_eq!(read(yaml).translation_key.as_deref(), expected, "{yaml}");
        }
    }

    #[test]
    fn what_is_mistyped_is_as_if_it_was_not_there() {
        let meta = read("title: [a, b]\ndate: 2024-13-01\nupdated: 2024-12-01\ndraft: perhaps");
        let expected = PostMeta {
            updated: Date::parse("2024-12-01").ok(),
            ..PostMeta::default()
        };
        assert_eq!(meta, expected);
    }

    #[test]
    fn a_raw_post_of_another_generator_shows_what_it_can() {
        for document in [
            "+++\ntitle = \"A post\"\ndate = 2020-04-11\ntags = [\"a\", 'b']\n[extra]\ntitle = \"no\"\n+++\nText",
            "{\n  \"title\": \"A post\",\n  \"date\": \"2020-04-11\",\n  \"tags\": [\"a\", \"b\"]\n}\nText",
            "---\nTitle: A post\nDATE: 2020-04-11T10:00:00Z\nTags: a, b\n---\nText",
        ] {
            let front_matter = FrontMatter::read(document, &mut Unreported);
            let expected = PostMeta {
                title: Some("A post".to_owned()),
                date: Date::parse("2020-04-11").ok(),
                tags: vec!["a".to_owned(), "b".to_owned()],
                ..PostMeta::default()
            };
            assert_eq!(PostMeta::read(&front_matter), expected, "{document}");
            assert_eq!(front_matter.body, "Text", "{document}");
        }
    }
}
