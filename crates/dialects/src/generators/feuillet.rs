//! Feuillet's own folders. They are also the fallback for a folder without settings of a known generator.
//!
//! | in the folder | is | published as |
//! |---|---|---|
//! | `posts/**/*.md` | a post | `content/posts/<slug>.md` |
//! | `pages/**/*.md` | a standalone page | `content/pages/<slug>.md` |
//! | other files in those two | pictures and such beside a document | the same path below `content/` |
//! | `categories/*.md`, likewise for each taxonomy | text on a term, if there is a folder `posts/` | in its list |
//! | `site.yaml`, `archetype.md`, `netlify.toml`, `wrangler.toml` | the settings, what new posts are made of, what hosts read | not at all |
//! | anything else | a file to serve unchanged | the same path |
//!
//! A folder without `posts/` may hold its posts at the top.

use crate::folder::marks::Found;
use feuillet_content::folder::Folder;
use feuillet_content::links::is_markdown;

use crate::dialect::Dialect;
use crate::document::Document;
use crate::folder::place::{DocumentPlace, Place};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::fields::Fields;
use crate::syntax::additions;
use crate::text::edited::Text;
use crate::text::fault::Fault;

/// Names of the file that new posts are made of (`feuillet post`), and of those that hosts read (`feuillet new --deploy`).
const ABOUT_THE_BLOG: [&str; 3] = ["archetype.md", "netlify.toml", "wrangler.toml"];

#[derive(Debug)]
pub(crate) struct Feuillet;

impl Dialect for Feuillet {
    fn name(&self) -> &'static str {
        "Feuillet"
    }

    /// Recognizes `site.yaml` beside `posts/` or `pages/`.
    fn recognize(&self, tree: &Tree) -> Option<Found> {
        let is_own = tree.has(feuillet_settings::FILE) && (tree.has_folder("posts/") || tree.has_folder("pages/"));
        is_own.then(|| Found {
            evidence: String::new(),
            roots: vec![String::new()],
        })
    }

    fn body(&self, text: &mut Text, fields: &mut Fields, document: Document<'_>, faults: &mut Vec<Fault>) {
        additions::translate(text, fields.meta.math, &document.site.markdown, document, faults);
    }

    fn hides_underscores(&self) -> bool {
        true
    }

    fn place(&self, file: &str, _: &str, tree: &Tree, site: &Site) -> Place {
        if file == feuillet_settings::FILE || ABOUT_THE_BLOG.contains(&file) {
            return Place::Machinery;
        }
        let markdown = is_markdown(file);
        let folder = if file.starts_with("pages/") {
            Some(Folder::Pages)
        } else if file.starts_with("posts/") || (markdown && !tree.has_folder("posts/")) {
            Some(Folder::Posts)
        } else {
            None
        };
        match folder {
            Some(folder) if markdown => {
                let path = file.strip_prefix(folder.name()).map_or(file, |path| &path[1..]);
                Place::Document(DocumentPlace {
                    // Links between the author's files use this path.
                    name: file.to_owned(),
                    ..DocumentPlace::new(folder, path, &site.languages)
                })
            }
            Some(_) => Place::Asset(format!("content/{file}")),
            None => DocumentPlace::of_term(file).map_or_else(|| Place::Asset(file.to_owned()), Place::Term),
        }
    }
}
