//! Blade, which Jigsaw runs in `.blade.md` files before Markdown: what is known is filled in, directives go, and what
//! they enclose stays.

use std::ops::Range;

use super::code::{Code, Indented};
use super::text::{Edit, Text};
use super::{Document, Fault};
use crate::content::diagnostic::{Diagnostic, Rule};
use crate::content::escape::escape_html;
use crate::content::front_matter::Node;

/// Directives with an argument in parentheses.
const WITH_ARGUMENT: [&str; 34] = [
    "if",
    "elseif",
    "unless",
    "isset",
    "empty",
    "foreach",
    "forelse",
    "for",
    "while",
    "switch",
    "case",
    "section",
    "extends",
    "yield",
    "push",
    "prepend",
    "stack",
    "component",
    "slot",
    "each",
    "include",
    "includeIf",
    "includeWhen",
    "includeFirst",
    "inject",
    "lang",
    "props",
    "class",
    "php",
    "break",
    "continue",
    "hasSection",
    "svg",
    "markdown",
];

/// Directives that may stand alone.
const ALONE: [&str; 35] = [
    "else",
    "endif",
    "endunless",
    "endisset",
    "endempty",
    "endforeach",
    "endforelse",
    "endfor",
    "endwhile",
    "endswitch",
    "default",
    "break",
    "continue",
    "endsection",
    "stop",
    "show",
    "append",
    "overwrite",
    "parent",
    "endpush",
    "endprepend",
    "endcomponent",
    "endslot",
    "php",
    "endphp",
    "verbatim",
    "endverbatim",
    "csrf",
    "once",
    "endonce",
    "empty",
    "endmarkdown",
    "markdown",
    "production",
    "endproduction",
];

/// Includes within includes.
const DEEPEST: usize = 5;

/// What a front matter and the settings say, for `$page->…`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'a> {
    pub(super) values: &'a [(String, Node)],
    pub(super) document: Document<'a>,
}

/// Runs a document as far as it can be run.
pub(super) fn translate(text: &mut Text, page: Page<'_>, faults: &mut Vec<Fault>) {
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
            diagnostic: Diagnostic::warning(rule, what, "write it in Markdown, or take it out"),
        });
    }
    text.edit(runner.edits);
}

struct Runner<'a> {
    source: &'a str,
    page: Page<'a>,
    edits: Vec<Edit>,
    told: Vec<(Range<usize>, Rule, String)>,
    depth: usize,
    /// What was looked for in vain: it is not looked for again.
    missing: Vec<String>,
}

impl Runner<'_> {
    /// Where something comes next.
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

    fn run(&mut self) {
        let source = self.source;
        let code = Code::of(source, Indented::IsText);
        let mut position = 0;
        // Where something begins of which only the first part stays.
        let mut skipped: Option<(usize, usize)> = None;
        let mut open_conditions = 0_usize;
        while let Some(at) = source[position..].find(['{', '@', '<']) {
            let at = position + at;
            position = at + 1;
            let rest = &source[at..];
            let in_code = code.contains(at);
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

    /// Removes a tag, with its line if that holds nothing else.
    fn drop_tag(&mut self, range: Range<usize>) {
        let source = self.source;
        let line_start = source[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let rest = &source[range.end..];
        let line_end = rest.find('\n').map_or(source.len(), |length| range.end + length + 1);
        let alone = source[line_start..range.start].trim().is_empty() && source[range.end..line_end].trim().is_empty();
        self.edits
            .push(Edit::new(if alone { line_start..line_end } else { range }, ""));
    }

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
            let what = format!("only Jigsaw knows what `{expression}` stands for; it was left out");
            self.told.push((at..end, Rule::Shortcode, what));
        }
        let value = value.unwrap_or_default();
        let with = if opening == "{{" { escape_html(&value) } else { value };
        self.edits.push(Edit::new(at..end, with));
        end
    }

    /// Returns where the text goes on.
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
                let item = found
                    .argument
                    .and_then(|argument| argument.rsplit(['$', '>']).next())
                    .unwrap_or_default()
                    .trim();
                let speaks_of_items = body.contains(&format!("${item}"));
                let what = format!(
                    "only Jigsaw can run this loop; what is in it was {}",
                    if speaks_of_items { "left out" } else { "kept once" }
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
                let what = format!("only Jigsaw can run `@{}`; what is in it was kept", found.name);
                self.told.push((range.clone(), Rule::Shortcode, what));
                self.drop_tag(range);
            }
            // `@section('title', 'A title')` has no text of its own.
            _ => self.drop_tag(range),
        }
        found.end
    }

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
            let what = format!("`{name}` is to be included and is not there; it was left out");
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
            let what = format!("only Jigsaw can run all of `{name}`; what could be included was");
            self.told.push((range.clone(), Rule::Shortcode, what));
        }
        self.edits.push(Edit::new(range, text.as_str().trim_matches('\n')));
    }
}

