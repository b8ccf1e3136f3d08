//! Runs a template as far as its values are known at publish time.

use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};

use super::expression::{arguments, evaluate, holds};
use super::parse::{Block, Head, Kind, Node};
use super::scope::{Flavor, Names};
use super::tokens::Token;
use super::value::Value;
use crate::document::Document;
use crate::text::edited::{Edit, Text};
use crate::text::fault::{FIX_REFERENCE, Fault, REPLACE};

/// A part of the result, in order.
enum Piece {
    /// A range of the document that stays.
    Kept(Range<usize>),
    /// Generated text.
    Made(String),
}

/// Maximum number of nodes run per document. This ends nested loops that would take too long.
pub(super) const MOST_STEPS: usize = 20_000;

/// Maximum size of the text that loops and includes generate per document, in bytes.
const MOST_MADE: usize = 2_000_000;

/// Maximum depth of nested includes.
const DEEPEST: usize = 8;

/// State of running one document.
pub(super) struct Renderer<'a, 'f> {
    pub(super) names: Names<'a>,
    text: &'a Text,
    faults: &'f mut Vec<Fault>,
    pieces: Vec<Piece>,
    /// Output of the open loops, captures and includes, innermost last.
    buffers: Vec<String>,
    /// Range of the outermost include tag that is being run. Findings in the template are reported there.
    included_at: Option<Range<usize>>,
    depth: usize,
    pub(super) steps: usize,
    made: usize,
    /// Set after `break` (`true`) or `continue` (`false`), until the loop has handled it.
    pub(super) jump: Option<bool>,
}

impl<'a, 'f> Renderer<'a, 'f> {
    pub(super) fn new(
        text: &'a Text,
        flavor: Flavor,
        page: Vec<(String, Value)>,
        document: Document<'a>,
        faults: &'f mut Vec<Fault>,
    ) -> Self {
        Self {
            names: Names {
                flavor,
                document,
                page,
                locals: Vec::new(),
            },
            text,
            faults,
            pieces: Vec::new(),
            buffers: Vec::new(),
            included_at: None,
            depth: 0,
            steps: 0,
            made: 0,
            jump: None,
        }
    }

