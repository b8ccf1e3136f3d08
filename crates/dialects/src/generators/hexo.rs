//! Hexo: posts with tags (`{% asset_img a.png %}`) in `source/_posts/`.
//!
//! | in `source/` | is |
//! |---|---|
//! | `_posts/**.md` | a post |
//! | `_posts/hello/pic.png` | a picture of the post `_posts/hello.md` |
//! | `_drafts/**.md` | hidden |
//! | `about/index.md` | a page |
//! | `_data/**`, the pages of tags, categories and archives | the generator's own |
//! | other files | a file at the blog's root |

pub(crate) mod permalink;
pub(crate) mod site;
pub(crate) mod tags;
pub(crate) mod words;

use crate::folder::marks::{Found, any_dated, found, prefixes};
use feuillet_content::document::front_matter::Node;
use feuillet_content::folder::Folder;
use feuillet_report::finding::Finding;
use std::collections::BTreeSet;

use crate::dialect::Dialect;
use crate::document::Document;
use crate::folder::place::{DocumentPlace, Place, is_markdown, stem};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::Front;
use crate::front_matter::fields::Fields;
use crate::generators::hexo::site::{LISTS, own_folder};
use crate::syntax::math::Delimiters;
use crate::syntax::{directives, line_breaks};
use crate::text::code::{Code, Indented};
use crate::text::edited::Text;
use crate::text::fault::Fault;
use crate::text::links;

#[derive(Debug)]
pub(crate) struct Hexo;

impl Dialect for Hexo {
    fn name(&self) -> &'static str {
        "Hexo"
    }

    /// Recognizes `source/_posts/` without dates in the names of files, as Hexo's are in the front matter.
    fn recognize(&self, tree: &Tree) -> Option<Found> {
        let mut roots: BTreeSet<String> = prefixes(tree, "source/")
            .into_iter()
            .filter(|project| tree.has_folder(&format!("{project}source/_posts/")))
            .filter(|project| {
                !any_dated(tree, &format!("{project}source/_posts/"))
                    || tree.has_folder(&format!("{project}scaffolds/"))
            })
            .map(|project| format!("{project}source/"))
            .collect();
        if roots.is_empty() && tree.has_folder("_posts/") && !any_dated(tree, "_posts/") && !tree.has("_config.yml") {
            roots.insert(String::new());
        }
        found("found its posts in `{root}_posts/`", roots)
    }

    fn usual_folder(&self) -> &'static str {
        "source/"
    }

    fn site(&self, tree: &Tree, root: &str, findings: &mut Vec<Finding>) -> Site {
        site::site(tree, root, findings)
    }

    fn place(&self, file: &str, root: &str, tree: &Tree, site: &Site) -> Place {
        let Some(inside) = file.strip_prefix(root) else {
            return Place::Machinery;
        };
        let markdown = is_markdown(file);
        if let Some(path) = inside.strip_prefix("_posts/") {
            return if markdown {
                Place::Document(DocumentPlace::new(Folder::Posts, path, &site.languages))
            } else {
                Place::Asset(format!("content/posts/{path}"))
            };
        }
        if inside.starts_with("_drafts/") && markdown {
            return Place::Document(DocumentPlace::draft(inside, "_drafts", &site.languages));
        }
        if inside
            .split('/')
            .any(|part| part.starts_with('_') && part != "_headers" && part != "_redirects")
        {
            return Place::Machinery;
        }
        if !markdown {
            // Without a folder `source/`, the project's own files are beside the posts.
            let is_own = root.is_empty() && !inside.contains('/');
            let is_template = ["ejs", "swig", "njk", "styl", "pug"]
                .iter()
                .any(|extension| inside.ends_with(&format!(".{extension}")));
            return if is_own || is_template {
                Place::Machinery
            } else {
                Place::Asset(inside.to_owned())
            };
        }
        let name = stem(inside.rsplit('/').next().unwrap_or_default());
        let folder = inside.rsplit('/').nth(1).unwrap_or_default();
        let named = if name.eq_ignore_ascii_case("index") && !folder.is_empty() {
            folder
        } else {
            name
        };
        let is_list = LISTS
            .split_ascii_whitespace()
            .any(|list| named.eq_ignore_ascii_case(list));
        if is_list || is_list_of_theme(&tree.peek(file)) || (root.is_empty() && !inside.contains('/')) {
            return Place::Machinery;
        }
        Place::Document(DocumentPlace::new(Folder::Pages, inside, &site.languages))
    }

    fn front_matter(&self, fields: &mut Fields, front: &Front<'_>, document: Document<'_>) {
        if let Some(Node::List(items)) = front.get("categories") {
            // `[[a, b], [c]]`: two hierarchies of categories.
            let nested = items.iter().any(|item| matches!(item, Node::List(_)));
            if nested {
                let mut names: Vec<String> = Vec::new();
                flatten(items, &mut names);
                fields.meta.categories = names;
            }
        }
        if document.place.name.starts_with("posts/") {
            let address = permalink::of(fields, front, document);
            fields.meta.aliases.extend(address);
        }
    }

    fn tex(&self) -> Delimiters {
        Delimiters {
            escaped: true,
            ..Delimiters::default()
        }
    }

    fn body(&self, text: &mut Text, _: &mut Fields, document: Document<'_>, faults: &mut Vec<Fault>) {
        tags::translate(text, document, faults);
        let code = Code::of(text.as_str(), Indented::IsCode);
        directives::translate(text, &code, false, faults);
        if document.site.text(&[site::BREAKS]) == Some("false") {
            line_breaks::join_unspaced(text);
        } else {
            line_breaks::keep(text);
        }
        // Paths of pictures may be relative to the post's own folder: `pic.png` for `_posts/hello/pic.png`.
        links::rewrite(text, |destination| {
            if destination.target.starts_with('/') || destination.target.contains(':') {
                return None;
            }
            let path = feuillet_content::percent::decode(&destination.target)?;
            document
                .index
                .link(&crate::folder::index::join(own_folder(document.file), &path))
        });
    }
}

/// Whether the theme fills a page with a list, by its front matter: `type: tags`.
fn is_list_of_theme(text: &str) -> bool {
    let front = text.split("\n---").next().unwrap_or_default();
    front.lines().any(|line| {
        let Some((key, value)) = line.split_once(':') else {
            return false;
        };
        let value = value.trim().trim_matches(['"', '\'']);
        matches!(key.trim(), "type" | "layout") && LISTS.split_ascii_whitespace().any(|list| value == list)
    })
}

fn flatten(items: &[Node], names: &mut Vec<String>) {
    for item in items {
        match item {
            Node::Scalar(name) if !name.trim().is_empty() && !names.iter().any(|known| known == name.trim()) => {
                names.push(name.trim().to_owned());
            }
            // Hierarchies have no further nesting.
            Node::List(inner) => flatten(
                &inner
                    .iter()
                    .filter(|item| matches!(item, Node::Scalar(_)))
                    .cloned()
                    .collect::<Vec<_>>(),
                names,
            ),
            _ => {}
        }
    }
}
