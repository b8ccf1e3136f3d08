//! The author's web fonts: their `@font-face` rules, and fallback fonts of the same metrics to show while they load.

use std::fmt::Write as _;

use anyhow::Result;
use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::percent;
use feuillet_engine::disk;
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use feuillet_report::finding::Finding;
use feuillet_settings::theme::{FontFile, FontStack, FontStyle, ThemeSettings, Weight};

use super::settings_file::SettingsFile;
use super::woff2::{ARIAL, Measures, TIMES, mean};
use crate::library::scan::Scan;

/// Most fonts that are preloaded; browsers fetch the others when a text needs them.
const PRELOADED: usize = 2;

/// Declarations of the author's fonts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Faces {
    /// `@font-face` rules.
    pub(super) css: String,
    /// Fonts to preload.
    pub(super) preloaded: Vec<PublishedPath>,
}

/// Generic font families of CSS.
const GENERIC: [&str; 9] = [
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "fantasy",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-monospace",
];

/// Value of `font-family` for a stack, with a fallback behind each of the author's fonts. `last` is appended if the
/// stack does not end with a generic family. `taken` are the tokens that the author sets: generic names must not refer
/// to them, as `--sans: var(--sans)` would be circular. `Inter` -> `"Inter", "Inter fallback", sans-serif`.
pub(super) fn stack(stack: &FontStack, last: &str, taken: &[&str], files: &[FontFile]) -> String {
    let mut css = String::new();
    let mut ends = false;
    for family in &stack.0 {
        let is_taken = |token: &str| taken.contains(&token);
        let generic = match family.to_lowercase().as_str() {
            "serif" => Some("var(--serif)"),
            "sans" | "sans-serif" if is_taken("--sans") => Some("system-ui, sans-serif"),
            "sans" | "sans-serif" => Some("var(--sans)"),
            "mono" | "monospace" if is_taken("--mono") => Some("ui-monospace, monospace"),
            "mono" | "monospace" => Some("var(--mono)"),
            name => GENERIC.iter().copied().find(|generic| *generic == name),
        };
        ends = generic.is_some();
        if !css.is_empty() {
            css.push_str(", ");
        }
        if let Some(generic) = generic {
            css.push_str(generic);
        } else {
            let _ = write!(css, "\"{family}\"");
            if files.iter().any(|file| file.family.0 == *family) {
                let _ = write!(css, ", \"{}\"", stand_in(family));
            }
        }
    }
    if !ends {
        css.push_str(", ");
        css.push_str(last);
    }
    css
}

/// Name of the fallback font for a family. `Inter` -> `Inter fallback`.
fn stand_in(family: &str) -> String {
    format!("{family} fallback")
}

/// Declares the fonts in `font_files`. Files that are missing or not WOFF2 become findings and are left out.
///
/// # Errors
///
/// If a font cannot be read from the disk.
pub(super) fn faces(
    settings: &ThemeSettings,
    scan: &Scan,
    plan: &Plan,
    base: &BasePath,
    place: &SettingsFile,
    findings: &mut Vec<Finding>,
) -> Result<Faces> {
    let mut faces = Faces::default();
    let mut measured: Vec<&str> = Vec::new();
    for font in &settings.font_files {
        let file = font.file.trim_start_matches("./").trim_start_matches('/');
        let published = PublishedPath::parse(file).and_then(|path| scan.asset(&path));
        // What lies beside posts is published elsewhere.
        let in_folder = || scan.assets.iter().find(|asset| asset.file.as_str() == file);
        let asset = published.or_else(in_folder);
        let Some(asset) = asset.filter(|asset| plan.contains(&asset.published)) else {
            let diagnostic = Diagnostic::error(
                Rule::File,
                format!("missing font file `{file}`"),
                "write its path from the content folder, such as `assets/fonts/name.woff2`",
            );
            findings.push(place.finding(&["font_files"], &font.file, diagnostic));
            continue;
        };
        // Parsing the font checks it, and gives the metrics of its fallback.
        let measures = match Measures::of(&disk::read(&asset.path)?) {
            Ok(measures) => measures,
            Err(problem) => {
                let diagnostic = Diagnostic::error(
                    Rule::File,
                    format!("cannot use the font `{file}`: {problem}"),
                    "convert it to WOFF2",
                );
                findings.push(place.finding(&["font_files"], &font.file, diagnostic));
                continue;
            }
        };
        let address = base.join(&percent::encode_path(asset.published.as_str()));
        push_face(font, &address, &mut faces.css);
        // One fallback per family, in the metrics of its first file.
        let family = font.family.0.as_str();
        if !measured.contains(&family) {
            measured.push(family);
            push_stand_in(family, &measures, Kind::of(family, settings), &mut faces.css);
        }
        let fonts = &settings.fonts;
        // Only upright fonts of texts and headings are worth a preload.
        let is_read = [&fonts.text, &fonts.headings]
            .into_iter()
            .flatten()
            .any(|stack| stack.0.iter().any(|name| name == family));
        if is_read && font.style == FontStyle::Normal && faces.preloaded.len() < PRELOADED {
            faces.preloaded.push(asset.published.clone());
        }
    }
    Ok(faces)
}