    /// Returns the result as edits of the document, which is `length` bytes long.
    pub(super) fn edits(self, length: usize) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut position = 0;
        let mut pending = String::new();
        for piece in self.pieces {
            match piece {
                Piece::Made(text) => pending.push_str(&text),
                Piece::Kept(range) => {
                    if range.start > position || !pending.is_empty() {
                        edits.push(Edit::new(position..range.start, std::mem::take(&mut pending)));
                    }
                    position = range.end;
                }
            }
        }
        if position < length || !pending.is_empty() {
            edits.push(Edit::new(position..length, pending));
        }
        edits
    }

    /// Runs nodes of `source`, which is the document or an included template.
    pub(super) fn nodes(&mut self, nodes: &[Node], source: &str) {
        for node in nodes {
            self.steps += 1;
            if self.steps > MOST_STEPS || self.made > MOST_MADE || self.jump.is_some() {
                return;
            }
            match node {
                Node::Plain(Token::Text(range)) => self.keep(range, source),
                Node::Plain(Token::Output { range, inner }) => self.output(range, &source[inner.clone()], source),
                Node::Plain(Token::Highlight {
                    range,
                    arguments,
                    inner,
                }) => {
                    let made = self.highlight(range, &source[arguments.clone()], &source[inner.clone()], source);
                    self.say(&made);
                }
                Node::Plain(Token::Tag { range, name, arguments }) => {
                    self.tag(range, &source[name.clone()], &source[arguments.clone()], source);
                }
                Node::Opening { range, name } => {
                    let name = &source[name.clone()];
                    let what = format!("unsupported tag `{name}`: only its content is kept");
                    self.fault(range, source, Rule::Shortcode, what);
                }
                Node::Block(block) => self.block(block, source),
            }
        }
    }

    /// Keeps text: as a range at top level, as a copy within a loop, capture or include.
    fn keep(&mut self, range: &Range<usize>, source: &str) {
        if self.buffers.is_empty() {
            self.pieces.push(Piece::Kept(range.clone()));
        } else {
            self.say(&source[range.clone()]);
        }
    }

    /// Outputs generated text.
    pub(super) fn say(&mut self, text: &str) {
        match self.buffers.last_mut() {
            Some(buffer) => {
                self.made += text.len();
                buffer.push_str(text);
            }
            None => self.pieces.push(Piece::Made(text.to_owned())),
        }
    }

    /// Runs `tell` and returns its output.
    pub(super) fn said(&mut self, tell: impl FnOnce(&mut Self)) -> String {
        self.buffers.push(String::new());
        tell(self);
        self.buffers.pop().unwrap_or_default()
    }

    /// Adds a finding for a tag. Within an include, it is placed at the include tag of the document.
    pub(super) fn fault(&mut self, range: &Range<usize>, source: &str, rule: Rule, what: String) {
        let help = if rule == Rule::Reference {
            FIX_REFERENCE
        } else {
            REPLACE
        };
        let (range, length) = if let Some(range) = &self.included_at {
            (range, 0)
        } else {
            let line = source[range.clone()].lines().next().unwrap_or_default();
            (range, line.chars().count())
        };
        let offset = self.text.origin(range.start);
        // A loop reports each problem once.
        let is_known = self
            .faults
            .iter()
            .rev()
            .take(20)
            .any(|fault| fault.offset == offset && fault.diagnostic.message == what);
        if !is_known {
            self.faults.push(Fault {
                offset,
                length,
                diagnostic: Diagnostic::warning(rule, what, help),
            });
        }
    }

    /// Runs `{{ expression }}`. Unknown and empty values yield a finding.
    fn output(&mut self, range: &Range<usize>, expression: &str, source: &str) {
        let expression = expression.trim();
        // `site.url` before a path is dropped, as links are relative to the blog's root. Elsewhere it is shown.
        let before_path = source[range.end..].starts_with(['/', '{']);
        if expression == "site.url" && !before_path {
            let url = self.names.document.site.text(&["url"]).unwrap_or_default().to_owned();
            return self.say(&url);
        }
        let value = evaluate(expression, &self.names);
        if let Some(text) = value.shown() {
            if value == Value::Nil && !expression.is_empty() {
                let what = format!("`{expression}` has no value: removed");
                self.fault(range, source, Rule::Shortcode, what);
            }
            self.say(&text);
        } else {
            let what = format!("cannot evaluate `{expression}` outside {}: removed", self.generator());
            self.fault(range, source, Rule::Shortcode, what);
        }
    }

    pub(super) fn generator(&self) -> &'static str {
        match self.names.flavor {
            Flavor::Jekyll => "Jekyll",
            Flavor::Eleventy => "Eleventy",
        }
    }

    /// Runs a block according to its kind.
    fn block(&mut self, block: &Block, source: &str) {
        let arguments = &source[block.arguments.clone()];
        match block.kind {
            Kind::If | Kind::Unless => self.condition(block, source),
            Kind::Case => self.case(block, source),
            Kind::For => self.each(block, source),
            Kind::Capture => {
                let said = self.said(|renderer| {
                    for branch in &block.branches {
                        renderer.nodes(&branch.nodes, source);
                    }
                });
                self.assign(arguments.trim_matches(['"', '\'']), Value::Text(said));
            }
            Kind::Dropped => {}
        }
    }

    /// Sets a variable, replacing an earlier value.
    pub(super) fn assign(&mut self, name: &str, value: Value) {
        self.names.locals.retain(|(known, _)| known != name);
        self.names.locals.push((name.to_owned(), value));
    }

    /// Runs the first branch of an `if` or `unless` that holds or is unknown.
    fn condition(&mut self, block: &Block, source: &str) {
        for branch in &block.branches {
            let holds = match &branch.head {
                Head::Opening => {
                    let holds = holds(&source[block.arguments.clone()], &self.names);
                    if block.kind == Kind::Unless {
                        holds.map(|holds| !holds)
                    } else {
                        holds
                    }
                }
                Head::When(condition) => holds(&source[condition.clone()], &self.names),
                Head::Else => Some(true),
            };
            match holds {
                Some(false) => {}
                Some(true) => return self.nodes(&branch.nodes, source),
                None => {
                    let what = format!(
                        "cannot evaluate this condition outside {}: its content is kept",
                        self.generator()
                    );
                    self.fault(&block.range, source, Rule::Shortcode, what);
                    return self.nodes(&branch.nodes, source);
                }
            }
        }
    }

    /// Runs the first `when` branch with a matching value, else the `else` branch.
    fn case(&mut self, block: &Block, source: &str) {
        let subject = evaluate(&source[block.arguments.clone()], &self.names);
        for branch in &block.branches {
            let holds = match &branch.head {
                Head::Opening => false,
                Head::When(values) => {
                    let values = source[values.clone()].replace(" or ", ",");
                    let (values, _) = arguments(&values, &self.names);
                    let mut values = values.into_iter();
                    values.any(|value| subject.compare("==", &value) == Some(true))
                }
                Head::Else => true,
            };
            if holds {
                return self.nodes(&branch.nodes, source);
            }
        }
    }

    /// Handles `break` (`for_good`) and `continue`.
    pub(super) fn leave_loop(&mut self, for_good: bool) {
        if !self.buffers.is_empty() {
            self.jump = Some(for_good);
        }
    }

    /// Runs an included template. Returns its output, and whether it ran without findings.
    pub(super) fn included(
        &mut self,
        template: &str,
        parameters: Vec<(String, Value)>,
        at: &Range<usize>,
    ) -> (String, bool) {
        if self.depth >= DEEPEST {
            return (String::new(), false);
        }
        let nodes = super::parse::parse(template, false);
        let before = self.faults.len();
        let outer = self.included_at.clone();
        let before_locals = self.names.locals.len();
        self.included_at.get_or_insert_with(|| at.clone());
        self.depth += 1;
        self.names.locals.push(("include".to_owned(), Value::Map(parameters)));
        let said = self.said(|renderer| renderer.nodes(&nodes, template));
        self.names.locals.truncate(before_locals.min(self.names.locals.len()));
        self.depth -= 1;
        self.included_at = outer;
        (said, self.faults.len() == before)
    }

    /// Drops the findings after the first `count`.
    pub(super) fn forgive(&mut self, count: usize) {
        self.faults.truncate(count);
    }

    pub(super) fn fault_count(&self) -> usize {
        self.faults.len()
    }
}
