//! CSS rules in place of inline styles, which the sanitizer keeps in `data-style`.

/// Returns the CSS rule for elements with this `data-style`. `:not(#_)` gives it a higher specificity than the page's
/// rules, as inline styles have.
pub fn rule(style: &str) -> String {
    let mut rule = String::from("[data-style=\"");
    rule.push_str(style);
    rule.push_str("\"]:not(#_){");
    rule.push_str(style);
    rule.push('}');
    rule
}

/// Returns the style sheet for a document's inline styles.
pub fn style_sheet(styles: &[String]) -> String {
    styles.iter().map(|style| rule(style) + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_style_has_a_rule() {
        let styles = ["color: red".to_owned(), "text-align: center".to_owned()];
        assert_eq!(
            style_sheet(&styles),
            "[data-style=\"color: red\"]:not(#_){color: red}\n[data-style=\"text-align: center\"]:not(#_){text-align: center}\n"
        );
    }
}
