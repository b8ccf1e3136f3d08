//! Code blocks and formulas: the pieces that may be enriched.

use pulldown_cmark::CodeBlockKind;

use super::{OpenCode, Walk};
use crate::document::enrichments;
use crate::document::observer::Observer;

impl<O: Observer, const BARE: bool> Walk<'_, O, BARE> {
    pub(super) fn start_code(&mut self, kind: CodeBlockKind<'_>) {
        self.enter("pre");
        let start = self.html.len();
        // `tabindex` lets visitors scroll long lines by keyboard.
        self.open(if BARE {
            "\n<pre><code"
        } else {
            "\n<pre tabindex=\"0\"><code"
        });
        if let CodeBlockKind::Fenced(info) = kind {
            let language = info.split(' ').next().unwrap_or_default();
            if !language.is_empty() {
                self.attribute("class", &["language-", language].concat());
            }
            if !self.sanitizer.enrichments.is_empty() {
                let text = String::new();
                self.code = Some(OpenCode {
                    start,
                    info: info.into_string(),
                    text,
                });
            }
        }
        self.html.push('>');
    }

    /// Replaces the code block that was just written, if it is enriched.
    pub(super) fn enrich_code(&mut self, code: &OpenCode) {
        let key = enrichments::code_key(&code.info, &code.text);
        if let Some(payload) = self.sanitizer.enrichments.get(&key) {
            let plain = self.html.split_off(code.start);
            self.open("\n");
            if enrichments::fill(payload, &code.text, &mut self.html) {
                self.html.push('\n');
            } else {
                self.html.truncate(code.start);
                self.html.push_str(&plain);
            }
        }
    }

    pub(super) fn formula(&mut self, tex: &str, is_display: bool) {
        let key = enrichments::formula_key(tex, is_display);
        if let Some(payload) = self.sanitizer.enrichments.get(&key) {
            self.sanitizer.element(&mut self.html);
            if enrichments::fill(payload, tex, &mut self.html) {
                return;
            }
        }
        let start = if is_display {
            "<span class=\"math math-display\">"
        } else {
            "<span class=\"math math-inline\">"
        };
        self.inline(start, tex, "</span>");
    }
}
