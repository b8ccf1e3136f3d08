//! Info strings of code fences: language, title and marked lines, in the spellings of all generators.
//!
//! Used when publishing only: the renderer asks for nothing but the first word.

mod attributes;

use std::fmt;

use self::attributes::Attributes;

/// Most ranges of lines that are read for one purpose.
const MAX_RANGES: usize = 200;

/// A parsed info string. Its `Display` is the canonical spelling: `js title="a.js" {1,3-4} linenos`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeInfo {
    /// Empty, or one word.
    pub language: String,
    pub title: Option<String>,
    /// Number of the first line, if lines are numbered.
    pub numbers: Option<usize>,
    /// Whether `+` and `-` at the start of a line mark what was added and removed.
    pub diff: bool,
    pub marked: Lines,
    pub inserted: Lines,
    pub deleted: Lines,
    pub focused: Lines,
    pub hidden: Lines,
}

/// Lines of a block, counted from 1, as inclusive ranges: `1,3-5`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(Vec<(usize, usize)>);

impl CodeInfo {
    /// Parses an info string in any known spelling: `js title="a.js" {1,3}`, `rust,linenos,hl_lines=1 3-5`,
    /// `js:a.js`, `{.python .numberLines file=a.py}`, `{r, echo=FALSE}`, `ts:line-numbers`, `diff js`.
    pub fn of(info: &str) -> Self {
        let info = info.trim();
        let braced = info.strip_prefix('{');
        let rest = braced.unwrap_or(info).trim_start_matches(['.', ' ']);
        let end = rest
            .find(|next: char| next.is_whitespace() || matches!(next, ',' | '{' | '}' | ':' | '=' | '[' | '('))
            .unwrap_or(rest.len());
        let (mut word, mut attributes) = rest.split_at(end);
        // The first word is already an attribute, or `{1,3}` marks lines: there is no language.
        let is_attribute = attributes.starts_with('=') || (braced.is_some() && attributes.starts_with(':'));
        if is_attribute || (braced.is_some() && word.starts_with(|first: char| first.is_ascii_digit())) {
            (word, attributes) = ("", info);
        }
        let mut parsed = Self::default();
        parsed.read_language(word);
        if let Some(name) = attributes.strip_prefix(':') {
            let end = name.find([' ', '{', ',']).unwrap_or(name.len());
            // `js:src/a.js`, but not `ts:line-numbers`, `jsx:title=a.js`.
            if name[..end].contains('.') && !name[..end].contains('=') {
                parsed.title = Some(name[..end].to_owned());
                attributes = &name[end..];
            }
        }
        for attribute in Attributes::new(attributes) {
            parsed.read(attribute.name, attribute.value);
        }
        parsed.title = parsed.title.filter(|title| !title.trim().is_empty());
        parsed
    }

    /// Reads the first word: `js`, `diff-js` (Prism), `src/a.js` (a file for a language), `js/1,3` (Eleventy).
    fn read_language(&mut self, word: &str) {
        let of_diff = word.strip_prefix("diff-");
        self.diff = of_diff.is_some();
        let word = of_diff.unwrap_or(word);
        match word.split_once('/') {
            Some((language, lines)) if lines.starts_with(|first: char| first.is_ascii_digit() || first == '/') => {
                language.clone_into(&mut self.language);
            }
            Some((_, path)) => {
                let name = path.rsplit('/').next().unwrap_or_default();
                let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
                extension.clone_into(&mut self.language);
                self.title = Some(word.to_owned());
            }
            None => word.clone_into(&mut self.language),
        }
    }

