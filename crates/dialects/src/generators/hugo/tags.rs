//! Finds Hugo's shortcodes: `{{< name "a" b=c >}}`, `{{% name %}}…{{% /name %}}`, `{{< name />}}`, and
//! `{{</* name */>}}`, an example.

use crate::syntax::shortcodes::example_end::ExampleEnd;
use crate::syntax::shortcodes::tag::{Arguments, Kind, Tag};

/// Maximum length of a tag, in bytes.
const LONGEST: usize = 1 << 14;

/// Returns all tags of a text in order, including those in code.
pub(crate) fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut position = 0;
    let mut examples = [ExampleEnd::of("*/>}}"), ExampleEnd::of("*/%}}")];
    while let Some(found) = text[position..].find("{{") {
        let start = position + found;
        // In `{{{<`, the tag begins at the second brace.
        position = start + 1;
        let Some(end) = delimiter(&text[start + 2..]) else {
            continue;
        };
        let example = &mut examples[usize::from(end == "%}}")];
        if let Some(tag) = tag(text, start, end, example) {
            position = tag.range.end;
            tags.push(tag);
        }
    }
    tags
}

/// Returns the end mark of a tag, by the character behind its braces: `<` -> `>}}`.
fn delimiter(rest: &str) -> Option<&'static str> {
    match rest.as_bytes().first()? {
        b'<' => Some(">}}"),
        b'%' => Some("%}}"),
        _ => None,
    }
}

/// Parses the tag that begins at byte `start`.
fn tag(text: &str, start: usize, end: &'static str, example: &mut ExampleEnd) -> Option<Tag> {
    let inside = start + 3;
    let limit = text.floor_char_boundary((start + LONGEST).min(text.len()));
    let rest = &text[inside..limit];
    // `{{</* name */>}}` shows the tag `{{< name >}}` as text.
    if let Some(shown) = rest.strip_prefix("/*") {
        let length = example.find(text, inside + 2..limit)?;
        let tag_end = inside + 2 + length + 2 + end.len();
        return Some(Tag {
            range: start..tag_end,
            kind: Kind::Shown,
            name: format!("{}{}{end}", &text[start..inside], &shown[..length]),
            arguments: Arguments::default(),
        });
    }
    let mut lexer = Lexer { rest, end };
    lexer.blanks();
    let closes = lexer.rest.starts_with('/');
    if closes {
        lexer.rest = &lexer.rest[1..];
        lexer.blanks();
    }
    let name = lexer.word();
    if name.is_empty() || name.contains(['"', '`', '=']) {
        return None;
    }
    let mut arguments = Vec::new();
    let mut kind = if closes { Kind::Close } else { Kind::Open };
    loop {
        lexer.blanks();
        if lexer.rest.starts_with(end) {
            break;
        }
        // `/>}}` closes the tag itself.
        if let Some(after) = lexer.rest.strip_prefix('/')
            && after.starts_with(end)
        {
            kind = Kind::Alone;
            lexer.rest = after;
            break;
        }
        arguments.push(lexer.argument()?);
    }
    let tag_end = inside + (rest.len() - lexer.rest.len()) + end.len();
    Some(Tag {
        range: start..tag_end,
        kind,
        name: name.to_owned(),
        arguments: Arguments(arguments),
    })
}

struct Lexer<'text> {
    rest: &'text str,
    end: &'static str,
}

