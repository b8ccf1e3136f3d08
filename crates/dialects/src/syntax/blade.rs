//! Blade, the template language that Jigsaw runs in `.blade.md` files before Markdown. Known values are filled in.
//! Directives are removed and their content stays.

pub(crate) mod directive;
pub(crate) mod page;
pub(crate) mod value;

use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::escape::escape_html;

use self::directive::{Directive, directive};
use self::value::evaluate;
use crate::syntax::blade::page::Page;
use crate::text::code::{Code, Indented};
use crate::text::edited::{Edit, Text};
use crate::text::fault::{Fault, REPLACE};

/// Maximum depth of nested includes.
const DEEPEST: usize = 5;

/// Runs the template of a document as far as its values are known. The rest is removed, with a finding.
pub(crate) fn translate(text: &mut Text, page: Page<'_>, faults: &mut Vec<Fault>) {
    let source = text.as_str().to_owned();
    let mut runner = Runner {
        source: &source,
        page,
        edits: Vec::new(),
        told: Vec::new(),
        depth: 0,
        missing: Vec::new(),
    };
    runner.run();
    for (range, rule, what) in runner.told {
        let length = source[range.clone()].lines().next().unwrap_or_default().chars().count();
        faults.push(Fault {
            offset: text.origin(range.start),
            length,
            diagnostic: Diagnostic::warning(rule, what, REPLACE),
        });
    }
    text.edit(runner.edits);
}

/// State of one run over a template.
struct Runner<'a> {
    source: &'a str,
    page: Page<'a>,
    edits: Vec<Edit>,
    told: Vec<(Range<usize>, Rule, String)>,
    depth: usize,
    /// Closing marks known to be missing. They are not searched for again.
    missing: Vec<String>,
}

