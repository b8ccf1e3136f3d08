//! Reading the raw HTML that authors write in Markdown, tag by tag.

/// Attributes whose value is an address that may need resolving.
const URL_ATTRIBUTES: [&str; 3] = ["href", "src", "poster"];

/// Copies HTML, giving the value of each attribute that holds an address to `resolve`, and the text between tags
/// to `text`. Everything else comes out exactly as it was written.
///
/// Values are given as they stand in the source, character references included.
pub fn rewrite(html: &str, mut resolve: impl FnMut(&str) -> String, mut text: impl FnMut(&str)) -> String {
    let mut output = String::with_capacity(html.len() + 16);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        text(before);
        output.push_str(before);
        rest = if let Some(comment) = tag.strip_prefix("<!--") {
            let length = comment.find("-->").map_or(tag.len(), |end| end + 7);
            copy(&mut output, tag, length)
        } else if tag[1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            copy_tag(&mut output, tag, &mut resolve)
        } else if tag.starts_with("</") {
            copy(&mut output, tag, tag.find('>').map_or(tag.len(), |end| end + 1))
        } else {
            copy(&mut output, tag, 1)
        };
    }
    text(rest);
    output.push_str(rest);
    output
}

fn copy<'a>(output: &mut String, text: &'a str, length: usize) -> &'a str {
    let (copied, rest) = text.split_at(length);
    output.push_str(copied);
    rest
}

/// Copies one start tag and returns what follows it. Follows the tokenizer of the HTML standard (13.2.5.32 on)
/// as far as finding names and values goes.
fn copy_tag<'a>(output: &mut String, tag: &'a str, resolve: &mut impl FnMut(&str) -> String) -> &'a str {
    let name_end = tag
        .find(|character: char| character.is_ascii_whitespace() || matches!(character, '/' | '>'))
        .unwrap_or(tag.len());
    let mut rest = copy(output, tag, name_end);
    loop {
        let gap = rest
            .find(|character: char| !character.is_ascii_whitespace() && character != '/')
            .unwrap_or(rest.len());
        rest = copy(output, rest, gap);
        if rest.is_empty() || rest.starts_with('>') {
            return copy(output, rest, rest.len().min(1));
        }
        // The first character belongs to the name even when it is an equals sign.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let name_end = rest[first..]
            .find(|character: char| character.is_ascii_whitespace() || matches!(character, '=' | '/' | '>'))
            .map_or(rest.len(), |end| end + first);
        let name = &rest[..name_end];
        rest = copy(output, rest, name_end);
        let after_space = rest.trim_start_matches(|character: char| character.is_ascii_whitespace());
        if !after_space.starts_with('=') {
            continue;
        }
        let value_start = after_space[1..].trim_start_matches(|character: char| character.is_ascii_whitespace());
        rest = copy(output, rest, rest.len() - value_start.len());
        let (quote, value_end) = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => (1, rest[1..].find(quote).map_or(rest.len(), |end| end + 1)),
            _ => (
                0,
                rest.find(|character: char| character.is_ascii_whitespace() || character == '>')
                    .unwrap_or(rest.len()),
            ),
        };
        rest = copy(output, rest, quote);
        let value = &rest[..value_end - quote];
        if URL_ATTRIBUTES
            .iter()
            .any(|attribute| name.eq_ignore_ascii_case(attribute))
        {
            output.push_str(&resolve(value));
        } else {
            output.push_str(value);
        }
        rest = &rest[value.len()..];
        rest = copy(output, rest, quote.min(rest.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let rewritten = rewrite(html, |url| format!("[{url}]"), |_| {});
        assert_eq!(rewritten, expected);
    }

    #[test]
    fn addresses_are_resolved_and_all_else_is_copied() {
        for (html, expected) in [
            (
                r#"<a class="x" href="/posts/a/">a</a>"#,
                r#"<a class="x" href="[/posts/a/]">a</a>"#,
            ),
            ("<a href=b.md>b</a>", "<a href=[b.md]>b</a>"),
            ("<img src = 'c d.svg'/>", "<img src = '[c d.svg]'/>"),
            (
                "<VIDEO POSTER=\"p\" SRC=v></VIDEO>",
                "<VIDEO POSTER=\"[p]\" SRC=[v]></VIDEO>",
            ),
            (
                r#"<p title='href="x"'>1 < 2 > 0</p>"#,
                r#"<p title='href="x"'>1 < 2 > 0</p>"#,
            ),
            (
                "<!-- <a href=x> --><b data-href=y>",
                "<!-- <a href=x> --><b data-href=y>",
            ),
            ("<abbr title=\"a\nb\">é</abbr>", "<abbr title=\"a\nb\">é</abbr>"),
        ] {
            check(html, expected);
        }
    }

    #[test]
    fn broken_html_is_copied_to_its_end() {
        for html in [
            "<",
            "<a",
            "<a ",
            "<a b",
            "<a b=",
            "<a b=\"",
            "<a b='c",
            "<!--",
            "<!-- x",
            "</",
            "<é>",
            "<a =é",
            "<a é=é>",
        ] {
            check(html, html);
        }
    }

    #[test]
    fn text_between_tags_is_told() {
        let mut texts = String::new();
        let _ = rewrite("<ul>\n<li>un</li><!-- non --><li>deux</li>", str::to_owned, |piece| {
            texts.push_str(piece);
        });
        assert_eq!(texts, "\nundeux");
    }
}
