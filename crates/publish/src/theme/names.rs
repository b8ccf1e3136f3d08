//! Utility classes that Tailwind CSS renamed, and utility colors that follow the blog's theme.

/// Class names of Tailwind CSS 1 to 3, and their current names.
const RENAMED: &[(&str, &str)] = &[
    ("flex-grow", "grow"),
    ("flex-grow-0", "grow-0"),
    ("flex-shrink", "shrink"),
    ("flex-shrink-0", "shrink-0"),
    ("flex-no-wrap", "flex-nowrap"),
    ("overflow-ellipsis", "text-ellipsis"),
    ("overflow-clip", "text-clip"),
    ("whitespace-no-wrap", "whitespace-nowrap"),
    ("decoration-slice", "box-decoration-slice"),
    ("decoration-clone", "box-decoration-clone"),
    ("font-hairline", "font-thin"),
    ("rounded", "rounded-sm"),
    ("rounded-t", "rounded-t-sm"),
    ("rounded-r", "rounded-r-sm"),
    ("rounded-b", "rounded-b-sm"),
    ("rounded-l", "rounded-l-sm"),
    ("rounded-tl", "rounded-tl-sm"),
    ("rounded-tr", "rounded-tr-sm"),
    ("rounded-bl", "rounded-bl-sm"),
    ("rounded-br", "rounded-br-sm"),
    ("shadow", "shadow-sm"),
    ("ring", "ring-3"),
    ("blur", "blur-sm"),
    ("outline-none", "outline-hidden"),
    ("list-reset", "list-none"),
    ("roman", "not-italic"),
];

/// Name prefixes of versions 1 to 3, and their current prefixes.
const RENAMED_FAMILIES: &[(&str, &str)] = &[("row-gap-", "gap-y-"), ("col-gap-", "gap-x-")];

/// Color names of versions 1 to 3, and their current names.
const RENAMED_COLORS: &[(&str, &str)] = &[
    ("true-gray", "neutral"),
    ("cool-gray", "gray"),
    ("warm-gray", "stone"),
    ("blue-gray", "slate"),
    ("light-blue", "sky"),
    ("grey", "gray"),
];

const GRAYS: [&str; 5] = ["gray", "slate", "zinc", "neutral", "stone"];

/// Shades from light to dark. The opposite of the n-th shade is the n-th from the end.
const SHADES: [&str; 11] = [
    "50", "100", "200", "300", "400", "500", "600", "700", "800", "900", "950",
];

/// Returns the current name of a utility without variants. `flex-grow` -> `grow`, `text-grey-500` -> `text-gray-500`.
pub(super) fn of_today(base: &str) -> String {
    if let Some((_, today)) = RENAMED.iter().find(|(old, _)| *old == base) {
        return (*today).to_owned();
    }
    for (old, today) in RENAMED_FAMILIES {
        if let Some(rest) = base.strip_prefix(old) {
            return format!("{today}{rest}");
        }
    }
    for (old, today) in RENAMED_COLORS {
        if let Some((before, after)) = base.split_once(&format!("-{old}-")) {
            return format!("{before}-{today}-{after}");
        }
    }
    base.to_owned()
}

/// Font utilities, and the theme tokens that they use.
const FONTS: [(&str, &str); 3] = [
    ("font-sans", "--sans"),
    ("font-serif", "--serif"),
    ("font-mono", "--mono"),
];

/// Utilities that `encre-css` lacks: name, property, value.
pub(super) const LACKING: [(&str, &str, &str); 5] = [
    ("clearfix", "display", "flow-root"),
    ("hyphens-auto", "hyphens", "auto"),
    ("hyphens-manual", "hyphens", "manual"),
    ("hyphens-none", "hyphens", "none"),
    ("shadow-inner", "box-shadow", "inset 0 2px 4px 0 rgb(0 0 0 / 0.05)"),
];

/// Expands a shorthand utility that `encre-css` lacks into utilities that it has. `size-8` -> `w-8`, `h-8`.
pub(super) fn parts(base: &str) -> Vec<String> {
    let size = base.strip_prefix("size-");
    size.map(|size| vec![format!("w-{size}"), format!("h-{size}")])
        .unwrap_or_default()
}

/// Part of an element that a utility colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Painted {
    Text,
    Background,
    Line,
}

/// Replacement of a Tailwind color or font, so that text stays readable in the dark theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// A token of the theme, with its opacity in percent.
    Token(&'static str, Option<String>),
    /// In the dark theme, the color of another utility.
    Other(String),
}

