//! Prerendering: one `index.html` per route with its full text, rendered by the reader's own components.

pub(crate) mod app_bundle;
pub(crate) mod csp;
pub(crate) mod head_html;
pub(crate) mod headers;
pub(crate) mod page_files;
pub(crate) mod page_script;
mod reader_scripts;
pub(crate) mod redirects;
pub(crate) mod routes;
pub(crate) mod site_parts;
pub(crate) mod style_sheet;

use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::{Result, anyhow};
use feuillet_content::base_path::BasePath;
use feuillet_content::escape::escape_html;
use feuillet_content::facts::PageData;
use feuillet_content::folder::Folder;
use feuillet_content::route::Route;
use feuillet_content::style_rules::style_sheet;
use feuillet_engine::inputs::Hashed;
use feuillet_engine::plan::{Origin, Plan};
use feuillet_engine::published_path::PublishedPath;
use feuillet_page::blog::Blog;
use feuillet_page::fingerprint::{fingerprint, of_structure};
use feuillet_page::head::Head;
use feuillet_page::load::{load, needed, not_found};
use feuillet_page::load_error::{FetchError, LoadError};
use feuillet_page::prerender::{PROSE_END, PROSE_START};
use feuillet_page::prerender::{PageProps, Prerender};
use feuillet_page::source::SharedSource;
use serde::Serialize;

use self::app_bundle::PageTemplate;
use self::head_html::{LinkedFiles, head_html};
use self::page_files::{MemorySource, PageFiles};
use self::site_parts::{SitePart, SiteParts};
use crate::icon_files;
use crate::library::Library;

use self::routes::{PublishedPage, folder, pages};

/// Inputs that all pages share.
#[derive(Serialize)]
struct Frame {
    template: PageTemplate,
    /// HTML of the links to the icons and the web app manifest.
    icons: String,
    /// Whether documents' pages link to their Markdown.
    links_markdown: bool,
}

/// All inputs of a page, from which its digest is computed.
#[derive(Serialize)]
struct PageInputs {
    page: PublishedPage,
    frame: Hashed<Frame>,
    blog: Hashed<Blog>,
    files: PageFiles,
    /// Raw Markdown of the page, if any.
    document: Option<PublishedPath>,
    /// The page's own style sheet.
    sheet: Option<PublishedPath>,
    /// Code, not data: the cache has its own check for a changed program.
    #[serde(skip)]
    prerender: Prerender,
}

/// Options of all pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageOptions {
    /// Whether offline reading is on, which needs two more pages.
    pub(crate) offline: bool,
    /// Whether documents' pages link to their Markdown.
    pub(crate) links_markdown: bool,
}

/// Plans the page of every route of the blog. The files that the reader fetches for the routes must be planned already.
pub(crate) fn write(
    library: &Library,
    parts: &SiteParts,
    base: &BasePath,
    template: PageTemplate,
    options: PageOptions,
    prerender: Prerender,
    plan: &mut Plan,
) -> Result<()> {
    let frame = Hashed::new(Frame {
        template,
        icons: icon_files::icons(base, |path| plan.contains(path)),
        links_markdown: options.links_markdown,
    })?;
    let sheets = plan_style_sheets(library, plan);
    for page in pages(library, plan, options.offline) {
        let needed = page.route().map(needed).unwrap_or_default();
        let needed = needed.into_iter().map(|path| plan.share(PublishedPath::new(path)));
        let is_original = |path: &PublishedPath| {
            let planned = plan.get(path);
            planned.is_some_and(|planned| matches!(planned.origin, Origin::Original(_)))
        };
        // A document's page is made from its raw Markdown, so that the file is read only once for both outputs.
        let (documents, others): (Vec<PublishedPath>, Vec<PublishedPath>) = needed.partition(is_original);
        let document = documents.into_iter().next();
        let path = page.path();
        let inputs = PageInputs {
            frame: frame.clone(),
            blog: parts.get(SitePart::of(&page)),
            files: PageFiles::of(others, plan),
            document: document.clone(),
            sheet: page.route().and_then(|route| sheets.get(route)).cloned(),
            prerender,
            page,
        };
        match document {
            Some(document) => plan.make_from(path, &document, "page", inputs, render),
            None => plan.make(path, "page", inputs, |inputs| render(inputs, &[])),
        }
    }
    Ok(())
}

