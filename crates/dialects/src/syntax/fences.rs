//! Info strings of code fences: titles, highlighted lines and options after the language.
//!
//! Only the language stays, so that the reader and scripts recognize it. A title becomes a line above the code. The
//! code itself never changes.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::text::edited::{Edit, Text};

/// Reduces the info string of every fence to its language, and writes the title above it.
pub(crate) fn translate(text: &mut Text) {
    let source = text.as_str();
    let mut edits = Vec::new();
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter()
    {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event else {
            continue;
        };
        let line_end = source[range.start..]
            .find('\n')
            .map_or(source.len(), |newline| range.start + newline);
        let line = &source[range.start..line_end];
        let info_at = line.len() - line.trim_start_matches(['`', '~']).len();
        let written = Info::of(&info);
        if line[info_at..].trim() != written.language {
            edits.push(Edit::new(range.start + info_at..line_end, written.language.as_str()));
        }
        if let Some(title) = &written.title {
            edits.push(Edit::new(range.start..range.start, caption(source, range.start, title)));
        }
    }
    text.edit(edits);
}

/// A parsed info string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Info {
    /// Empty, or one word.
    pub(crate) language: String,
    pub(crate) title: Option<String>,
}

impl Info {
    /// Parses an info string in any known spelling: `js title="a.js" {1,3}`, `rust,no_run`, `js:a.js`,
    /// `{.python file=a.py}`, `{r, echo=FALSE}`.
    pub(crate) fn of(info: &str) -> Self {
        let info = info.trim();
        let braced = info.strip_prefix('{');
        let rest = braced.unwrap_or(info).trim_start_matches(['.', ' ']);
        let end = rest
            .find(|next: char| next.is_whitespace() || matches!(next, ',' | '{' | '}' | ':' | '=' | '[' | '('))
            .unwrap_or(rest.len());
        let (mut language, mut attributes) = rest.split_at(end);
        if attributes.starts_with('=') {
            // The first word is already an attribute: there is no language.
            (language, attributes) = ("", rest);
        }
        // `{1,3}` are highlighted lines.
        if braced.is_some() && language.starts_with(|first: char| first.is_ascii_digit()) {
            language = "";
        }
        let mut title = title(attributes);
        if title.is_none()
            && let Some(name) = attributes.strip_prefix(':')
        {
            // `js:src/a.js`
            let name = name.split([' ', '{', ',']).next().unwrap_or_default();
            title = Some(name.to_owned()).filter(|name| name.contains('.'));
        }
        Self {
            language: language.to_owned(),
            title: title.filter(|title| !title.trim().is_empty()),
        }
    }
}

/// Returns the title, from the first attribute that can hold one.
fn title(attributes: &str) -> Option<String> {
    const NAMES: [&str; 6] = ["title", "filename", "file", "name", "caption", "label"];
    NAMES.iter().find_map(|name| attribute(attributes, name))
}

/// Returns the value of an attribute, in quotes or up to a space, comma or brace.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    attributes.match_indices(name).find_map(|(at, _)| {
        let before = attributes[..at].chars().next_back();
        let value = attributes[at + name.len()..].trim_start();
        let value = value
            .strip_prefix('=')
            .or_else(|| value.strip_prefix(':'))?
            .trim_start();
        if before.is_some_and(|before| before.is_alphanumeric() || before == '-' || before == '_') {
            return None;
        }
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'));
        match quote {
            Some(quote) => value[1..].split_once(quote).map(|(value, _)| value.to_owned()),
            None => value
                .split([' ', ',', '}', '\t'])
                .next()
                .map(str::to_owned)
                .filter(|value| !value.starts_with('{')),
        }
    })
}

/// Returns the line with the title, to be inserted before the block at offset `at`: ``**`a.js`**`` and a blank line.
pub(crate) fn caption(text: &str, at: usize, title: &str) -> String {
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let before = &text[line_start..at];
    // The block may be in a quotation or list item: the lines that follow need its prefix.
    let container: String = before
        .chars()
        .map(|character| {
            if matches!(character, '>' | '\t') {
                character
            } else {
                ' '
            }
        })
        .collect();
    let starts_item = before.contains(|character: char| !character.is_whitespace() && character != '>');
    let previous = text[..line_start].lines().next_back().unwrap_or_default();
    let follows_text = !starts_item && !previous.trim_start_matches(['>', ' ', '\t']).trim().is_empty();
    let gap = if follows_text {
        format!("\n{container}")
    } else {
        String::new()
    };
    format!("{gap}**{}**\n{}\n{container}", code_span(title), container.trim_end())
}

/// Returns a text as inline code, with enough backticks: ``a`b`` -> ``` ``a`b`` ```.
pub(crate) fn code_span(text: &str) -> String {
    let longest = text.split(|next| next != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    let text = text.replace(['\n', '\r'], " ");
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_first_and_alone() {
        for (info, language, title) in [
            ("js", "js", None),
            ("", "", None),
            ("rust,no_run", "rust", None),
            ("js title=\"src/a b.js\" {1,3-4} ins={2}", "js", Some("src/a b.js")),
            ("js {1,3}", "js", None),
            ("js{1,3}", "js", None),
            ("jsx:title=a.js", "jsx", Some("a.js")),
            ("js:src/a.js", "js", Some("src/a.js")),
            ("{.python .numberLines file=a.py}", "python", Some("a.py")),
            ("{r, echo=FALSE}", "r", None),
            ("c++ filename='x'", "c++", Some("x")),
            ("title=\"only\"", "", Some("only")),
            ("{1,3}", "", None),
            ("js subtitle=\"no\"", "js", None),
            ("diff lang=\"js\" title='", "diff", None),
        ] {
            let expected = Info {
                language: language.to_owned(),
                title: title.map(str::to_owned),
            };
            assert_eq!(Info::of(info), expected, "{info}");
        }
    }

    #[test]
    fn only_the_line_of_the_fence_changes() {
        for (text, expected) in [
            (
                "```js title=\"a.js\" {1}\nlet x = 1; // title=\"b\"\n```\n",
                "**`a.js`**\n\n```js\nlet x = 1; // title=\"b\"\n```\n",
            ),
            ("Text\n```js title=a.js\n```\n", "Text\n\n**`a.js`**\n\n```js\n```\n"),
            (
                "1. One\n\n   ```js title=a.js\n   x\n   ```\n",
                "1. One\n\n   **`a.js`**\n\n   ```js\n   x\n   ```\n",
            ),
            (
                "- ```js title=a.js\n  x\n  ```\n",
                "- **`a.js`**\n\n  ```js\n  x\n  ```\n",
            ),
            (
                "> ```js title=a.js\n> x\n> ```\n",
                "> **`a.js`**\n>\n> ```js\n> x\n> ```\n",
            ),
            ("~~~ rust,ignore\nx\n~~~\n", "~~~rust\nx\n~~~\n"),
            ("```js\n```\n", "```js\n```\n"),
        ] {
            let mut body = Text::new(text, 0);
            translate(&mut body);
            assert_eq!(body.as_str(), expected, "{text}");
        }
    }
}
