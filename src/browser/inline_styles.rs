//! Inline styles of posts as rules of a constructed style sheet, which is allowed even by a security policy that
//! forbids `style` attributes.

use std::cell::RefCell;

use feuillet_content::style_rules::rule;
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, Element};

use super::document;

/// The rules made so far.
#[derive(Default)]
pub(super) struct InlineStyles {
    sheet: RefCell<Option<CssStyleSheet>>,
    known: RefCell<Vec<String>>,
}

impl InlineStyles {
    /// Adds the rules that the page on show still lacks.
    pub(super) fn update(&self) {
        let Ok(styled) = document::document().query_selector_all("[data-style]") else {
            return;
        };
        for index in 0..styled.length() {
            let element = styled.item(index).and_then(|node| node.dyn_into::<Element>().ok());
            let Some(style) = element.and_then(|element| element.get_attribute("data-style")) else {
                continue;
            };
            if !self.known.borrow().contains(&style) {
                // A browser without constructed style sheets shows the text unstyled.
                if let Some(sheet) = self.sheet() {
                    let _ = sheet.insert_rule(&rule(&style));
                }
                self.known.borrow_mut().push(style);
            }
        }
    }

    /// Returns the style sheet, which is created and attached with the first rule.
    fn sheet(&self) -> Option<CssStyleSheet> {
        let mut sheet = self.sheet.borrow_mut();
        if sheet.is_none() {
            let made = CssStyleSheet::new().ok()?;
            // In older browsers the list cannot be changed, only replaced.
            let document = document::document();
            let sheets = Array::from(&document.adopted_style_sheets());
            sheets.push(&made);
            document.set_adopted_style_sheets(&sheets);
            *sheet = Some(made);
        }
        sheet.clone()
    }
}