/// Appends the `@font-face` rule of a font. `address` is that of its file, from the host's root. With
/// `font-display: optional`, a late font is used from the next page on: the layout never shifts.
fn push_face(font: &FontFile, address: &str, css: &mut String) {
    let Weight(lightest, boldest) = font.weight;
    let weight = if lightest == boldest {
        lightest.to_string()
    } else {
        format!("{lightest} {boldest}")
    };
    let style = match font.style {
        FontStyle::Normal => "normal",
        FontStyle::Italic => "italic",
    };
    // Writing to a string cannot fail.
    let _ = writeln!(
        css,
        "@font-face{{font-family:\"{}\";src:url(\"{}\") format(\"woff2\");font-weight:{weight};font-style:{style};\
         font-display:optional}}",
        font.family.0, address,
    );
}

/// Appends the `@font-face` rule of a fallback: a common system font scaled to the metrics of the author's font, so
/// that lines have the same length and height in both.
fn push_stand_in(family: &str, measures: &Measures, kind: Kind, css: &mut String) {
    let size = measures.width / kind.width();
    let percent = |part: f64| (part * 10_000.0).round() / 100.0;
    let _ = writeln!(
        css,
        "@font-face{{font-family:\"{}\";src:{};size-adjust:{}%;ascent-override:{}%;descent-override:{}%;\
         line-gap-override:{}%}}",
        stand_in(family),
        kind.local(),
        percent(size),
        percent(measures.ascent / size),
        percent(measures.descent / size),
        percent(measures.line_gap / size),
    );
}

/// Kind of system font that resembles a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Serif,
    Sans,
    Mono,
}

impl Kind {
    /// Guesses the kind of a family from its use in the settings, or from the generic family beside it in a stack.
    fn of(family: &str, settings: &ThemeSettings) -> Self {
        let fonts = &settings.fonts;
        let uses = |stack: &Option<FontStack>| stack.iter().any(|stack| stack.0.iter().any(|name| name == family));
        let beside = |word: &str| {
            let mut stacks = [&fonts.text, &fonts.headings]
                .into_iter()
                .filter(|stack| uses(stack))
                .flatten();
            stacks.any(|stack| stack.0.iter().any(|name| name.to_lowercase().starts_with(word)))
        };
        if uses(&fonts.code) {
            Self::Mono
        } else if uses(&fonts.interface) || beside("sans") {
            Self::Sans
        } else {
            Self::Serif
        }
    }

    /// Metric-compatible local fonts; most systems have one of them.
    fn local(self) -> &'static str {
        match self {
            Self::Serif => "local(\"Times New Roman\"),local(\"Liberation Serif\"),local(\"Tinos\")",
            Self::Sans => "local(\"Arial\"),local(\"Liberation Sans\"),local(\"Arimo\")",
            Self::Mono => "local(\"Courier New\"),local(\"Liberation Mono\"),local(\"Cousine\")",
        }
    }

    /// Mean letter width of these fonts in a text, in ems.
    fn width(self) -> f64 {
        let widths = match self {
            Self::Serif => TIMES,
            Self::Sans => ARIAL,
            Self::Mono => return 0.6,
        };
        mean(|index| Some(f64::from(widths[index]) / 1000.0)).unwrap_or(0.5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(yaml: &str) -> ThemeSettings {
        serde_yaml::from_str(yaml).unwrap()
    }

    #[test]
    fn a_list_ends_with_what_every_system_has() {
        let settings = settings(
            "fonts: {text: 'Source Serif 4, Georgia', code: mono, interface: sans}\n\
             font_files: [{file: a.woff2, family: Source Serif 4}]\n",
        );
        let css = |own: &Option<FontStack>, last| {
            let taken = ["--sans", "--mono"];
            stack(own.as_ref().unwrap(), last, &taken, &settings.font_files)
        };
        assert_eq!(
            css(&settings.fonts.text, "var(--serif)"),
            "\"Source Serif 4\", \"Source Serif 4 fallback\", \"Georgia\", var(--serif)"
        );
        assert_eq!(css(&settings.fonts.code, "monospace"), "ui-monospace, monospace");
        assert_eq!(css(&settings.fonts.interface, "sans-serif"), "system-ui, sans-serif");
    }

    #[test]
    fn a_stand_in_has_the_measures_of_the_font() {
        let measures = Measures {
            width: Kind::Serif.width() * 1.1,
            ascent: 1.0,
            descent: 0.25,
            line_gap: 0.0,
        };
        let mut css = String::new();
        push_stand_in("Own", &measures, Kind::Serif, &mut css);
        insta::assert_snapshot!(css);
    }
}
