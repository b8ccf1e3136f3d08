//! Hugo: shortcodes, sections and page bundles in `content/`.
//!
//! Only Hugo can run the templates of shortcodes. Hugo's built-in shortcodes and those of common themes are known by
//! name.

pub(crate) mod address;
pub(crate) mod settings;
pub(crate) mod tags;

use crate::folder::marks::{Found, content_roots, found, sample};
use crate::generators::shared::hugo_projects::is_hugo_project;
use feuillet_content::document::front_matter::Node;
use feuillet_report::finding::Finding;

use super::shared::{bundles, references};
use crate::dialect::Dialect;
use crate::document::Document;
use crate::folder::place::{Place, is_markdown, stem};
use crate::folder::sections::{is_true, split_language};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::Front;
use crate::front_matter::fields::Fields;
use crate::hiding::Hiding;
use crate::syntax::html_body::{self, is_html};
use crate::syntax::shortcodes::raw::fence_raw;
use crate::syntax::shortcodes::tag::{Kind, Outcome, Shortcode, Tag};
use crate::syntax::shortcodes::{outcome, weave};
use crate::syntax::{attributes, emoji};
use crate::text::code::{Code, Indented};
use crate::text::edited::Text;
use crate::text::fault::Fault;
use crate::text::unlink::unlink;

#[derive(Debug)]
pub(crate) struct Hugo;

/// Folders of a project that only the generator uses.
const MACHINERY: [&str; 9] = [
    "archetypes/",
    "layouts/",
    "themes/",
    "data/",
    "i18n/",
    "resources/",
    "public/",
    "config/",
    "assets/",
];

impl Dialect for Hugo {
    fn name(&self) -> &'static str {
        "Hugo"
    }

    /// Recognizes `content/` by Hugo's settings, sections, shortcodes, or front matter in TOML or JSON.
    fn recognize(&self, tree: &Tree) -> Option<Found> {
        // In Feuillet's own `posts/`, a shortcode may only be an example.
        let may_be_own = tree.has_folder("posts/") || tree.has_folder("pages/");
        let speaks_hugo = |folder: &str| {
            tree.below(folder)
                .any(|name| name.ends_with("/_index.md") || name == "_index.md")
                || sample(tree, folder).any(|text| {
                    let speaks = text.contains("{{<") || text.contains("{{%");
                    text.starts_with("+++") || text.starts_with('{') || (speaks && !(folder.is_empty() && may_be_own))
                })
        };
        let mut roots = content_roots(tree, |project| {
            is_hugo_project(tree, project) || speaks_hugo(&format!("{project}content/"))
        });
        if roots.is_empty() && !tree.has_folder("content/") && speaks_hugo("") {
            roots.insert(String::new());
        }
        found("found its settings, sections or shortcodes in `{root}`", roots)
    }

    fn usual_folder(&self) -> &'static str {
        "content/"
    }

    fn site(&self, tree: &Tree, root: &str, findings: &mut Vec<Finding>) -> Site {
        settings::site(self, tree, root, findings)
    }

    fn place(&self, file: &str, root: &str, tree: &Tree, site: &Site) -> Place {
        let project = root.strip_suffix("content/").unwrap_or(root);
        if let Some(place) = bundles::from_static(file, site) {
            // Templates process the files in `assets/`: only pictures are for visitors.
            let is_source = file
                .strip_prefix(project)
                .is_some_and(|path| path.starts_with("assets/"));
            return if is_source && !is_picture(file) {
                Place::Machinery
            } else {
                place
            };
        }
        let Some(path) = file.strip_prefix(root) else {
            return Place::Machinery;
        };
        if root.is_empty() && MACHINERY.iter().any(|folder| path.starts_with(folder)) {
            return Place::Machinery;
        }
        if settings::markup(file).is_some() {
            return Place::Machinery;
        }
        if !(is_markdown(file) || (is_html(file) && has_front_matter(&tree.peek(file)))) {
            return bundles::asset(file, site);
        }
        if is_knitted(file, tree) {
            return Place::Machinery;
        }
        match bundle_of(file, tree, site) {
            Some(bundle) => Place::Hidden(format!("part of the page bundle {bundle}, without a page of its own")),
            None => bundles::place(file, root, tree, site),
        }
    }

    fn front_matter(&self, fields: &mut Fields, front: &Front<'_>, document: Document<'_>) {
        let build = |path: &[&str]| bundles::parameter(front, path);
        if is_true(front.get("headless")) {
            fields.hidden.get_or_insert_with(|| Hiding::no_page("`headless: true`"));
        }
        for key in ["build", "_build"] {
            if settings::is_unrendered(build(&[key, "render"])) {
                let hidden = || Hiding::no_page(format!("`{key}.render` turns its page off"));
                fields.hidden.get_or_insert_with(hidden);
            }
        }
        fields.meta.math |= document.site.math;
        fields.meta.aliases = address::own_aliases(front, document);
        let address = address::address(fields, front, document);
        if let Some(address) = address.filter(|address| !fields.meta.aliases.contains(address)) {
            fields.meta.aliases.push(address);
        }
    }

    fn body(&self, text: &mut Text, fields: &mut Fields, document: Document<'_>, faults: &mut Vec<Fault>) {
        if text.as_str().contains("{{") {
            fence_raw(text, &tags::tags(text.as_str()));
            // In code, only the marks of shown shortcodes (`{{</* … */>}}`) are removed.
            let code = Code::of(text.as_str(), Indented::IsText);
            let tags: Vec<Tag> = tags::tags(text.as_str())
                .into_iter()
                .filter(|tag| tag.kind == Kind::Shown || !code.contains(tag.range.start))
                .collect();
            let mut has_math = false;
            let mut mean = |shortcode: Shortcode<'_>| {
                has_math |= matches!(shortcode.name, "math" | "katex" | "mathjax" | "latex");
                meaning(&shortcode, document)
            };
            weave(text, &tags, &mut mean, faults);
            fields.meta.math |= has_math;
        }
        if is_html(document.file) {
            html_body::enclose(text);
        } else {
            attributes::strip(text);
            // Without settings, names such as `:smile:` are taken for emoji.
            if document.site.values.is_empty() || is_true(document.site.value(&["enableEmoji"])) {
                emoji::draw(text, fields.meta.math);
            }
        }
        unlink(text);
        references::lead(text, document);
    }
}

