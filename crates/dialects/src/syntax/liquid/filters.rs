//! Deterministic filters of Liquid, Jekyll and Nunjucks.

use feuillet_content::date::Date;
use feuillet_content::escape::escape_html;
use feuillet_content::percent;
use feuillet_content::slug::slugify;

use super::value::Value;

/// Largest value, in bytes or items. Larger ones become unknown, as repeated doubling would exhaust memory.
const LONGEST: usize = 100_000;

/// Applies a filter. The result is unknown for an unknown filter and for a value that it cannot handle.
pub(super) fn apply(name: &str, value: Value, arguments: &[Value]) -> Value {
    match made(name, value, arguments) {
        Value::Text(text) if text.len() > LONGEST => Value::Unknown,
        Value::List(items) if items.len() > LONGEST => Value::Unknown,
        value => value,
    }
}

/// Applies a filter without limiting the size of the result.
fn made(name: &str, value: Value, arguments: &[Value]) -> Value {
    let first = arguments.first().cloned().unwrap_or(Value::Nil);
    let second = arguments.get(1).cloned().unwrap_or(Value::Nil);
    if name == "default" {
        let missing = matches!(value, Value::Nil | Value::Bool(false)) || value == Value::text("");
        return if missing { first } else { value };
    }
    if value == Value::Unknown || arguments.contains(&Value::Unknown) {
        return Value::Unknown;
    }
    if let Some(found) = of_list(name, &value, &first, &second) {
        return found;
    }
    if let Some(found) = of_number(name, &value, &first) {
        return found;
    }
    let text = match &value {
        // Lists and maps have no text: only filters that would not change them let them pass.
        Value::List(_) | Value::Map(_) => {
            return match name {
                "jsonify" | "inspect" | "json" | "dump" | "safe" => value,
                _ => Value::Unknown,
            };
        }
        value => value.shown().unwrap_or_default(),
    };
    of_text(name, &text, &first, &second).map_or(Value::Unknown, Value::Text)
}

/// Applies a filter to a text.
fn of_text(name: &str, text: &str, first: &Value, second: &Value) -> Option<String> {
    let argument = first.shown().unwrap_or_default();
    let number = || first.shown().and_then(|number| number.trim().parse::<usize>().ok());
    Some(match name {
        // The base path is added later: addresses are relative to the blog's root.
        "relative_url" | "absolute_url" | "url" | "htmlBaseUrl" => {
            // Jekyll encodes addresses too. With a space, Markdown would not make a link of it.
            let text = text.replace(' ', "%20");
            if text.contains("://") || text.starts_with(['/', '#']) || text.is_empty() {
                text
            } else {
                format!("/{text}")
            }
        }
        "append" => format!("{text}{argument}"),
        "prepend" => format!("{argument}{text}"),
        "upcase" | "upper" => text.to_uppercase(),
        "downcase" | "lower" => text.to_lowercase(),
        "capitalize" => {
            let mut letters = text.chars();
            let start: String = letters
                .next()
                .map(|letter| letter.to_uppercase().collect())
                .unwrap_or_default();
            start + letters.as_str()
        }
        "strip" | "trim" => text.trim().to_owned(),
        "lstrip" => text.trim_start().to_owned(),
        "rstrip" => text.trim_end().to_owned(),
        "strip_newlines" => text.replace(['\n', '\r'], ""),
        "normalize_whitespace" => text.split_whitespace().collect::<Vec<_>>().join(" "),
        "escape" | "xml_escape" | "escape_once" | "e" => escape_html(text),
        "url_encode" | "cgi_escape" | "urlencode" => percent::encode_segment(text),
        "uri_escape" => percent::encode_path(text),
        "url_decode" => percent::decode(text)?,
        "slugify" | "slug" => slugify(text),
        "replace" => replaced(text, &argument, &second.shown().unwrap_or_default(), usize::MAX),
        "replace_first" => replaced(text, &argument, &second.shown().unwrap_or_default(), 1),
        "remove" => replaced(text, &argument, "", usize::MAX),
        "remove_first" => replaced(text, &argument, "", 1),
        "truncate" => {
            let limit = number().unwrap_or(50);
            if text.chars().count() > limit {
                let kept: String = text.chars().take(limit.saturating_sub(3)).collect();
                format!("{kept}...")
            } else {
                text.to_owned()
            }
        }
        "truncatewords" => {
            let limit = number().unwrap_or(15);
            let words: Vec<&str> = text.split_whitespace().collect();
            if words.len() > limit {
                format!("{}...", words[..limit].join(" "))
            } else {
                text.to_owned()
            }
        }
        "number_of_words" => text.split_whitespace().count().to_string(),
        "size" | "length" => text.chars().count().to_string(),
        "date" => date(text, &argument)?,
        "date_to_string" => date(text, "%d %b %Y")?,
        "date_to_long_string" | "readableDate" => date(text, "%d %B %Y")?,
        "date_to_xmlschema" | "htmlDateString" => date(text, "%Y-%m-%d")?,
        "markdownify" | "smartify" | "safe" | "to_string" | "string" | "newline_to_br" | "strip_html" | "jsonify"
        | "liquify" => text.to_owned(),
        _ => return None,
    })
}

/// Replaces the first `count` occurrences of `from`. An empty `from` never occurs.
fn replaced(text: &str, from: &str, to: &str, count: usize) -> String {
    if from.is_empty() {
        text.to_owned()
    } else {
        text.replacen(from, to, count)
    }
}

