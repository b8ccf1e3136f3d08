//! Generates the CSS rules of the Tailwind CSS utility classes used in posts.
//!
//! The crate `encre-css` knows the declarations of a utility, [`super::judge`] decides which of them are allowed, and
//! [`super::class_name`] writes selectors and conditions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use encre_css::{Config, Preflight, Scanner};

use super::class_name::{ClassName, escaped};
use super::judge::is_allowed;
use super::names::{Follows, LACKING, follows, parts};

/// Result of looking up a class name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A utility with a rule in the sheet.
    Utility,
    /// A utility without a rule, because it could cover or hide the page or load something.
    Refused,
    /// Not a utility.
    Unknown,
}

/// Utility classes and their rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Utilities {
    /// Contents of the cascade layer `utilities`; empty if there are no utilities.
    pub(crate) css: String,
    verdicts: BTreeMap<String, Verdict>,
}

/// Custom properties that rules of `encre-css` read, with their default values.
const DEFAULTS: &[(&str, &str)] = &[
    ("--en-divide-x-reverse", "0"),
    ("--en-divide-y-reverse", "0"),
    ("--en-numeric-figure", " "),
    ("--en-numeric-fraction", " "),
    ("--en-numeric-spacing", " "),
    ("--en-ordinal", " "),
    ("--en-ring-color", "currentColor"),
    ("--en-ring-inset", " "),
    ("--en-ring-offset-width", "0px"),
    ("--en-slashed-zero", " "),
    ("--en-space-x-reverse", "0"),
    ("--en-space-y-reverse", "0"),
];

/// Utilities that hide text visually and keep it for screen readers, and undo this; no others may leave the flow.
const FOR_SCREEN_READERS: [&str; 2] = ["sr-only", "not-sr-only"];

/// Declarations of a utility.
struct Meaning {
    /// Rest of the selector after the class.
    behind: String,
    declarations: Vec<(String, String)>,
}

impl Utilities {
    /// Generates the rules of all classes that are allowed utilities.
    pub(crate) fn of<'a>(classes: impl IntoIterator<Item = &'a str>) -> Self {
        let classes: BTreeSet<&str> = classes.into_iter().collect();
        let names: Vec<ClassName<'_>> = classes.iter().filter_map(|name| ClassName::parse(name)).collect();
        // Also generate the utilities that others refer to: dark colors and the parts of shorthands.
        let mut bases: BTreeSet<String> = names.iter().map(|name| name.base.clone()).collect();
        let others = names.iter().filter_map(|name| match follows(&name.base)? {
            Follows::Other(other) => Some(other),
            Follows::Token(..) => None,
        });
        bases.extend(others.collect::<Vec<_>>());
        bases.extend(names.iter().flat_map(|name| parts(&name.base)));
        let meanings = meanings(&bases);
        let mut verdicts: BTreeMap<String, Verdict> = classes
            .iter()
            .map(|name| ((*name).to_owned(), Verdict::Unknown))
            .collect();
        let mut rules = Vec::new();
        for name in &names {
            let Some((place, meaning)) = meanings.get(&name.base) else {
                continue;
            };
            let is_allowed = FOR_SCREEN_READERS.contains(&name.base.as_str())
                || meaning
                    .declarations
                    .iter()
                    .all(|(property, value)| is_allowed(property, value, name.is_written()));
            let verdict = if is_allowed { Verdict::Utility } else { Verdict::Refused };
            verdicts.insert(name.full.to_owned(), verdict);
            if is_allowed {
                rules.push((name.order(), *place, name, meaning));
            }
        }
        // The cascade needs this order: by condition, then by utility; the name only breaks ties.
        rules.sort_by_key(|(order, place, name, _)| (*order, *place, name.full));
        let mut css = String::new();
        for (_, _, name, meaning) in rules {
            name.write(&meaning.behind, &declarations(name, meaning, &meanings), &mut css);
        }
        // Set the defaults of those custom properties that the rules read.
        let defaults = DEFAULTS
            .iter()
            .filter(|(name, _)| css.contains(&format!("var({name})")));
        let mut own = String::new();
        for (name, value) in defaults {
            // Writing to a string cannot fail.
            let _ = write!(own, "{name}:{value};");
        }
        if !own.is_empty() {
            css = format!("*,::before,::after{{{}}}\n{css}", own.trim_end_matches(';'));
        }
        Self { css, verdicts }
    }

    /// Verdict on one of the classes.
    pub(crate) fn verdict(&self, class: &str) -> Verdict {
        self.verdicts.get(class).copied().unwrap_or(Verdict::Unknown)
    }
}