    fn read(&mut self, name: &str, value: Option<&str>) {
        // `hl_Lines`, `.numberLines` and `line-numbers`: spellings differ in these only.
        let key: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        let is_off = value.is_some_and(|value| matches!(value.to_ascii_lowercase().as_str(), "false" | "0" | "no"));
        let number = value.and_then(|value| value.parse::<usize>().ok());
        let lines = || Lines::of(value.unwrap_or_default());
        match key.as_str() {
            "title" | "filename" | "file" | "name" | "caption" | "label" => {
                self.title = match self.title.take() {
                    Some(title) if key != "title" => Some(title),
                    _ => value.map(str::to_owned),
                };
            }
            "linenos" | "showlinenumbers" | "linenumbers" | "numberlines" | "linenumber" => {
                self.numbers = match (is_off, number) {
                    (true, _) => None,
                    // `linenos=1` is as good as `true`.
                    (false, Some(first)) => Some(first),
                    (false, None) => self.numbers.or(Some(1)),
                };
            }
            "nolinenumbers" | "nolinenos" => self.numbers = None,
            "linenostart" | "startlinenumber" | "startfrom" | "firstline" | "linestart" => {
                // Some write it without numbers, where it does nothing.
                if let (Some(first), Some(_)) = (number, self.numbers) {
                    self.numbers = Some(first);
                } else if key == "startlinenumber" || key == "startfrom" {
                    self.numbers = self.numbers.or(number);
                }
            }
            "diff" => self.diff |= !is_off,
            // `diff lang="js"` of Expressive Code.
            "lang" | "language" if self.language == "diff" => {
                self.diff = true;
                value.unwrap_or_default().clone_into(&mut self.language);
            }
            "hllines" | "marklines" | "mark" | "highlight" | "highlightlines" | "emphasizelines" | "" => {
                self.marked.0.extend(lines().0);
            }
            "ins" | "insert" | "inserted" | "add" | "added" => self.inserted.0.extend(lines().0),
            "del" | "delete" | "deleted" | "rem" | "removed" => self.deleted.0.extend(lines().0),
            "focus" | "focuslines" => self.focused.0.extend(lines().0),
            "hide" | "hidelines" => self.hidden.0.extend(lines().0),
            // `diff js` of Zenn: the language of what differs.
            _ if self.language == "diff" && value.is_none_or(|value| value.contains('.')) && !key.is_empty() => {
                self.diff = true;
                name.clone_into(&mut self.language);
                self.title = self.title.take().or(value.map(str::to_owned));
            }
            _ => {}
        }
    }

    /// Whether the block is more than code in a language.
    pub fn has_options(&self) -> bool {
        let plain = Self {
            language: self.language.clone(),
            ..Self::default()
        };
        *self != plain
    }
}

impl fmt::Display for CodeInfo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let language = if self.language.is_empty() && self.has_options() {
            "text"
        } else {
            &self.language
        };
        formatter.write_str(language)?;
        if let Some(title) = &self.title {
            let quote = if title.contains('"') { '\'' } else { '"' };
            write!(formatter, " title={quote}{}{quote}", Escaped(title))?;
        }
        for (name, lines) in [
            ("", &self.marked),
            ("ins=", &self.inserted),
            ("del=", &self.deleted),
            ("focus=", &self.focused),
            ("hide=", &self.hidden),
        ] {
            if !lines.is_empty() {
                write!(formatter, " {name}{{{lines}}}")?;
            }
        }
        if self.diff {
            formatter.write_str(" diff")?;
        }
        match self.numbers {
            Some(1) => formatter.write_str(" linenos"),
            Some(first) => write!(formatter, " linenos={first}"),
            None => Ok(()),
        }
    }
}

/// A text in an info string, in which Markdown reads escapes and entities (`CommonMark` 0.31.2, section 4.5).
struct Escaped<'text>(&'text str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => formatter.write_str("&amp;")?,
                '`' => formatter.write_str("&#96;")?,
                '\\' => formatter.write_str("\\\\")?,
                '\n' | '\r' => formatter.write_str(" ")?,
                _ => write!(formatter, "{character}")?,
            }
        }
        Ok(())
    }
}

impl Lines {
    /// Parses lines in any known spelling: `1,3-5`, `1 3-5`, `[1,"3-5"]`, `3..5`. What is no number is skipped.
    pub fn of(text: &str) -> Self {
        let parts = text.split(|next: char| !next.is_ascii_digit() && next != '-' && next != '.');
        let ranges = parts.filter_map(|part| {
            let (first, last) = part
                .split_once('-')
                .or_else(|| part.split_once(".."))
                .unwrap_or((part, part));
            let first = first.parse().ok()?;
            let last = last.parse().ok()?;
            (first <= last).then_some((first, last))
        });
        Self(ranges.take(MAX_RANGES).collect())
    }

