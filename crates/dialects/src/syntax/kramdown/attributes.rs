//! Parser for attribute lists: `{: .class #id key="value" reference}`.

use crate::text::edited::Edit;

/// The parts of an attribute list that are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    id: Option<String>,
    classes: Vec<String>,
    /// Language of a code block, from `.language-x` or `lang="x"`.
    pub(super) language: Option<String>,
    /// Whether the list contains `toc`, which asks for a table of contents.
    pub(super) table_of_contents: bool,
}

impl Attributes {
    /// Parses a line that is only an attribute list (`{: …}`) or a definition of one (`{:name: …}`, read as empty).
    pub(super) fn of_line(line: &str) -> Option<Self> {
        let inner = line.strip_prefix("{:")?.strip_suffix('}')?;
        if inner.contains('}') || inner.starts_with(':') {
            return None;
        }
        let defines = inner.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
        });
        if defines {
            return Some(Self::default());
        }
        Self::of(inner)
    }

    /// Parses the text between `{:` and `}`. Returns nothing if it is not an attribute list.
    pub(super) fn of(inner: &str) -> Option<Self> {
        let mut found = Self::default();
        let mut rest = inner.trim();
        while !rest.is_empty() {
            // `key="a value"`
            let quoted = rest.find('=').and_then(|equals| {
                let name = &rest[..equals];
                let quote = rest[equals + 1..]
                    .chars()
                    .next()
                    .filter(|quote| matches!(quote, '"' | '\''))?;
                let end = rest[equals + 2..].find(quote)?;
                (!name.contains(char::is_whitespace))
                    .then(|| (name, &rest[equals + 2..equals + 2 + end], equals + 3 + end))
            });
            if let Some((name, value, length)) = quoted {
                match name {
                    "id" => found.id = Some(value.to_owned()),
                    "class" => found.classes.extend(value.split_whitespace().map(str::to_owned)),
                    "lang" | "data-lang" => found.language = Some(value.to_owned()),
                    _ => {}
                }
                rest = rest[length..].trim_start();
                continue;
            }
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            found.word(&rest[..end])?;
            rest = rest[end..].trim_start();
        }
        Some(found)
    }

    /// Adds an unquoted word such as `.a.b#c` or `toc`. Returns nothing if it cannot be part of an attribute list.
    fn word(&mut self, word: &str) -> Option<()> {
        let is_name = |name: &str| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | ':' | '='))
        };
        if word.starts_with(['.', '#']) {
            // `.a.b#c`
            for part in word.split_inclusive(['.', '#']).collect::<Vec<_>>().windows(2) {
                let name = part[1].trim_end_matches(['.', '#']);
                if !is_name(name) {
                    return None;
                }
                if part[0].ends_with('#') {
                    self.id = Some(name.to_owned());
                } else if let Some(language) = name.strip_prefix("language-") {
                    self.language = Some(language.to_owned());
                } else {
                    self.classes.push(name.to_owned());
                }
            }
            return Some(());
        }
        self.table_of_contents |= word == "toc";
        is_name(word).then_some(())
    }

    /// Returns an edit that adds id and classes after a heading's text, which ends at `end`: ` {#id .class}`.
    pub(super) fn at_heading(&self, end: usize) -> Option<Edit> {
        const OF_THE_LIST: [&str; 3] = ["no_toc", "no-toc", "toc"];
        let mut words: Vec<String> = self.id.iter().map(|id| format!("#{id}")).collect();
        let classes = self
            .classes
            .iter()
            .filter(|class| !OF_THE_LIST.contains(&class.as_str()));
        words.extend(classes.map(|class| format!(".{class}")));
        (!words.is_empty()).then(|| Edit::new(end..end, format!(" {{{}}}", words.join(" "))))
    }
}
