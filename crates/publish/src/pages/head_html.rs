//! HTML of a page's `<head>`: metadata, links to icons and the web app manifest, and the addresses of the files that the
//! reader will fetch.

use std::fmt::Write as _;

use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::file;
use feuillet_content::escape::escape_html;
use feuillet_content::percent;
use feuillet_content::route::Route;
use feuillet_engine::published_path::PublishedPath;
use feuillet_page::head::{Element, Head};
use feuillet_page::load::needed_for_published;

/// Files that a head links to besides those of [`Head`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LinkedFiles<'a> {
    /// HTML of the links to the icons and the web app manifest.
    pub(crate) icons: &'a str,
    /// The page's own style sheet.
    pub(crate) sheet: Option<&'a PublishedPath>,
    /// The Markdown of a document.
    pub(crate) markdown: Option<&'a PublishedPath>,
}

/// Renders the contents of the template's head placeholder.
///
/// The link to the Markdown is for programs that fetch pages. The reader drops it as it moves on, with all elements of
/// [`head::ELEMENTS`](feuillet_page::head::ELEMENTS), and makes no other.
pub(crate) fn head_html(head: &Head, route: Option<&Route>, base: &BasePath, files: LinkedFiles<'_>) -> String {
    let mut html = format!("<title>{}</title>", escape_html(&head.title));
    for Element { tag, attributes, text } in &head.elements {
        let _ = write!(html, "\n    <{tag}");
        for (name, value) in attributes {
            let _ = write!(html, " {name}=\"{}\"", escape_html(value));
        }
        html.push('>');
        // All other elements of a head are void.
        if *tag == "script" {
            html.push_str(text);
            html.push_str("</script>");
        }
    }
    let link = |kind: &str, file: &PublishedPath| {
        let address = base.join(&percent::encode_path(file.as_str()));
        format!("\n    <link {kind} href=\"{}\">", escape_html(&address))
    };
    if let Some(markdown) = files.markdown {
        html.push_str(&link("rel=\"alternate\" type=\"text/markdown\"", markdown));
    }
    html.push_str(files.icons);
    if let Some(sheet) = files.sheet {
        html.push_str(&link("rel=\"stylesheet\"", sheet));
    }
    // Exactly what the reader fetches to take over this page: the inline script preloads it.
    let own = route.map(needed_for_published).unwrap_or_default();
    let needed = std::iter::once(file::SITE.to_owned()).chain(own);
    let needed: Vec<String> = needed.map(|path| base.join(&percent::encode_path(&path))).collect();
    let _ = write!(
        html,
        "\n    <meta name=\"feuillet:data\" content=\"{}\">",
        escape_html(&needed.join(" "))
    );
    html
}
