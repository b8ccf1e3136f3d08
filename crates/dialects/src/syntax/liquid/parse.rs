//! What belongs together in a template: blocks with their branches.

use std::collections::BTreeSet;
use std::ops::Range;

use super::tokens::{Token, scan};

#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A part that has no parts.
    Plain(Token),
    Block(Block),
    /// A tag that nobody knows and that has an end, which was left out.
    Opening {
        range: Range<usize>,
        name: Range<usize>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    If,
    Unless,
    Case,
    For,
    Capture,
    /// Goes with all that is in it: styles and scripts.
    Dropped,
}

#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// Where its opening tag stands.
    pub(super) range: Range<usize>,
    pub(super) arguments: Range<usize>,
    pub(super) branches: Vec<Branch>,
}

#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub(super) head: Head,
    pub(super) nodes: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// The first one.
    Opening,
    /// `elsif` or `when`, with its arguments.
    When(Range<usize>),
    Else,
}

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

/// Deeper blocks are tags that nobody knows.
const DEEPEST: usize = 40;

/// Reads a template. Blocks that are never closed are no blocks: their content stays.
pub(super) fn parse(source: &str, markdown: bool) -> Vec<Node> {
    let tokens = scan(source, markdown);
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
            let Some(at) = open.iter().rposition(|(name, _)| name == closed) else {
                continue;
            };
            while open.len() > at + 1 {
                flatten(&mut open, &mut top);
            }
            if let Some((_, block)) = open.pop() {
                add(&mut open, &mut top, Node::Block(block));
            }
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

fn head(tag: &str, arguments: &Range<usize>) -> Option<Head> {
    match tag {
        "elsif" | "elseif" | "elif" | "when" => Some(Head::When(arguments.clone())),
        "else" => Some(Head::Else),
        _ => None,
    }
}

fn add(open: &mut [(String, Block)], top: &mut Vec<Node>, node: Node) {
    match open.last_mut().and_then(|(_, block)| block.branches.last_mut()) {
        Some(branch) => branch.nodes.push(node),
        None => top.push(node),
    }
}

/// Undoes the innermost block.
fn flatten(open: &mut Vec<(String, Block)>, top: &mut Vec<Node>) {
    if let Some((_, block)) = open.pop() {
        for node in block.branches.into_iter().flat_map(|branch| branch.nodes) {
            add(open, top, node);
        }
    }
}