/// Declarations of a class, with colors that follow the theme.
fn declarations(
    name: &ClassName<'_>,
    meaning: &Meaning,
    meanings: &BTreeMap<String, (usize, Meaning)>,
) -> Vec<(String, String)> {
    let mut declarations = meaning.declarations.clone();
    // Every Safari that supports cascade layers also supports the unprefixed names.
    declarations.retain(|(property, _)| !property.starts_with("-webkit-text-decoration"));
    if name.is_for_the_dark() {
        return declarations;
    }
    match follows(&name.base) {
        None => {}
        Some(Follows::Token(token, opacity)) => {
            for (_, value) in &mut declarations {
                *value = match &opacity {
                    Some(percent) => format!("color-mix(in srgb, var({token}) {percent}%, transparent)"),
                    None => format!("var({token})"),
                };
            }
        }
        Some(Follows::Other(other)) => {
            let others = meanings
                .get(&other)
                .into_iter()
                .flat_map(|(_, other)| &other.declarations);
            let others: BTreeMap<&str, &str> = others.map(|(property, value)| (&**property, &**value)).collect();
            for (property, value) in &mut declarations {
                if let Some(dark) = others.get(property.as_str()) {
                    *value = format!("light-dark({value}, {dark})");
                }
            }
        }
    }
    declarations
}

/// Looks up the declarations of utilities (without variants), each with its position in the order of `encre-css`: of
/// two rules with the same specificity, the later one wins.
fn meanings(bases: &BTreeSet<String>) -> BTreeMap<String, (usize, Meaning)> {
    let mut config = Config::default();
    config.preflight = Preflight::None;
    config.scanner = Scanner::from_fn(|name| BTreeSet::from([name]));
    let css = encre_css::generate(bases.iter().map(String::as_str), &config);
    let by_selector: BTreeMap<String, &String> =
        bases.iter().map(|base| (format!(".{}", escaped(base)), base)).collect();
    let mut meanings = BTreeMap::new();
    for (place, (selector, body)) in rules(&css).into_iter().enumerate() {
        let (class, behind) = selector.split_at(selector.find(' ').unwrap_or(selector.len()));
        let Some(base) = by_selector.get(class) else { continue };
        let declarations = body.split(";\n").filter_map(|declaration| declaration.split_once(':'));
        let trimmed = |text: &str| text.trim().trim_end_matches(';').to_owned();
        let meaning = Meaning {
            behind: behind.to_owned(),
            declarations: declarations
                .map(|(property, value)| (trimmed(property), trimmed(value)))
                .collect(),
        };
        meanings.entry((*base).clone()).or_insert((place, meaning));
    }
    // Utilities that `encre-css` lacks: shorthands of others, and the fixed list.
    for base in bases {
        let mut declarations = Vec::new();
        let mut first = usize::MAX;
        for part in parts(base) {
            if let Some((place, meaning)) = meanings.get(&part) {
                first = first.min(*place);
                declarations.extend_from_slice(&meaning.declarations);
            }
        }
        let lacking = LACKING.iter().filter(|(name, ..)| name == base);
        declarations.extend(lacking.map(|(_, property, value)| ((*property).to_owned(), (*value).to_owned())));
        if !declarations.is_empty() {
            let meaning = Meaning {
                behind: String::new(),
                declarations,
            };
            meanings.insert(base.clone(), (first, meaning));
        }
    }
    meanings
}

