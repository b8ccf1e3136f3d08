//! Expands macros: those that a formula defines (`\newcommand`, `\def`, `\DeclareMathOperator`, `\let`), and the table
//! [`builtin`] of commands and environments that the converter knows by another name.

mod builtin;
mod chemistry;
mod input;
mod outside;

use std::collections::HashMap;
use std::ops::Range;

use self::input::{Input, Place, command};
use self::outside::Outside;
use crate::TexError;

/// Commands whose argument is words.
const TEXTS: &[&str] = &[
    "hbox",
    "mbox",
    "text",
    "textbf",
    "textit",
    "textnormal",
    "textrm",
    "textsf",
    "texttt",
];

/// Most bytes that a formula may have after expansion.
const MOST_TEXT: usize = 64 * 1024;
/// Deepest macro within a macro.
const MOST_DEPTH: usize = 32;

/// TeX without macros of its own, and the way back to the author's.
#[derive(Debug, Default)]
pub(crate) struct Expanded {
    pub(crate) text: String,
    /// Pieces of the text: where each begins, its place in the author's TeX, and whether it was copied from there.
    pieces: Vec<(usize, usize, bool)>,
}

impl Expanded {
    /// Returns the place in the author's TeX of a byte of the text: where it was copied from, or the macro's call.
    pub(crate) fn origin(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|(start, ..)| *start <= at);
        match next.checked_sub(1).map(|last| self.pieces[last]) {
            Some((start, origin, true)) => origin + (at - start),
            Some((_, origin, false)) => origin,
            None => 0,
        }
    }

    fn push(&mut self, text: &str, place: Place) {
        if text.is_empty() {
            return;
        }
        let (origin, is_copied) = match place {
            Place::Written(at) => (at, true),
            Place::Call(at) => (at, false),
        };
        // `\a` before a letter from elsewhere would be another command.
        let is_word = text.starts_with(|first: char| first.is_ascii_alphabetic()) && ends_with_command(&self.text);
        if is_word && self.pieces.last().is_some_and(|last| last.1 != origin || !last.2) {
            self.text.push(' ');
        }
        self.pieces.push((self.text.len(), origin, is_copied));
        self.text.push_str(text);
    }
}

/// A macro that the formula defines.
#[derive(Clone, Debug)]
struct Macro {
    arguments: usize,
    /// Value of the first argument where it is optional and missing.
    default: Option<String>,
    body: String,
}

/// Expands the macros of a formula. One in a line of its own may have `\\\\` and `\\tag` outside of environments.
pub(crate) fn expand(tex: &str, display: bool) -> Result<Expanded, TexError> {
    let mut expander = Expander::default();
    expander.text(tex, Place::Written(0), 0)?;
    let around = Outside::of(&expander.done.text).around().filter(|_| display);
    let Some((begin, end)) = around else {
        return Ok(expander.done);
    };
    let mut wrapped = Expander::default();
    wrapped.push(begin, Place::Call(0))?;
    let inner = expander.done;
    for (index, (start, origin, is_copied)) in inner.pieces.iter().enumerate() {
        let end = inner.pieces.get(index + 1).map_or(inner.text.len(), |next| next.0);
        let place = if *is_copied {
            Place::Written(*origin)
        } else {
            Place::Call(*origin)
        };
        wrapped.push(&inner.text[*start..end], place)?;
    }
    wrapped.push(end, Place::Call(tex.len()))?;
    Ok(wrapped.done)
}

#[derive(Debug, Default)]
struct Expander {
    macros: HashMap<String, Macro>,
    done: Expanded,
}

impl Expander {
    fn text(&mut self, text: &str, place: Place, depth: usize) -> Result<(), TexError> {
        if depth > MOST_DEPTH {
            return Err(TexError::new(place.at(0), "nested too deeply"));
        }
        let mut at = 0;
        while let Some(next) = text[at..].find(['\\', '%']).map(|next| at + next) {
            self.push(&text[at..next], place.shifted(at))?;
            if text[next..].starts_with('%') {
                let end = text[next..].find('\n').map_or(text.len(), |end| next + end + 1);
                // A comment takes the line break with it, but a command before it must end.
                self.push(" ", Place::Call(place.at(next)))?;
                at = end;
                continue;
            }
            let name = command(text, next);
            at = self.command(text, name, place, depth)?;
        }
        self.push(&text[at..], place.shifted(at))
    }

