//! The languages that the interface speaks: one file each, with the keys of [`Words`].

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use isolang::Language;
use whatlang::Lang;

use crate::content::words::Words;

const FILES: [(&str, &str); 2] = [
    ("en", include_str!("languages/en.yaml")),
    ("fr", include_str!("languages/fr.yaml")),
];

/// The words of a language, by its BCP 47 tag; English where there are none yet.
pub(super) fn words(language: &str) -> Result<Words> {
    let primary = primary(language);
    let (name, yaml) = FILES.iter().find(|(name, _)| *name == primary).unwrap_or(&FILES[0]);
    let texts: BTreeMap<String, String> =
        serde_yaml::from_str(yaml).with_context(|| format!("reading the words of the language `{name}`"))?;
    Ok(Words::from(texts.into_iter().collect::<Vec<_>>()))
}

/// Whether the interface speaks this language.
pub(super) fn is_spoken(language: &str) -> bool {
    FILES.iter().any(|(name, _)| *name == primary(language))
}

/// What a language calls itself, with a capital as at the start of a line: `Français`, `Português (BR)`. The tag itself
/// where that is not known.
pub(super) fn own_name(tag: &str) -> String {
    let code = primary(tag);
    let language = Language::from_639_1(&code).or_else(|| Language::from_639_3(&code));
    let Some(name) = language.and_then(|language| language.to_autonym()) else {
        return tag.to_owned();
    };
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let name: String = first.chain(letters).collect();
    match tag.split_once(['-', '_']) {
        Some((_, variant)) => format!("{name} ({variant})"),
        None => name,
    }
}

/// The language that most of a text is in, as far as its letters tell; English when they do not.
pub(super) fn guess(text: &str) -> &'static str {
    let Some(found) = whatlang::detect(text).filter(whatlang::Info::is_reliable) else {
        return "en";
    };
    match found.lang() {
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Jpn => "ja",
        Lang::Cmn => "zh",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Rus => "ru",
        Lang::Pol => "pl",
        Lang::Kor => "ko",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Heb => "he",
        _ => "en",
    }
}

fn primary(language: &str) -> String {
    language
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::date::Date;

    #[test]
    fn each_language_says_everything_and_fills_the_same_places() {
        let all: Vec<BTreeMap<String, String>> = FILES
            .iter()
            .map(|(_, yaml)| serde_yaml::from_str(yaml).unwrap())
            .collect();
        let places = |text: &String| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            names.sort();
            names
        };
        let complete: BTreeMap<String, String> = Vec::from(Words::default()).into_iter().collect();
        for ((name, _), language) in FILES.iter().zip(&all) {
            assert_eq!(
                language.keys().collect::<Vec<_>>(),
                complete.keys().collect::<Vec<_>>(),
                "{name}"
            );
            for (key, text) in language {
                assert_eq!(places(text), places(&all[0][key]), "{name}: {key}");
            }
            assert_eq!(language["months"].split(',').count(), 12, "{name}");
        }
    }

    #[test]
    fn dates_are_written_as_people_write_them() {
        for (language, date, expected) in [
            ("fr", "2020-04-11", "11 avril 2020"),
            ("fr-CA", "2024-05-01", "1er mai 2024"),
            ("en", "2020-04-01", "1 April 2020"),
        ] {
            assert_eq!(words(language).unwrap().date_text(Date::parse(date).unwrap()), expected);
        }
    }

    #[test]
    fn languages_are_guessed_from_the_text() {
        assert_eq!(
            guess("J'ai fêté mes dix ans dans cette agence en février dernier, avec toute l'équipe."),
            "fr"
        );
        assert_eq!(
            guess("The quick brown fox jumps over the lazy dog, and then it sleeps for a while."),
            "en"
        );
        assert_eq!(guess(""), "en");
    }

    #[test]
    fn languages_are_named_as_they_name_themselves() {
        for (tag, expected) in [
            ("fr", "Français"),
            ("en", "English"),
            ("pt-BR", "Português (BR)"),
            ("ja", "日本語"),
            ("xx-strange", "xx-strange"),
        ] {
            assert_eq!(own_name(tag), expected);
        }
    }
}
