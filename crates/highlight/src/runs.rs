//! Runs of a kind in code, in the order of the text.

use syntect::parsing::{ClearAmount, ParseState, ScopeStackOp, SyntaxReference};

use crate::kinds::{Kind, Meaning, meaning};
use crate::languages::{GRAMMARS, Language};

/// Longest code that is colored, in bytes. Longer code is data, and nobody reads it for its keywords.
pub const MAX_CODE: usize = 200_000;

/// Longest line that is colored, in bytes. Some patterns take time that grows with the square of a line's length.
const MAX_LINE: usize = 2_000;

/// The same for Sass and SCSS: names with many hyphens take time that doubles with each.
const MAX_LINE_OF_SASS: usize = 100;

/// Most scopes around a token. Code that nests deeper is broken.
const MAX_DEPTH: usize = 2_000;

/// A kind, or none for plain text, and a length in bytes.
pub type Run = (Option<Kind>, usize);

/// Divides code into runs, whose lengths add up to that of the code: `let x` in Rust -> keyword 3, plain 2. Neighbors differ
/// in kind.
pub fn runs(language: Language, code: &str) -> Vec<Run> {
    let mut runs = Runs::default();
    match language.grammar().filter(|_| code.len() <= MAX_CODE) {
        None => runs.push(None, code),
        Some(grammar) if language.is_console || (language.is_shell && code.starts_with("$ ")) => {
            console(grammar, code, &mut runs);
        }
        Some(grammar) => {
            let mut painter = Painter::new(grammar);
            for line in code.split_inclusive('\n') {
                painter.line(line, &mut runs);
            }
        }
    }
    runs.0
}

#[derive(Default)]
struct Runs(Vec<Run>);

impl Runs {
    /// Adds a text. Blanks belong to the run before them, for nobody sees their color; a prompt ends where it ends.
    fn push(&mut self, kind: Option<Kind>, text: &str) {
        if text.is_empty() {
            return;
        }
        let is_blank = text.trim().is_empty();
        match self.0.last_mut() {
            Some((last, length)) if *last == kind || (is_blank && *last != Some(Kind::Prompt)) => *length += text.len(),
            _ => self
                .0
                .push((kind.filter(|kind| !is_blank || *kind == Kind::Prompt), text.len())),
        }
    }
}

/// A scope around the current position.
#[derive(Clone, Copy)]
struct Around {
    kind: Option<Kind>,
    /// Whether the scope itself says so, not one around it.
    is_own: bool,
    /// Whether scopes within change nothing.
    is_fixed: bool,
}

/// Colors lines of one text, one after the other.
struct Painter {
    state: ParseState,
    /// Scopes around the current position, the innermost last.
    around: Vec<Around>,
    /// Scopes that a pattern cleared until it restores them.
    cleared: Vec<Vec<Around>>,
    longest_line: usize,
}

impl Painter {
    fn new(grammar: &SyntaxReference) -> Self {
        Self {
            state: ParseState::new(grammar),
            around: Vec::new(),
            cleared: Vec::new(),
            longest_line: match grammar.name.as_str() {
                "Sass" | "SCSS" => MAX_LINE_OF_SASS,
                _ => MAX_LINE,
            },
        }
    }

    fn line(&mut self, line: &str, runs: &mut Runs) {
        if line.len() > self.longest_line || self.around.len() > MAX_DEPTH {
            runs.push(None, line);
            return;
        }
        // A grammar that refers to something missing colors nothing more.
        let changes = self.state.parse_line(line, &GRAMMARS).unwrap_or_default();
        let mut from = 0;
        for (at, change) in changes {
            if let Some(text) = line.get(from..at) {
                runs.push(self.kind(text), text);
                from = at;
            }
            self.apply(&change);
        }
        let text = line.get(from..).unwrap_or_default();
        runs.push(self.kind(text), text);
    }

    /// Kind of a text at the current position. Operators have that of what is around them, unless they are words: `and`,
    /// but not `=>`.
    fn kind(&self, text: &str) -> Option<Kind> {
        let is_operator = self.around.last().is_some_and(|around| around.is_own) && !text.contains(char::is_alphabetic);
        let mut kinds = self.around.iter().rev().map(|around| around.kind);
        kinds
            .find(|kind| !is_operator || *kind != Some(Kind::Keyword))
            .flatten()
    }

    fn apply(&mut self, change: &ScopeStackOp) {
        match change {
            ScopeStackOp::Push(scope) => {
                let around = self.around.last();
                let meaning = meaning(*scope).filter(|_| !around.is_some_and(|around| around.is_fixed));
                self.around.push(Around {
                    kind: match meaning {
                        Some(Meaning::Of(kind) | Meaning::Throughout(kind)) => Some(kind),
                        Some(Meaning::Plain) => None,
                        None => around.and_then(|around| around.kind),
                    },
                    is_own: meaning.is_some(),
                    is_fixed: around.is_some_and(|around| around.is_fixed)
                        || matches!(meaning, Some(Meaning::Throughout(_))),
                });
            }
            ScopeStackOp::Pop(count) => self.around.truncate(self.around.len().saturating_sub(*count)),
            ScopeStackOp::Clear(amount) => {
                let kept = match amount {
                    ClearAmount::TopN(count) => self.around.len().saturating_sub(*count),
                    ClearAmount::All => 0,
                };
                self.cleared.push(self.around.split_off(kept));
            }
            ScopeStackOp::Restore => self.around.extend(self.cleared.pop().unwrap_or_default()),
            ScopeStackOp::Noop => {}
        }
    }
}

/// Colors the commands after a prompt. What they print is plain.
fn console(grammar: &SyntaxReference, code: &str, runs: &mut Runs) {
    let mut continues = false;
    let mut painter = Painter::new(grammar);
    for line in code.split_inclusive('\n') {
        let prompt = if continues { continuation(line) } else { prompt(line) };
        let (prompt, command) = line.split_at(prompt.unwrap_or_default());
        if prompt.is_empty() && !continues {
            runs.push(None, line);
            continue;
        }
        if !continues {
            painter = Painter::new(grammar);
        }
        runs.push(Some(Kind::Prompt), prompt);
        painter.line(command, runs);
        continues = command.trim_end().ends_with('\\');
    }
}

/// Returns the length of the prompt that a line begins with, its blank included: `$ `, `# `, `> `, `user@host:~$ `,
/// `PS C:\>`, `C:\Users>`, `(venv) $ `.
fn prompt(line: &str) -> Option<usize> {
    let text = line.trim_end_matches(['\n', '\r']);
    let end = text.find(['$', '%', '#', '>', '❯', '➜'])?;
    let sign = text[end..].chars().next()?;
    let before = &text[..end];
    let after = end + sign.len_utf8();
    let is_prompt = before.trim().is_empty()
        || before.starts_with("PS ")
        || (sign == '>' && before.get(1..).is_some_and(|path| path.starts_with(":\\")))
        || (before.starts_with(['(', '[']) && before.trim_end().ends_with([')', ']']))
        || (before.contains('@') && !before.contains(' '))
        || (before.starts_with('[') && before.ends_with(']'));
    let blanks = text[after..].len() - text[after..].trim_start_matches(' ').len();
    // `#!/bin/sh` and `$HOME` are no prompts.
    let ends = blanks > 0 || text.len() == after || sign == '>';
    (is_prompt && ends).then_some(after + blanks)
}

/// Returns the length of the prompt of a command's next line: `> `.
fn continuation(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(' ').strip_prefix("> ")?;
    Some(line.len() - rest.len())
}
