//! Inspection: links to parts of documents (`#fragment`) that do not exist.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use anyhow::Result;
use feuillet_content::address::Purpose;
use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::sanitize::tokens::{self, Token};
use feuillet_content::document::sanitize::{address, policy};
use feuillet_content::links::{LinkContext, Target};
use feuillet_content::percent;
use feuillet_content::route::Route;
use feuillet_content::slug::slugify;
use feuillet_report::finding::Finding;
use rayon::prelude::*;

use super::context::context;
use super::observations::Address;
use super::observe::observe;
use crate::library::located::Text;
use crate::library::{Entry, Library};

/// Ids that every page has outside of the document's text.
const PAGE_IDS: [&str; 2] = ["main", "feuillet"];

/// A fragment that names an element.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fragment {
    /// Without `#`, in the form that browsers give it in an address.
    raw: String,
    decoded: String,
}

impl Fragment {
    /// Reads the part of an address behind `#`; none if it leads to the page itself, whatever is on it: nothing, `top`
    /// and text to find (`:~:text=…`, URL Fragment Text Directives, 3.2).
    fn of(written: &str) -> Option<Self> {
        let written = written.split(":~:").next().unwrap_or_default();
        let decoded = percent::decode(written).unwrap_or_else(|| written.to_owned());
        if decoded.is_empty() || decoded.eq_ignore_ascii_case("top") {
            return None;
        }
        // The fragment percent-encode set (URL standard, 1.3).
        let is_kept = |character: &char| character.is_ascii_graphic() && !matches!(character, '"' | '<' | '>' | '`');
        let mut raw = String::new();
        for character in written.chars() {
            if is_kept(&character) {
                raw.push(character);
            } else {
                raw.push_str(&percent::encode_segment(character.encode_utf8(&mut [0; 4])));
            }
        }
        Some(Self { raw, decoded })
    }

    /// Whether one of these is the id of the element (HTML standard, 7.4.6.4, "find a potential indicated element").
    fn is_among(&self, ids: &BTreeSet<String>) -> bool {
        ids.contains(&self.raw) || ids.contains(&self.decoded)
    }

    /// The same by the hashes of the ids, which are sorted.
    fn is_among_hashes(&self, ids: &[u64]) -> bool {
        let has = |id: &str| ids.binary_search(&hash(id)).is_ok();
        has(&self.raw) || has(&self.decoded)
    }
}

/// Hash of an id, which is all that is kept of it.
fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

impl Ids {
    /// Hashes of the ids that links may lead to, sorted.
    pub(crate) fn hashes(&self) -> Box<[u64]> {
        let mut hashes: Vec<u64> = self.shown.iter().map(|id| hash(id)).collect();
        hashes.sort_unstable();
        hashes.into_boxed_slice()
    }
}

/// Ids of the elements of a document.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    /// Of elements that browsers scroll to, even if they must open them first.
    shown: BTreeSet<String>,
    /// Of elements that are never shown: those with the attribute `hidden`, and what is in them.
    hidden: BTreeSet<String>,
}

/// Resolves addresses to entries.
struct Places<'a> {
    by_file: BTreeMap<&'a str, usize>,
    by_route: BTreeMap<Route, usize>,
}

impl<'a> Places<'a> {
    fn new(library: &'a Library) -> Self {
        let entries = || library.entries().enumerate();
        Self {
            by_file: entries()
                .map(|(index, entry)| (entry.source.name.as_str(), index))
                .collect(),
            by_route: entries().map(|(index, entry)| (entry.route(), index)).collect(),
        }
    }

