//! Addresses in the author's style sheet: `url(/fonts/a.woff2)` is one from the blog's root.

use std::ops::Range;

use cssparser::{ParseError, Parser, ParserInput, SourceLocation, Token, serialize_string};
use feuillet_content::base_path::BasePath;
use feuillet_content::links::scheme;
use feuillet_content::percent;

/// An address in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Url {
    address: String,
    /// The token that names it, in bytes of the sheet.
    range: Range<usize>,
    /// Whether the token is `url(…)` without quotes.
    is_bare: bool,
    place: SourceLocation,
}

/// An address that leads to no published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    pub(crate) address: String,
    /// Published path of the file that it names.
    pub(crate) path: String,
    /// From 1.
    pub(crate) line: usize,
    /// In characters, from 1.
    pub(crate) column: usize,
}

/// Returns the sheet with every address of the blog's own files as one from the host's root, because pages at any depth
/// carry it: `url(/a.png)` and `url(a.png)` -> `url("/blog/a.png")`.
pub(crate) fn based(css: &str, base: &BasePath, has: impl Fn(&str) -> bool) -> String {
    let mut text = String::with_capacity(css.len());
    let mut position = 0;
    for url in urls(css) {
        let Some(rooted) = rooted(&url.address) else { continue };
        let is_whole = base.as_str() == "/" || is_below(&url.address, base, &has);
        if url.address.starts_with('/') && is_whole {
            continue;
        }
        text.push_str(&css[position..url.range.start]);
        position = url.range.end;
        let mut quoted = String::new();
        // Writing to a string cannot fail.
        let _ = serialize_string(&base.join(&rooted), &mut quoted);
        if url.is_bare {
            text.extend(["url(", &quoted, ")"]);
        } else {
            text.push_str(&quoted);
        }
    }
    text.push_str(&css[position..]);
    text
}

/// Returns the addresses of files that are not published. `has` tells which paths are.
pub(crate) fn missing(css: &str, base: &BasePath, has: impl Fn(&str) -> bool) -> Vec<Missing> {
    urls(css)
        .into_iter()
        .filter_map(|url| {
            let path = path(&url.address)?;
            if has(&path) || is_below(&url.address, base, &has) {
                return None;
            }
            Some(Missing {
                path,
                line: url.place.line as usize + 1,
                column: url.place.column as usize,
                address: url.address,
            })
        })
        .collect()
}

/// Whether an address from the host's root names a published file with the base path before it.
fn is_below(address: &str, base: &BasePath, has: &impl Fn(&str) -> bool) -> bool {
    let rest = address.strip_prefix(base.as_str());
    base.as_str() != "/" && rest.and_then(path).is_some_and(|path| has(&path))
}

/// The published path that an address names. None for another host, data and fragments.
fn path(address: &str) -> Option<String> {
    let rooted = rooted(address)?;
    let path = rooted.split(['?', '#']).next().unwrap_or_default();
    Some(percent::decode(path).unwrap_or_else(|| path.to_owned()))
}

