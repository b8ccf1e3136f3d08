//! Reads literals from settings that are programs in PHP or JavaScript, without running them.

use feuillet_content::document::front_matter::Node;

/// Returns the text of a key: `'title' => 'My blog'`, `title: "My blog"`, `const title = 'My blog'` -> `My blog`.
pub(crate) fn text(source: &str, key: &str) -> Option<String> {
    let rest = values(source, key).find(|rest| rest.starts_with(['"', '\'', '`']))?;
    quoted(rest)
}

/// Returns the text between the brackets of a key's value: `'posts' => ['path' => 'a']` -> `'path' => 'a'`.
pub(crate) fn block<'a>(source: &'a str, key: &'a str) -> Option<&'a str> {
    values(source, key).find_map(brackets)
}

/// Parses the quoted text that `text` begins with, with its escapes: `'L\'ami', …` -> `L'ami`.
pub(crate) fn quoted(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let mut made = String::new();
    let mut escaped = false;
    for character in text[1..].chars() {
        match character {
            _ if escaped => {
                made.push(if character == 'n' && quote == '"' {
                    '\n'
                } else {
                    character
                });
                escaped = false;
            }
            '\\' => escaped = true,
            character if character == quote => return Some(made),
            // A template literal with an expression is no plain text.
            '$' if quote == '`' => return None,
            character => made.push(character),
        }
    }
    None
}

/// Returns the variables that a script declares at its top level: `const title = "a";`, `export const tags = ["b"];`.
pub(crate) fn assignments(source: &str) -> Vec<(String, Node)> {
    let mut found = Vec::new();
    let mut position = 0;
    for line in source.split_inclusive('\n') {
        let start = position;
        position += line.len();
        let rest = line.strip_prefix("export ").unwrap_or(line);
        let Some((_, rest)) = rest
            .split_once(' ')
            .filter(|(word, _)| matches!(*word, "const" | "let" | "var"))
        else {
            continue;
        };
        let Some((name, first)) = rest.split_once('=') else {
            continue;
        };
        let value = source[start + line.len() - first.len()..].trim_start();
        let node = if let Some(text) = quoted(value) {
            Node::Scalar(text)
        } else if let Some(inner) = brackets(value) {
            // JavaScript's looser spelling is read as a flow collection of YAML.
            let length = inner.len() + 2;
            let wrapped = format!("{{\"value\": {}}}", value[..length].replace('\t', " "));
            let entries = super::values::json(&wrapped).unwrap_or_default();
            entries.into_iter().next().map_or(Node::Null, |(_, node)| node)
        } else {
            let word = value.split([';', '\n', ' ']).next().unwrap_or_default();
            Node::Scalar(word.trim().to_owned())
        };
        found.push((name.trim().to_owned(), node));
    }
    found
}

/// Returns the rest of the source from each value of a key on, outside of comment lines.
fn values<'a>(source: &'a str, key: &'a str) -> impl Iterator<Item = &'a str> {
    let is_name = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-');
    source.match_indices(key).filter_map(move |(at, _)| {
        let before = source[..at].chars().next_back();
        let line = source[..at].rsplit('\n').next().unwrap_or_default().trim_start();
        if before.is_some_and(is_name) || line.starts_with("//") || line.starts_with(['*', '#']) {
            return None;
        }
        let after = source[at + key.len()..].trim_start_matches(['"', '\'']).trim_start();
        let value = after.strip_prefix("=>").or_else(|| after.strip_prefix([':', '=']))?;
        Some(value.trim_start())
    })
}

/// Returns the text between the brackets that `text` begins with, including nested brackets.
fn brackets(text: &str) -> Option<&str> {
    if !text.starts_with(['[', '{']) {
        return None;
    }
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), character) if open == character => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(character),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(&text[1..at]);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_are_read() {
        let php = "<?php\n// 'siteName' => 'No',\nreturn [\n 'baseUrl' => 'https://x.example/',\n 'siteName' => 'L\\'ami',\n \
                   'collections' => ['posts' => ['author' => 'A', 'path' => 'blog/{filename}'], 'x' => []],\n \
                   'f' => function ($page) { return '[' . $page; },\n];";
        assert_eq!(text(php, "siteName").as_deref(), Some("L'ami"));
        assert_eq!(text(php, "baseUrl").as_deref(), Some("https://x.example/"));
        assert_eq!(text(php, "f"), None);
        let posts = block(php, "collections").and_then(|collections| block(collections, "posts"));
        assert_eq!(
            posts.and_then(|posts| text(posts, "path")).as_deref(),
            Some("blog/{filename}")
        );
        let js = "export default {\n  title: \"My blog\",\n  url: `https://${x}/`,\n  author: { name: 'Me' },\n};";
        assert_eq!(text(js, "title").as_deref(), Some("My blog"));
        assert_eq!(text(js, "url"), None);
        assert_eq!(
            block(js, "author").and_then(|author| text(author, "name")).as_deref(),
            Some("Me")
        );
        for broken in ["title: \"", "a: [", "a: '\\", "a:", "title"] {
            assert_eq!(text(broken, "title"), None);
            assert_eq!(block(broken, "a"), None);
        }
    }
    #[test]
    fn scripts_give_names() {
        let source = "const title = \"T\";\nconst draft = true;\nexport const tags = ['a', \"b\"];\n\
                      const eleventyNavigation = {\n\tkey: \"About\",\n\torder: 3\n};\nfunction f() {}\n";
        let scalar = |text: &str| Node::Scalar(text.to_owned());
        let expected = [
            ("title", scalar("T")),
            ("draft", scalar("true")),
            ("tags", Node::List(vec![scalar("a"), scalar("b")])),
            (
                "eleventyNavigation",
                Node::Map(vec![
                    ("key".to_owned(), scalar("About")),
                    ("order".to_owned(), scalar("3")),
                ]),
            ),
        ];
        assert_eq!(
            assignments(source),
            expected.map(|(name, node)| (name.to_owned(), node))
        );
        assert_eq!(assignments("const x = [\nlet y"), [("x".to_owned(), scalar("["))]);
    }
}