struct Directive<'a> {
    name: &'a str,
    argument: Option<&'a str>,
    end: usize,
}

/// The directive that begins at an `@`: not one in an address of e-mail, and no mention of somebody.
fn directive(source: &str, at: usize) -> Option<Directive<'_>> {
    let before = source[..at].chars().next_back();
    if !source[at..].starts_with('@') || before.is_some_and(|before| before.is_alphanumeric() || before == '@') {
        return None;
    }
    let rest = &source[at + 1..];
    let length = rest
        .find(|next: char| !next.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let name = &rest[..length];
    let after = &rest[length..];
    let blank = after.len() - after.trim_start_matches(' ').len();
    if after[blank..].starts_with('(') && WITH_ARGUMENT.contains(&name) {
        let start = at + 1 + length + blank;
        let end = start + parenthesized(&source[start..])?;
        return Some(Directive {
            name,
            argument: Some(&source[start + 1..end - 1]),
            end,
        });
    }
    let alone = ALONE.contains(&name)
        && !after.starts_with(['-', '_', '.', '/'])
        && !after.starts_with(|next: char| next.is_alphanumeric());
    alone.then_some(Directive {
        name,
        argument: None,
        end: at + 1 + length,
    })
}

/// The length of what stands in the parentheses that a text begins with, with them.
fn parenthesized(text: &str) -> Option<usize> {
    /// Arguments are not longer, in bytes.
    const LONGEST: usize = 4000;
    let (mut depth, mut quote) = (0_usize, None);
    for (at, character) in text.char_indices().take(LONGEST) {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), character) if open == character => quote = None,
            (None, '(') => depth += 1,
            (None, ')') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// `$page->title`, `'text'`, what is put together of these with `.`, and the first of several with `??`. None where only
