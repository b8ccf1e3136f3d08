//! What stands in a page's `<head>`, as HTML: what the page says of itself, the blog's icons and manifest, and what the
//! page's reader will fetch.

use std::fmt::Write as _;

use super::web_app;
use crate::app::head::{Element, Head};
use crate::app::load::needed;
use crate::content::base_path::BasePath;
use crate::content::catalog::file;
use crate::content::escape::escape_html;
use crate::content::percent;
use crate::content::route::Route;

/// Icons that an author may put at the top of the content or among the assets: how pages name them, and their files,
/// of which the first that is there counts. The last one for phones is drawn when publishing.
const ICONS: [(&str, &[&str]); 2] = [
    (
        "icon",
        &["favicon.svg", "assets/favicon.svg", "favicon.ico", "assets/favicon.ico"],
    ),
    (
        "apple-touch-icon",
        &[
            "apple-touch-icon.png",
            "assets/apple-touch-icon.png",
            web_app::TOUCH_ICON,
        ],
    ),
];

/// Those of them that can be drawn in any size.
pub(super) const DRAWINGS: [&str; 2] = ["favicon.svg", "assets/favicon.svg"];

/// The blog's icon, by its path, where there is one.
pub(super) fn icon(is_there: impl Fn(&str) -> bool) -> Option<&'static str> {
    ICONS[0].1.iter().copied().find(|icon| is_there(icon))
}

/// The icon for phones, by its path, where there is one.
pub(super) fn touch_icon(is_there: impl Fn(&str) -> bool) -> Option<&'static str> {
    ICONS[1].1.iter().copied().find(|icon| is_there(icon))
}

/// The links to the blog's icons and to its manifest: the same on every page.
pub(super) fn icons(base: &BasePath, is_there: impl Fn(&str) -> bool) -> String {
    let mut html = String::new();
    for (kind, files) in ICONS {
        let address = match files.iter().find(|file| is_there(file)) {
            Some(file) => base.join(file),
            // Browsers ask for an icon whether there is one or not, and report the missing one as an error.
            None if kind == "icon" => "data:,".to_owned(),
            None => continue,
        };
        // Writing to a string cannot fail.
        let _ = write!(html, "\n    <link rel=\"{kind}\" href=\"{}\">", escape_html(&address));
    }
    if is_there(web_app::MANIFEST) {
        let address = base.join(web_app::MANIFEST);
        let _ = write!(html, "\n    <link rel=\"manifest\" href=\"{}\">", escape_html(&address));
    }
    html
}

/// All that the template leaves open. `icons` is HTML, `sheet` the path of a style sheet of the page's own.
pub(super) fn head_html(
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
