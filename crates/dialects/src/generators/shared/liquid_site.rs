//! Data for Liquid templates: the includes in a folder, and the variables of a document.

use feuillet_content::document::title_from_name;

use crate::document::Document;
use crate::folder::place::{dated, stem};
use crate::folder::tree::Tree;
use crate::front_matter::fields::Fields;
use crate::syntax::liquid::value::Value;

/// Reads the templates in a folder, by their path from there: `_includes/note.html` -> `note.html`.
pub(crate) fn templates(tree: &Tree, folder: &str) -> std::collections::BTreeMap<String, String> {
    const EXTENSIONS: [&str; 8] = ["html", "md", "markdown", "txt", "liquid", "svg", "njk", "htm"];
    let mut found = std::collections::BTreeMap::new();
    let mut size = 0;
    for file in tree.below(folder) {
        let is_text = file
            .rsplit_once('.')
            .is_some_and(|(_, extension)| EXTENSIONS.contains(&extension));
        if !is_text {
            continue;
        }
        let Some(template) = tree.read(file).filter(|text| text.len() <= LONGEST) else {
            continue;
        };
        size += template.len();
        if size > MOST {
            break;
        }
        found.insert(file[folder.len()..].to_owned(), template);
    }
    found
}

/// Returns the variables of a document that templates may use.
pub(crate) fn page_values(fields: &Fields, document: Document<'_>) -> Vec<(String, Value)> {
    let meta = &fields.meta;
    let texts = |texts: &[String]| Value::List(texts.iter().map(|text| Value::Text(text.clone())).collect());
    let mut page: Vec<(String, Value)> = vec![
        ("categories".to_owned(), texts(&meta.categories)),
        ("tags".to_owned(), texts(&meta.tags)),
    ];
    if let Some(date) = meta.date.or(document.place.date) {
        page.push(("date".to_owned(), Value::Text(date.to_string())));
    }
    for (key, node) in &fields.values {
        if !page.iter().any(|(known, _)| known == key) && key != "permalink" {
            page.push((key.clone(), Value::of(node)));
        }
    }
    if !page.iter().any(|(key, _)| key == "title") {
        let name = || dated(stem(document.file.rsplit('/').next().unwrap_or_default())).1;
        let title = meta.title.clone().unwrap_or_else(|| title_from_name(name()));
        page.push(("title".to_owned(), Value::Text(title)));
    }
    page
}

/// Maximum size of a template or data file, in bytes. Larger ones are ignored.
pub(crate) const LONGEST: usize = 64 * 1024;

/// Maximum size of all templates, and of all data files, in bytes.
pub(crate) const MOST: usize = 4 * 1024 * 1024;