/// a program knows.
fn evaluate(expression: &str, page: Page<'_>) -> Option<String> {
    if let Some((first, second)) = expression.split_once("??") {
        return evaluate(first.trim(), page)
            .filter(|value| !value.is_empty())
            .or_else(|| evaluate(second.trim(), page));
    }
    if let Some(text) = super::scripts::quoted(expression) {
        let rest = expression.get(text.len() + 2..).unwrap_or_default().trim_start();
        return match rest.strip_prefix('.') {
            Some(rest) => Some(text + &evaluate(rest.trim(), page)?),
            None => rest.is_empty().then_some(text),
        };
    }
    if let Some((first, rest)) = expression.split_once(" . ") {
        return Some(evaluate(first.trim(), page)? + &evaluate(rest.trim(), page)?);
    }
    let path = expression.strip_prefix("$page")?;
    let path = path.replace("->", ".").replace(['[', '\'', '"'], ".").replace(']', "");
    let names: Vec<&str> = path.split('.').filter(|name| !name.is_empty()).collect();
    let is_name = |name: &&str| name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let (first, rest) = names.split_first().filter(|_| names.iter().all(is_name))?;
    let own = page.values.iter().find(|(key, _)| key == first).map(|(_, node)| node);
    let mut node = own.or_else(|| page.document.site.value(&[first]))?;
    for name in rest {
        let Node::Map(entries) = node else { return None };
        node = entries.iter().find(|(key, _)| key == name).map(|(_, node)| node)?;
    }
    match node {
        Node::Scalar(text) => Some(text.clone()),
        Node::Null => Some(String::new()),
        Node::List(_) | Node::Map(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::dialects::index::Index;
    use crate::publish::dialects::{DocumentPlace, Site};

    fn translated(source: &str) -> (String, usize) {
        let (place, index) = (DocumentPlace::default(), Index::default());
        let mut site = Site::default();
        site.templates
            .insert("_p.note".to_owned(), "<b>{{ $page->title }}</b>\n".to_owned());
        site.templates.insert("loop".to_owned(), "@include('loop')".to_owned());
        let document = Document {
            file: "source/_posts/a.blade.md",
            place: &place,
            site: &site,
            index: &index,
            root: "source/",
        };
        let values = [("title".to_owned(), Node::Scalar("A & b".to_owned()))];
        let mut text = Text::new(source, 0);
        let mut faults = Vec::new();
        let page = Page {
            values: &values,
            document,
        };
        translate(&mut text, page, &mut faults);
        (text.as_str().to_owned(), faults.len())
    }

    #[test]
    fn directives_go_and_what_they_enclose_stays() {
        for (source, expected, told) in [
            ("# {{ $page->title }}", "# A &amp; b", 0),
            (
                "{!! $page->title !!} {{ 'x' . 'y' }} {{ $page->no ?? 'z' }}",
                "A & b xy z",
                0,
            ),
            ("a {{ strtoupper($page->title) }}b", "a b", 1),
            (
                "@extends('_layouts.x')\n@section('content')\na\n@endsection\n",
                "a\n",
                0,
            ),
            ("@if ($a)\nb\n@else\nc\n@endif\nd", "b\nd", 1),
            ("@foreach ($xs as $x)\n- {{ $x }}\n@endforeach\nd", "d", 1),
            ("@foreach ($xs as $x)\n- y\n@endforeach\nd", "- y\nd", 1),
            ("@php\n$a = 1;\n@endphp\nb <?php echo 1 ?>c", "b c", 0),
            ("{{-- a\n\nb --}}c", "c", 0),
            ("@verbatim\n@if {{ x }}\n@endverbatim\n", "@if {{ x }}\n", 0),
            ("@{{ x }} @@if(a)", "{{ x }} @if(a)", 0),
            ("@include('_p.note', ['a' => 'b'])", "<b>A &amp; b</b>", 0),
            ("@include('no')x", "x", 1),
            ("@include('loop')x", "x", 1),
            // Neither of these is a directive.
            (
                "me@if.example @somebody @media @else.example",
                "me@if.example @somebody @media @else.example",
                0,
            ),
            (
                "`@if(x)` `{{ x }}`\n\n```\n@php\n<?php\n```\n",
                "`@if(x)` `{{ x }}`\n\n```\n@php\n<?php\n```\n",
                0,
            ),
            ("```\n@verbatim\n{{ x }}\n@endverbatim\n```\n", "```\n{{ x }}\n```\n", 0),
            ("{{ x", "{{ x", 0),
            ("@if(x", "@if(x", 0),
        ] {
            assert_eq!(translated(source), (expected.to_owned(), told), "{source}");
        }
    }

    #[test]
    fn hostile_text_ends() {
        for piece in [
            "@if(",
            "{{",
            "@if(a)\n",
            "@else\n",
            "@include('loop')",
            "<?php",
            "{{--",
            "@php\n",
            "@verbatim\n",
            "@@",
        ] {
            translated(&piece.repeat(3000));
        }
    }
}
