//! Minifies a style sheet: removes comments and insignificant whitespace (CSS Syntax Module level 3, section 4).

use cssparser::{ParseError, Parser, ParserInput, Token};

/// Minifies `css`. Blocks left open are closed, as browsers do at the end. `a { b: c }` -> `a{b: c}`.
pub(crate) fn compact(css: &str) -> String {
    let mut sheet = Sheet {
        text: String::with_capacity(css.len()),
        is_spaced: false,
        is_apart: true,
    };
    let mut input = ParserInput::new(css);
    sheet.take(&mut Parser::new(&mut input));
    sheet.text
}

/// The minified output so far.
struct Sheet {
    text: String,
    /// Whether there was whitespace since the last token.
    is_spaced: bool,
    /// Whether the last token needs no space after it, because it cannot merge with the next one.
    is_apart: bool,
}

impl Sheet {
    /// Copies all tokens of a block, including nested blocks.
    fn take(&mut self, input: &mut Parser<'_, '_>) {
        loop {
            let start = input.position();
            let Ok(token) = input.next_including_whitespace_and_comments() else {
                return;
            };
            let close = match token {
                Token::WhiteSpace(_) => {
                    self.is_spaced = true;
                    continue;
                }
                Token::Comment(_) => {
                    // Without it, the tokens on both sides could merge into one.
                    if !self.is_spaced && !self.is_apart {
                        self.text.push_str("/**/");
                    }
                    continue;
                }
                Token::CurlyBracketBlock => "}",
                Token::SquareBracketBlock => "]",
                Token::ParenthesisBlock | Token::Function(_) => ")",
                _ => "",
            };
            let is_brace = close == "}";
            let is_apart = is_brace || matches!(token, Token::Semicolon | Token::Comma);
            self.push(input.slice_from(start), is_brace);
            self.is_apart = is_apart;
            if !close.is_empty() {
                let _: Result<(), ParseError<'_, ()>> = input.parse_nested_block(|input| {
                    self.take(input);
                    Ok(())
                });
                self.push(close, is_brace);
                self.is_apart = is_brace;
            }
        }
    }

    /// Appends a token, preceded by a space if there was a significant one.
    fn push(&mut self, token: &str, is_brace: bool) {
        if std::mem::take(&mut self.is_spaced) && !is_brace && !self.is_apart {
            self.text.push(' ');
        }
        self.text.push_str(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_nothing_is_left_out() {
        for (css, expected) in [
            (
                "/* Text. */\na  .b,\n.c > d {\n  color: red;\n  margin: 0 1px;\n}\n",
                "a .b,.c > d{color: red;margin: 0 1px;}",
            ),
            (
                "@media (min-width: 40rem) { a :is(b, c) { --x: ; } }",
                "@media (min-width: 40rem){a :is(b,c){--x: ;}}",
            ),
            ("a { width: calc(1px + 2px) }", "a{width: calc(1px + 2px)}"),
            (
                "a::before { content: \"/* , */  {\"; background: url( a/*b*/.png ) }",
                "a::before{content: \"/* , */  {\";background: url( a/*b*/.png )}",
            ),
            ("a/* */b {} c /* */ d {}", "a/**/b{}c d{}"),
            (".a\\, .b\\; c {/* */}", ".a\\, .b\\; c{}"),
            ("[title='a  b' ] { }", "[title='a  b' ]{}"),
            ("a { b: c", "a{b: c}"),
        ] {
            assert_eq!(compact(css), expected, "{css}");
            assert_eq!(compact(expected), expected);
        }
    }
}
