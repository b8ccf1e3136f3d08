//! The app's icons: renders one SVG drawing as PNG in the sizes and shapes that systems require.
//!
//! Fonts of the machine and other files are never used, so the icons depend on the drawing alone.

use anyhow::{Context, Result};
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_engine::digest::Digest;
use feuillet_engine::disk;
use feuillet_engine::inputs::Hashed;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_settings::color::Color;
use resvg::tiny_skia::{Color as Paint, Pixmap, PixmapPaint, Transform};
use resvg::usvg::roxmltree::{Document, Error as XmlError, ParsingOptions};
use resvg::usvg::{Error, ImageHrefResolver, Node, Options, Tree};
use serde::Serialize;

use crate::icon_files;
use crate::library::scan::Scan;

/// Built-in drawing (a folded sheet), for blogs without their own.
const BUILT_IN: &str = include_str!("icon.svg");

/// How a system shows an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) enum Shape {
    /// Shown as it is, with a transparent background.
    Clear,
    /// On an opaque background, because the system would show transparency as black.
    Opaque,
    /// On an opaque background that the system crops to its own shape.
    Maskable,
}

impl Shape {
    /// Value of `purpose` in the manifest.
    pub(super) fn purpose(self) -> &'static str {
        match self {
            Self::Clear | Self::Opaque => "any",
            Self::Maskable => "maskable",
        }
    }
}

/// Parses the blog's own drawing, with the built-in one as the fallback. Problems of the blog's own are added to
/// `findings`.
///
/// # Errors
///
/// If the file cannot be read from the disk.
pub(super) fn drawing(scan: &Scan, findings: &mut Vec<Finding>) -> Result<Hashed<Tree>> {
    if let Some(asset) = icon_files::DRAWINGS.iter().find_map(|file| scan.asset(file)) {
        let bytes = disk::read(&asset.path)?;
        let text = String::from_utf8_lossy(&bytes);
        let file = AuthorPath::new(asset.published.as_str());
        let mut find = |diagnostic| findings.push(Finding::new(&file, &text, diagnostic));
        if let Some(tree) = read(&text, &mut find) {
            return Ok(hashed(&bytes, tree));
        }
    }
    let tree = read(BUILT_IN, &mut |_| ()).context("cannot read the built-in icon")?;
    Ok(hashed(BUILT_IN.as_bytes(), tree))
}

fn hashed(bytes: &[u8], tree: Tree) -> Hashed<Tree> {
    Hashed::with_digest(tree, Digest::of(bytes))
}

/// Parses a drawing. Problems are passed to `find`; `None` if nothing can be drawn.
fn read(text: &str, find: &mut impl FnMut(Diagnostic)) -> Option<Tree> {
    const INSTEAD: &str = "Feuillet's own icon is used instead";
    const TOO_DEEP: &str = "its elements are nested too deeply";
    const MEND: &str = "export it again from your drawing program";
    let unreadable = |error: &str| {
        let message = format!("invalid SVG: {error}; {INSTEAD}");
        Diagnostic::warning(Rule::Picture, message, MEND)
    };
    let parsing = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let document = match Document::parse_with_options(text.trim_start_matches('\u{feff}'), parsing) {
        Ok(document) => document,
        Err(error) => {
            let (line, column) = (error.pos().row as usize, error.pos().col as usize);
            find(unreadable(&error.to_string()).at(line, column));
            return None;
        }
    };
    // Refuse all images, embedded or by path.
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = match Tree::from_xmltree(&document, &options) {
        Ok(tree) => tree,
        Err(error) => {
            find(unreadable(match error {
                Error::InvalidSize => "it has no size",
                Error::ParsingFailed(XmlError::NoRootNode) => "its root element is not `svg`",
                Error::ElementsLimitReached => "it has too many elements",
                _ => TOO_DEEP,
            }));
            return None;
        }
    };
    if !is_shallow(&tree) {
        find(unreadable(TOO_DEEP));
        return None;
    }
    // Texts and images are not drawn: report the first one.
    let is_drawn = tree.root().has_children();
    let left_out = document.descendants().find_map(|node| match node.tag_name().name() {
        "text" => Some((
            node,
            "text",
            "convert it to paths, because icons are drawn without fonts",
        )),
        "image" => Some((
            node,
            "images",
            "convert them to paths, or put your own icons in the folder `icons`",
        )),
        _ => None,
    });
    if let Some((node, what, help)) = left_out {
        let end = if is_drawn {
            "left out of the app's icons"
        } else {
            INSTEAD
        };
        let place = document.text_pos_at(node.range().start);
        let diagnostic = Diagnostic::warning(Rule::Picture, format!("unsupported {what} in the icon: {end}"), help);
        find(diagnostic.at(place.row as usize, place.col as usize));
    } else if !is_drawn {
        find(unreadable("it draws nothing"));
    }
    is_drawn.then_some(tree)
}

/// Whether groups are nested at most 100 deep: drawing is recursive and must fit the stack of a worker thread.
fn is_shallow(tree: &Tree) -> bool {
    const DEEPEST: usize = 100;
    let mut groups = vec![(tree.root(), 0)];
    while let Some((group, depth)) = groups.pop() {
        if depth > DEEPEST {
            return false;
        }
        groups.extend(group.children().iter().filter_map(|node| match node {
            Node::Group(inner) => Some((&**inner, depth + 1)),
            _ => None,
        }));
    }
    true
}

