//! Forms that only a language tells: stems (Snowball's algorithms), and spellings for keyboards without certain letters.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

use crate::letters::folded;

/// Knowledge of a language.
pub(super) struct Inflections {
    stemmer: Option<Stemmer>,
    /// Whether `ü` is also written `ue`.
    is_german: bool,
    is_arabic: bool,
}

impl Inflections {
    /// Looks a language up by its BCP 47 tag. Of one without an algorithm, words are their own stems.
    pub(super) fn of(language: &str) -> Self {
        let primary = language
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let name = match primary.as_str() {
            "nb" | "nn" => "no",
            other => other,
        };
        Self {
            stemmer: Algorithm::from_name(name).ok().map(Stemmer::new),
            is_german: primary == "de",
            is_arabic: primary == "ar",
        }
    }

    /// Returns the stem of a written form, folded; none if it is not inflected.
    pub(super) fn stem(&self, form: &str) -> Option<String> {
        let is_word = form.chars().nth(2).is_some() && !form.contains(|letter: char| !letter.is_alphabetic());
        let stemmer = self.stemmer.as_ref().filter(|_| is_word)?;
        // Snowball removes the article, but not with a conjunction or preposition before it.
        let with_article = form
            .strip_prefix(['و', 'ف', 'ب', 'ك'])
            .filter(|rest| rest.starts_with("ال"));
        let stem = stemmer.stem(with_article.filter(|_| self.is_arabic).unwrap_or(form));
        (!stem.is_empty()).then(|| folded(&stem))
    }

    /// Returns another folding of a form, if the language has one: `füße` -> `fuesse`.
    pub(super) fn other_folding(&self, form: &str) -> Option<String> {
        if !self.is_german || !form.contains(['ä', 'ö', 'ü']) {
            return None;
        }
        let spelled = form.chars().map(|letter| match letter {
            'ä' => Cow::Borrowed("ae"),
            'ö' => Cow::Borrowed("oe"),
            'ü' => Cow::Borrowed("ue"),
            other => Cow::Owned(other.to_string()),
        });
        Some(folded(&spelled.collect::<String>()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_share_a_stem() {
        for (language, forms) in [
            ("en", &["print", "prints", "printing", "printed"][..]),
            ("fr-CA", &["métier", "métiers", "metier"]),
            ("de", &["haus", "hause", "häuser"]),
            ("es", &["libro", "libros"]),
            ("it", &["carta", "carte"]),
            ("nl", &["boek", "boeken"]),
            ("pt-BR", &["livro", "livros"]),
            ("ar", &["كتاب", "الكتاب", "والكتاب"]),
            ("fa", &["کتاب", "کتابها"]),
            ("nb", &["hus", "huset"]),
            ("ru", &["книга", "книги", "книгу"]),
        ] {
            let inflections = Inflections::of(language);
            let stems: Vec<Option<String>> = forms.iter().map(|form| inflections.stem(form)).collect();
            assert!(
                stems.iter().all(|stem| stem.is_some() && *stem == stems[0]),
                "{language}: {stems:?}"
            );
        }
    }

    #[test]
    fn numbers_and_languages_without_an_algorithm_have_no_stems() {
        assert_eq!(Inflections::of("en").stem("1990s"), None);
        assert_eq!(Inflections::of("ja").stem("paper"), None);
        assert_eq!(Inflections::of("").stem("paper"), None);
    }
}