impl<'text> Lexer<'text> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes the text up to a blank or the end of the tag.
    fn word(&mut self) -> &'text str {
        let ends = |at: usize, character: char| {
            let rest = &self.rest[at..];
            character.is_whitespace()
                || rest.starts_with(self.end)
                || (character == '/' && rest[1..].starts_with(self.end))
        };
        let found = self.rest.char_indices().find(|(at, character)| ends(*at, *character));
        let (word, rest) = self.rest.split_at(found.map_or(self.rest.len(), |(at, _)| at));
        self.rest = rest;
        word
    }

    fn argument(&mut self) -> Option<(Option<String>, String)> {
        if let Some(value) = self.quoted()? {
            return Some((None, value));
        }
        let name_end = self
            .rest
            .find(|character: char| !(character.is_alphanumeric() || matches!(character, '_' | '-' | '.')))
            .unwrap_or(self.rest.len());
        let after = self.rest[name_end..].trim_start();
        if name_end > 0
            && let Some(value) = after.strip_prefix('=')
        {
            let name = self.rest[..name_end].to_owned();
            self.rest = value.trim_start();
            let value = match self.quoted()? {
                Some(value) => value,
                None => self.plain()?,
            };
            return Some((Some(name), value));
        }
        Some((None, self.plain()?))
    }

    fn plain(&mut self) -> Option<String> {
        let word = self.word();
        // The beginning of another tag shows that this one has no end.
        (!word.is_empty() && !word.contains("{{")).then(|| word.to_owned())
    }

    /// Takes a value in quotes: `Some(None)` if there is no quote, `None` if its end is missing.
    #[expect(
        clippy::option_option,
        reason = "a value that does not end is another thing than one without quotes"
    )]
    fn quoted(&mut self) -> Option<Option<String>> {
        let typographic = self.rest.starts_with(['“', '”']);
        let Some(quote) = self.rest.chars().next().filter(|quote| matches!(quote, '"' | '`')) else {
            // Word processors turn plain quotes into typographic ones.
            if typographic {
                let inside = &self.rest['“'.len_utf8()..];
                let end = inside.find(['“', '”'])?;
                self.rest = &inside[end + '”'.len_utf8()..];
                return Some(Some(inside[..end].to_owned()));
            }
            return Some(None);
        };
        let inside = &self.rest[1..];
        let mut value = String::new();
        let mut characters = inside.char_indices();
        while let Some((at, character)) = characters.next() {
            if character == quote {
                self.rest = &inside[at + 1..];
                return Some(Some(value));
            }
            if character == '\\' && quote == '"' {
                match characters.next()?.1 {
                    escaped @ ('"' | '\\') => value.push(escaped),
                    'n' => value.push('\n'),
                    other => value.extend(['\\', other]),
                }
            } else {
                value.push(character);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats each tag as `kind name a|b=c`.
    fn describe(text: &str) -> Vec<String> {
        let describe = |tag: Tag| {
            let arguments: Vec<String> = tag
                .arguments
                .0
                .iter()
                .map(|(name, value)| name.as_ref().map_or(value.clone(), |name| format!("{name}={value}")))
                .collect();
            format!("{:?} {} {}", tag.kind, tag.name, arguments.join("|"))
        };
        tags(text).into_iter().map(describe).collect()
    }

    #[test]
    fn tags_are_read_as_hugo_reads_them() {
        for (text, expected) in [
            ("a {{< b >}} c", vec!["Open b "]),
            ("{{<relref community >}}", vec!["Open relref community"]),
            ("{{%/alert%}}{{< / x >}}", vec!["Close alert ", "Close x "]),
            ("{{< a/b \"c d\" `e \"f\"` >}}", vec!["Open a/b c d|e \"f\""]),
            (
                "{{< f\n  src=\"a \\\"b\\\"\"\n  n=3 x = y\n>}}",
                vec!["Open f src=a \"b\"|n=3|x=y"],
            ),
            ("{{< qr text=https://x.org/ />}}", vec!["Alone qr text=https://x.org/"]),
            ("{{< new-in 0.1 />}}", vec!["Alone new-in 0.1"]),
            ("{{< x id=1/>}}", vec!["Alone x id=1"]),
            ("{{< x “a b” >}}", vec!["Open x a b"]),
            ("{{</* a \"b\" */>}}", vec!["Shown {{< a \"b\" >}} "]),
            ("{{%/*/* a */*/%}}", vec!["Shown {{%/* a */%}} "]),
            ("{{</* q /*/>}}", vec!["Shown {{< q />}} "]),
            ("{{ .Title }} {{< unclosed", vec![]),
            ("{{< a \"b >}} {{< c >}}", vec!["Open c "]),
            ("{{< a {{< b >}}", vec!["Open b "]),
            ("{{{< a >}}", vec!["Open a "]),
            ("{{< >}} {{< \"a\" >}}", vec![]),
            ("{{% a >}} %}}", vec!["Open a >}}"]),
            ("{{", vec![]),
            ("{{<", vec![]),
            ("{{< é=ü >}}", vec![]),
        ] {
            assert_eq!(describe(text), expected, "{text}");
        }
    }
}
