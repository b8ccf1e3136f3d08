//! Splits the arguments of tags into words, at spaces outside of quotes.

/// Splits arguments into words, without their quotes: `'p q.png' left` -> `p q.png`, `left`.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let quoted = matches!(first, '"' | '\'').then(|| {
            let inner = &rest[1..];
            // A closing quote ends a word. Without one, the quote is an apostrophe.
            let end = inner.match_indices(first).map(|(at, _)| at).find(|at| {
                inner[at + 1..]
                    .chars()
                    .next()
                    .is_none_or(|next| next.is_whitespace() || next == ',')
            })?;
            Some((&inner[..end], &inner[end + 1..]))
        });
        let (word, after) = quoted.flatten().unwrap_or_else(|| {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            rest.split_at(end)
        });
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    words
}

/// Splits a text at commas, and trims blanks and quotes off each part.
pub(super) fn parts(text: &str) -> Vec<String> {
    text.split(',')
        .map(|part| part.trim().trim_matches(['"', '\'']).to_owned())
        .collect()
}

/// A picture in the arguments of `img` and `asset_img`: `[class …] source [width] [height] [title [alt]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) source: String,
    pub(super) title: Option<String>,
    pub(super) alt: Option<String>,
}

impl Picture {
    pub(super) fn of(text: &str) -> Option<Self> {
        let words = words(text);
        let is_source = |word: &&String| word.contains('/') || word.contains('.');
        let at = words.iter().position(|word| is_source(&word))?;
        let mut rest = &words[at + 1..];
        // Skips width and height: `50%`, `20px`.
        while let Some(size) = rest.first()
            && rest.len() < words.len()
            && size.trim_end_matches(['%', 'p', 'x']).parse::<f64>().is_ok()
        {
            rest = &rest[1..];
        }
        let said =
            |text: &str| Some(text.trim().trim_matches(['"', '\'']).trim().to_owned()).filter(|text| !text.is_empty());
        let joined = rest.join(" ");
        // `"title 'alt'"`, or two texts in quotes.
        let (title, alt) = match (rest, joined.find('\'')) {
            ([title, alt], _) if text.trim_end().ends_with(['"', '\'']) => (said(title), said(alt)),
            (_, Some(quote)) if joined.trim_end().ends_with('\'') && quote > 0 => {
                (said(&joined[..quote]), said(&joined[quote..]))
            }
            _ => (said(&joined), None),
        };
        Some(Self {
            source: words[at].clone(),
            title,
            alt,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_pictures() {
        assert_eq!(words("a 'b c' \"d\" it's"), ["a", "b c", "d", "it's"]);
        for (text, source, title, alt) in [
            ("a.png", "a.png", None, None),
            ("a.png \"T t\"", "a.png", Some("T t"), None),
            ("left big /a.png 300 200 \"T 'A a'\"", "/a.png", Some("T"), Some("A a")),
            ("a.png 'T' 'A'", "a.png", Some("T"), Some("A")),
            ("https://x.org/a.png 50% T t", "https://x.org/a.png", Some("T t"), None),
        ] {
            let expected = Picture {
                source: source.to_owned(),
                title: title.map(str::to_owned),
                alt: alt.map(str::to_owned),
            };
            assert_eq!(Picture::of(text), Some(expected), "{text}");
        }
        assert_eq!(Picture::of("nothing here"), None);
    }
}