/// Returns how a utility follows the theme; `None` if it is the same in both themes.
///
/// Grays become the theme's own colors. Of other colors, dark texts and light backgrounds use the opposite shade in the
/// dark theme (`text-red-700` -> `text-red-300`); middle shades, light texts and dark backgrounds stay.
pub(super) fn follows(base: &str) -> Option<Follows> {
    if let Some((_, token)) = FONTS.iter().find(|(name, _)| *name == base) {
        return Some(Follows::Token(token, None));
    }
    let (painted, color) = painted(base)?;
    let (color, opacity) = match color.split_once('/') {
        Some((color, opacity)) => (color, Some(opacity.to_owned())),
        None => (color, None),
    };
    let is_percentage = |text: &String| text.parse::<u8>().is_ok_and(|number| number <= 100);
    if !opacity.iter().all(is_percentage) {
        return None;
    }
    // White and black are the grays just outside of the shades 0 to 10.
    let (hue, shade) = match color {
        "white" => ("gray", -1),
        "black" => ("gray", 11),
        _ => {
            let (hue, shade) = color.rsplit_once('-')?;
            let shade = SHADES.iter().position(|known| *known == shade)?;
            (hue, i32::try_from(shade).ok()?)
        }
    };
    if GRAYS.contains(&hue) {
        let token = match (painted, shade) {
            (Painted::Background, -1) => "--paper",
            (Painted::Background, 0..=2) => "--raised",
            (Painted::Background, 3) | (Painted::Line, 0..=4) => "--line",
            (Painted::Text, 4..=6) | (Painted::Line, 5..=6) => "--ink-soft",
            (Painted::Text | Painted::Line, 7..) => "--ink",
            (Painted::Text | Painted::Background | Painted::Line, _) => return None,
        };
        return Some(Follows::Token(token, opacity));
    }
    let turns = match painted {
        Painted::Text => shade >= 6,
        Painted::Background | Painted::Line => shade <= 3,
    };
    // The lightest backgrounds all become the darkest shade, so that they stay unobtrusive behind text.
    let opposite = match (painted, shade) {
        (Painted::Background, 0..=2) => 10,
        _ => 10 - shade,
    };
    let [own, opposite] = [shade, opposite].map(|at| usize::try_from(at).ok().and_then(|at| SHADES.get(at)));
    let other = base.replacen(&format!("-{}", own?), &format!("-{}", opposite?), 1);
    turns.then_some(Follows::Other(other))
}

/// Splits a color utility into what it colors and its color. `border-l-red-500` -> line, `red-500`.
fn painted(base: &str) -> Option<(Painted, &str)> {
    let (what, rest) = base.split_once('-')?;
    let painted = match what {
        "text" => Painted::Text,
        "bg" => Painted::Background,
        "border" | "divide" | "decoration" | "ring" => Painted::Line,
        _ => return None,
    };
    let side = rest
        .split_once('-')
        .filter(|(side, _)| what == "border" && matches!(*side, "x" | "y" | "t" | "r" | "b" | "l" | "s" | "e"));
    Some((painted, side.map_or(rest, |(_, color)| color)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_names_are_known() {
        for (old, today) in [
            ("flex-grow", "grow"),
            ("overflow-ellipsis", "text-ellipsis"),
            ("col-gap-4", "gap-x-4"),
            ("text-warm-gray-500", "text-stone-500"),
            ("rounded", "rounded-sm"),
            ("mt-4", "mt-4"),
        ] {
            assert_eq!(of_today(old), today);
        }
    }

    #[test]
    fn grays_are_the_theme_s_and_other_colors_turn_where_they_must() {
        let token = |token, opacity: Option<&str>| Some(Follows::Token(token, opacity.map(str::to_owned)));
        let other = |name: &str| Some(Follows::Other(name.to_owned()));
        for (base, expected) in [
            ("text-gray-500", token("--ink-soft", None)),
            ("text-slate-900/80", token("--ink", Some("80"))),
            ("text-black", token("--ink", None)),
            ("text-white", None),
            ("text-gray-100", None),
            ("bg-white", token("--paper", None)),
            ("bg-gray-100", token("--raised", None)),
            ("bg-gray-800", None),
            ("border-gray-300", token("--line", None)),
            ("border-l-stone-800", token("--ink", None)),
            ("text-blue-700", other("text-blue-300")),
            ("text-blue-500", None),
            ("bg-red-50", other("bg-red-950")),
            ("bg-red-200", other("bg-red-950")),
            ("bg-red-300", other("bg-red-700")),
            ("border-red-200", other("border-red-800")),
            ("bg-red-600", None),
            ("font-mono", token("--mono", None)),
            ("text-lg", None),
            ("border-2", None),
            ("bg-gray-100/x", None),
        ] {
            assert_eq!(follows(base), expected, "{base}");
        }
    }
}