    /// Resolves a link in `entry` (at `index`) to the index of the target entry and the fragment; `None` if it has no
    /// fragment or leads to no document.
    fn find(&self, entry: &Entry, index: usize, url: &str) -> Option<(usize, Fragment)> {
        let (address, fragment) = url.split_once('#')?;
        let fragment = Fragment::of(fragment)?;
        if address.is_empty() || address.starts_with('?') {
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
}

/// Collects the ids in the HTML of a rendered document, including the old form `<a name>`, and those of every page.
pub(crate) fn ids(html: &str) -> Ids {
    let mut ids = Ids {
        shown: PAGE_IDS.map(str::to_owned).into(),
        ..Ids::default()
    };
    let mut rest = html;
    // Number of open elements, and how many there were around the outermost hidden one.
    let (mut depth, mut hidden_at) = (0_usize, None);
    while let Some(token) = tokens::next(&mut rest) {
        match token {
            Token::Start(tag) => {
                // `hidden="until-found"` is shown by browsers that scroll to it.
                let is_hidden = tag
                    .attributes
                    .iter()
                    .any(|(name, value)| *name == "hidden" && !value.eq_ignore_ascii_case("until-found"));
                let of_element = if is_hidden || hidden_at.is_some() {
                    &mut ids.hidden
                } else {
                    &mut ids.shown
                };
                let own = tag
                    .attributes
                    .iter()
                    .filter(|(name, _)| *name == "id" || (*name == "name" && tag.name == "a"));
                of_element.extend(own.map(|(_, value)| address::decode(value).into_owned()));
                if !policy::is_void(tag.name) {
                    if is_hidden {
                        hidden_at.get_or_insert(depth);
                    }
                    depth += 1;
                }
            }
            Token::End(_) => {
                depth = depth.saturating_sub(1);
                hidden_at = hidden_at.filter(|at| *at < depth);
            }
            Token::Text(_) | Token::Nothing => {}
        }
    }
    ids
}

/// Whether a document has links to parts of itself that it lacks.
pub(super) fn has_broken(addresses: &[Address], ids: &Ids) -> bool {
    own(addresses).any(|(_, fragment)| !fragment.is_among(&ids.shown))
}

/// Findings about links of a document to parts of itself.
pub(super) fn inspect_own(text: &Text<'_>, addresses: &[Address], ids: &Ids) -> Vec<Finding> {
    let broken = own(addresses).filter(|(_, fragment)| !fragment.is_among(&ids.shown));
    broken
        .map(|(address, fragment)| text.finding(&address.range, broken_anchor(&fragment, ids, "this document")))
        .collect()
}

/// Links with nothing but a fragment.
fn own(addresses: &[Address]) -> impl Iterator<Item = (&Address, Fragment)> {
    let links = addresses.iter().filter(|address| address.purpose == Purpose::Link);
    links.filter_map(|address| {
        let (before, fragment) = address.url.split_once('#')?;
        let fragment = (before.is_empty() || before.starts_with('?')).then(|| Fragment::of(fragment))??;
        Some((address, fragment))
    })
}

/// Findings about links of documents to parts of other documents.
///
/// # Errors
///
/// When a document with such a link, or the one that it leads to, cannot be read.
pub(crate) fn check(library: &Library, base: &BasePath, frames: &[String]) -> Result<Vec<Finding>> {
    let places = Places::new(library);
    let entries: Vec<&Entry> = library.entries().collect();
    let check_one = |(index, entry): (usize, &&Entry)| {
        let targets = entry.references.targets.iter();
        let broken = |url: &&String| {
            // Those of the document itself were found when it was read.
            let other = url
                .split_once('#')
                .filter(|(before, _)| !before.is_empty() && !before.starts_with('?'));
            let (there, fragment) = other.and_then(|_| places.find(entry, index, url))?;
            (!fragment.is_among_hashes(&entries[there].ids)).then_some((there, fragment))
        };
        let broken: Vec<(&String, (usize, Fragment))> = targets.filter_map(|url| Some((url, broken(&url)?))).collect();
        let mut findings = Vec::new();
        if broken.is_empty() {
            return Ok(findings);
        }
        let text = Text::of(&entry.source)?;
        let (_, seen) = observe(&text, context(&entry.source, base, &library.words, frames));
        for (url, (there, fragment)) in broken {
            let source = &entries[there].source;
            let (rendered, _) = observe(&Text::of(source)?, context(source, base, &library.words, frames));
            let diagnostic = broken_anchor(&fragment, &ids(&rendered.html), &format!("`{}`", source.name));
            let links = seen.addresses.iter().filter(|address| address.url == *url);
            findings.extend(links.map(|address| text.finding(&address.range, diagnostic.clone())));
        }
        Ok(findings)
    };
    let found = entries
        .par_iter()
        .enumerate()
        .map(check_one)
        .collect::<Result<Vec<_>>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// Diagnostic about a link to a part that a document lacks.
fn broken_anchor(fragment: &Fragment, ids: &Ids, place: &str) -> Diagnostic {
    let is_hidden = fragment.is_among(&ids.hidden);
    let fragment = &fragment.decoded;
    let lack = if is_hidden { "hides it" } else { "has no such id" };
    let help = match nearest(fragment, &ids.shown) {
        _ if is_hidden => {
            "remove `hidden`, or use `hidden=\"until-found\"` or `<details>`, which browsers open".to_owned()
        }
        Some(near) => format!("did you mean `#{near}`?"),
        None => {
            "link to a heading by its text in lower case with hyphens, or set its id with `{#name}` after the heading"
                .to_owned()
        }
    };
    Diagnostic::warning(
        Rule::Anchor,
        format!("broken anchor `#{fragment}`: {place} {lack}"),
        help,
    )
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
        let html = "<h2 id=\"a&amp;b\">id=\"no\"</h2><code>&lt;p id=\"no\"></code><a name=\"c\"></a><p name=\"no\">x</p>\
                    <div hidden=\"\"><p id=\"d\"><img id=\"e\"></p></div><div hidden=\"until-found\" id=\"f\">\
                    <p id=\"g\" hidden=\"\">x</p><img hidden=\"\" id=\"h\"><p id=\"i\">x</p></div>\
                    <details><p id=\"j\">x</p></details>";
        let ids = ids(html);
        let own = |id: &&String| !PAGE_IDS.contains(&id.as_str());
        assert_eq!(
            ids.shown.iter().filter(own).collect::<Vec<_>>(),
            ["a&b", "c", "f", "i", "j"]
        );
        assert_eq!(ids.hidden.iter().collect::<Vec<_>>(), ["d", "e", "g", "h"]);
    }

    #[test]
    fn fragments_name_elements_as_in_browsers() {
        let ids: BTreeSet<String> = ["part", "été", "a b", "50%", "c%20d", "top-5"]
            .map(str::to_owned)
            .into();
        for (fragment, is_there) in [
            ("part", Some(true)),
            ("Part", Some(false)),
            ("part:~:text=a%20word", Some(true)),
            (":~:text=a,b", None),
            ("", None),
            ("top", None),
            ("TOP", None),
            ("%74op", None),
            ("top-5", Some(true)),
            ("été", Some(true)),
            ("%C3%A9t%C3%A9", Some(true)),
            ("%E9t%E9", Some(false)),
            ("a b", Some(true)),
            ("a%20b", Some(true)),
            ("a+b", Some(false)),
            ("50%", Some(true)),
            ("50%25", Some(true)),
            ("c%20d", Some(true)),
            ("c d", Some(true)),
            ("c%2520d", Some(true)),
        ] {
            let found = Fragment::of(fragment).map(|fragment| fragment.is_among(&ids));
            assert_eq!(found, is_there, "{fragment}");
        }
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