/// Returns the class rules at the top level of a style sheet (not inside at-rules), as selector and body.
fn rules(css: &str) -> Vec<(&str, &str)> {
    let mut rules = Vec::new();
    let mut depth = 0_usize;
    let (mut start, mut open) = (0, 0);
    for (at, character) in css.char_indices() {
        match character {
            '{' => {
                depth += 1;
                if depth == 1 {
                    open = at;
                }
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let selector = css[start..open].trim();
                    if selector.starts_with('.') {
                        rules.push((selector, &css[open + 1..at]));
                    }
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    fn css(classes: &str) -> String {
        Utilities::of(classes.split_whitespace()).css
    }

    #[test]
    fn the_classes_of_the_seed_post() {
        insta::assert_snapshot!(css(
            "flex flex-grow mb-4 border-l-4 px-6 mt-4 ml-6 italic text-gray-500 quote"
        ));
    }

    #[test]
    fn rules_stand_in_the_order_of_their_strength() {
        insta::assert_snapshot!(css(
            "lg:p-8 p-4 px-2 hover:underline md:p-6 max-md:p-1 underline dark:text-white text-blue-700 bg-gray-100/50 \
             dark:hover:bg-gray-800 space-y-4 2xl:w-1/2 w-[50%] print:hidden !mt-0 tabular-nums rounded group-hover:italic"
        ));
    }

    #[test]
    fn what_covers_hides_or_loads_is_refused() {
        for class in [
            "fixed",
            "absolute",
            "sticky",
            "inset-0",
            "top-0",
            "z-10",
            "-mt-4",
            "md:-ml-96",
            "opacity-0",
            "invisible",
            "w-9999",
            "p-9999",
            "rotate-45",
            "scale-150",
            "translate-x-4",
            "animate-spin",
            "outline-none",
            "bg-[url(https://a.example/x)]",
            "bg-[url(//a.example)]",
            "[background:url(x)]",
            "[position:fixed]",
            "[color:red;position:fixed]",
            "[--x:1]",
            "w-[9999px]",
            "w-[expression(1)]",
            "list-[url(x)]",
            "content-[url(x)]",
            "mt-[-9px]",
            "pointer-events-none",
        ] {
            let utilities = Utilities::of([class]);
            assert_eq!(utilities.css, "", "{class}");
            assert_ne!(utilities.verdict(class), Verdict::Utility, "{class}");
        }
    }

    #[test]
    fn nothing_breaks_out_of_the_sheet() {
        for class in [
            "w-[1px}body{color:red]",
            "[color:red}]",
            "w-[1px;color:red]",
            "w-[</style>]",
            "text-[\\7d]",
            "w-[1px/*]",
            "bg-[@import]",
            "[color:red]{",
            "grid-cols-[1fr}_x]",
        ] {
            assert_eq!(css(class), "", "{class}");
        }
    }

    #[test]
    fn what_the_library_lacks_is_there_all_the_same() {
        insta::assert_snapshot!(css(
            "size-8 h-4 hyphens-auto md:shadow-inner ring-1 order-first font-mono"
        ));
    }

    /// No class name, however malformed, may make `encre-css` panic or break the sheet.
    #[test]
    fn no_name_breaks_anything() {
        let stems = "m mt p w h max-w z order grid-cols col-span text bg border border-l divide space-x rounded shadow ring \
            opacity gap columns leading tracking aspect basis flex grow from via to rotate scale blur line-clamp indent \
            decoration underline-offset list object duration delay ease animate content inset top translate-x stroke fill";
        let values = " -0 -1 -4 -1.5 -.5 -1/2 -1/0 -0/0 -999999999999999999999 -1e9 -px -full -auto -gray-500 -gray-500/50 \
            -gray-500/999 -gray-500/ -gray-500/[50%] -red-700/x -white/ -[] -[1px] -[1px -[-1px] -[a_b] -[(] -[)] -[#fff] -[,] \
            -[[]] -[url(x)] -[length:1px] -[color:red] -- - / -/ -1/2/3 -[1px]/50 -/[1]";
        let mut names: Vec<String> = Vec::new();
        for stem in stems.split_ascii_whitespace() {
            for value in values.split(' ') {
                for prefix in ["", "-", "md:", "dark:hover:", "!"] {
                    names.push(format!("{prefix}{stem}{value}"));
                }
            }
        }
        let css = Utilities::of(names.iter().map(String::as_str)).css;
        assert_eq!(crate::theme::css::faults(&css), []);
        assert!(!css.contains("url(") && !css.contains("position:"), "{css}");
        for line in css.lines() {
            assert_eq!(line.matches('{').count(), line.matches('}').count(), "{line}");
        }
    }
}
