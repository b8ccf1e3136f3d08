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

/// Renders the contents of the template's head placeholder. `icons` is HTML; `sheet` is the page's own style sheet.
pub(crate) fn head_html(
    head: &Head,
    route: Option<&Route>,
    base: &BasePath,
    icons: &str,
    sheet: Option<&PublishedPath>,
) -> String {
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
    html.push_str(icons);
    if let Some(sheet) = sheet {
        let address = base.join(&percent::encode_path(sheet.as_str()));
        let _ = write!(
            html,
            "\n    <link rel=\"stylesheet\" href=\"{}\">",
            escape_html(&address)
        );
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