/// Plans a style sheet for each text with inline styles, because the pages' Content Security Policy forbids these.
/// Returns the paths by route. After navigation within the app, the reader applies the same rules itself.
fn plan_style_sheets(library: &Library, plan: &mut Plan) -> BTreeMap<Route, PublishedPath> {
    let mut sheets = BTreeMap::new();
    let entries = library.entries().map(|entry| (entry.route(), &entry.references.styles));
    let terms = library.term_texts.iter();
    let terms = terms.map(|text| (text.taxonomy.route(&text.slug), &text.references.styles));
    for (route, styles) in entries.chain(terms).filter(|(_, styles)| !styles.is_empty()) {
        let path = PublishedPath::new(format!("{}styles.css", folder(&route)));
        plan.text(path.clone(), style_sheet(styles));
        sheets.insert(route, path);
    }
    sheets
}

/// Renders a page. `document` is its raw Markdown, if it has any.
fn render(inputs: &PageInputs, document: &[u8]) -> Result<Vec<u8>> {
    if inputs.page == PublishedPage::OfflineShell {
        return Ok(render_shell(inputs));
    }
    let route = inputs.page.route();
    let given = inputs.document.as_ref().map(|path| (path, document));
    let files = Rc::new(inputs.files.read(given)?);
    // Load the page exactly as the reader does, but from the planned files.
    let view = pollster::block_on(load(route, &inputs.blog, &*files))
        .map_err(|failed| anyhow!("the reader cannot load {}", failed.path))?;
    let data = route.and_then(Folder::of_document);
    let data = data.and_then(|(folder, name)| files.page_data(folder, name));
    let head = view.head.clone();
    let fingerprint = fingerprint(&inputs.blog, &view);
    let prose = view.content.prose();
    let body = (inputs.prerender)(PageProps {
        route: route.cloned(),
        view,
        failure: None,
        blog: inputs.blog.shared(),
        source: SharedSource(files),
    });
    let mut body = mount_point(route, &fingerprint, &body, &prose);
    if let Some(data) = data {
        body.push_str(&data_element(&data)?);
    }
    let frame = &*inputs.frame;
    let files = LinkedFiles {
        icons: &frame.icons,
        sheet: inputs.sheet.as_ref(),
        markdown: inputs.document.as_ref().filter(|_| frame.links_markdown),
    };
    let head_html = head_html(&head, route, &inputs.blog.base, files);
    Ok(frame.template.fill(&head.language, &head_html, &body).into_bytes())
}

/// Renders the offline fallback for pages that are not stored: it says so, and its reader shows the Markdown if that is
/// stored.
fn render_shell(inputs: &PageInputs) -> Vec<u8> {
    let blog = &inputs.blog;
    let view = not_found(blog);
    let head = Head {
        title: blog.site.title.clone().into(),
        ..view.head.clone()
    };
    let body = (inputs.prerender)(PageProps {
        route: None,
        view,
        failure: Some(LoadError {
            path: String::new(),
            error: FetchError::Unreachable,
        }),
        blog: blog.shared(),
        source: SharedSource(Rc::new(MemorySource::default())),
    });
    let frame = &*inputs.frame;
    let files = LinkedFiles {
        icons: &frame.icons,
        ..LinkedFiles::default()
    };
    let head_html = head_html(&head, None, &blog.base, files);
    let body = format!("<div id=\"feuillet\" data-shell>{body}</div>");
    frame.template.fill(&head.language, &head_html, &body).into_bytes()
}

/// The element that the reader hydrates, with the route, the fingerprint and the structure of the page. The prose is no
/// part of the structure.
fn mount_point(route: Option<&Route>, fingerprint: &str, body: &str, prose: &str) -> String {
    let route = route.map_or_else(String::new, |route| {
        format!(" data-route=\"{}\"", escape_html(&route.path()))
    });
    let text = [PROSE_START, prose, PROSE_END].concat();
    let structure = of_structure(&body.replacen(&text, "", 1));
    format!("<div id=\"feuillet\"{route} data-stamp=\"{fingerprint}\" data-structure=\"{structure}\">{body}</div>")
}

/// The element with the data of a document's page, which is no script in spite of its name.
fn data_element(data: &PageData) -> Result<String> {
    // `<` must not end the element.
    let json = serde_json::to_string(data)?.replace('<', "\\u003c");
    Ok(format!(
        "\n    <script type=\"application/json\" id=\"feuillet-data\">{json}</script>"
    ))
}