/// Applies a filter to a list, or `split` to a text. Returns nothing if this is another filter or value.
fn of_list(name: &str, value: &Value, first: &Value, second: &Value) -> Option<Value> {
    if let (Value::Text(text), "split") = (value, name) {
        let separator = first.shown()?;
        let parts: Vec<Value> = if separator.is_empty() {
            text.chars().map(Value::text).collect()
        } else {
            text.split(separator.as_str()).map(Value::text).collect()
        };
        return Some(Value::List(parts));
    }
    let Value::List(items) = value else { return None };
    let by_number = |item: &Value| item.number();
    Some(match name {
        "join" => {
            let separator = if *first == Value::Nil {
                " ".to_owned()
            } else {
                first.shown()?
            };
            let texts: Option<Vec<String>> = items.iter().map(Value::shown).collect();
            texts.map_or(Value::Unknown, |texts| Value::Text(texts.join(&separator)))
        }
        "first" => items.first().cloned().unwrap_or(Value::Nil),
        "last" => items.last().cloned().unwrap_or(Value::Nil),
        "size" | "length" => Value::text(items.len().to_string()),
        "reverse" => Value::List(items.iter().rev().cloned().collect()),
        "compact" => Value::List(items.iter().filter(|item| **item != Value::Nil).cloned().collect()),
        // Looks at the first 1000 items, and drops an item that equals the one before it.
        "uniq" => {
            let mut seen: Vec<&Value> = items.iter().take(1000).collect();
            seen.dedup();
            Value::List(seen.into_iter().cloned().collect())
        }
        // Sorts by a member if a key is given, as numbers where both sides are.
        "sort" | "sort_natural" => {
            let key = first.shown().filter(|key| !key.is_empty());
            let mut sorted = items.clone();
            let of = |item: &Value| key.as_deref().map_or_else(|| item.clone(), |key| item.member(key));
            sorted.sort_by(|one, other| {
                let (one, other) = (of(one), of(other));
                match (by_number(&one), by_number(&other)) {
                    (Some(one), Some(other)) => one.total_cmp(&other),
                    _ => one.shown().cmp(&other.shown()),
                }
            });
            Value::List(sorted)
        }
        "map" => Value::List(
            items
                .iter()
                .map(|item| first.shown().map_or(Value::Unknown, |key| item.member(&key)))
                .collect(),
        ),
        "where" => {
            let key = first.shown()?;
            let kept = items.iter().filter(|item| item.member(&key) == *second);
            Value::List(kept.cloned().collect())
        }
        "concat" => match first {
            Value::List(more) => Value::List(items.iter().chain(more).cloned().collect()),
            _ => value.clone(),
        },
        "push" => Value::List(items.iter().chain([first]).cloned().collect()),
        "array_to_sentence_string" => {
            let texts: Vec<String> = items.iter().filter_map(Value::shown).collect();
            Value::Text(match texts.as_slice() {
                [] => String::new(),
                [only] => only.clone(),
                [start @ .., last] => format!("{} and {last}", start.join(", ")),
            })
        }
        _ => return None,
    })
}

/// Applies a filter to a number. Returns nothing if this is another filter or not a number.
fn of_number(name: &str, value: &Value, argument: &Value) -> Option<Value> {
    let number = || value.number();
    let other = || argument.number();
    let made = match name {
        "plus" => number()? + other()?,
        "minus" => number()? - other()?,
        "times" => number()? * other()?,
        "divided_by" | "modulo" if other()? == 0.0 => return None,
        "divided_by" => {
            // As in Liquid, dividing integers rounds down.
            let is_whole = |value: &Value| value.shown().is_some_and(|text| !text.contains('.'));
            let exact = number()? / other()?;
            if is_whole(value) && is_whole(argument) {
                exact.floor()
            } else {
                exact
            }
        }
        "modulo" => number()?.rem_euclid(other()?),
        "floor" => number()?.floor(),
        "ceil" => number()?.ceil(),
        "round" => number()?.round(),
        "abs" => number()?.abs(),
        _ => return None,
    };
    Some(Value::of_number(made))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Formats a day with a `strftime` pattern: `2020-04-01`, `%B %-d, %Y` -> `April 1, 2020`. Returns nothing if the
/// pattern asks for more than year, month and day.
pub(crate) fn date(text: &str, pattern: &str) -> Option<String> {
    let date = Date::parse(text).ok()?;
    let month = MONTHS[usize::from(date.month()) - 1];
    let mut made = String::new();
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '%' {
            made.push(character);
            continue;
        }
        let padded = characters.next_if_eq(&'-').is_none();
        let two = |number: u8| {
            if padded {
                format!("{number:02}")
            } else {
                number.to_string()
            }
        };
        match characters.next()? {
            'Y' => made.push_str(&date.year().to_string()),
            'y' => made.push_str(&date.to_string()[2..4]),
            'm' => made.push_str(&two(date.month())),
            'd' => made.push_str(&two(date.day())),
            'e' => made.push_str(&date.day().to_string()),
            'B' => made.push_str(month),
            'b' | 'h' => made.push_str(&month[..3]),
            'F' => made.push_str(&date.to_string()),
            '%' => made.push('%'),
            _ => return None,
        }
    }
    Some(made)
}
