//! Patterns of paths: `*` for anything within a name, `**` across folders, `?`, `[ab]` and `{a,b}`.

/// Whether a path is what a pattern names. As in Zola, `*` goes across folders, too.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    alternatives(pattern).iter().any(|pattern| {
        let pattern: Vec<char> = pattern.chars().collect();
        let path: Vec<char> = path.chars().collect();
        wildcard(&pattern, &path)
    })
}

/// `a.{b,c}` -> `a.b`, `a.c`; of several braces the first.
fn alternatives(pattern: &str) -> Vec<String> {
    let braces = pattern
        .find('{')
        .and_then(|open| Some((open, open + pattern[open..].find('}')?)));
    match braces {
        Some((open, close)) => pattern[open + 1..close]
            .split(',')
            .map(|choice| format!("{}{choice}{}", &pattern[..open], &pattern[close + 1..]))
            .collect(),
        None => vec![pattern.to_owned()],
    }
}

/// Goes back to the last `*` where something does not fit.
fn wildcard(pattern: &[char], path: &[char]) -> bool {
    let (mut at, mut position) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while position < path.len() {
        let fits = match pattern.get(at) {
            Some('*') => {
                star = Some((at + 1, position));
                at += 1;
                continue;
            }
            Some('[') => class(&pattern[at..], path[position]),
            Some('?') => Some(1),
            Some(letter) => (*letter == path[position]).then_some(1),
            None => None,
        };
        match (fits, star) {
            (Some(length), _) => {
                at += length;
                position += 1;
            }
            (None, Some((after, from))) => {
                star = Some((after, from + 1));
                (at, position) = (after, from + 1);
            }
            (None, None) => return false,
        }
    }
    pattern[at..].iter().all(|letter| *letter == '*')
}

/// The length of `[abc]` or `[!a-c]` where a character is in it.
fn class(pattern: &[char], character: char) -> Option<usize> {
    let close = pattern.iter().position(|letter| *letter == ']')?;
    let (not, letters) = match &pattern[1..close] {
        ['!' | '^', letters @ ..] => (true, letters),
        letters => (false, letters),
    };
    let mut found = letters.contains(&character);
    for window in letters.windows(3) {
        found |= window[1] == '-' && (window[0]..=window[2]).contains(&character);
    }
    (found != not).then_some(close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_paths() {
        for (pattern, path, expected) in [
            ("*/ignored.md", "posts/ignored.md", true),
            ("*.{xlsx,graphml}", "a/b.xlsx", true),
            ("*.{xlsx,graphml}", "a/b.md", false),
            ("temp*.*", "temp-1.txt", true),
            ("**/drafts/**", "a/drafts/b.md", true),
            ("a?[b-d].md", "axc.md", true),
            ("a?[!b-d].md", "axc.md", false),
            ("", "a", false),
            ("*", "", true),
            ("[", "[", false),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
