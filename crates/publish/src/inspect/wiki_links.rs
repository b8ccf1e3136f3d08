//! The document that a link in double brackets probably means, where it names none.

use feuillet_content::slug::Slug;
use feuillet_dialects::syntax::additions::wiki_links::unresolved_name;
use feuillet_report::finding::Finding;
use feuillet_report::spelling::nearest;

use crate::library::Library;

/// Says in findings about links that name no file which document was probably meant: the one with that title, else the one
/// whose title or file has a name that is spelled alike.
pub(crate) fn suggest(library: &Library, findings: &mut [Finding]) {
    let mut names: Option<Vec<(String, &str)>> = None;
    for finding in findings {
        let Some(name) = unresolved_name(&finding.diagnostic).map(Slug::of) else {
            continue;
        };
        // Made for the first of them: most blogs have none.
        let names = names.get_or_insert_with(|| {
            let entries = library.entries().map(|entry| {
                let file = entry.source.file.as_str();
                let last = file.rsplit('/').next().unwrap_or(file);
                (entry, last.rsplit_once('.').map_or(last, |(stem, _)| stem))
            });
            entries
                .flat_map(|(entry, stem)| {
                    [
                        (Slug::of(&entry.summary.title).to_string(), stem),
                        (Slug::of(stem).to_string(), stem),
                    ]
                })
                .collect()
        });
        let known = names.iter().map(|(known, _)| known.as_str());
        let same = known.clone().find(|known| *known == &*name);
        let Some(meant) = same.or_else(|| nearest(&name, known)) else {
            continue;
        };
        if let Some((_, stem)) = names.iter().find(|(known, _)| known == meant) {
            finding.diagnostic.help = format!("did you mean `[[{stem}]]`?");
        }
    }
}
