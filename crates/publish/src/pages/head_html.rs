//! What stands in a page's `<head>`, as HTML: what the page says of itself, the blog's icons and manifest, and what the
//! page's reader will fetch.

use std::fmt::Write as _;

use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::file;
use feuillet_content::escape::escape_html;
use feuillet_content::percent;
use feuillet_content::route::Route;
use feuillet_page::head::{Element, Head};
use feuillet_page::load::needed;

/// All that the template leaves open. `icons` is HTML, `sheet` the path of a style sheet of the page's own.
pub(crate) fn head_html(
    head: &Head,
    route: Option<&Route>,
    base: &BasePath,
    icons: &str,
    sheet: Option<&str>,
) -> String {
    let mut html = format!("<title>{}</title>", escape_html(&head.title));
    for Element { tag, attributes, text } in &head.elements {
        let _ = write!(html, "\n    <{tag}");
        for (name, value) in attributes {
            let _ = write!(html, " {name}=\"{}\"", escape_html(value));
        }
        html.push('>');
        // Nothing else that a head holds has an end tag.
        if *tag == "script" {
            html.push_str(text);
            html.push_str("</script>");
        }
    }
    html.push_str(icons);
    if let Some(sheet) = sheet {
        let address = base.join(&percent::encode_path(sheet));
        let _ = write!(
            html,
            "\n    <link rel=\"stylesheet\" href=\"{}\">",
            escape_html(&address)
        );
    }
    let own = route.map(needed).unwrap_or_default();
    for path in std::iter::once(file::SITE.to_owned()).chain(own) {
        let address = base.join(&percent::encode_path(&path));
        let address = escape_html(&address);
        let _ = write!(
            html,
            "\n    <link rel=\"preload\" as=\"fetch\" crossorigin=\"anonymous\" href=\"{address}\">"
        );
    }
    html
}
