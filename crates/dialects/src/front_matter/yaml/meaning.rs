//! Tells what the author meant by a value that YAML cannot read, or reads as something else.

/// A value as its author meant it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Text(String),
    List(Vec<String>),
}

/// Kind of value that a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Text,
    List,
    Any,
}

/// The meaning of a value on one line, with the reason why YAML does not see it.
pub(super) fn of(value: &str, wanted: Wanted) -> (Meaning, String) {
    let first = value.chars().next().unwrap_or_default();
    match first {
        '[' | '{' => {
            let close = if first == '[' { ']' } else { '}' };
            let kind = if first == '[' { "list" } else { "map" };
            let is_early = after_brackets(value, first, close).is_some();
            if first == '[' && wanted != Wanted::Text && !is_early {
                return list(value);
            }
            let follows = if is_early { ", and text follows it" } else { "" };
            let reason = format!("what begins with `{first}` is a {kind}{follows}");
            (Meaning::Text(uncommented(value).to_owned()), reason)
        }
        '"' | '\'' => {
            let (text, reason) = quoted(value);
            (Meaning::Text(text), reason)
        }
        _ => (Meaning::Text(uncommented(value).to_owned()), plain_reason(value, first)),
    }
}

/// Why a value without quotes is no text.
fn plain_reason(value: &str, first: char) -> String {
    match first {
        '*' => "`*` stands for a value that is named elsewhere with `&`".to_owned(),
        '&' => "`&` names a value".to_owned(),
        '!' => "`!` names a type".to_owned(),
        '-' if value.starts_with("- ") => "`- ` begins an item of a list, which needs a line of its own".to_owned(),
        '|' | '>' => format!("`{first}` begins a text on the lines below"),
        '@' | '`' | '%' | ',' | ']' | '}' | '?' => format!("a value cannot begin with `{first}`"),
        _ if value.contains(": ") || value.ends_with(':') => {
            "without quotes, a `:` before a blank separates a key from its value".to_owned()
        }
        _ if value.eq_ignore_ascii_case("null") => format!("the word `{value}` stands for no value"),
        _ => "it cannot be read without quotes".to_owned(),
    }
}

/// Removes a comment at the end: `@a # b` -> `@a`.
fn uncommented(value: &str) -> &str {
    let comment = value
        .match_indices('#')
        .find(|(at, _)| value[..*at].ends_with([' ', '\t']));
    comment.map_or(value, |(at, _)| value[..at].trim_end())
}

/// Returns the text after the brackets that a value begins with, if there is any besides a comment.
pub(super) fn after_brackets(value: &str, open: char, close: char) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, character) in value.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                let rest = value[at + 1..].trim_start();
                let is_text =
                    !rest.starts_with('#') && rest.contains(|next| !matches!(next, ']' | '}' | ',' | ';' | ' '));
                return is_text.then_some(rest);
            }
        }
    }
    None
}

/// Reads the items of a list that has broken items, no end, or text after it.
fn list(value: &str) -> (Meaning, String) {
    let mut items = Vec::new();
    let mut item = String::new();
    let mut depth = 0_usize;
    let mut quote = None;
    let last_quotes = ['"', '\''].map(|quote| value.rfind(quote).unwrap_or_default());
    let (mut is_closed, mut is_quote_open) = (false, false);
    for (at, character) in value.char_indices().skip(1) {
        match character {
            _ if quote == Some(character) => quote = None,
            '"' | '\'' if quote.is_none() && item.trim().is_empty() => {
                // One that is never closed ends with its item.
                if last_quotes[usize::from(character == '\'')] > at {
                    quote = Some(character);
                } else {
                    is_quote_open = true;
                }
            }
            ']' if quote.is_none() && depth == 0 => {
                is_closed = true;
                break;
            }
            '[' | '{' | '(' if quote.is_none() => depth += 1,
            ']' | '}' | ')' if quote.is_none() => depth = depth.saturating_sub(1),
            ',' if quote.is_none() && depth == 0 => {
                items.push(std::mem::take(&mut item));
                continue;
            }
            _ => {}
        }
        item.push(character);
    }
    items.push(item);
    let items = items.iter().map(|item| match item.trim() {
        item if item.starts_with(['"', '\'']) => quoted(item).0,
        plain => plain.to_owned(),
    });
    let items = items.filter(|item| !item.is_empty()).collect();
    let reason = if is_quote_open {
        "a quote is not closed"
    } else if is_closed {
        "an item of the list cannot be read without quotes"
    } else {
        "the list is not closed"
    };
    (Meaning::List(items), reason.to_owned())
}

