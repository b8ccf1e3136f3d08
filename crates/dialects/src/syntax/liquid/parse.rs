//! Parser for templates: builds a tree of blocks and their branches from the tokens.

use std::collections::BTreeSet;
use std::ops::Range;

use super::tokens::{Token, scan};

/// A node of the tree.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A leaf: text, output or a tag without a block.
    Plain(Token),
    Block(Block),
    /// An opening tag without translation. Its closing tag was removed, and its content follows as siblings.
    Opening {
        range: Range<usize>,
        name: Range<usize>,
    },
}

/// Kind of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    If,
    Unless,
    Case,
    For,
    Capture,
    /// Removed with its content: styles and scripts.
    Dropped,
}

/// A block such as `{% if %}…{% endif %}`.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// Range of the opening tag.
    pub(super) range: Range<usize>,
    pub(super) arguments: Range<usize>,
    pub(super) branches: Vec<Branch>,
}

/// A branch of a block, up to the next `else` or the like.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub(super) head: Head,
    pub(super) nodes: Vec<Node>,
}

/// The tag that starts a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// The opening tag of the block.
    Opening,
    /// `elsif`, `when` and the like, with its arguments.
    When(Range<usize>),
    Else,
}

/// Returns the kind of block that a tag opens.
fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "if" => Kind::If,
        "unless" => Kind::Unless,
        "case" => Kind::Case,
        "for" | "tablerow" => Kind::For,
        "capture" => Kind::Capture,
        "css" | "js" | "stylesheet" | "javascript" | "schema" => Kind::Dropped,
        _ => return None,
    })
}

/// Maximum nesting depth. Deeper block tags count as tags without translation.
const DEEPEST: usize = 40;

/// Parses a template. A block that is never closed is dissolved: its content stays.
pub(super) fn parse(source: &str, markdown: bool) -> Vec<Node> {
    let tokens = scan(source, markdown);
    // Only tags with a closing tag anywhere in the text can open a block.
    let ends: BTreeSet<String> = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Tag { name, .. } => source[name.clone()].strip_prefix("end").map(str::to_owned),
            _ => None,
        })
        .collect();
    let mut open: Vec<(String, Block)> = Vec::new();
    let mut top: Vec<Node> = Vec::new();
    for token in tokens {
        let Token::Tag { range, name, arguments } = &token else {
            add(&mut open, &mut top, Node::Plain(token));
            continue;
        };
        let tag = &source[name.clone()];
        if let Some(kind) = kind(tag).filter(|_| open.len() < DEEPEST && ends.contains(tag)) {
            let first = Branch {
                head: Head::Opening,
                nodes: Vec::new(),
            };
            let block = Block {
                kind,
                range: range.clone(),
                arguments: arguments.clone(),
                branches: vec![first],
            };
            open.push((tag.to_owned(), block));
        } else if let Some(closed) = tag.strip_prefix("end") {
            // A closing tag also dissolves the unclosed blocks inside.
            let Some(at) = open.iter().rposition(|(name, _)| name == closed) else {
                continue;
            };
            while open.len() > at + 1 {
                flatten(&mut open, &mut top);
            }
            if let Some((_, block)) = open.pop() {
                add(&mut open, &mut top, Node::Block(block));
            }
        // `else` and the like start the next branch of the innermost block.
        } else if let Some(head) = head(tag, arguments)
            && let Some((_, block)) = open.last_mut()
        {
            block.branches.push(Branch {
                head,
                nodes: Vec::new(),
            });
        } else if ends.contains(tag) {
            let (range, name) = (range.clone(), name.clone());
            add(&mut open, &mut top, Node::Opening { range, name });
        } else {
            add(&mut open, &mut top, Node::Plain(token));
        }
    }
    while !open.is_empty() {
        flatten(&mut open, &mut top);
    }
    top
}

/// Returns the branch that a tag starts, if it starts one.
fn head(tag: &str, arguments: &Range<usize>) -> Option<Head> {
    match tag {
        "elsif" | "elseif" | "elif" | "when" => Some(Head::When(arguments.clone())),
        "else" => Some(Head::Else),
        _ => None,
    }
}

/// Adds a node to the innermost open branch, or to the top level.
fn add(open: &mut [(String, Block)], top: &mut Vec<Node>, node: Node) {
    match open.last_mut().and_then(|(_, block)| block.branches.last_mut()) {
        Some(branch) => branch.nodes.push(node),
        None => top.push(node),
    }
}

/// Dissolves the innermost open block: its content moves to the block around it.
fn flatten(open: &mut Vec<(String, Block)>, top: &mut Vec<Node>) {
    if let Some((_, block)) = open.pop() {
        for node in block.branches.into_iter().flat_map(|branch| branch.nodes) {
            add(open, top, node);
        }
    }
}