    /// Handles the command that is named in `name`; returns where the text goes on.
    fn command(&mut self, text: &str, name: Range<usize>, place: Place, depth: usize) -> Result<usize, TexError> {
        let start = name.start - 1;
        let mut input = Input {
            text,
            at: name.end,
            place,
        };
        let named = &text[name.clone()];
        match named {
            "newcommand" | "renewcommand" | "providecommand" => self.new_command(&mut input)?,
            "def" | "gdef" | "edef" | "xdef" => self.def(&mut input)?,
            "let" => self.alias(&mut input)?,
            "DeclareMathOperator" => self.operator(&mut input)?,
            "begin" | "end" => {
                let is_begin = named == "begin";
                let environment = input.argument("\\begin")?.trim();
                let Some(other) = builtin::environment(environment) else {
                    self.push(&text[start..input.at], place.shifted(start))?;
                    return Ok(input.at);
                };
                if is_begin {
                    for _ in 0..other.arguments {
                        input.argument(environment)?;
                    }
                    if other.has_option {
                        input.option();
                    }
                }
                let replacement = if is_begin { other.begin } else { other.end };
                self.push(replacement, Place::Call(place.at(start)))?;
            }
            "tag" => self.tag(start, &mut input)?,
            "ce" => {
                let formula = chemistry::tex(input.argument("\\ce")?);
                self.push("{", Place::Call(place.at(start)))?;
                self.text(&formula, Place::Call(place.at(start)), depth + 1)?;
                self.push("}", Place::Call(place.at(start)))?;
            }
            "color" => self.color(start, &mut input)?,
            name if TEXTS.contains(&name) && !self.macros.contains_key(name) => {
                self.words(start, name, &mut input, depth)?;
            }
            _ => {
                let own = self.macros.get(named).cloned();
                let Some(found) = own.or_else(|| builtin::command(named)) else {
                    self.push(&text[start..name.end], place.shifted(start))?;
                    return Ok(name.end);
                };
                if depth >= MOST_DEPTH {
                    return Err(TexError::new(
                        place.at(start),
                        format!("the macro `\\{named}` calls itself, or calls are too deep"),
                    ));
                }
                let body = found.called(named, &mut input)?;
                self.text(&body, Place::Call(place.at(start)), depth + 1)?;
            }
        }
        Ok(input.at)
    }

    /// `\tag{1}` and `\tag*{1}`, whose text has plain characters only.
    fn tag(&mut self, start: usize, input: &mut Input<'_>) -> Result<(), TexError> {
        input.skip("*");
        let written = input.argument("\\tag")?.trim();
        let written = written
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'))
            .unwrap_or(written);
        let kept = |character: &char| character.is_ascii_alphanumeric() || " .,-*:?@".contains(*character);
        let text: String = written.chars().filter(kept).collect();
        self.push(&format!("\\tag{{{text}}}"), Place::Call(input.place.at(start)))
    }

    /// `\color{#1a2b3c}`, which is `\color[HTML]{1a2b3c}` to the converter.
    fn color(&mut self, start: usize, input: &mut Input<'_>) -> Result<(), TexError> {
        let model = input.option();
        let color = input.argument("\\color")?.trim();
        let place = Place::Call(input.place.at(start));
        match (model, color.strip_prefix('#')) {
            (None, Some(digits)) if digits.len() == 3 => {
                let doubled: String = digits.chars().flat_map(|digit| [digit, digit]).collect();
                self.push(&format!("\\color[HTML]{{{doubled}}}"), place)
            }
            (None, Some(digits)) => self.push(&format!("\\color[HTML]{{{digits}}}"), place),
            (Some(model), _) => self.push(&format!("\\color[{model}]{{{color}}}"), place),
            (None, None) => self.push(&format!("\\color{{{color}}}"), place),
        }
    }

    /// Words among formulas, in which `$…$` is a formula again: `\text{if $x$}` -> `\text{if }x\text{}`
    fn words(&mut self, start: usize, name: &str, input: &mut Input<'_>, depth: usize) -> Result<(), TexError> {
        let words = input.argument(&format!("\\{name}"))?;
        let place = Place::Call(input.place.at(start));
        let name = if matches!(name, "hbox" | "mbox" | "textnormal") {
            "text"
        } else {
            name
        };
        for (index, piece) in words.split('$').enumerate() {
            if index % 2 == 1 {
                self.push("{", place)?;
                self.text(piece, place, depth + 1)?;
                self.push("}", place)?;
            } else if !piece.is_empty() {
                let escaped = piece.replace("\\_", "_").replace('_', "\\_");
                self.push(&format!("\\{name}{{{escaped}}}"), place)?;
            }
        }
        Ok(())
    }

