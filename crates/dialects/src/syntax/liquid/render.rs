//! Runs a template as far as it can be run before anybody asks for the page.

use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};

use super::expression::{arguments, evaluate, holds};
use super::parse::{Block, Head, Kind, Node};
use super::scope::{Flavor, Names};
use super::tokens::Token;
use super::value::Value;
use crate::document::Document;
use crate::text::edited::{Edit, Text};
use crate::text::fault::Fault;

/// What a text becomes, in its order.
enum Piece {
    Kept(Range<usize>),
    Made(String),
}

/// Steps of a document. Loops in loops end here.
pub(super) const MOST_STEPS: usize = 20_000;

/// What a document's loops and includes make of nothing, in bytes.
const MOST_MADE: usize = 2_000_000;

/// Includes within includes.
const DEEPEST: usize = 8;

pub(super) struct Renderer<'a, 'f> {
    pub(super) names: Names<'a>,
    text: &'a Text,
    faults: &'f mut Vec<Fault>,
    pieces: Vec<Piece>,
    /// What is made within a loop, a capture or an include; the innermost last.
    buffers: Vec<String>,
    /// The tag of the document that an include stands for.
    included_at: Option<Range<usize>>,
    depth: usize,
    pub(super) steps: usize,
    made: usize,
    /// A loop is being left (`true`) or its next round comes.
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

    /// What became of the text, as edits of it.
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
                    let what = format!("the tag `{name}` has no translation here; what is in it was kept");
                    self.fault(range, source, Rule::Shortcode, what);
                }
                Node::Block(block) => self.block(block, source),
            }
        }
    }

    fn keep(&mut self, range: &Range<usize>, source: &str) {
        if self.buffers.is_empty() {
            self.pieces.push(Piece::Kept(range.clone()));
        } else {
            self.say(&source[range.clone()]);
        }
    }

    pub(super) fn say(&mut self, text: &str) {
        match self.buffers.last_mut() {
            Some(buffer) => {
                self.made += text.len();
                buffer.push_str(text);
            }
            None => self.pieces.push(Piece::Made(text.to_owned())),
        }
    }

    /// What is said meanwhile.
    pub(super) fn said(&mut self, tell: impl FnOnce(&mut Self)) -> String {
        self.buffers.push(String::new());
        tell(self);
        self.buffers.pop().unwrap_or_default()
    }

    /// Finds fault with a tag of the document, or of an include that the document asked for.
    pub(super) fn fault(&mut self, range: &Range<usize>, source: &str, rule: Rule, what: String) {
        let help = "write it in Markdown, or take it out";
        let (range, length) = if let Some(range) = &self.included_at {
            (range, 0)
        } else {
            let line = source[range.clone()].lines().next().unwrap_or_default();
            (range, line.chars().count())
        };
        let offset = self.text.origin(range.start);
        // A loop says it once.
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

    fn output(&mut self, range: &Range<usize>, expression: &str, source: &str) {
        let expression = expression.trim();
        let before_path = source[range.end..].starts_with(['/', '{']);
        if expression == "site.url" && !before_path {
            let url = self.names.document.site.text(&["url"]).unwrap_or_default().to_owned();
            return self.say(&url);
        }
        let value = evaluate(expression, &self.names);
        if let Some(text) = value.shown() {
            if value == Value::Nil && !expression.is_empty() {
                let what = format!("`{expression}` stands for nothing here");
                self.fault(range, source, Rule::Shortcode, what);
            }
            self.say(&text);
        } else {
            let what = format!(
                "only {} knows what `{expression}` stands for; it was left out",
                self.generator()
            );
            self.fault(range, source, Rule::Shortcode, what);
        }
    }

    pub(super) fn generator(&self) -> &'static str {
        match self.names.flavor {
            Flavor::Jekyll => "Jekyll",
            Flavor::Eleventy => "Eleventy",
        }
    }

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

    pub(super) fn assign(&mut self, name: &str, value: Value) {
        self.names.locals.retain(|(known, _)| known != name);
        self.names.locals.push((name.to_owned(), value));
    }

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
                        "only {} knows whether this condition holds; what is in it was kept",
                        self.generator()
                    );
                    self.fault(&block.range, source, Rule::Shortcode, what);
                    return self.nodes(&branch.nodes, source);
                }
            }
        }
    }

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

    pub(super) fn leave_loop(&mut self, for_good: bool) {
        if !self.buffers.is_empty() {
            self.jump = Some(for_good);
        }
    }

    /// What an include says, and whether all of it was known.
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

    /// Forgets faults that came since there were so many.
    pub(super) fn forgive(&mut self, count: usize) {
        self.faults.truncate(count);
    }

    pub(super) fn fault_count(&self) -> usize {
        self.faults.len()
    }
}