/// An address of one of the blog's own files, from the blog's root, where the sheet lies: `./a/../b.png?1` -> `b.png?1`.
/// None for another host, data and fragments.
fn rooted(address: &str) -> Option<String> {
    let address = address.trim();
    let (plain, rest) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    if plain.is_empty() || address.starts_with("//") || scheme(address).is_some() {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in plain.split('/') {
        match part {
            "" | "." => {}
            // Browsers stop at the root, too.
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/") + rest)
}

fn urls(css: &str) -> Vec<Url> {
    let mut input = ParserInput::new(css);
    let mut urls = Vec::new();
    collect(&mut Parser::new(&mut input), false, &mut urls);
    urls
}

/// Adds the addresses among the tokens of a block and its nested blocks. `names_files` tells whether strings in it are
/// addresses, as in `url("a.png")` and `image-set("a.png" 1x)`.
fn collect(input: &mut Parser<'_, '_>, names_files: bool, urls: &mut Vec<Url>) {
    loop {
        input.skip_whitespace();
        let place = input.current_source_location();
        let start = input.position().byte_index();
        let Ok(token) = input.next().cloned() else { return };
        let range = start..input.position().byte_index();
        match &token {
            Token::UnquotedUrl(address) => urls.push(Url {
                address: address.to_string(),
                range,
                is_bare: true,
                place,
            }),
            Token::QuotedString(address) if names_files => urls.push(Url {
                address: address.to_string(),
                range,
                is_bare: false,
                place,
            }),
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                const OF_FILES: [&str; 4] = ["url", "src", "image-set", "-webkit-image-set"];
                let inner = match &token {
                    Token::Function(name) => OF_FILES.iter().any(|known| name.eq_ignore_ascii_case(known)),
                    _ => false,
                };
                let _ = input.parse_nested_block(|input| -> Result<(), ParseError<'_, ()>> {
                    collect(input, inner, urls);
                    Ok(())
                });
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(path: &str) -> bool {
        ["a.png", "img/b c.png", "fonts/x.woff2", "blog/own.png"].contains(&path)
    }

    #[test]
    fn addresses_from_the_root_are_below_the_base_path() {
        let base = BasePath::parse("/blog/").unwrap();
        for (css, expected) in [
            (
                "a { background: url(/a.png) }",
                "a { background: url(\"/blog/a.png\") }",
            ),
            ("a{b:url( '/a.png?x#y' )}", "a{b:url( \"/blog/a.png?x#y\" )}"),
            ("a{b:URL(\"/a\\\".png\")}", "a{b:URL(\"/blog/a\\\".png\")}"),
            (
                "a{--x:url(/a.png);b:image-set('/a.png' 1x)}",
                "a{--x:url(\"/blog/a.png\");b:image-set(\"/blog/a.png\" 1x)}",
            ),
            (
                "@font-face{src:url(/fonts/x.woff2)}@media print{a{b:url(/c)}}",
                "@font-face{src:url(\"/blog/fonts/x.woff2\")}@media print{a{b:url(\"/blog/c\")}}",
            ),
            // With the base path already.
            ("a{b:url(/blog/a.png)}", "a{b:url(/blog/a.png)}"),
            ("a{b:url(/blog/own.png)}", "a{b:url(\"/blog/blog/own.png\")}"),
            // Not of the blog.
            (
                "a{b:url(//x.example/a) url(https://x.example/) url(#f) url(data:,x);content:'/a'}",
                "a{b:url(//x.example/a) url(https://x.example/) url(#f) url(data:,x);content:'/a'}",
            ),
            (
                "/* url(/a.png) */ a { b: \"url(/a.png)\" }",
                "/* url(/a.png) */ a { b: \"url(/a.png)\" }",
            ),
            ("a { b: url(/a.png", "a { b: url(\"/blog/a.png\")"),
        ] {
            assert_eq!(based(css, &base, has), expected, "{css}");
            assert_eq!(based(css, &BasePath::root(), has), css);
        }
    }

    #[test]
    fn relative_addresses_hold_on_pages_at_any_depth() {
        for (css, at_root, below) in [
            ("url(a.png)", "url(\"/a.png\")", "url(\"/blog/a.png\")"),
            (
                "url('./img/../img/b%20c.png?v#x')",
                "url(\"/img/b%20c.png?v#x\")",
                "url(\"/blog/img/b%20c.png?v#x\")",
            ),
            ("url(../a.png)", "url(\"/a.png\")", "url(\"/blog/a.png\")"),
            (
                "image-set('a.png' 1x)",
                "image-set(\"/a.png\" 1x)",
                "image-set(\"/blog/a.png\" 1x)",
            ),
        ] {
            let [css, at_root, below] = [css, at_root, below].map(|value| format!("a{{b:{value}}}"));
            assert_eq!(based(&css, &BasePath::root(), has), at_root);
            assert_eq!(based(&css, &BasePath::parse("/blog/").unwrap(), has), below);
        }
    }

    #[test]
    fn files_that_are_not_there_are_found_with_their_place() {
        let css = "a { b: url(/a.png) url(./img/b%20c.png?v) url('../a.png') url(#x) url(data:,x) url(//h/x) }\n\
                   b {\n  é: url(/none.png);\n  c: url(\"img/none.png\");\n  d: url(/blog/a.png) url(/blog/none) }\n";
        let found = |base: &str| -> Vec<String> {
            let base = BasePath::parse(base).unwrap();
            let found = missing(css, &base, has).into_iter();
            found
                .map(|missing| {
                    format!(
                        "{}:{} {} {}",
                        missing.line, missing.column, missing.address, missing.path
                    )
                })
                .collect()
        };
        let at_base = [
            "3:6 /none.png none.png",
            "4:10 img/none.png img/none.png",
            "5:23 /blog/none blog/none",
        ];
        assert_eq!(found("/blog/"), at_base);
        assert_eq!(
            found("/"),
            [at_base[0], at_base[1], "5:6 /blog/a.png blog/a.png", at_base[2]]
        );
    }
}
