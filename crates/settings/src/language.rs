//! Tags of languages (BCP 47, RFC 5646).

use isolang::Language;

/// Whether a text has the shape of a tag, with a language that exists (ISO 639): `pt-BR`.
pub fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let exists = match language.len() {
        2 => Language::from_639_1(&language).is_some(),
        3 => Language::from_639_3(&language).is_some(),
        _ => false,
    };
    exists && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Returns the tag of a language by its name, its own or the English one: `français`, `French` -> `fr`.
pub fn tag_of(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let is_named = |language: &Language| {
        let own = language.to_autonym().map(str::to_lowercase);
        language.to_name().to_lowercase() == name || own.is_some_and(|own| own == name)
    };
    let found = isolang::languages().find(is_named)?;
    Some(found.to_639_1().unwrap_or_else(|| found.to_639_3()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_those_of_languages() {
        for (text, expected) in [
            ("en", true),
            ("pt-BR", true),
            ("zh-Hant-TW", true),
            ("gsw", true),
            ("EN", true),
            ("english", false),
            ("xx", false),
            ("en-", false),
            ("en-!!", false),
            ("!!", false),
            ("", false),
        ] {
            assert_eq!(is_tag(text), expected, "{text}");
        }
    }

    #[test]
    fn languages_are_known_by_their_names() {
        for (name, expected) in [
            ("english", Some("en")),
            ("Français", Some("fr")),
            ("German", Some("de")),
            ("日本語", Some("ja")),
            ("!!", None),
            ("", None),
        ] {
            assert_eq!(tag_of(name), expected, "{name}");
        }
    }
}
