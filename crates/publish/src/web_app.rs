//! The web app manifest and its icons, which make a published blog installable.
//!
//! Members are defined by W3C, Web Application Manifest (<https://www.w3.org/TR/appmanifest/>).

pub(crate) mod icons;

use anyhow::Result;
use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::Site;
use feuillet_content::direction::direction;
use feuillet_content::route::Route;
use feuillet_content::words::Word;
use feuillet_engine::inputs::Hashed;
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use feuillet_report::finding::Finding;
use feuillet_settings::AppSettings;
use feuillet_settings::color::Color;
use resvg::usvg::Tree;
use serde::Serialize;

use self::icons::Shape;
use crate::icon_files::{self, MANIFEST, TOUCH_ICON};
use crate::library::scan::Scan;

/// Page background of the light theme; `index.html` contains the same color.
const PAPER: Color = Color([0xfd, 0xfc, 0xf9]);

/// An icon that is rendered when publishing.
struct Icon {
    path: PublishedPath,
    /// Pixels on each side.
    size: u32,
    shape: Shape,
}

/// Icons of the manifest. Chromium requires 192 and 512 pixels for installable apps.
static ICONS: [Icon; 3] = [
    Icon {
        path: PublishedPath::fixed("icons/icon-192.png"),
        size: 192,
        shape: Shape::Clear,
    },
    Icon {
        path: PublishedPath::fixed("icons/icon-512.png"),
        size: 512,
        shape: Shape::Clear,
    },
    Icon {
        path: PublishedPath::fixed("icons/icon-maskable-512.png"),
        size: 512,
        shape: Shape::Maskable,
    },
];

/// Icon for iPhones, in the size that the newest ones show; they round its corners themselves.
static FOR_PHONES: Icon = Icon {
    path: TOUCH_ICON,
    size: 180,
    shape: Shape::Opaque,
};

/// The manifest, members in alphabetical order. Each is explained under its name in the recommendation; `description`
/// in W3C, Web App Manifest – Application Information.
#[derive(Serialize)]
struct Manifest<'a> {
    /// Color of the window until the first page is shown.
    background_color: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    /// Text direction of the manifest's texts.
    dir: &'static str,
    /// `standalone`: in a window of its own, without the browser's bars.
    display: &'static str,
    icons: Vec<Image>,
    /// Permanent identity of the app among others on the host.
    id: &'a str,
    /// Language of the manifest's texts.
    lang: &'a str,
    name: &'a str,
    /// Prefix of the addresses that belong to the app; others open in a browser.
    scope: &'a str,
    /// Used if there is no room for the name.
    short_name: &'a str,
    /// Entries of the icon's context menu.
    shortcuts: Vec<Shortcut<'a>>,
    start_url: &'a str,
    theme_color: String,
}

/// An image resource (an icon).
#[derive(Serialize)]
struct Image {
    purpose: &'static str,
    sizes: String,
    src: String,
    #[serde(rename = "type")]
    media_type: &'static str,
}

/// A shortcut item.
#[derive(Serialize)]
struct Shortcut<'a> {
    name: &'a str,
    url: String,
}

/// Inputs of an icon, from which its digest is computed.
#[derive(Serialize)]
struct IconInputs {
    drawing: Hashed<Tree>,
    size: u32,
    shape: Shape,
    background: [u8; 3],
}

/// Plans the manifest and the icons, each unless the author has a file of that name. Problems of the author's icon are
/// added to `findings`. The author's files must be planned already.
///
/// # Errors
///
/// If the author's icon cannot be read from the disk.
pub(crate) fn write(
    scan: &Scan,
    site: &Site,
    settings: &AppSettings,
    base: &BasePath,
    plan: &mut Plan,
    findings: &mut Vec<Finding>,
) -> Result<()> {
    let drawing = icons::drawing(scan, findings)?;
    let background = settings.background.unwrap_or(PAPER);
    let has_touch_icon = icon_files::touch_icon(|path| plan.contains(path)).is_some();
    for icon in ICONS.iter().chain((!has_touch_icon).then_some(&FOR_PHONES)) {
        if plan.is_free(&icon.path) {
            let Icon { size, shape, .. } = *icon;
            let inputs = IconInputs {
                drawing: drawing.clone(),
                size,
                shape,
                background: background.0,
            };
            plan.make(icon.path.clone(), "icon", inputs, |inputs| {
                icons::draw(&inputs.drawing, inputs.size, inputs.shape, Color(inputs.background))
            });
        }
    }
    if plan.is_free(&MANIFEST) {
        let manifest = manifest(site, settings, base, |path| plan.contains(path));
        let text = serde_json::to_string(&manifest)?;
        plan.text(MANIFEST, text);
    }
    Ok(())
}

