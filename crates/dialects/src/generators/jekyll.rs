//! Jekyll: Liquid and kramdown, in `_posts/` with dates in the names of files.
//!
//! | in the folder is | what | becomes |
//! |---|---|---|
//! | `_posts/**/<date>-<name>.md`, at any depth | a post; folders above `_posts` are categories | a post |
//! | `_drafts/**` | a draft | hidden |
//! | `_<collection>/**` | a document, where the settings give it an address or there are no settings | a post |
//! | `_layouts/`, `_includes/` and such, and what `exclude` names | machinery | nothing |
//! | Markdown with front matter elsewhere | a page | a page |
//! | anything else | a file to serve unchanged | the same path |

pub(crate) mod place;
pub(crate) mod settings;

use crate::folder::marks::{Found, any_dated, found, prefixes, projects};
use feuillet_content::document::front_matter::Node;
use feuillet_report::finding::Finding;
use std::collections::BTreeSet;

use super::shared::permalink::{self, Parts};
use crate::dialect::Dialect;
use crate::document::Document;
use crate::folder::place::{Place, dated, stem};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::Front;
use crate::front_matter::fields::Fields;
use crate::generators::shared::liquid_site::page_values;
use crate::generators::shared::nodes::{lookup, text};
use crate::hiding::Hiding;
use crate::syntax::liquid::scope::Flavor;
use crate::syntax::{kramdown, liquid};
use crate::text::edited::Text;
use crate::text::fault::Fault;

#[derive(Debug)]
pub(crate) struct Jekyll;

impl Dialect for Jekyll {
    fn name(&self) -> &'static str {
        "Jekyll"
    }

    /// Recognizes `_config.yml`, or `_posts/` with dates in the names of files.
    fn recognize(&self, tree: &Tree) -> Option<Found> {
        let mut roots: BTreeSet<String> = ["_config.yml", "_config.yaml", "_config.toml"]
            .iter()
            .flat_map(|config| projects(tree, config))
            .collect();
        if roots.is_empty() {
            let dated = prefixes(tree, "_posts/").into_iter();
            roots.extend(dated.filter(|root| any_dated(tree, &format!("{root}_posts/"))));
        }
        found(
            "found its settings, or posts with dated names in `{root}_posts/`",
            roots,
        )
    }

    fn site(&self, tree: &Tree, root: &str, findings: &mut Vec<Finding>) -> Site {
        settings::read(tree, root, findings)
    }

    fn publishes_any_name(&self, file: &str, root: &str, site: &Site) -> bool {
        file.strip_prefix(root)
            .is_some_and(|path| settings::is_included(path, site))
    }

    fn place(&self, file: &str, root: &str, tree: &Tree, site: &Site) -> Place {
        place::place(file, root, tree, site)
    }

    fn splits_terms_at_spaces(&self) -> bool {
        true
    }

    fn front_matter(&self, fields: &mut Fields, front: &Front<'_>, document: Document<'_>) {
        fields.values.clone_from(&front.entries);
        let defaults = settings::defaults(document);
        // Keys of the front matter win over the defaults of `_config.yml`.
        let said = |key: &str| front.get(key).or_else(|| lookup(&defaults, key));
        if fields.hidden.is_none() && text(said("published")) == Some("false") {
            fields.hidden = Some(Hiding::draft("`published: false`"));
        }
        let meta = &mut fields.meta;
        meta.language = meta
            .language
            .take()
            .or_else(|| text(said("lang").or_else(|| said("locale"))).map(settings::language));
        if meta.authors.is_empty() {
            meta.authors.extend(text(said("author")).map(str::to_owned));
        }
        for (key, terms) in [("categories", &mut meta.categories), ("tags", &mut meta.tags)] {
            if terms.is_empty() && front.get(key).is_none() {
                *terms = texts(lookup(&defaults, key));
            }
        }
        if meta.categories.is_empty() && front.get("category").is_none() {
            meta.categories = texts(lookup(&defaults, "category"));
        }
        // Categories from folders come first, as in addresses.
        let mut categories = document.place.categories.clone();
        categories.append(&mut meta.categories);
        categories.dedup();
        meta.categories = categories;
        // Computes the old address, which becomes an alias.
        let own = text(front.get("permalink"));
        meta.aliases.retain(|alias| Some(alias.as_str()) != own);
        let date = meta.date.or(document.place.date);
        let pattern = own
            .or_else(|| text(lookup(&defaults, "permalink")))
            .map_or_else(|| settings::pattern(document), str::to_owned);
        let file = document.file.strip_prefix(document.root).unwrap_or(document.file);
        let (directory, name) = file.rsplit_once('/').unwrap_or(("", file));
        let collection = settings::collection(file);
        let directory = match collection {
            Some(label) => directory
                .trim_start_matches('_')
                .trim_start_matches(label)
                .trim_start_matches('/'),
            None => directory,
        };
        let is_post = settings::is_post(file);
        let name = stem(name);
        let parts = Parts {
            name: if is_post { dated(name).1 } else { name },
            date,
            categories: &meta.categories,
            directory,
            collection: collection.unwrap_or_default(),
        };
        // An invalid `permalink` stays, so that the check of aliases reports it.
        if let Some(address) = permalink::fill(&pattern, parts)
            && !meta.aliases.contains(&address)
            && (own.is_some() || !address.split('/').any(|part| part.is_empty() && address == "/"))
        {
            meta.aliases.push(address);
        }
        if let Some(separator) = text(said("excerpt_separator")) {
            fields.excerpt_separator = Some(separator.to_owned());
        }
    }

    fn body(&self, text: &mut Text, fields: &mut Fields, document: Document<'_>, faults: &mut Vec<Fault>) {
        let page = page_values(fields, document);
        liquid::translate(text, Flavor::Jekyll, page, document, faults);
        let site = document.site;
        // Other processors read plain `CommonMark`.
        let is_kramdown = site
            .text(&["markdown"])
            .is_none_or(|name| name.eq_ignore_ascii_case("kramdown"));
        if is_kramdown {
            let inside = site.text(&["kramdown", "parse_block_html"]) == Some("true");
            kramdown::translate(text, fields, inside);
        }
    }
}

/// Returns the texts of a list, or the words of a text.
fn texts(node: Option<&Node>) -> Vec<String> {
    match node {
        Some(Node::Scalar(text)) => text.split_whitespace().map(str::to_owned).collect(),
        Some(Node::List(items)) => items
            .iter()
            .filter_map(|item| text(Some(item)))
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}
