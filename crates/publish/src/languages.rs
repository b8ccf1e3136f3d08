//! Languages of the interface: one file of texts each, with the keys of [`Words`]; number and date formats and
//! collation of any language; language detection.

pub(crate) mod formats;
pub(crate) mod previews;
pub(crate) mod texts;

use anyhow::{Context, Result};
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::events::syntax::Syntax;
use feuillet_content::words::{Word, Words};
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_report::spelling::nearest;
use feuillet_settings::{CalendarSetting, Settings};
use icu_locale_core::Locale;
use isolang::Language;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use whatlang::Lang;

use self::formats::Dates;

use self::texts::shipped;
pub(crate) use feuillet_settings::words::{Text, Texts};

/// Language files by lowercase BCP 47 tag. English comes first, because it has every word; a variant follows its
/// language.
const FILES: [(&str, &str); 13] = [
    ("en", include_str!("languages/en.yaml")),
    ("ar", include_str!("languages/ar.yaml")),
    ("de", include_str!("languages/de.yaml")),
    ("es", include_str!("languages/es.yaml")),
    ("fa", include_str!("languages/fa.yaml")),
    ("fr", include_str!("languages/fr.yaml")),
    ("it", include_str!("languages/it.yaml")),
    ("ja", include_str!("languages/ja.yaml")),
    ("nl", include_str!("languages/nl.yaml")),
    ("pt", include_str!("languages/pt.yaml")),
    ("pt-pt", include_str!("languages/pt-pt.yaml")),
    ("zh", include_str!("languages/zh.yaml")),
    ("zh-hant", include_str!("languages/zh-hant.yaml")),
];

/// Texts and formats of the interface in a blog's language.
pub(crate) struct Speech {
    pub(crate) words: Words,
    pub(crate) dates: Dates,
    /// Keys without a text in this language; English is the fallback.
    pub(crate) missing: Vec<String>,
}

/// Builds the interface texts of a language (BCP 47 tag). The author's texts (`own`) override those of the language
/// file; English is the fallback.
///
/// # Errors
///
/// If a language file cannot be parsed.
pub(crate) fn speech(language: &str, own: &Texts, calendar: CalendarSetting) -> Result<Speech> {
    let locale = formats::locale_of(language);
    let numbers = formats::categories(&locale);
    let forms = texts::forms(&numbers);
    let english_forms = texts::english_forms(&numbers);
    let spoken = spoken_texts(language)?;
    let mut words = Vec::new();
    let mut missing = Vec::new();
    for (key, english) in texts_of(FILES[0].1)? {
        let text = if let Some(text) = own.get(&key).or_else(|| spoken.get(&key)) {
            shipped(text, &forms)
        } else {
            missing.push(key.clone());
            shipped(&english, &english_forms)
        };
        words.push((key, text));
    }
    // Formats travel to the reader as words, too.
    let (written, dates) = written(&locale, calendar);
    let written = written.into_iter();
    words.extend(written.map(|(word, text)| (Words::key(word).to_owned(), text)));
    words.push((Words::key(Word::Plurals).to_owned(), texts::rule(&numbers, &forms)));
    Ok(Speech {
        words: Words::from(words),
        dates,
        missing,
    })
}

/// The interface texts of a language without any by the author.
#[cfg(test)]
pub(crate) fn spoken(language: &str) -> Speech {
    speech(language, &Texts::new(), CalendarSetting::Gregorian).unwrap()
}

/// Number and date formats of a language.
fn written(locale: &Locale, calendar: CalendarSetting) -> (Vec<(Word, String)>, Dates) {
    let mut written = formats::numbers(locale);
    let dates = Dates::new(locale, calendar, &mut written);
    (written, dates)
}

fn texts_of(yaml: &str) -> Result<Texts> {
    serde_yaml::from_str(yaml).context("cannot parse the words of a language")
}

/// Texts from the files of a language; empty if it has none. A variant's texts (`pt-PT`) override the language's
/// (`pt`).
fn spoken_texts(language: &str) -> Result<Texts> {
    let mut texts = Texts::new();
    for (name, yaml) in FILES {
        if is_spoken_in(name, language) {
            // Longer tags come later in the list, so they override shorter ones.
            texts.extend(texts_of(yaml)?);
        }
    }
    Ok(texts)
}

