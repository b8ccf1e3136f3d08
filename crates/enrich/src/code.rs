//! Code blocks: colors, title, numbered and marked lines, as a payload that is made of the code's own text.

mod marks;

use std::ops::Range;

use feuillet_content::code_info::CodeInfo;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::escape::escape_html;
use feuillet_highlight::{Kind, Language, runs};

use self::marks::{Line, Mark};
use crate::diagrams;
use crate::payload::Payload;

/// Returns the payload for a code block with the info string `info`; nothing if it is shown as it is.
pub(crate) fn payload(info: &str, code: &str) -> Option<String> {
    let language = Language::find(&CodeInfo::of(info).language);
    in_colors_of(language.unwrap_or(Language::PLAIN), info, code)
}

/// Returns the payload without colors, for where no style sheet is: title and marked lines.
pub(crate) fn plain_payload(info: &str, code: &str) -> Option<String> {
    in_colors_of(Language::PLAIN, info, code)
}

fn in_colors_of(language: Language, info: &str, code: &str) -> Option<String> {
    let first = info.split(' ').next().unwrap_or_default();
    let info = CodeInfo::of(info);
    let lines = marks::lines(&info, code);
    let shown: String = lines
        .iter()
        .flat_map(|line| &line.shown)
        .map(|range| &code[range.clone()])
        .collect();
    let runs = runs(language, &shown);
    let is_whole = shown.len() == code.len();
    let has_lines = info.numbers.is_some() || lines.iter().any(Line::is_special);
    let is_colored = runs.iter().any(|(kind, _)| kind.is_some());
    let title = info.title.as_deref().or_else(|| diagrams::name(&info.language));
    if !is_colored && !has_lines && is_whole && title.is_none() && first == info.language {
        return None;
    }

    let mut payload = Payload::default();
    if let Some(title) = title {
        payload.html(&format!(
            "<figure class=\"code-figure\"><figcaption>{}</figcaption>",
            escape_html(title)
        ));
    }
    payload.html("<pre tabindex=\"0\"><code");
    let mut classes = Vec::new();
    if !info.language.is_empty() {
        classes.push(format!("language-{}", escape_html(&info.language)));
    }
    if has_lines {
        classes.push("lines".to_owned());
    }
    if lines.iter().any(|line| line.is_focused) {
        classes.push("focusing".to_owned());
    }
    if !classes.is_empty() {
        payload.html(&format!(" class=\"{}\"", classes.join(" ")));
    }
    payload.html(">");

    let mut colors = Colors {
        runs: runs.into_iter(),
        rest: (None, 0),
    };
    let mut number = info.numbers;
    let mut at = 0;
    for line in &lines {
        if line.shown.is_empty() {
            continue;
        }
        let element = line.element();
        if has_lines {
            payload.html(&line.start(element, number));
        }
        for range in &line.shown {
            payload.skip(range.start - at);
            colors.write(range.clone(), &mut payload);
            at = range.end;
        }
        if has_lines {
            payload.html(&format!("</{element}>"));
        }
        number = number.map(|number| number.saturating_add(1));
    }
    payload.skip(code.len() - at);
    payload.html("</code></pre>");
    if title.is_some() {
        payload.html("</figure>");
    }
    Some(payload.finish())
}

/// Returns what is wrong with an info string, with its place. `block` is the range of the code block in `body`.
pub(crate) fn problem(body: &str, block: &Range<usize>, info: &str) -> Option<(Range<usize>, Diagnostic)> {
    let language = CodeInfo::of(info).language;
    if Language::find(&language).is_some() {
        return None;
    }
    let message = format!("unknown language `{language}` of a code block: shown without colors");
    let help = match Language::suggest(&language) {
        Some(meant) => format!("write `{meant}`"),
        None => "write a language such as `js`, or `text` for none".to_owned(),
    };
    // Markdown may have read an entity in it, and then only the block is known.
    let within = body.get(block.clone()).and_then(|source| source.find(&language));
    let start = block.start + within.unwrap_or_default();
    let length = within.map_or(0, |_| language.len());
    Some((start..start + length, Diagnostic::warning(Rule::Code, message, help)))
}

impl Line {
    fn is_special(&self) -> bool {
        self.mark.is_some() || self.is_focused
    }

    /// Elements that have a look and a meaning without a style sheet, too, as in feeds.
    fn element(&self) -> &'static str {
        match self.mark {
            Some(Mark::Marked) => "mark",
            Some(Mark::Inserted) => "ins",
            Some(Mark::Deleted) => "del",
            None => "span",
        }
    }

    fn start(&self, element: &str, number: Option<usize>) -> String {
        let focus = if self.is_focused { " focus" } else { "" };
        let number = number.map(|number| format!(" data-n=\"{number}\"")).unwrap_or_default();
        format!("<{element} class=\"line{focus}\"{number}>")
    }
}

/// Runs that are still to be written.
struct Colors<Runs> {
    runs: Runs,
    rest: (Option<Kind>, usize),
}

impl<Runs: Iterator<Item = (Option<Kind>, usize)>> Colors<Runs> {
    /// Writes the runs of the next bytes.
    fn write(&mut self, range: Range<usize>, payload: &mut Payload) {
        let mut left = range.len();
        while left > 0 {
            if self.rest.1 == 0 {
                self.rest = self.runs.next().unwrap_or((None, left));
            }
            let length = self.rest.1.min(left);
            payload.text(self.rest.0.map(letter), length);
            self.rest.1 -= length;
            left -= length;
        }
    }
}

/// Letter of a kind, which is its class in the style sheet: `t-k`.
fn letter(kind: Kind) -> char {
    match kind {
        Kind::Keyword => 'k',
        Kind::String => 's',
        Kind::Comment => 'c',
        Kind::Constant => 'n',
        Kind::Function => 'f',
        Kind::Type => 't',
        Kind::Attribute => 'a',
        Kind::Tag => 'g',
        Kind::Variable => 'v',
        Kind::Heading => 'h',
        Kind::Inserted => 'i',
        Kind::Deleted => 'd',
        Kind::Prompt => 'p',
    }
}

#[cfg(test)]
mod tests;