/// Reads a value that begins with a quote. Returns its text, and the reason why YAML does not see it.
fn quoted(value: &str) -> (String, String) {
    let quote = if value.starts_with('"') { '"' } else { '\'' };
    let Some(last) = value[1..].rfind(quote).map(|at| at + 1) else {
        // An apostrophe opens a word, as in `'90s` and `'Tis`.
        let is_apostrophe = quote == '\'' && opens_word(&value[1..]);
        let text = if is_apostrophe { value } else { &value[1..] };
        return (text.trim().to_owned(), "the quote is not closed".to_owned());
    };
    let inner = &value[1..last];
    let rest = value[last + 1..].trim_start();
    if rest.is_empty() || rest.starts_with('#') || matches!(rest, "," | ";") {
        let escaped = if quote == '"' { "\\\"" } else { "''" };
        if !inner.replace(escaped, "").contains(quote) {
            let reason = if rest.is_empty() || rest.starts_with('#') {
                escape_reason(inner)
            } else {
                format!("`{rest}` follows the closing quote")
            };
            return (text_in_quotes(&value[..=last]), reason);
        }
        // `"A" and "b"` is quoted in two places, `"Say "a" now"` as a whole.
        if !first_closes(inner, quote) {
            return (inner.to_owned(), "there are quotes inside of the quotes".to_owned());
        }
    }
    (
        uncommented(value).to_owned(),
        "text follows the closing quote".to_owned(),
    )
}

/// Whether the first quote inside of quotes closes them: it follows a word, and no word follows it.
fn first_closes(inner: &str, quote: char) -> bool {
    let mut quotes = inner.match_indices(quote).filter_map(|(at, _)| {
        let before = inner[..at].chars().next_back();
        let after = inner[at + 1..].chars().next();
        match (before, after) {
            // An apostrophe.
            (Some(before), Some(after)) if before.is_alphanumeric() && after.is_alphanumeric() => None,
            (Some(before), _) if !before.is_whitespace() => Some(true),
            _ => Some(false),
        }
    });
    quotes.next().unwrap_or_default()
}

/// Whether a text after an apostrophe is a word that is written with one.
fn opens_word(text: &str) -> bool {
    const WORDS: [&str; 10] = ["tis", "twas", "til", "em", "n", "cause", "round", "bout", "cuz", "s"];
    let word = text
        .split(|letter: char| !letter.is_alphanumeric())
        .next()
        .unwrap_or_default();
    word.starts_with(|first: char| first.is_ascii_digit()) || WORDS.contains(&word.to_lowercase().as_str())
}

fn escape_reason(inner: &str) -> String {
    if has_surrogates(inner) {
        "`\\uD800` to `\\uDFFF` are halves of a character, which YAML does not join".to_owned()
    } else {
        "a `\\` in double quotes begins an escape, and this is none".to_owned()
    }
}

fn has_surrogates(text: &str) -> bool {
    let mut escapes = text.match_indices("\\u").filter_map(|(at, _)| unit(&text[at..]));
    escapes.any(|unit| (0xd800..0xe000).contains(&unit))
}

/// Reads the unit of an escape such as `\ud83d` at the start of a text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(())?;
    u16::from_str_radix(digits, 16).ok()
}

/// Reads a text in quotes whose escapes may be wrong: halves of a character are joined, and unless all others are
/// escapes of YAML, each backslash is one.
fn text_in_quotes(value: &str) -> String {
    let quote = value.chars().next().unwrap_or_default();
    let inner = value[quote.len_utf8()..]
        .strip_suffix(quote)
        .unwrap_or(&value[quote.len_utf8()..]);
    if quote == '\'' {
        return inner.replace("''", "'");
    }
    unescaped(inner).unwrap_or_else(|| inner.to_owned())
}

