//! Inspection: links to parts of documents (`#fragment`) that do not exist.

use std::collections::{BTreeMap, BTreeSet};

use feuillet_content::address::Purpose;
use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::sanitize::address;
use feuillet_content::document::sanitize::tokens::{self, Token};
use feuillet_content::links::{LinkContext, Target};
use feuillet_content::percent;
use feuillet_content::route::Route;
use feuillet_content::slug::slugify;
use feuillet_report::finding::Finding;

use super::observations::Address;
use crate::library::located::Text;
use crate::library::{Entry, Library};

/// Ids that every page has outside of the document's text.
const PAGE_IDS: [&str; 2] = ["main", "feuillet"];

/// A link to a part of a document; not checked yet.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    /// Index of the entry that it links to.
    entry: usize,
    /// Decoded, without `#`.
    fragment: String,
    /// Finding to report if the part is missing; its texts are filled in then.
    finding: Finding,
}

/// Resolves addresses to entries.
pub(super) struct Places<'a> {
    by_file: BTreeMap<&'a str, usize>,
    by_route: BTreeMap<Route, usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(library: &'a Library) -> Self {
        let entries = || library.entries().enumerate();
        Self {
            by_file: entries()
                .map(|(index, entry)| (entry.source.name.as_str(), index))
                .collect(),
            by_route: entries().map(|(index, entry)| (entry.route(), index)).collect(),
        }
    }

    /// Resolves a link in `entry` (at `index`) to the index of the target entry and the decoded fragment; `None` if it
    /// has no fragment or leads to no document.
    fn find(&self, entry: &Entry, index: usize, url: &str) -> Option<(usize, String)> {
        let (_, fragment) = url.split_once('#')?;
        // The fragment directive (`:~:text=…`) is handled by the browser (URL Fragment Text Directives, 3.2), and `#`
        // and `#top` need no id (HTML standard, 7.4.6.4).
        let fragment = fragment.split(":~:").next().unwrap_or_default();
        if fragment.is_empty() || fragment.eq_ignore_ascii_case("top") {
            return None;
        }
        let fragment = percent::decode(fragment).unwrap_or_else(|| fragment.to_owned());
        if url.starts_with('#') {
            return Some((index, fragment));
        }
        let base = BasePath::root();
        let links = LinkContext {
            base: &base,
            directory: entry.source.directory(),
            renamed: &[],
        };
        let there = match links.target(url) {
            Target::Elsewhere => None,
            Target::Document { file, .. } => self.by_file.get(file.as_str()),
            Target::Inside { path, .. } => {
                let route = Route::parse(&percent::encode_path(&format!("/{path}")))?;
                self.by_route.get(&route)
            }
        };
        there.map(|there| (*there, fragment))
    }

    /// Collects the links of an entry to parts of this or other documents.
    pub(super) fn anchors(&self, entry: &Entry, index: usize, text: &Text<'_>, addresses: &[Address]) -> Vec<Anchor> {
        let links = addresses.iter().filter(|address| address.purpose == Purpose::Link);
        links
            .filter_map(|address| {
                let (there, fragment) = self.find(entry, index, &address.url)?;
                let diagnostic = Diagnostic::warning(Rule::Anchor, String::new(), String::new());
                Some(Anchor {
                    entry: there,
                    fragment,
                    finding: text.finding(&address.range, diagnostic),
                })
            })
            .collect()
    }
}

/// Collects the ids in the HTML of a rendered document, including the old form `<a name>`, and those of every page.
pub(super) fn ids(html: &str) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = PAGE_IDS.map(str::to_owned).into();
    let mut rest = html;
    while let Some(token) = tokens::next(&mut rest) {
        if let Token::Start(tag) = token {
            let own = tag
                .attributes
                .iter()
                .filter(|(name, _)| *name == "id" || (*name == "name" && tag.name == "a"));
            ids.extend(own.map(|(_, value)| address::decode(value).into_owned()));
        }
    }
    ids
}

/// Adds a finding for each link to a missing part. `ids` are the ids of each entry.
pub(super) fn inspect(anchors: Vec<Anchor>, ids: &[BTreeSet<String>], library: &Library, findings: &mut Vec<Finding>) {
    let names: Vec<&str> = library.entries().map(|entry| entry.source.name.as_str()).collect();
    for Anchor {
        entry,
        fragment,
        mut finding,
    } in anchors
    {
        let (Some(ids), Some(name)) = (ids.get(entry), names.get(entry)) else {
            continue;
        };
        if ids.contains(&fragment) {
            continue;
        }
        let place = if finding.file.as_str() == *name {
            "this document".to_owned()
        } else {
            format!("`{name}`")
        };
        finding.diagnostic.message = format!("broken anchor `#{fragment}`: {place} has no such id");
        finding.diagnostic.help = match nearest(&fragment, ids) {
            Some(near) => format!("did you mean `#{near}`?"),
            None => {
                "link to a heading by its text in lower case with hyphens, or set its id with `{#name}` after the heading"
                    .to_owned()
            }
        };
        findings.push(finding);
    }
}

/// Guesses the id that was meant: one with the same slug, else one with the same letters, else the only one that
/// contains the fragment or is contained in it.
fn nearest<'a>(fragment: &str, ids: &'a BTreeSet<String>) -> Option<&'a String> {
    let own = || ids.iter().filter(|id| !PAGE_IDS.contains(&id.as_str()));
    let slug = slugify(fragment);
    let letters = |text: &str| {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect::<String>()
    };
    let bare = letters(&slug);
    if bare.is_empty() {
        return None;
    }
    own()
        .find(|id| slugify(id) == slug)
        .or_else(|| own().find(|id| letters(&slugify(id)) == bare))
        .or_else(|| {
            let mut alike = own().filter(|id| {
                let id = slugify(id);
                slug.len() >= 4 && id.len() >= 4 && (id.contains(&slug) || slug.contains(&id))
            });
            alike.next().filter(|_| alike.next().is_none())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ids_of_a_page_are_those_of_its_elements() {
        let html = "<h2 id=\"a&amp;b\">id=\"no\"</h2><code>&lt;p id=\"no\"></code><a name=\"c\"></a><p name=\"no\">";
        let own: Vec<String> = ids(html)
            .into_iter()
            .filter(|id| !PAGE_IDS.contains(&id.as_str()))
            .collect();
        assert_eq!(own, ["a&b", "c"]);
    }

    #[test]
    fn the_nearest_part_is_offered() {
        let ids: BTreeSet<String> = ["installation-guide", "c-rust", "été", "usage", "usage-1"]
            .map(str::to_owned)
            .into();
        for (fragment, near) in [
            ("Installation-Guide", Some("installation-guide")),
            ("installation", Some("installation-guide")),
            ("c--rust", Some("c-rust")),
            ("ete", Some("été")),
            ("usages", Some("usage")),
            ("usag", None),
            ("nothing", None),
            ("!", None),
        ] {
            assert_eq!(nearest(fragment, &ids).map(String::as_str), near, "{fragment}");
        }
    }
}
