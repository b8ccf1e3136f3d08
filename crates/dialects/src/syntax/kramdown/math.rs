//! kramdown math: `$$…$$` is inline math within a paragraph and display math on its own.

use crate::syntax::math;
use crate::text::code::{Code, Indented};
use crate::text::edited::Text;
use crate::text::lines::is_list_item;

/// Rewrites inline math from `$$x$$` to `$x$`. Returns whether the text contains any math.
pub(super) fn translate(text: &mut Text) -> bool {
    let source = text.as_str();
    if !source.contains("$$") {
        return false;
    }
    let code = Code::of(source, Indented::IsCode);
    let marks: Vec<usize> = source
        .match_indices("$$")
        .map(|(at, _)| at)
        .filter(|at| !code.contains(*at) && !source[..*at].ends_with('\\'))
        .collect();
    let mut edits = Vec::new();
    let mut any = false;
    let mut index = 0;
    while index + 1 < marks.len() {
        let (start, end) = (marks[index], marks[index + 1]);
        let formula = &source[start + 2..end];
        // Math does not cross a blank line. Then these dollars are text, and the next ones may open math.
        let paragraph_ends = formula.contains("\n\n") || formula.contains("\n\r\n");
        if paragraph_ends || formula.trim().is_empty() {
            index += 1;
            continue;
        }
        index += 2;
        any = true;
        // It is display math if it is a paragraph of its own: blank lines before and after.
        let line_start = source[..start].rfind('\n').map_or(0, |newline| newline + 1);
        // The parts of a list and of a quotation have their own first and last lines.
        let margin = source[line_start..start].trim_matches([' ', '\t', '>']);
        let is_first = is_list_item(&[margin, " "].concat()) || margin == ":";
        let is_blank = |line: &str| line.trim_matches([' ', '\t', '\r', '>']).is_empty();
        let opens = is_first || (margin.is_empty() && source[..line_start].lines().next_back().is_none_or(is_blank));
        let mut below = source[end + 2..].split('\n');
        let closes = below.next().is_none_or(|line| line.trim().is_empty())
            && below.next().is_none_or(|line| {
                let content = line.trim_start_matches([' ', '\t', '>']);
                is_blank(line) || is_list_item(content) || content.starts_with(": ")
            });
        if !(opens && closes) {
            let inner = formula.trim();
            edits.push(math::in_line(source, start..end + 2, inner));
        }
    }
    text.edit(edits);
    any
}
