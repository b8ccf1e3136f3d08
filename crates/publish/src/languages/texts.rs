//! What the interface says: the file of a language, what the author says otherwise, and English where both are silent.

use feuillet_content::words::BETWEEN_FORMS;
use feuillet_settings::words::Text;
use icu_plurals::PluralCategory;

use super::formats::CATEGORIES;

/// As it is shipped: one text, or one for each of the `forms` that its language has.
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

/// A text that a language has for some numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// The category of those numbers.
    pub(super) category: PluralCategory,
    /// The category of the text, in the language that it is written in.
    pub(super) text: &'static str,
}

/// The forms of a language whose numbers are in these categories, for texts in that language.
pub(super) fn forms(numbers: &[PluralCategory]) -> Vec<Form> {
    let used = CATEGORIES.iter().filter(|(_, category)| numbers.contains(category));
    used.map(|(text, category)| Form {
        category: *category,
        text,
    })
    .collect()
}

/// The same for texts in English, which has a form for one thing and for nothing else.
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

/// Which form each number takes, as [`feuillet_content::words::Word::Plurals`] has it; nothing where there is only one.
pub(super) fn rule(numbers: &[PluralCategory], forms: &[Form]) -> String {
    if forms.len() < 2 {
        return String::new();
    }
    let index = |number: &PluralCategory| forms.iter().position(|form| form.category == *number);
    let digits = numbers.iter().filter_map(index).map(|index| index.to_string());
    digits.collect()
}