impl Runner<'_> {
    /// Returns the offset of the next `what` from `from` on.
    fn find(&mut self, from: usize, what: &str) -> Option<usize> {
        if self.missing.iter().any(|missing| missing == what) {
            return None;
        }
        let found = self.source[from..].find(what).map(|length| from + length);
        if found.is_none() {
            self.missing.push(what.to_owned());
        }
        found
    }

    /// Runs the template from start to end, collecting edits and findings.
    fn run(&mut self) {
        let source = self.source;
        let code = Code::of(source, Indented::IsText);
        let mut position = 0;
        // Start of an `@else` branch that is being dropped, and the depth of its condition.
        let mut skipped: Option<(usize, usize)> = None;
        let mut open_conditions = 0_usize;
        while let Some(at) = source[position..].find(['{', '@', '<']) {
            let at = position + at;
            position = at + 1;
            let rest = &source[at..];
            let in_code = code.contains(at);
            // `@{{`, `@{!!` and `@@` are escapes: the `@` is removed and the rest is text.
            if rest.starts_with("@{{") || rest.starts_with("@{!!") || rest.starts_with("@@") {
                self.edits.push(Edit::new(at..at + 1, ""));
                position = at + rest.find(['}', '\n']).unwrap_or(2).max(2);
                continue;
            }
            if let Some(found) = directive(source, at) {
                let name = found.name;
                if name == "verbatim" {
                    let end = self.find(found.end, "@endverbatim");
                    self.drop_tag(at..found.end);
                    if let Some(end) = end {
                        self.drop_tag(end..end + "@endverbatim".len());
                        position = end + "@endverbatim".len();
                    }
                    continue;
                }
                if in_code {
                    continue;
                }
                position = found.end;
                match name {
                    "if" | "unless" | "isset" | "hasSection" | "switch" => open_conditions += 1,
                    "endif" | "endunless" | "endisset" | "endswitch" => {
                        open_conditions = open_conditions.saturating_sub(1);
                        if let Some((start, depth)) = skipped
                            && open_conditions < depth
                        {
                            self.drop_tag(start..found.end);
                            skipped = None;
                            continue;
                        }
                    }
                    // Only the first branch of a condition stays.
                    "else" | "elseif" if skipped.is_none() && open_conditions > 0 => {
                        skipped = Some((at, open_conditions));
                        continue;
                    }
                    _ => {}
                }
                if skipped.is_none() {
                    position = self.directive(at, &found);
                }
                continue;
            }
            if in_code || skipped.is_some() {
                continue;
            }
            // PHP code, comments and output.
            position = if rest.starts_with("<?") {
                let end = rest.find("?>").map_or(source.len(), |length| at + length + 2);
                self.drop_tag(at..end);
                end
            } else if rest.starts_with("{{--") {
                let end = self.find(at, "--}}").map_or(at + 4, |end| end + 4);
                self.drop_tag(at..end);
                end
            } else if rest.starts_with("{{") {
                self.output(at, "{{", "}}")
            } else if rest.starts_with("{!!") {
                self.output(at, "{!!", "!!}")
            } else {
                position
            };
        }
    }

    /// Removes a tag, and its whole line if there is nothing else on it.
    fn drop_tag(&mut self, range: Range<usize>) {
        let source = self.source;
        let line_start = source[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let rest = &source[range.end..];
        let line_end = rest.find('\n').map_or(source.len(), |length| range.end + length + 1);
        let alone = source[line_start..range.start].trim().is_empty() && source[range.end..line_end].trim().is_empty();
        self.edits
            .push(Edit::new(if alone { line_start..line_end } else { range }, ""));
    }

    /// Fills in the value of `{{ … }}` (escaped) or `{!! … !!}` (raw). Returns the offset after it.
    fn output(&mut self, at: usize, opening: &str, closing: &str) -> usize {
        let source = self.source;
        let inner_start = at + opening.len();
        let Some(inner_end) = self.find(inner_start, closing) else {
            return inner_start;
        };
        let end = inner_end + closing.len();
        let expression = source[inner_start..inner_end].trim();
        let value = evaluate(expression, self.page);
        if value.is_none() {
            let what = format!("cannot evaluate `{expression}` outside Jigsaw: removed");
            self.told.push((at..end, Rule::Shortcode, what));
        }
        let value = value.unwrap_or_default();
        let with = if opening == "{{" { escape_html(&value) } else { value };
        self.edits.push(Edit::new(at..end, with));
        end
    }

    /// Translates a directive. Returns the offset after everything that was handled.
    fn directive(&mut self, at: usize, found: &Directive<'_>) -> usize {
        let source = self.source;
        let range = at..found.end;
        match found.name {
            "php" if found.argument.is_none() => {
                let end = self
                    .find(found.end, "@endphp")
                    .map_or(found.end, |end| end + "@endphp".len());
                self.drop_tag(at..end);
                return end;
            }
            "include" | "includeIf" => self.include(range, found.argument.unwrap_or_default()),
            "foreach" | "forelse" | "for" | "while" => {
                let closing = format!("@end{}", found.name);
                let end = self.find(found.end, &closing);
                let body = end.map_or("", |end| &source[found.end..end]);
                // A loop whose content does not use its variable is kept once, else it is dropped.
                let item = found
                    .argument
                    .and_then(|argument| argument.rsplit(['$', '>']).next())
                    .unwrap_or_default()
                    .trim();
                let speaks_of_items = body.contains(&format!("${item}"));
                let what = format!(
                    "cannot run this loop outside Jigsaw: {}",
                    if speaks_of_items {
                        "removed"
                    } else {
                        "its content is kept once"
                    }
                );
                self.told.push((range.clone(), Rule::Shortcode, what));
                if let Some(end) = end.filter(|_| speaks_of_items) {
                    self.drop_tag(at..end + closing.len());
                    return end + closing.len();
                }
                self.drop_tag(range);
            }
            "if" | "unless" | "isset" | "switch" | "hasSection" | "includeWhen" | "includeFirst" | "each"
            | "component" => {
                let what = format!("cannot run `@{}` outside Jigsaw: its content is kept", found.name);
                self.told.push((range.clone(), Rule::Shortcode, what));
                self.drop_tag(range);
            }
            // Directives such as `@section('title', 'A title')` render nothing here.
            _ => self.drop_tag(range),
        }
        found.end
    }

    /// Replaces `@include('name')` with the template of that name, run for the same page.
    fn include(&mut self, range: Range<usize>, argument: &str) {
        let name = argument.trim().trim_start_matches(['\'', '"']);
        let name = name.split(['\'', '"']).next().unwrap_or_default();
        let template = self
            .page
            .document
            .site
            .templates
            .get(name)
            .filter(|_| self.depth < DEEPEST);
        let Some(template) = template else {
            let what = format!("missing include `{name}`: removed");
            self.told.push((range.clone(), Rule::Shortcode, what));
            return self.drop_tag(range);
        };
        let mut runner = Runner {
            source: template,
            page: self.page,
            edits: Vec::new(),
            told: Vec::new(),
            depth: self.depth + 1,
            missing: Vec::new(),
        };
        runner.run();
        let mut text = Text::new(template, 0);
        let unknown = !runner.told.is_empty();
        text.edit(runner.edits);
        if unknown {
            let what = format!("cannot run parts of `{name}` outside Jigsaw: only the rest is included");
            self.told.push((range.clone(), Rule::Shortcode, what));
        }
        self.edits.push(Edit::new(range, text.as_str().trim_matches('\n')));
    }
}

#[cfg(test)]
mod tests;