/// Renders an icon as PNG, `size` pixels on each side.
///
/// # Errors
///
/// If it cannot be encoded as PNG.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "icons have some hundred pixels"
)]
pub(super) fn draw(tree: &Tree, size: u32, shape: Shape, background: Color) -> Result<Vec<u8>> {
    let side = size as f32;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = match shape {
        Shape::Clear | Shape::Opaque => side / width.max(height),
        // The drawing's corners must be in the safe zone, a circle whose diameter is four fifths of the icon (W3C, Web
        // Application Manifest, "Icon masks and safe zone").
        Shape::Maskable => 0.8 * side / width.hypot(height),
    };
    // Render into a bitmap of its own first, to clip what is outside of the drawing's view box.
    let pixels = |length: f32| (scale * length).round().max(1.0);
    let (across, down) = (pixels(width), pixels(height));
    let mut drawing = Pixmap::new(across as u32, down as u32).context("the drawing has no pixels")?;
    let fit = Transform::from_scale(across / width, down / height);
    resvg::render(tree, fit, &mut drawing.as_mut());

    let mut icon = Pixmap::new(size, size).context("the icon has no pixels")?;
    if shape != Shape::Clear {
        let [red, green, blue] = background.0;
        icon.fill(Paint::from_rgba8(red, green, blue, u8::MAX));
    }
    let middle = |length: f32| ((side - length) / 2.0) as i32;
    let (left, top) = (middle(across), middle(down));
    let paint = PixmapPaint::default();
    icon.draw_pixmap(left, top, drawing.as_ref(), &paint, Transform::identity(), None);
    icon.encode_png().context("cannot write PNG")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKGROUND: Color = Color([1, 2, 3]);

    fn drawn(svg: &str, shape: Shape) -> Pixmap {
        let tree = read(svg, &mut |fault| panic!("{fault:?}")).unwrap();
        Pixmap::decode_png(&draw(&tree, 100, shape, BACKGROUND).unwrap()).unwrap()
    }

    /// Red, green, blue, alpha.
    fn pixel(pixels: &Pixmap, x: u32, y: u32) -> [u8; 4] {
        let color = pixels.pixel(x, y).unwrap().demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    }

    #[test]
    fn a_drawing_is_fitted_into_each_shape() {
        let wide = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path fill="#fff" d="M0 0h40v20H0z"/></svg>"##;
        let (clear, ground, white) = ([0; 4], [1, 2, 3, 255], [255; 4]);
        for (shape, corner, left, middle) in [
            (Shape::Clear, clear, white, white),
            (Shape::Opaque, ground, white, white),
            (Shape::Maskable, ground, ground, white),
        ] {
            let pixels = drawn(wide, shape);
            assert_eq!(pixel(&pixels, 1, 1), corner, "{shape:?}");
            assert_eq!(pixel(&pixels, 1, 50), left, "{shape:?}");
            assert_eq!(pixel(&pixels, 50, 50), middle, "{shape:?}");
        }
    }

    #[test]
    fn nothing_of_a_maskable_icon_leaves_the_safe_zone() {
        for view in ["0 0 64 64", "0 0 640 64", "0 0 1 3"] {
            let svg = format!(
                r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}"><path fill="#fff" d="M-999-999h9999v9999h-9999z"/></svg>"##
            );
            let pixels = drawn(&svg, Shape::Maskable);
            for (x, y) in (0..100).flat_map(|x| (0..100).map(move |y| (x, y))) {
                let distance = (f64::from(x) - 49.5).hypot(f64::from(y) - 49.5);
                assert!(
                    distance < 41.0 || pixel(&pixels, x, y) == [1, 2, 3, 255],
                    "{view}: {x}, {y}"
                );
            }
        }
    }

    #[test]
    fn the_built_in_icon_can_be_drawn() {
        let pixels = drawn(BUILT_IN, Shape::Clear);
        assert_eq!(pixel(&pixels, 0, 0), [0; 4]);
        assert_eq!(pixel(&pixels, 50, 5), [0x8f, 0x3b, 0x1b, 255]);
    }

    #[test]
    fn what_cannot_be_drawn_is_told() {
        let whole = |inner: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\">\n{inner}\n</svg>");
        let path = r#"<path d="M0 0h40v20H0z"/>"#;
        let groups = |number| {
            let open = "<g opacity=\".9\">".repeat(number);
            whole(&[&open, path, &"</g>".repeat(number)].concat())
        };
        let mut told = Vec::new();
        for (about, svg) in [
            ("not XML", "<svg".to_owned()),
            ("no SVG", "<html/>".to_owned()),
            ("no size", whole(path).replace("<svg", "<svg width=\"0\"")),
            ("nothing in it", whole("")),
            ("only text", whole("<text>💯</text>")),
            ("text as well", whole(&format!("{path}<text>A</text>"))),
            ("a hundred groups", groups(100)),
            ("some more groups", groups(300)),
            ("thousands of groups", groups(5000)),
            ("a file of the machine", whole(r#"<image href="/etc/icon.svg"/>"#)),
        ] {
            let mut found = Vec::new();
            let drawn = if read(&svg, &mut |fault| found.push(fault)).is_some() {
                "drawn"
            } else {
                "not drawn"
            };
            told.push(format!("{about} is {drawn}"));
            for Diagnostic {
                line,
                column,
                message,
                help,
                ..
            } in found
            {
                told.push(format!("  {line}:{column} {message}\n  {help}"));
            }
        }
        let told = told.join("\n");
        insta::assert_snapshot!(told);
    }
}
