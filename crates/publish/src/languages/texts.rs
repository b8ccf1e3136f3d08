//! Plural forms of the interface's texts, as they are shipped to the reader.

use feuillet_content::words::BETWEEN_FORMS;
use feuillet_settings::words::Text;
use icu_plurals::PluralCategory;

use super::formats::CATEGORIES;

/// Serializes a text for the reader: the text itself, or its plural forms in the order of `forms`, joined by
/// [`BETWEEN_FORMS`].
pub(crate) fn shipped(text: &Text, forms: &[Form]) -> String {
    let texts = match text {
        Text::One(text) => return text.clone(),
        Text::Counted(texts) => texts,
    };
    let other = || texts.get("other").or(texts.values().next_back());
    let form = |form: &Form| texts.get(form.text).or_else(other).map_or("", String::as_str);
    let shipped: Vec<String> = forms
        .iter()
        .map(|wanted| form(wanted).replace(BETWEEN_FORMS, " "))
        .collect();
    shipped.join(&BETWEEN_FORMS.to_string())
}

/// A plural form of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// Plural category of the numbers that take this form.
    pub(super) category: PluralCategory,
    /// Name of the category under which the text is found, which differs for fallback texts in English.
    pub(super) text: &'static str,
}

/// Plural forms of a language whose numbers have these categories, for texts in that language.
pub(super) fn forms(numbers: &[PluralCategory]) -> Vec<Form> {
    let used = CATEGORIES.iter().filter(|(_, category)| numbers.contains(category));
    used.map(|(text, category)| Form {
        category: *category,
        text,
    })
    .collect()
}

/// Like [`forms`], for texts in English: `one` only for a category that contains no number but 1, else `other`.
pub(super) fn english_forms(numbers: &[PluralCategory]) -> Vec<Form> {
    let is_one = |category| {
        let mut counted = numbers.iter().enumerate().filter(|(_, found)| **found == category);
        counted.all(|(number, _)| number == 1)
    };
    let text = |category| if is_one(category) { "one" } else { "other" };
    let own = forms(numbers).into_iter();
    own.map(|form| Form {
        text: text(form.category),
        ..form
    })
    .collect()
}

/// Plural rule in the format of [`feuillet_content::words::Word::Plurals`]: for each number, the index of its form as a
/// digit. Empty if there is only one form.
pub(super) fn rule(numbers: &[PluralCategory], forms: &[Form]) -> String {
    if forms.len() < 2 {
        return String::new();
    }
    let index = |number: &PluralCategory| forms.iter().position(|form| form.category == *number);
    let digits = numbers.iter().filter_map(index).map(|index| index.to_string());
    digits.collect()
}
