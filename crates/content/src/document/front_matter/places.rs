//! Finds the places of keys in YAML, which its parser does not give. They are guessed from lines and their indentation,
//! which is good enough for diagnostics. The reader does not use them.

/// Returns the start of the value at each path of keys, in bytes. The block begins at byte `start`.
pub fn in_yaml(block: &str, start: usize) -> Vec<(String, usize)> {
    let mut places = Vec::new();
    // Keys that the line may be nested in, with their indentation.
    let mut above: Vec<(usize, String)> = Vec::new();
    // Lines with more indentation are the text of a block scalar.
    let mut text_below: Option<usize> = None;
    let mut at = start;
    for line in block.split_inclusive('\n') {
        let offset = at;
        at += line.len();
        let mut indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        // A key may follow the dash of an item, and is as deep as those below it.
        while line[indent..].starts_with("- ") {
            indent += 2;
        }
        let rest = &line[indent..];
        if rest.trim().is_empty() || text_below.is_some_and(|margin| indent > margin) {
            continue;
        }
        text_below = None;
        let Some((key, value)) = key_at(rest) else { continue };
        above.retain(|(margin, _)| *margin < indent);
        let mut keys: Vec<&str> = above.iter().map(|(_, key)| key.as_str()).collect();
        keys.push(key);
        let path = keys.join(".");
        let value_at = offset + indent + value;
        places.push((path.clone(), value_at));
        let value = rest[value..].trim_end();
        if value.starts_with(['|', '>']) {
            text_below = Some(indent);
        } else if let Some(inner) = value.strip_prefix('{') {
            in_flow(inner, value_at + 1, &path, &mut places);
        }
        above.push((indent, key.to_owned()));
    }
    places
}

/// Adds the keys of a map on one line: `{a: 1, b: 2}`.
fn in_flow(inner: &str, start: usize, path: &str, places: &mut Vec<(String, usize)>) {
    let mut at = start;
    for part in inner.split_inclusive(',') {
        let indent = part.len() - part.trim_start().len();
        if let Some((key, value)) = key_at(&part[indent..]) {
            places.push((format!("{path}.{key}"), at + indent + value));
        }
        at += part.len();
    }
}

/// Returns the key at the beginning of a line, and the offset of its value in bytes.
fn key_at(line: &str) -> Option<(&str, usize)> {
    let (key, end) = match line.chars().next()? {
        '#' | '-' | '[' | '{' => return None,
        quote @ ('"' | '\'') => {
            let end = 1 + line[1..].find(quote)?;
            (&line[1..end], end + 1)
        }
        _ => {
            let end = line.find(':')?;
            (line[..end].trim_end(), end)
        }
    };
    let rest = line[end..].trim_start().strip_prefix(':')?;
    if !(rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']) || line.starts_with('"')) {
        return None;
    }
    let value = rest.trim_start();
    // If the value is on the next line, its place is the end of this one.
    let value = if value.is_empty() {
        rest.trim_start_matches([' ', '\t'])
    } else {
        value
    };
    Some((key, line.len() - value.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_below_others() {
        let block = concat!(
            "# a: comment\na: 1\nb:\n  c: 2\n  'd': 3\ne: |\n  f: 4\ng: { h: 5, \"i\": \"é, j: k\" }\n",
            "l:\n- m: 6\nn: http://x\n\"o\": 7\nb: 8\n"
        );
        let found: Vec<(String, &str)> = in_yaml(block, 0)
            .into_iter()
            .map(|(path, at)| (path, block[at..].lines().next().unwrap_or_default()))
            .collect();
        let expected = [
            ("a", "1"),
            ("b", ""),
            ("b.c", "2"),
            ("b.d", "3"),
            ("e", "|"),
            ("g", "{ h: 5, \"i\": \"é, j: k\" }"),
            ("g.h", "5, \"i\": \"é, j: k\" }"),
            ("g.i", "\"é, j: k\" }"),
            ("g.j", "k\" }"),
            ("l", ""),
            ("l.m", "6"),
            ("n", "http://x"),
            ("o", "7"),
            ("b", "8"),
        ];
        assert_eq!(found, expected.map(|(path, value)| (path.to_owned(), value)));
    }
}
