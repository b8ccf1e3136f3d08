//! Files of the blog's icons, and the links to them in pages.

use std::fmt::Write as _;

use feuillet_content::base_path::BasePath;
use feuillet_content::escape::escape_html;

/// Icons that an author may put at the top of the content folder or into `assets`: their link type (`rel`), and their
/// possible files; the first that exists is used. The last one for phones is rendered when publishing.
const ICONS: [(&str, &[&str]); 2] = [
    (
        "icon",
        &["favicon.svg", "assets/favicon.svg", "favicon.ico", "assets/favicon.ico"],
    ),
    (
        "apple-touch-icon",
        &["apple-touch-icon.png", "assets/apple-touch-icon.png", TOUCH_ICON],
    ),
];

/// Icons that can be rendered in any size.
pub(crate) const DRAWINGS: [&str; 2] = ["favicon.svg", "assets/favicon.svg"];

/// Published path of the blog's icon, if there is one.
pub(crate) fn icon(is_there: impl Fn(&str) -> bool) -> Option<&'static str> {
    ICONS[0].1.iter().copied().find(|icon| is_there(icon))
}

/// Published path of the icon for phones, if there is one.
pub(crate) fn touch_icon(is_there: impl Fn(&str) -> bool) -> Option<&'static str> {
    ICONS[1].1.iter().copied().find(|icon| is_there(icon))
}

/// HTML of the links to the blog's icons and web app manifest, the same on every page.
pub(crate) fn icons(base: &BasePath, is_there: impl Fn(&str) -> bool) -> String {
    let mut html = String::new();
    for (kind, files) in ICONS {
        let address = match files.iter().find(|file| is_there(file)) {
            Some(file) => base.join(file),
            // Without a link, browsers request `/favicon.ico` and report an error; an empty data URL prevents that.
            None if kind == "icon" => "data:,".to_owned(),
            None => continue,
        };
        // Writing to a string cannot fail.
        let _ = write!(html, "\n    <link rel=\"{kind}\" href=\"{}\">", escape_html(&address));
    }
    if is_there(MANIFEST) {
        let address = base.join(MANIFEST);
        let _ = write!(html, "\n    <link rel=\"manifest\" href=\"{}\">", escape_html(&address));
    }
    html
}

/// The manifest's path in the published folder.
pub(crate) const MANIFEST: &str = "manifest.webmanifest";

/// The icon for phones that look for none in the manifest, where the author has none.
pub(crate) const TOUCH_ICON: &str = "icons/apple-touch-icon.png";