/// Translates a shortcode: here if it depends on the blog (`ref`, `param`), else by its name with [`outcome`].
fn meaning(shortcode: &Shortcode<'_>, document: Document<'_>) -> Outcome {
    let arguments = shortcode.arguments;
    let named = match shortcode.name {
        "ref" | "relref" => arguments.get(&["path"], 0),
        "button" | "btn" | "card" => arguments.named(&["relref", "ref"]),
        _ => None,
    };
    match (shortcode.name, named) {
        ("ref" | "relref", None) => Outcome::Drop,
        (name, Some(path)) => {
            let Some(link) = references::by_reference(document, path, arguments.named(&["lang"])) else {
                let message = format!("`{name}` target `{path}` not found");
                return if shortcode.is_address {
                    Outcome::Nowhere(message)
                } else {
                    Outcome::Unknown
                };
            };
            match shortcode.inner.map(str::trim).filter(|inner| !inner.is_empty()) {
                Some(inner) => Outcome::Text(format!("[{inner}]({link})")),
                None if shortcode.is_address => Outcome::Text(link),
                None => Outcome::Text(format!("[{path}]({link})")),
            }
        }
        ("param", _) => parameter(shortcode, document).map_or(Outcome::Drop, Outcome::Text),
        _ => outcome(shortcode),
    }
}

/// Looks up a parameter of the blog for `param`. Those of the document are not known here.
fn parameter(shortcode: &Shortcode<'_>, document: Document<'_>) -> Option<String> {
    let key = shortcode.arguments.get(&["name", "key"], 0)?;
    let mut path = vec!["params"];
    path.extend(key.split('.'));
    match document.site.value(&path)? {
        Node::Scalar(text) => Some(text.clone()),
        Node::Null | Node::List(_) | Node::Map(_) => None,
    }
}

/// Whether an HTML file has front matter: then it is a document, and no file to serve unchanged.
fn has_front_matter(text: &str) -> bool {
    ["---", "+++", "{"].iter().any(|fence| text.starts_with(fence))
}

fn is_picture(file: &str) -> bool {
    const EXTENSIONS: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif"];
    let extension = file.rsplit('.').next().unwrap_or_default();
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Whether an R Markdown file is the source of a document beside it: `a.Rmd` of `a.md`.
fn is_knitted(file: &str, tree: &Tree) -> bool {
    let Some((plain, extension)) = file.rsplit_once('.') else {
        return false;
    };
    extension.eq_ignore_ascii_case("rmd")
        && ["md", "markdown", "html"]
            .iter()
            .any(|made| tree.has(&format!("{plain}.{made}")))
}

/// Returns the `index.md` of the bundle that a document is only a part of.
fn bundle_of(file: &str, tree: &Tree, site: &Site) -> Option<String> {
    let (base, _) = site.sections.base(file)?;
    let mut folder = file.rsplit_once('/')?.0;
    let own = split_language(stem(file.rsplit('/').next()?), &site.languages).0;
    // The bundle's own document is checked against the folders above.
    if matches!(own, "index" | "_index") {
        folder = folder.rsplit_once('/')?.0;
    }
    while folder.len() + 1 > base.len() {
        let indexes = ["index.md", "index.markdown", "index.html"];
        let found = indexes
            .iter()
            .map(|name| format!("{folder}/{name}"))
            .find(|name| tree.has(name));
        if found.is_some() {
            return found;
        }
        folder = folder.rsplit_once('/')?.0;
    }
    None
}
