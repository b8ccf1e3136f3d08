//! Files of the blog's icons, and the links to them in pages.

use std::fmt::Write as _;

use feuillet_content::base_path::BasePath;
use feuillet_content::escape::escape_html;
use feuillet_engine::published_path::PublishedPath;

/// Icons that an author may put at the top of the content folder or into `assets`: their link type (`rel`), and their
/// possible files; the first that exists is used. The last one for phones is rendered when publishing.
static ICONS: [(&str, &[PublishedPath]); 2] = [
    (
        "icon",
        &[
            PublishedPath::fixed("favicon.svg"),
            PublishedPath::fixed("assets/favicon.svg"),
            PublishedPath::fixed("favicon.ico"),
            PublishedPath::fixed("assets/favicon.ico"),
        ],
    ),
    (
        "apple-touch-icon",
        &[
            PublishedPath::fixed("apple-touch-icon.png"),
            PublishedPath::fixed("assets/apple-touch-icon.png"),
            TOUCH_ICON,
        ],
    ),
];

/// Icons that can be rendered in any size.
pub(crate) static DRAWINGS: [PublishedPath; 2] = [
    PublishedPath::fixed("favicon.svg"),
    PublishedPath::fixed("assets/favicon.svg"),
];

/// The blog's icon, if there is one.
pub(crate) fn icon(is_there: impl Fn(&PublishedPath) -> bool) -> Option<PublishedPath> {
    ICONS[0].1.iter().find(|icon| is_there(icon)).cloned()
}

/// The icon for phones, if there is one.
pub(crate) fn touch_icon(is_there: impl Fn(&PublishedPath) -> bool) -> Option<PublishedPath> {
    ICONS[1].1.iter().find(|icon| is_there(icon)).cloned()
}

/// HTML of the links to the blog's icons and web app manifest, the same on every page.
pub(crate) fn icons(base: &BasePath, is_there: impl Fn(&PublishedPath) -> bool) -> String {
    let mut html = String::new();
    for (kind, files) in &ICONS {
        let address = match files.iter().find(|file| is_there(file)) {
            Some(file) => base.join(file.as_str()),
            // Without a link, browsers request `/favicon.ico` and report an error; an empty data URL prevents that.
            None if *kind == "icon" => "data:,".to_owned(),
            None => continue,
        };
        // Writing to a string cannot fail.
        let _ = write!(html, "\n    <link rel=\"{kind}\" href=\"{}\">", escape_html(&address));
    }
    if is_there(&MANIFEST) {
        let address = base.join(MANIFEST.as_str());
        let _ = write!(html, "\n    <link rel=\"manifest\" href=\"{}\">", escape_html(&address));
    }
    html
}

/// The web app manifest.
pub(crate) const MANIFEST: PublishedPath = PublishedPath::fixed("manifest.webmanifest");

/// The icon for phones that look for none in the manifest, where the author has none.
pub(crate) const TOUCH_ICON: PublishedPath = PublishedPath::fixed("icons/apple-touch-icon.png");
