//! Zola: TOML, sections and shortcodes in `content/`.

pub(crate) mod settings;
pub(crate) mod tags;

use crate::folder::marks::{Found, content_roots, found, has_key, sample};
use crate::generators::shared::hugo_projects::has_hugo_config;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::slug::slugify;
use feuillet_report::finding::Finding;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag as MarkdownTag};

use super::shared::{bundles, references};
use crate::dialect::Dialect;
use crate::document::Document;
use crate::folder::place::{Place, is_markdown, stem};
use crate::folder::sections::{is_false, is_true, scalar, split_language};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::Front;
use crate::front_matter::fields::Fields;
use crate::hiding::Hiding;
use crate::syntax::emoji;
use crate::syntax::shortcodes::pairs::first_line_length;
use crate::syntax::shortcodes::raw::fence_raw;
use crate::syntax::shortcodes::tag::{Kind, Shortcode, Tag};
use crate::syntax::shortcodes::{outcome, weave};
use crate::text::code::{Code, Indented};
use crate::text::edited::{Edit, Text};
use crate::text::fault::{FIX_REFERENCE, Fault};
use crate::text::links;
use crate::text::unlink::{NOWHERE, unlink};

#[derive(Debug)]
pub(crate) struct Zola;

/// Folders of a project that only the generator uses.
const MACHINERY: [&str; 5] = ["templates/", "themes/", "sass/", "public/", "syntaxes/"];

impl Dialect for Zola {
    fn name(&self) -> &'static str {
        "Zola"
    }

    /// Recognizes `content/` by a `base_url` in `config.toml`, or by Zola's own keys and links (`](@/`) in documents.
    fn recognize(&self, tree: &Tree) -> Option<Found> {
        let speaks_zola = |text: &str| {
            let toml = text.starts_with("+++");
            let key = |key: &str| toml && has_key(text, key);
            !text.contains("{{<")
                && ([
                    "[taxonomies]",
                    "[extra]",
                    "paginate_by",
                    "sort_by",
                    "page_template",
                    "in_search_index",
                ]
                .into_iter()
                .any(key)
                    || text.contains("](@/"))
        };
        let is_set_up = |project: &str| {
            ["config.toml", "zola.toml"].iter().any(|name| {
                let config = tree.peek(&format!("{project}{name}"));
                has_key(&config, "base_url")
            })
        };
        let mut roots = content_roots(tree, is_set_up);
        // There may be more content folders, without settings.
        if !has_hugo_config(tree) {
            roots.extend(content_roots(tree, |project| {
                sample(tree, &format!("{project}content/")).any(|text| speaks_zola(&text))
            }));
            if roots.is_empty() && !tree.has_folder("content/") && sample(tree, "").any(|text| speaks_zola(&text)) {
                roots.insert(String::new());
            }
        }
        found("found its settings, or its TOML front matter, in `{root}`", roots)
    }

    fn usual_folder(&self) -> &'static str {
        "content/"
    }

    fn site(&self, tree: &Tree, root: &str, findings: &mut Vec<Finding>) -> Site {
        settings::site(self, tree, root, findings)
    }

    fn place(&self, file: &str, root: &str, tree: &Tree, site: &Site) -> Place {
        if let Some(place) = bundles::from_static(file, site) {
            return place;
        }
        let Some(path) = file.strip_prefix(root) else {
            return Place::Machinery;
        };
        let is_ignored = site.ignored.iter().any(|(root, pattern)| {
            file.strip_prefix(root.as_str())
                .is_some_and(|path| pattern.is_match(path))
        });
        if is_ignored {
            return Place::Hidden("matches `ignored_content` in the settings".to_owned());
        }
        if root.is_empty() && MACHINERY.iter().any(|folder| path.starts_with(folder)) {
            return Place::Machinery;
        }
        if is_markdown(file) {
            bundles::place(file, root, tree, site)
        } else {
            bundles::asset(file, site)
        }
    }

    fn front_matter(&self, fields: &mut Fields, front: &Front<'_>, document: Document<'_>) {
        if is_false(front.get("render")) {
            fields.hidden.get_or_insert_with(|| Hiding::no_page("`render = false`"));
        }
        fields.meta.math |= document.site.math;
        fields
            .meta
            .aliases
            .retain(|alias| Some(alias.as_str()) != scalar(front.get("path")));
        if let Some(address) = address(front, document)
            && !fields.meta.aliases.contains(&address)
        {
            fields.meta.aliases.push(address);
        }
    }

    fn body(&self, text: &mut Text, fields: &mut Fields, document: Document<'_>, faults: &mut Vec<Fault>) {
        if text.as_str().contains("{{") || text.as_str().contains("{%") {
            fence_raw(text, &tags::tags(text.as_str()));
            // In code, only the marks of shown shortcodes (`{{/* … */}}`) are removed.
            let code = Code::of(text.as_str(), Indented::IsText);
            let tags: Vec<Tag> = tags::tags(text.as_str())
                .into_iter()
                .filter(|tag| tag.kind == Kind::Shown || !code.contains(tag.range.start))
                .collect();
            let mut has_math = false;
            let mut mean = |shortcode: Shortcode<'_>| {
                has_math |= matches!(shortcode.name, "math" | "katex" | "mathjax" | "latex");
                outcome(&shortcode)
            };
            weave(text, &tags, &mut mean, faults);
            fields.meta.math |= has_math;
        }
        plain_fences(text);
        if is_true(document.site.value(&["markdown", "render_emoji"])) {
            emoji::draw(text, fields.meta.math);
        }
        lead_inside(text, document, faults);
        unlink(text);
        references::lead(text, document);
    }
}