    pub fn contains(&self, line: usize) -> bool {
        self.0.iter().any(|&(first, last)| (first..=last).contains(&line))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (first, last)) in self.0.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            if first == last {
                write!(formatter, "{comma}{first}")?;
            } else {
                write!(formatter, "{comma}{first}-{last}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::CodeInfo;

    #[test]
    fn every_spelling_has_one_meaning() {
        for (info, canonical) in [
            ("js", "js"),
            ("", ""),
            ("rust,no_run", "rust"),
            (
                "js title=\"src/a b.js\" {1,3-4} ins={2}",
                "js title=\"src/a b.js\" {1,3-4} ins={2}",
            ),
            ("js {1,3}", "js {1,3}"),
            ("js{1,3}", "js {1,3}"),
            ("{1,3}", "text {1,3}"),
            ("astro {7, 8}", "astro {7,8}"),
            ("jsx:title=a.js", "jsx title=\"a.js\""),
            ("js:src/a.js", "js title=\"src/a.js\""),
            ("js:src/a.js{2}", "js title=\"src/a.js\" {2}"),
            ("{.python .numberLines file=a.py}", "python title=\"a.py\" linenos"),
            ("{.python .numberLines startFrom=\"100\"}", "python linenos=100"),
            ("{r, echo=FALSE}", "r"),
            ("c++ filename='x'", "c++ title=\"x\""),
            ("title=\"only\"", "text title=\"only\""),
            ("{file=\"a.md\"}", "text title=\"a.md\""),
            ("{title: a.md}", "text title=\"a.md\""),
            ("js {title: 'a b.js'}", "js title=\"a b.js\""),
            ("js subtitle=\"no\"", "js"),
            ("diff lang=\"js\" title='", "js diff"),
            ("diff js", "js diff"),
            ("diff js:a.js", "js title=\"a.js\" diff"),
            ("diff-js", "js diff"),
            ("diff", "diff"),
            ("js diff", "js diff"),
            // Hugo
            (
                "go {linenos=table,hl_lines=[8,\"15-17\"],linenostart=199}",
                "go {8,15-17} linenos=199",
            ),
            (
                "go {linenos=inline hl_lines=[3,\"6-8\"] style=emacs}",
                "go {3,6-8} linenos",
            ),
            (
                "go linenos=inline, hl_Lines=3 6-8, noClasses=true",
                "go {3,6-8} linenos",
            ),
            ("go {linenos=false}", "go"),
            ("text {linenos=inline}", "text linenos"),
            ("md {file=\"content/a.md\" copy=true}", "md title=\"content/a.md\""),
            // Zola
            (
                "scss, linenos, linenostart=10, hl_lines=3-4 8-9, hide_lines=2 7",
                "scss {3-4,8-9} hide={2,7} linenos=10",
            ),
            ("rust,name=mod.rs", "rust title=\"mod.rs\""),
            ("rust,hl_lines=1 3-5 9", "rust {1,3-5,9}"),
            // Docusaurus, VitePress, Gatsby, Astro
            ("jsx showLineNumbers {1}", "jsx {1} linenos"),
            ("jsx showLineNumbers=false", "jsx"),
            ("jsx showLineNumbers startLineNumber=5", "jsx linenos=5"),
            ("ts:line-numbers {1}", "ts {1} linenos"),
            ("ts:line-numbers=2 {1}", "ts {1} linenos=2"),
            ("ts:no-line-numbers", "ts"),
            ("js {numberLines: true}", "js linenos"),
            ("js{numberLines: 5}", "js linenos=5"),
            ("ts [config.ts]", "ts title=\"config.ts\""),
            (
                "astro title=\"a.astro\" /</?X y={b.url}>/ {2} \"mark=3\"",
                "astro title=\"a.astro\" {2}",
            ),
            ("js mark={1,2-3} del={4} focus={5}", "js {1,2-3} del={4} focus={5}"),
            // Eleventy's lines are read by no other; a path is a title.
            ("js/1,3", "js"),
            ("/etc/h2o.conf", "conf title=\"/etc/h2o.conf\""),
            ("ruby mark_lines=\"1 2\" linenos", "ruby {1,2} linenos"),
        ] {
            assert_eq!(CodeInfo::of(info).to_string(), canonical, "{info}");
            assert_eq!(
                CodeInfo::of(canonical).to_string(),
                canonical,
                "of the canonical spelling"
            );
        }
    }

    #[test]
    fn nothing_panics() {
        for info in [
            "js {",
            "js }",
            "=",
            "{=}",
            "js title=",
            "js \"",
            "js '",
            "js /",
            "js {999999999999999999999999}",
            "js {5-1}",
            "js {--}",
            "js hl_lines=[",
            "é=ü",
            "{é",
            "js title=\"é",
            "a:b:c:.",
            "diff-",
            "/",
            "//",
            "a/",
            "js [",
            "js {a={b}",
        ] {
            let _ = CodeInfo::of(info).to_string();
        }
    }
}
