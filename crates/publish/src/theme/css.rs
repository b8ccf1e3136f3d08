//! Style sheets of authors: the classes they name, and their syntax errors.

use std::collections::BTreeSet;

use cssparser::{
    AtRuleParser, BasicParseErrorKind, CowRcStr, DeclarationParser, ParseError, ParseErrorKind, Parser, ParserInput,
    ParserState, QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, SourceLocation, StyleSheetParser, Token,
};

/// A syntax error in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// From 1.
    pub(crate) line: usize,
    /// In characters, from 1; 0 if unknown.
    pub(crate) column: usize,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

/// Class of a marker rule that is appended to the sheet: the block it is parsed in tells what was left open.
const END: &str = "feuillet-end-of-sheet";

/// Returns the classes named in the selectors of a sheet.
pub(crate) fn classes(css: &str) -> BTreeSet<String> {
    let mut input = ParserInput::new(css);
    let mut classes = BTreeSet::new();
    collect(&mut Parser::new(&mut input), &mut classes);
    classes
}

/// Adds every `.name` among the tokens of a block and its nested blocks.
fn collect(input: &mut Parser<'_, '_>, classes: &mut BTreeSet<String>) {
    let mut is_behind_dot = false;
    while let Ok(token) = input.next_including_whitespace().cloned() {
        match &token {
            Token::Ident(name) if is_behind_dot => {
                classes.insert(name.to_string());
            }
            token if opens(token) => {
                let _ = input.parse_nested_block(|input| -> Result<(), ParseError<'_, ()>> {
                    collect(input, classes);
                    Ok(())
                });
            }
            _ => {}
        }
        is_behind_dot = token == Token::Delim('.');
    }
}

/// Whether a token opens a nested block.
fn opens(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock
    )
}

/// Finds the parts of a sheet that browsers would ignore. Property names and values are not validated.
pub(crate) fn faults(css: &str) -> Vec<Fault> {
    let whole = format!("{css}\n;.{END}{{}}");
    let mut input = ParserInput::new(&whole);
    let mut input = Parser::new(&mut input);
    let mut body = Body {
        opened: None,
        found: Found::default(),
    };
    let mut errors = Vec::new();
    for rule in StyleSheetParser::new(&mut input, &mut body) {
        if let Err((error, _)) = rule {
            errors.push(error);
        }
    }
    let mut faults = body.found.faults;
    faults.extend(errors.into_iter().map(|error| fault(css, &error)));
    match body.found.end {
        End::Outside => {}
        End::Inside(place) => faults.push(at(css, place, "unclosed block", "add the missing `}`")),
        // The marker itself was swallowed, by an open comment, quote or bracket.
        End::Nowhere => {
            let last = css.lines().count();
            faults.push(Fault {
                line: last,
                column: 0,
                message: "unclosed comment, quote or bracket".to_owned(),
                help: "close every comment, quote and bracket",
            });
        }
    }
    faults.sort_by_key(|fault| (fault.line, fault.column));
    faults
}

#[derive(Default)]
struct Found {
    faults: Vec<Fault>,
    end: End,
}

/// Position of the marker rule ([`END`]) in the parsed sheet.
#[derive(Clone, Copy, Default)]
enum End {
    #[default]
    Nowhere,
    Outside,
    /// In a block that was never closed and begins there.
    Inside(SourceLocation),
}

/// Parser of a block's contents, or of the whole sheet.
struct Body {
    /// Start of the outermost enclosing block.
    opened: Option<SourceLocation>,
    found: Found,
}

/// Why a rule or declaration is ignored.
#[derive(Clone, Debug)]
enum Broken {
    Import,
    /// The value of this property contains a colon.
    Colon(String),
    /// The rule has no selector.
    Nothing,
}

type Error<'i> = ParseError<'i, Broken>;

impl Body {
    /// Parses the contents of a block that begins at `start`, and collects its faults.
    fn block(&mut self, start: &ParserState, input: &mut Parser<'_, '_>) {
        let mut inner = Body {
            opened: self.opened.or(Some(start.source_location())),
            found: std::mem::take(&mut self.found),
        };
        let mut faults = Vec::new();
        for item in RuleBodyParser::new(input, &mut inner) {
            if let Err((error, _)) = item {
                faults.push((error.location, problem(&error)));
            }
        }
        self.found = inner.found;
        for (location, (message, help)) in faults {
            self.found.faults.push(Fault {
                line: location.line as usize + 1,
                column: location.column as usize,
                message,
                help,
            });
        }
    }
}

impl<'i> QualifiedRuleParser<'i> for Body {
    type Prelude = bool;
    type QualifiedRule = ();
    type Error = Broken;

    fn parse_prelude<'t>(&mut self, input: &mut Parser<'i, 't>) -> Result<bool, Error<'i>> {
        let start = input.position();
        sound(input)?;
        let selector = input.slice_from(start).trim();
        if selector.is_empty() {
            return Err(input.new_custom_error(Broken::Nothing));
        }
        Ok(selector.ends_with(END))
    }

