//! The files of the blog's icons, and how pages name them.

use std::fmt::Write as _;

use feuillet_content::base_path::BasePath;
use feuillet_content::escape::escape_html;

/// Icons that an author may put at the top of the content or among the assets: how pages name them, and their files,
/// of which the first that is there counts. The last one for phones is drawn when publishing.
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

/// Those of them that can be drawn in any size.
pub(crate) const DRAWINGS: [&str; 2] = ["favicon.svg", "assets/favicon.svg"];

/// The blog's icon, by its path, where there is one.
pub(crate) fn icon(is_there: impl Fn(&str) -> bool) -> Option<&'static str> {
    ICONS[0].1.iter().copied().find(|icon| is_there(icon))
}

/// The icon for phones, by its path, where there is one.
pub(crate) fn touch_icon(is_there: impl Fn(&str) -> bool) -> Option<&'static str> {
    ICONS[1].1.iter().copied().find(|icon| is_there(icon))
}

/// The links to the blog's icons and to its manifest: the same on every page.
pub(crate) fn icons(base: &BasePath, is_there: impl Fn(&str) -> bool) -> String {
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
