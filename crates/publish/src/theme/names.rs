//! Names of utility classes that Tailwind CSS changed, and colors that follow the blog's theme.

/// Names of versions 1 to 3, and what they are called since.
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

/// What names of versions 1 to 3 begin with, and what those of today begin with.
const RENAMED_FAMILIES: &[(&str, &str)] = &[("row-gap-", "gap-y-"), ("col-gap-", "gap-x-")];

/// Colors of versions 1 to 3.
const RENAMED_COLORS: &[(&str, &str)] = &[
    ("true-gray", "neutral"),
    ("cool-gray", "gray"),
    ("warm-gray", "stone"),
    ("blue-gray", "slate"),
    ("light-blue", "sky"),
    ("grey", "gray"),
];

const GRAYS: [&str; 5] = ["gray", "slate", "zinc", "neutral", "stone"];

/// The shades from light to dark; the opposite of one is as far from the other end.
const SHADES: [&str; 11] = [
    "50", "100", "200", "300", "400", "500", "600", "700", "800", "900", "950",
];

/// The name of today.
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

/// Kinds of fonts, which are the theme's.
const FONTS: [(&str, &str); 3] = [
    ("font-sans", "--sans"),
    ("font-serif", "--serif"),
    ("font-mono", "--mono"),
];

/// Utilities that the library lacks: what each declares.
pub(super) const LACKING: [(&str, &str, &str); 5] = [
    ("clearfix", "display", "flow-root"),
    ("hyphens-auto", "hyphens", "auto"),
    ("hyphens-manual", "hyphens", "manual"),
    ("hyphens-none", "hyphens", "none"),
    ("shadow-inner", "box-shadow", "inset 0 2px 4px 0 rgb(0 0 0 / 0.05)"),
];

/// Those that stand for several others that the library has.
pub(super) fn parts(base: &str) -> Vec<String> {
    let size = base.strip_prefix("size-");
    size.map(|size| vec![format!("w-{size}"), format!("h-{size}")])
        .unwrap_or_default()
}

/// What is painted with a color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Painted {
    Text,
    Background,
    Line,
}

/// What stands in for a color of Tailwind's, so that what is readable in the light is in the dark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// The theme's own color, and how much of it in percent.
    Token(&'static str, Option<String>),
    /// In the dark, the color of another utility.
    Other(String),
}

/// How the color of a utility follows the theme; none where it is the same in both.
///
/// Grays are those of the theme. Of other colors, dark texts and light backgrounds turn into their opposites in the dark;
/// what is in the middle, and light texts on dark backgrounds, can stay.
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
    // Behind a text, the darkest of what is light stays quiet.
    let opposite = match (painted, shade) {
        (Painted::Background, 0..=2) => 10,
        _ => 10 - shade,
    };
    let [own, opposite] = [shade, opposite].map(|at| usize::try_from(at).ok().and_then(|at| SHADES.get(at)));
    let other = base.replacen(&format!("-{}", own?), &format!("-{}", opposite?), 1);
    turns.then_some(Follows::Other(other))
}

/// What a utility paints, and the name of the color.
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
