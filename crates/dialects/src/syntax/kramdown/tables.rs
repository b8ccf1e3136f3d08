//! kramdown tables: without a header row, and with rules between rows.

use crate::syntax::markdown_extra::{lies_in, lines, opaque};
use crate::text::edited::{Edit, Text};

/// Adds an empty header row to tables without one, and removes rules that only kramdown allows.
pub(super) fn translate(text: &mut Text) {
    let source = text.as_str();
    if !source.contains("\n|") && !source.starts_with('|') {
        return;
    }
    let opaque = opaque(source);
    let mut edits = Vec::new();
    let mut table: Vec<(usize, &str)> = Vec::new();
    let mut in_paragraph = false;
    for (start, line) in lines(source).chain([(source.len(), "")]) {
        let is_row = line.starts_with('|') && !lies_in(&opaque, start);
        if is_row && !in_paragraph {
            table.push((start, line));
            continue;
        }
        write(&table, &mut edits);
        table.clear();
        in_paragraph = !line.trim().is_empty() && !line.starts_with(['#', '{']);
    }
    text.edit(edits);
}

/// Adds the edits for one table, given as its lines with their offsets.
fn write(table: &[(usize, &str)], edits: &mut Vec<Edit>) {
    let Some(first) = table.iter().position(|(_, line)| !is_rule(line)) else {
        return;
    };
    // A rule above the first row is only decoration.
    for (start, line) in &table[..first] {
        edits.push(Edit::new(*start..start + line.len(), ""));
    }
    let rows = &table[first..];
    let has_head = rows
        .get(1)
        .is_some_and(|(_, line)| is_rule(line) && !line.contains('='));
    if !has_head {
        let columns = cells(rows[0].1);
        if columns < 2 && rows.len() < 2 {
            return;
        }
        let head = format!("|{}\n|{}\n", "  |".repeat(columns), " --- |".repeat(columns));
        edits.push(Edit::new(rows[0].0..rows[0].0, head));
    }
    for (index, (start, line)) in rows.iter().enumerate() {
        if !is_rule(line) {
            continue;
        }
        if index == 1 && has_head {
            // The rule below the header. kramdown also allows `|---+---|` and a rule with fewer cells than columns.
            let columns = cells(rows[0].1);
            if line.contains('+') || cells(line) != columns {
                let rule = line.trim().replace('+', "|");
                let mut kept: Vec<&str> = rule.trim_matches('|').split('|').map(str::trim).take(columns).collect();
                kept.retain(|cell| cell.contains('-'));
                kept.resize(columns, "---");
                let with = format!("| {} |", kept.join(" | "));
                edits.push(Edit::new(*start..start + line.trim_end().len(), with));
            }
        } else {
            edits.push(Edit::new(*start..start + line.len(), ""));
        }
    }
}

/// Whether a line is a rule: `|---|:--:|`, `|===|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains(['-', '='])
        && line
            .chars()
            .all(|letter| matches!(letter, '|' | '-' | '=' | ':' | '+' | ' '))
}

/// Counts the cells of a row. Escaped bars and bars in code do not separate cells.
fn cells(line: &str) -> usize {
    let row = line.trim().trim_start_matches('|');
    let (mut count, mut in_code, mut escaped) = (0, false, false);
    for letter in row.chars() {
        match letter {
            _ if escaped => {}
            '`' => in_code = !in_code,
            '|' if !in_code => count += 1,
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
    }
    if row.ends_with('|') { count.max(1) } else { count + 1 }
}