    fn push(&mut self, text: &str, place: Place) -> Result<(), TexError> {
        if self.done.text.len() + text.len() > MOST_TEXT {
            return Err(TexError::new(
                place.at(0),
                "the formula is too long after its macros were expanded".to_owned(),
            ));
        }
        self.done.push(text, place);
        Ok(())
    }

    /// `\newcommand{\name}[2][default]{body}`
    fn new_command(&mut self, input: &mut Input<'_>) -> Result<(), TexError> {
        input.skip("*");
        let name = input.name()?;
        let arguments = match input.option() {
            Some(number) => input.number(number)?,
            None => 0,
        };
        let default = input.option().map(str::to_owned);
        let body = input.argument("\\newcommand")?.to_owned();
        let defined = Macro {
            arguments,
            default,
            body,
        };
        // `\providecommand` gives way to what is there, but a formula that defines twice means the last one.
        self.macros.insert(name, defined);
        Ok(())
    }

    /// `\def\name#1#2{body}`
    fn def(&mut self, input: &mut Input<'_>) -> Result<(), TexError> {
        let name = input.name()?;
        let mut arguments = 0;
        while input.skip("#") {
            let digit = input.rest().bytes().next().filter(u8::is_ascii_digit);
            input.at += usize::from(digit.is_some());
            arguments += 1;
        }
        if !input.rest().trim_start().starts_with('{') {
            return Err(input.error("`\\def` with other arguments than `#1#2…` is not supported"));
        }
        let body = input.argument("\\def")?.to_owned();
        let defined = Macro {
            arguments,
            default: None,
            body,
        };
        self.macros.insert(name, defined);
        Ok(())
    }

    /// `\let\name=\other`
    fn alias(&mut self, input: &mut Input<'_>) -> Result<(), TexError> {
        let name = input.name()?;
        input.skip("=");
        let other = input.argument("\\let")?;
        let known = other.strip_prefix('\\').and_then(|other| self.macros.get(other));
        let defined = known.cloned().unwrap_or_else(|| Macro {
            arguments: 0,
            default: None,
            body: other.to_owned(),
        });
        self.macros.insert(name, defined);
        Ok(())
    }

    /// `\DeclareMathOperator*{\name}{text}`
    fn operator(&mut self, input: &mut Input<'_>) -> Result<(), TexError> {
        let star = if input.skip("*") { "*" } else { "" };
        let name = input.name()?;
        let text = input.argument("\\DeclareMathOperator")?;
        let defined = Macro {
            arguments: 0,
            default: None,
            body: format!("\\operatorname{star}{{{text}}}"),
        };
        self.macros.insert(name, defined);
        Ok(())
    }
}

impl Macro {
    /// Returns the body with the arguments that follow the call.
    fn called(&self, name: &str, input: &mut Input<'_>) -> Result<String, TexError> {
        let mut arguments: Vec<&str> = Vec::new();
        let mut rest = self.arguments;
        if let Some(default) = &self.default {
            arguments.push(input.option().unwrap_or(default));
            rest = rest.saturating_sub(1);
        }
        for _ in 0..rest {
            arguments.push(input.argument(&format!("\\{name}"))?);
        }
        let mut body = String::new();
        let mut pieces = self.body.split('#');
        body.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let mut characters = piece.chars();
            let number = characters.next().and_then(|digit| digit.to_digit(10));
            let argument = number.and_then(|number| arguments.get((number as usize).checked_sub(1)?));
            let Some(argument) = argument else {
                body.push('#');
                body.push_str(piece);
                continue;
            };
            if body.len() > MOST_TEXT {
                break;
            }
            if ends_with_command(&body) && argument.starts_with(|first: char| first.is_ascii_alphabetic()) {
                body.push(' ');
            }
            body.push_str(argument);
            let after = characters.as_str();
            if ends_with_command(argument) && after.starts_with(|first: char| first.is_ascii_alphabetic()) {
                body.push(' ');
            }
            body.push_str(after);
        }
        Ok(body)
    }
}

/// Whether a text ends with the name of a command, which a letter after it would make another one.
fn ends_with_command(text: &str) -> bool {
    let name = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let is_command = name.len() < text.len() && name.ends_with('\\');
    is_command && name.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}
