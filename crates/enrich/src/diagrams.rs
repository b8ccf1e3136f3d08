//! Diagrams: code that another program draws. Of the two libraries that draw Mermaid natively one draws some diagrams
//! wrongly, the other is larger than the publisher. So the source is shown, under the name of its language.

use std::ops::Range;

use feuillet_content::code_info::CodeInfo;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::pieces::{Content, Piece};

/// Returns the name of a language of diagrams. It is the same in every language of the interface.
pub(crate) fn name(language: &str) -> Option<&'static str> {
    language.eq_ignore_ascii_case("mermaid").then_some("Mermaid")
}

/// Returns what there is to tell of the diagrams of a document, once, at the first of them.
pub(crate) fn problem(body: &str, pieces: &[Piece]) -> Option<(Range<usize>, Diagnostic)> {
    let mut diagrams = pieces.iter().filter_map(|piece| match &piece.content {
        Content::Code { info, .. } => {
            let language = CodeInfo::of(info).language;
            Some((piece.range.start, name(&language)?, language))
        }
        Content::Formula { .. } => None,
    });
    let (start, name, language) = diagrams.next()?;
    let count = 1 + diagrams.count();
    let message = match count {
        1 => format!("unsupported diagram in {name}: shown as source"),
        _ => format!("{count} unsupported diagrams in {name}: shown as source"),
    };
    let help = "save it as a picture, and write `![What it shows](diagram.svg)`";
    let place = body
        .get(start..)
        .and_then(|rest| rest.find(&language))
        .unwrap_or_default();
    let range = start + place..start + place + language.len();
    Some((range, Diagnostic::warning(Rule::Code, message, help)))
}

#[cfg(test)]
mod tests {
    use feuillet_content::document::enrichments::fill;
    use feuillet_content::document::pieces::Pieces;

    use super::*;

    #[test]
    fn diagrams_are_shown_as_source_and_told_once() {
        let body = "Text.\n\n```mermaid\na-->b\n```\n\n```mermaid\nb-->c\n```\n\n```js\nx\n```\n";
        let pieces = Pieces::of(body, false, true);
        let (range, diagnostic) = problem(body, &pieces).expect("a finding");
        assert_eq!(
            (&body[range.clone()], range.start),
            ("mermaid", body.find("mermaid").unwrap())
        );
        assert_eq!(diagnostic.message, "2 unsupported diagrams in Mermaid: shown as source");
        assert_eq!(problem(body, &pieces[2..]), None);

        let mut html = String::new();
        let payload = crate::code::payload("mermaid", "a-->b\n").expect("a payload");
        assert!(fill(&payload, "a-->b\n", &mut html));
        assert_eq!(
            html,
            "<figure class=\"code-figure\"><figcaption>Mermaid</figcaption><pre tabindex=\"0\">\
             <code class=\"language-mermaid\">a--&gt;b\n</code></pre></figure>"
        );
    }
}
