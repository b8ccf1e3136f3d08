//! Work grows with a text's length, not with its square: for every kind of text that is hard to read.

use std::sync::OnceLock;

use feuillet_dialects::registry::names;

use crate::counter::{Task, instructions};
use crate::hard_texts::{Bomb, for_rendering, for_translating, of_front_matter};

/// Lengths of the short text and of the long one, in bytes.
const SHORT: usize = 4_000;
const LONG: usize = 4 * SHORT;

/// Maximum work of rendering a text, as a multiple of that of prose of its length.
const FACTOR: u64 = 100;

/// Maximum growth of the work per byte from the short text to the long one, in percent. It was at most 3 when this was
/// written. A loop over all bytes for each byte, of a single instruction, adds 100.
const GROWTH: u64 = 20;

/// Instructions for rendering a byte of prose.
pub(crate) fn prose() -> u64 {
    static PROSE: OnceLock<u64> = OnceLock::new();
    *PROSE.get_or_init(|| {
        let text = "A sentence of plain words that goes on, with *stress* and a [link](/posts/a/). ".repeat(8) + "\n\n";
        let text = text.repeat(LONG / text.len());
        instructions(Task::Render, &text, u64::MAX).expect("no limit") / text.len() as u64
    })
}

/// Describes how a kind of text is too much work, if it is.
fn fault(task: Task, bomb: &Bomb) -> Option<String> {
    let (short, long) = (bomb(SHORT), bomb(LONG));
    let limit = FACTOR * prose() * short.len() as u64;
    let Some(of_short) = instructions(task, &short, limit) else {
        return Some(format!(
            "{} bytes take more than {limit} instructions, {FACTOR} times those of prose",
            short.len()
        ));
    };
    let proportional = of_short * long.len() as u64 / short.len() as u64;
    let limit = proportional * (100 + GROWTH) / 100;
    if instructions(task, &long, limit).is_some() {
        return None;
    }
    Some(format!(
        "{} bytes take {of_short} instructions, and {} take over {limit} instead of {proportional}",
        short.len(),
        long.len()
    ))
}

/// Describes every kind of text that is too much work.
fn faults_of(task: Task, what: &str, bombs: &[(String, Bomb)]) -> Vec<String> {
    assert!(!bombs.is_empty());
    let bombs = bombs.iter();
    bombs
        .filter_map(|(name, bomb)| Some(format!("{what}: {name}: {}", fault(task, bomb)?)))
        .collect()
}

/// Runs half of the texts, so that two tests share the work.
fn rendering_is_in_proportion(half: usize) {
    let bombs: Vec<_> = for_rendering().into_iter().skip(half).step_by(2).collect();
    let faults = faults_of(Task::Render, "rendering", &bombs);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn rendering_is_in_proportion_to_the_length() {
    rendering_is_in_proportion(0);
}

#[test]
fn rendering_is_in_proportion_to_the_length_for_the_other_texts() {
    rendering_is_in_proportion(1);
}

fn translating_is_in_proportion(half: usize) {
    let mut faults = Vec::new();
    for (position, dialect) in names().enumerate().skip(half).step_by(2) {
        let task = Task::Translate(u32::try_from(position).expect("few dialects"));
        faults.extend(faults_of(task, dialect, &for_translating()));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn translating_is_in_proportion_to_the_length() {
    translating_is_in_proportion(0);
}

#[test]
fn translating_is_in_proportion_to_the_length_for_the_other_dialects() {
    translating_is_in_proportion(1);
}

/// Dialects differ in which keys they read, but not in how.
#[test]
fn reading_front_matter_is_in_proportion_to_the_length() {
    let dialect = names().next().expect("a dialect");
    let faults = faults_of(Task::Translate(0), dialect, &of_front_matter());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The measure sees what it is for: the same text is the same work, and more text more.
#[test]
fn counts_are_the_same_in_each_run() {
    let text = "# A\n\n<p id=a>b</p> *c* [d](e)\n";
    let count = |text: &str| instructions(Task::Render, text, u64::MAX).expect("no limit");
    assert_eq!(count(text), count(text));
    assert!(count(&text.repeat(2)) > count(text));
    assert_eq!(instructions(Task::Render, text, count(text) - 1), None);
}