/// Builds the manifest of a blog. `is_there` tells whether a path is published. No post is in it, so that it stays as it
/// is when posts are added: browsers download it again, and systems update the installed app, only when it changes.
fn manifest<'a>(
    site: &'a Site,
    settings: &'a AppSettings,
    base: &'a BasePath,
    is_there: impl Fn(&PublishedPath) -> bool,
) -> Manifest<'a> {
    let shortcut = |(word, route): (Word, Route)| Shortcut {
        name: &site.words[word],
        url: base.join(&route.path()),
    };
    let shortcuts = [(Word::GoHome, Route::HOME), (Word::Archive, Route::ARCHIVE)];
    let images = ICONS.iter().filter(|icon| is_there(&icon.path)).map(|icon| Image {
        purpose: icon.shape.purpose(),
        sizes: format!("{0}x{0}", icon.size),
        src: base.join(icon.path.as_str()),
        media_type: "image/png",
    });
    Manifest {
        background_color: settings.background.unwrap_or(PAPER).to_string(),
        description: &site.description,
        dir: direction(&site.language),
        display: "standalone",
        icons: images.collect(),
        id: base.as_str(),
        lang: &site.language,
        name: &site.title,
        scope: base.as_str(),
        short_name: settings.short_name.as_deref().unwrap_or(&site.title),
        shortcuts: shortcuts.map(shortcut).into(),
        start_url: base.as_str(),
        theme_color: settings.color.unwrap_or(PAPER).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages;

    fn site(language: &str) -> Site {
        Site {
            title: "Le carnet d’Ana".to_owned(),
            language: language.to_owned(),
            words: languages::spoken(language).words,
            ..Site::default()
        }
    }

    #[test]
    fn the_manifest_of_a_french_blog_in_a_folder() {
        let site = Site {
            description: "Notes & « marges »".to_owned(),
            ..site("fr")
        };
        let settings = AppSettings {
            short_name: Some("Carnet".to_owned()),
            color: Some(Color([0x8f, 0x3b, 0x1b])),
            background: Some(Color([0, 0, 0])),
        };
        let base = BasePath::parse("/sub/").unwrap();
        let manifest = manifest(&site, &settings, &base, |_| true);
        insta::assert_snapshot!(serde_json::to_string_pretty(&manifest).unwrap(), @r##"
        {
          "background_color": "#000000",
          "description": "Notes & « marges »",
          "dir": "ltr",
          "display": "standalone",
          "icons": [
            {
              "purpose": "any",
              "sizes": "192x192",
              "src": "/sub/icons/icon-192.png",
              "type": "image/png"
            },
            {
              "purpose": "any",
              "sizes": "512x512",
              "src": "/sub/icons/icon-512.png",
              "type": "image/png"
            },
            {
              "purpose": "maskable",
              "sizes": "512x512",
              "src": "/sub/icons/icon-maskable-512.png",
              "type": "image/png"
            }
          ],
          "id": "/sub/",
          "lang": "fr",
          "name": "Le carnet d’Ana",
          "scope": "/sub/",
          "short_name": "Carnet",
          "shortcuts": [
            {
              "name": "Aller à l’accueil",
              "url": "/sub/"
            },
            {
              "name": "Tous les billets",
              "url": "/sub/archive/"
            }
          ],
          "start_url": "/sub/",
          "theme_color": "#8f3b1b"
        }
        "##);
    }

    #[test]
    fn the_manifest_of_a_blog_without_posts_and_settings() {
        let (site, settings, base) = (site("en"), AppSettings::default(), BasePath::root());
        let manifest = manifest(&site, &settings, &base, |path| *path == ICONS[1].path);
        insta::assert_snapshot!(serde_json::to_string_pretty(&manifest).unwrap(), @r##"
        {
          "background_color": "#fdfcf9",
          "dir": "ltr",
          "display": "standalone",
          "icons": [
            {
              "purpose": "any",
              "sizes": "512x512",
              "src": "/icons/icon-512.png",
              "type": "image/png"
            }
          ],
          "id": "/",
          "lang": "en",
          "name": "Le carnet d’Ana",
          "scope": "/",
          "short_name": "Le carnet d’Ana",
          "shortcuts": [
            {
              "name": "Go to the home page",
              "url": "/"
            },
            {
              "name": "All posts",
              "url": "/archive/"
            }
          ],
          "start_url": "/",
          "theme_color": "#fdfcf9"
        }
        "##);
    }

    #[test]
    fn the_color_is_that_of_the_pages() {
        let page = include_str!("../../../index.html");
        let light = format!("<meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"{PAPER}\">");
        assert!(page.contains(&light), "{light}");
    }
}