/// Whether texts of a lowercase tag serve a language: they are those of the language itself (`pt` for `pt-PT`), or of the
/// variant.
fn is_spoken_in(name: &str, language: &str) -> bool {
    let mut tag = language.replace('_', "-").to_ascii_lowercase();
    // These regions write Chinese in traditional characters (CLDR, likely subtags).
    if ["zh-tw", "zh-hk", "zh-mo"].contains(&&*tag) {
        "zh-hant".clone_into(&mut tag);
    }
    let rest = tag.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Returns a finding about words that the interface says in English for lack of a text; `None` if there are none.
pub(crate) fn findings(language: &str, missing: &[String]) -> Option<Finding> {
    if missing.is_empty() {
        return None;
    }
    let number = missing.len();
    let named: Vec<String> = missing.iter().take(3).map(|key| format!("`{key}`")).collect();
    let more = match number - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named = named.join(", ");
    let message = format!("missing words of the interface in `{language}`: {named}{more}; English is used instead");
    let help = "add them below `words:` in site.yaml, as the page on languages in the guide shows";
    Some(Finding::new(
        &AuthorPath::new(feuillet_settings::FILE),
        "",
        Diagnostic::warning(Rule::Settings, message, help),
    ))
}

/// Checks `words` in `site.yaml`: unknown keys, placeholders and plural categories. `text` is the text of the file.
pub(crate) fn own_findings(settings: &Settings, text: &str) -> Result<Vec<Finding>> {
    let english = texts_of(FILES[0].1)?;
    let mut findings = Vec::new();
    for (key, own) in &settings.words {
        let mut tell = |place: &str, message: String, help: String| {
            let (line, column) = place_of(text, key, place);
            let diagnostic = Diagnostic::warning(Rule::Settings, message, help).at(line, column);
            findings.push(Finding::new(
                &AuthorPath::new(feuillet_settings::FILE),
                text,
                diagnostic.spanning(place.chars().count()),
            ));
        };
        let Some(known) = english.get(key) else {
            let help = match nearest(key, english.keys().map(String::as_str)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "see the page on languages in the guide for all keys".to_owned(),
            };
            tell(key, format!("unknown key `{key}` in `words`"), help);
            continue;
        };
        // Placeholders of the author's text must be among those of the English one.
        let places = known.places();
        for unknown in own.places().into_iter().filter(|place| !places.contains(place)) {
            let help = match &*places {
                [] => "remove it; this word has no placeholders".to_owned(),
                places => format!("use only `{{{}}}` here", places.join("}`, `{")),
            };
            tell(
                key,
                format!("unknown placeholder `{{{unknown}}}` in the word `{key}`"),
                help,
            );
        }
        // Plural forms: only for words with a number, in CLDR's categories, and with `other` as the fallback.
        let Text::Counted(by_number) = own else { continue };
        if let Text::One(_) = known {
            let help = "write a single text".to_owned();
            tell(key, format!("the word `{key}` has no plural forms"), help);
            continue;
        }
        for category in by_number.keys() {
            if !formats::CATEGORIES.iter().any(|(name, _)| name == category) {
                let names = formats::CATEGORIES.map(|(name, _)| name).join(", ");
                let message = format!("unknown plural form `{category}`");
                tell(category, message, format!("use the plural categories of CLDR: {names}"));
            }
        }
        if !by_number.contains_key("other") {
            let help = "add `other: …`, the fallback for all numbers without a form of their own".to_owned();
            tell(key, format!("missing plural form `other` of the word `{key}`"), help);
        }
    }
    Ok(findings)
}

/// Finds the line and column (from 1) of the word `key` in `site.yaml`, or of the key `inner` below it; zeros if
/// unknown.
fn place_of(text: &str, key: &str, inner: &str) -> (usize, usize) {
    let mut lines = text
        .lines()
        .enumerate()
        .skip_while(|(_, line)| !line.starts_with("words"));
    let mut find = |wanted: &str| {
        let is_it = |line: &str| {
            let (before, _) = line.split_once(wanted)?;
            let before_key = before.trim_start_matches([' ', '{', '"', '\'', ',']);
            before_key.is_empty().then(|| before.chars().count() + 1)
        };
        lines.find_map(|(index, line)| Some((index + 1, is_it(line)?)))
    };
    let place = find(key);
    let place = if inner == key {
        place
    } else {
        place.and_then(|_| find(inner))
    };
    place.unwrap_or_default()
}

/// Name of a language in that language, capitalized; the tag itself if unknown. `pt-BR` -> `Português (BR)`.
pub(crate) fn own_name(tag: &str) -> String {
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

/// Appends the prose of a document to `sample`, for language detection: no code, URLs or HTML tags.
pub(crate) fn add_prose(markdown: &str, sample: &mut String) {
    let mut in_code = false;
    for event in Parser::new_ext(markdown, Syntax::new(false).options) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code && !text.contains("://") => sample.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => sample.push('\n'),
            _ => {}
        }
    }
}

/// Detects the main language of a text; `en` if unsure.
pub(crate) fn guess(text: &str) -> &'static str {
    // A fifth of the letters is enough: one ideograph says as much as several letters, and Chinese or Japanese texts
    // often contain many technical terms in Latin letters.
    let number = |is_one: fn(char) -> bool| text.chars().filter(|letter| is_one(*letter)).count();
    let kana = number(|letter| matches!(letter, '\u{3041}'..='\u{30ff}'));
    let ideographs = number(|letter| matches!(letter, '\u{3400}'..='\u{9fff}'));
    if (kana + ideographs) * 5 > number(char::is_alphabetic) {
        return if kana * 10 > ideographs { "ja" } else { "zh" };
    }
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

/// Primary language subtag, in lower case. `pt_BR` -> `pt`.
fn primary(language: &str) -> String {
    language
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