/// Resolves the escapes of YAML 1.2, section 5.7, and joins those of surrogates (as in JSON, RFC 8259, section 7). None if
/// any is unknown.
fn unescaped(inner: &str) -> Option<String> {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let letter = rest[1..].chars().next()?;
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if digits > 0 {
            let number = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
            let high = u16::try_from(number)
                .ok()
                .filter(|unit| (0xd800..0xdc00).contains(unit));
            let low = high.and_then(|_| unit(&rest[2 + digits..]));
            let low = low.filter(|low| (0xdc00..0xe000).contains(low));
            rest = &rest[2 + digits..];
            match (high, low) {
                (Some(high), Some(low)) => {
                    text.extend(char::decode_utf16([high, low]).flatten());
                    rest = &rest[6..];
                }
                _ => text.push(match number {
                    0xd800..=0xdfff => char::REPLACEMENT_CHARACTER,
                    _ => char::from_u32(number)?,
                }),
            }
            continue;
        }
        text.push(match letter {
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            't' | '\t' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            'e' => '\u{1b}',
            ' ' | '"' | '/' | '\\' => letter,
            'N' => '\u{85}',
            '_' => '\u{a0}',
            'L' => '\u{2028}',
            'P' => '\u{2029}',
            _ => return None,
        });
        rest = &rest[1 + letter.len_utf8()..];
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_they_were_meant() {
        for (value, text) in [
            ("[Emacs] Write A Major Mode", "[Emacs] Write A Major Mode"),
            ("[Rust][WASM] Two brackets", "[Rust][WASM] Two brackets"),
            ("[a] b # c", "[a] b"),
            ("{curly} braces first", "{curly} braces first"),
            ("{{ page.title }}", "{{ page.title }}"),
            ("\"Foo\" and bar", "\"Foo\" and bar"),
            ("\"Foo\" and \"bar\"", "\"Foo\" and \"bar\""),
            ("\"Il a dit \"bonjour\" hier\"", "Il a dit \"bonjour\" hier"),
            ("\"say \"yes\" now\" # why", "say \"yes\" now"),
            ("\"yes\" she said: so", "\"yes\" she said: so"),
            ("'It's fine'", "It's fine"),
            ("'Tis the season", "'Tis the season"),
            ("'90s music", "'90s music"),
            ("'It''s', they said", "'It''s', they said"),
            ("[Emacs", "[Emacs"),
            ("'never closed", "never closed"),
            ("\"never closed", "never closed"),
            ("\"a\",", "a"),
            ("\"C:\\Users\\new\"", "C:\\Users\\new"),
            ("\"\\uD83D\\uDC4D thumbs\"", "👍 thumbs"),
            ("\"\\U0001F600 smile \\uD83D\\uDC68\"", "😀 smile 👨"),
            ("\"half \\uD83D\"", "half \u{fffd}"),
            ("\"\\ud83d\\u0041\"", "\u{fffd}A"),
            ("\"C:\\dé\\\"", "C:\\dé\\"),
            ("@someone said hi", "@someone said hi"),
            ("%appdata% explained", "%appdata% explained"),
            ("*Really* important", "*Really* important"),
            ("`git rebase` for all # x", "`git rebase` for all"),
            ("key: value: more", "key: value: more"),
            ("- dash first", "- dash first"),
            ("C# and F#", "C# and F#"),
            ("\"", ""),
            ("'", ""),
        ] {
            assert_eq!(of(value, Wanted::Text).0, Meaning::Text(text.to_owned()), "{value}");
        }
    }

    #[test]
    fn lists_keep_their_items() {
        for (value, items) in [
            ("[a, b", &["a", "b"][..]),
            ("[@a, *b, `c`]", &["@a", "*b", "`c`"]),
            ("[\"a, b\", 'c d' e, it's]", &["a, b", "'c d' e", "it's"]),
            ("[C #, \"x\\uD83D\\uDC4D\"]", &["C #", "x👍"]),
            ("[[a] b, f(x, y)]", &["[a] b", "f(x, y)"]),
            ("[a] # b", &["a"]),
            ("['it''s', 'a'],", &["it's", "a"]),
            ("[a, b]]", &["a", "b"]),
            ("[a, \"b]", &["a", "b"]),
            ("[\"a, b, 'c']", &["a", "b", "c"]),
            ("['a, \"b, c\"]", &["a", "b, c"]),
            ("[a, \"b", &["a", "b"]),
            ("[\"a\", \"b]", &["a", "b"]),
            ("[", &[]),
        ] {
            let items = items.iter().map(|item| (*item).to_owned()).collect();
            assert_eq!(of(value, Wanted::List).0, Meaning::List(items), "{value}");
        }
    }
}