/// Returns the address that Zola gave to a document, by `path` of its front matter, else by its sections and its slug:
/// `/blog/hello/`.
fn address(front: &Front<'_>, document: Document<'_>) -> Option<String> {
    let site = document.site;
    let (base, _) = site.sections.base(document.file)?;
    let path = &document.file[base.len()..];
    let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (plain, language) = split_language(stem(name), &site.languages);
    let language = language.filter(|language| site.languages.first().is_none_or(|default| default != language));
    let language = language.map_or_else(String::new, |language| format!("/{language}"));
    if let Some(path) = scalar(front.get("path")) {
        return Some(format!("{language}/{}/", path.trim_matches('/')));
    }
    let (sections, own) = match plain {
        "index" => directory.rsplit_once('/').unwrap_or(("", directory)),
        "_index" => ("", directory),
        plain => (directory, plain),
    };
    let own = crate::folder::place::dated(own).1;
    let own = slugify(scalar(front.get("slug")).unwrap_or(own));
    let mut address = language;
    for section in sections.split('/').filter(|section| !section.is_empty()) {
        address.push('/');
        address.push_str(&slugify(section));
    }
    Some(format!("{address}/{own}/"))
}

/// Rewrites links to content files (`@/blog/a.md`). A link to a missing file becomes its text and adds a warning.
fn lead_inside(text: &mut Text, document: Document<'_>, faults: &mut Vec<Fault>) {
    let mut missing = Vec::new();
    let mut edits = Vec::new();
    for destination in links::destinations(text.as_str()) {
        let Some(path) = destination.target.strip_prefix("@/") else {
            continue;
        };
        let found = references::by_content_path(document, path);
        if found.is_none() {
            missing.push((destination.range.clone(), destination.target.clone()));
        }
        edits.push(Edit::new(
            destination.range,
            found.unwrap_or_else(|| NOWHERE.to_owned()),
        ));
    }
    faults.extend(missing.into_iter().map(|(range, target)| Fault {
        offset: text.origin(range.start),
        length: first_line_length(&text.as_str()[range]),
        diagnostic: Diagnostic::warning(
            Rule::Reference,
            format!("link target `{target}` not found"),
            FIX_REFERENCE,
        ),
    }));
    text.edit(edits);
}

/// Removes Zola's options from the languages of code fences: `rust,linenos,hl_lines=1 3` -> `rust`.
fn plain_fences(text: &mut Text) {
    let source = text.as_str();
    let mut edits = Vec::new();
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        let Event::Start(MarkdownTag::CodeBlock(CodeBlockKind::Fenced(info))) = event else {
            continue;
        };
        let Some((language, _)) = info.split_once(',') else {
            continue;
        };
        // The language may be missing: `linenos,hl_lines=1`.
        let is_option = language.contains('=') || matches!(language.trim(), "linenos" | "copy" | "hide_lines");
        let language = if is_option { "" } else { language.trim() };
        let line = source[range.clone()].lines().next().unwrap_or_default();
        let fence = line.len() - line.trim_start_matches(['`', '~']).len();
        edits.push(Edit::new(
            range.start + fence..range.start + line.trim_end().len(),
            language,
        ));
    }
    text.edit(edits);
}
