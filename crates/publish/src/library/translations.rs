//! Which documents are translations of each other: those of one kind with one key in several languages.

use std::collections::BTreeMap;

use anyhow::Result;
use feuillet_content::catalog::Translation;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_dialects::front_matter::keys::table::TRANSLATION as TRANSLATION_KEYS;
use feuillet_report::finding::Finding;

use super::located::Text;
use super::{Entry, Library};
use crate::languages;

/// Tells each document of its translations. Of two in one language the first by its file's name is the translation;
/// the author is told of the other, which has none.
pub(crate) fn connect(library: &mut Library) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let Library {
        language: own,
        posts,
        pages,
        ..
    } = library;
    for entries in [posts, pages] {
        let mut by_name: Vec<usize> = (0..entries.len()).collect();
        by_name.sort_by(|first, second| entries[*first].source.name.cmp(&entries[*second].source.name));
        let mut groups: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for index in by_name {
            let entry = &entries[index];
            let Some(key) = &entry.meta.translation_key else {
                continue;
            };
            let language = entry.meta.language.as_ref().unwrap_or(own);
            let group = groups.entry(key.clone()).or_default();
            if let Some(first) = group.get(language) {
                findings.push(clash(entry, &entries[*first], language)?);
            } else {
                group.insert(language.clone(), index);
            }
        }
        for group in groups.values() {
            for (language, index) in group {
                let others = group.iter().filter(|(other, _)| *other != language);
                entries[*index].translations = others
                    .map(|(other, index)| translation(other, &entries[*index]))
                    .collect();
            }
        }
    }
    Ok(findings)
}

fn translation(language: &str, entry: &Entry) -> Translation {
    Translation {
        language: language.to_owned(),
        language_name: languages::own_name(language),
        slug: entry.slug.clone(),
        title: entry.summary.title.clone(),
    }
}

fn clash(entry: &Entry, first: &Entry, language: &str) -> Result<Finding> {
    let diagnostic = Diagnostic::warning(
        Rule::Translation,
        format!(
            "duplicate translation in `{language}`: `{}` has the same key and is used instead",
            first.source.file
        ),
        "set a different `lang`, or remove the key from one of the two",
    );
    let text = Text::of(&entry.source)?;
    let key = entry.meta.translation_key.as_deref().unwrap_or_default();
    let place = text.value(TRANSLATION_KEYS, key).unwrap_or_default();
    Ok(text.finding_as_written(&place, diagnostic))
}
