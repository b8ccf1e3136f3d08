//! Spellings that many editors know and plain Markdown lacks, in folders of no other generator:
//!
//! | written | becomes |
//! |---|---|
//! | `:tada:` | the emoji of that name at GitHub |
//! | `==word==` | `<mark>` |
//! | `2^10^`, `H~2~O` | `<sup>`, `<sub>` |
//! | `::: note` … `:::` | an alert |
//! | `> [!tip] Title`, `> [!faq]- Title` | an alert with a title, a folded block |
//! | `[[note]]`, `![[picture.png]]` | a link, a picture |
//! | `%%not for visitors%%` | nothing |
//! | `![](a.png){width=200}`, `[a](b){rel=me}` | the same with these attributes |
//! | `![](film.mp4)`, a bare address of a film or sound on a line of its own | a player |
//!
//! Each can be turned off in `site.yaml`.

mod attributes;
mod callouts;
mod comments;
mod marks;
mod players;
pub mod wiki_links;

use feuillet_settings::markdown::MarkdownSetting;

use super::{directives, emoji};
use crate::document::Document;
use crate::text::code::{Code, Indented};
use crate::text::edited::Text;
use crate::text::fault::Fault;

/// Translates all that the settings want. `math`: whether dollars delimit formulas.
pub(crate) fn translate(
    text: &mut Text,
    math: bool,
    wanted: &MarkdownSetting,
    document: Document<'_>,
    faults: &mut Vec<Fault>,
) {
    let code = |text: &Text| Code::of(text.as_str(), Indented::IsCode);
    if wanted.has("comments") && text.as_str().contains("%%") {
        let code = code(text);
        comments::remove(text, &code);
    }
    if wanted.has("containers") && text.as_str().contains(":::") {
        let code = code(text);
        directives::translate(text, &code, false, faults);
    }
    if wanted.has("callouts") {
        callouts::translate(text);
    }
    if wanted.has("wiki_links") {
        wiki_links::translate(text, math, document, faults);
    }
    players::translate(text);
    if wanted.has("attributes") {
        attributes::translate(text, math);
    }
    marks::translate(text, math, wanted);
    if wanted.has("emoji") {
        emoji::draw(text, math);
    }
}