    fn parse_block<'t>(
        &mut self,
        is_end: bool,
        start: &ParserState,
        input: &mut Parser<'i, 't>,
    ) -> Result<(), Error<'i>> {
        if is_end {
            self.found.end = self.opened.map_or(End::Outside, End::Inside);
        } else {
            self.block(start, input);
        }
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for Body {
    type Prelude = ();
    type AtRule = ();
    type Error = Broken;

    fn parse_prelude<'t>(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i, 't>) -> Result<(), Error<'i>> {
        if name.eq_ignore_ascii_case("import") {
            return Err(input.new_custom_error(Broken::Import));
        }
        sound(input)
    }

    fn parse_block<'t>(&mut self, (): (), start: &ParserState, input: &mut Parser<'i, 't>) -> Result<(), Error<'i>> {
        self.block(start, input);
        Ok(())
    }

    fn rule_without_block(&mut self, (): (), _: &ParserState) -> Result<(), ()> {
        Ok(())
    }
}

impl<'i> DeclarationParser<'i> for Body {
    type Declaration = ();
    type Error = Broken;

    fn parse_value<'t>(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i, 't>,
        _: &ParserState,
    ) -> Result<(), Error<'i>> {
        if name.starts_with("--") {
            return sound(input);
        }
        while let Ok(token) = input.next().cloned() {
            // A colon in a value means that the declaration before lacks its `;`.
            if token == Token::Colon {
                return Err(input.new_custom_error(Broken::Colon(name.to_string())));
            }
            judge(&token, input)?;
        }
        Ok(())
    }
}

impl RuleBodyItemParser<'_, (), Broken> for Body {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}

/// Consumes the rest of the input.
///
/// # Errors
///
/// If it contains a broken token, such as a bad string.
fn sound<'i>(input: &mut Parser<'i, '_>) -> Result<(), Error<'i>> {
    while let Ok(token) = input.next().cloned() {
        judge(&token, input)?;
    }
    Ok(())
}

/// Checks one token, and the block that it opens.
fn judge<'i>(token: &Token<'i>, input: &mut Parser<'i, '_>) -> Result<(), Error<'i>> {
    if token.is_parse_error() {
        return Err(input.new_unexpected_token_error(token.clone()));
    }
    if opens(token) {
        input.parse_nested_block(sound)
    } else {
        Ok(())
    }
}

fn fault(css: &str, error: &Error<'_>) -> Fault {
    let (message, help) = problem(error);
    at(css, error.location, &message, help)
}

/// Message and help for an error.
fn problem(error: &Error<'_>) -> (String, &'static str) {
    match &error.kind {
        ParseErrorKind::Custom(Broken::Import) => (
            "`@import` delays the first paint of every page by a request".to_owned(),
            "copy the imported rules into this file",
        ),
        ParseErrorKind::Custom(Broken::Colon(name)) => (
            format!("unexpected colon in the value of `{name}`: browsers ignore it"),
            "end each declaration with `;`",
        ),
        ParseErrorKind::Custom(Broken::Nothing) => {
            ("rule without a selector".to_owned(), "write a selector before the `{`")
        }
        ParseErrorKind::Basic(BasicParseErrorKind::UnexpectedToken(Token::CloseCurlyBracket)) => {
            ("unmatched `}`".to_owned(), "remove it, or add the missing `{`")
        }
        ParseErrorKind::Basic(_) => (
            "invalid CSS: browsers ignore it".to_owned(),
            "write declarations like `color: red;` inside braces, and close every quote and bracket",
        ),
    }
}

/// Builds a fault. Places behind the sheet (in the marker rule) become its last line.
fn at(css: &str, place: SourceLocation, message: &str, help: &'static str) -> Fault {
    let line = (place.line as usize).min(css.lines().count().saturating_sub(1));
    Fault {
        line: line + 1,
        column: if line == place.line as usize {
            place.column as usize
        } else {
            0
        },
        message: message.to_owned(),
        help,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_found_in_selectors() {
        let css = ".a .b:is(.c, .d\\:e)::before { margin: .5rem 1.5em; } @media print { .f { color: red; &.g {} } }";
        assert_eq!(
            classes(css).into_iter().collect::<Vec<_>>(),
            ["a", "b", "c", "d:e", "f", "g"]
        );
    }

    #[test]
    fn sound_sheets_have_no_faults() {
        for css in [
            "",
            "/* nothing */",
            ":root { --accent: light-dark(#123, #456); --x: a:b; }\n.quote { font-style: italic }",
            "@media (width > 40rem) { .a { color: red; &:hover { color: blue } } }",
            "@font-face { font-family: \"X\"; src: url(fonts/x.woff2) format(\"woff2\"); }",
            "@layer utilities { .a { b: c } } @keyframes x { from { top: 0 } 50% { top: 1px } }",
            "a { background: url(\"data:image/svg+xml,x\"); grid-template: [a] 'b c' 1fr / auto; }",
            "a { color: red !important; }",
        ] {
            assert_eq!(faults(css), [], "{css}");
        }
    }

    #[test]
    fn faults_are_told_with_their_place() {
        let told = [
            ".a { color: red",
            ".a { color: red; }\n}\n.b { color: blue; }",
            ".a {\n  color: red\n  background: blue;\n}",
            "@import \"x.css\";\n.a { b: c }",
            ".a { color red; }",
            ".a { content: \"x\n; }",
            "{ color: red }",
            "/* never closed\n.a { color: red }",
            ".a { .b { color: red; }",
            ".a { width: calc(1px; }",
        ]
        .map(|css| {
            let faults = faults(css);
            assert!(!faults.is_empty(), "{css}");
            let faults: Vec<String> = faults
                .iter()
                .map(|fault| format!("  {}:{} {}; {}", fault.line, fault.column, fault.message, fault.help))
                .collect();
            format!("{css}\n{}", faults.join("\n"))
        });
        insta::assert_snapshot!(told.join("\n---\n"));
    }
}
