//! Parses the name of a utility class: `md:hover:!mt-4` is the utility `mt-4`, important, with the variants `md`,
//! `hover`.
//!
//! Class names come from posts, so only names spelled like utilities are parsed, and variants come from a fixed list:
//! an author cannot inject a selector or a condition into the style sheet.

use std::fmt::Write as _;

use super::names;

/// Longest accepted class name, in bytes.
const LONGEST: usize = 64;

/// Condition of a variant: when a utility applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// State or pseudo-element, appended to the element's selector.
    State(&'static str),
    /// State of an ancestor: a selector in which `&` stands for the element's.
    Around(&'static str),
    /// Media query.
    Media(&'static str),
    /// In the dark theme, chosen by the visitor or by the system.
    Dark,
}

/// All variants in the order of Tailwind CSS: if two apply, the later one wins.
const CONDITIONS: &[(&str, When)] = &[
    ("group-hover", When::Around(":where(.group:hover) &")),
    ("group-focus", When::Around(":where(.group:focus) &")),
    ("first-letter", When::State("::first-letter")),
    ("first-line", When::State("::first-line")),
    ("marker", When::State("::marker")),
    ("selection", When::State("::selection")),
    ("first", When::State(":first-child")),
    ("last", When::State(":last-child")),
    ("only", When::State(":only-child")),
    ("odd", When::State(":nth-child(odd)")),
    ("even", When::State(":nth-child(even)")),
    ("first-of-type", When::State(":first-of-type")),
    ("last-of-type", When::State(":last-of-type")),
    ("visited", When::State(":visited")),
    ("target", When::State(":target")),
    ("open", When::State("[open]")),
    ("empty", When::State(":empty")),
    ("focus-within", When::State(":focus-within")),
    ("hover", When::State(":hover")),
    ("focus", When::State(":focus")),
    ("focus-visible", When::State(":focus-visible")),
    ("active", When::State(":active")),
    ("motion-safe", When::Media("(prefers-reduced-motion: no-preference)")),
    ("motion-reduce", When::Media("(prefers-reduced-motion: reduce)")),
    ("contrast-more", When::Media("(prefers-contrast: more)")),
    ("max-2xl", When::Media("(width < 96rem)")),
    ("max-xl", When::Media("(width < 80rem)")),
    ("max-lg", When::Media("(width < 64rem)")),
    ("max-md", When::Media("(width < 48rem)")),
    ("max-sm", When::Media("(width < 40rem)")),
    ("sm", When::Media("(width >= 40rem)")),
    ("md", When::Media("(width >= 48rem)")),
    ("lg", When::Media("(width >= 64rem)")),
    ("xl", When::Media("(width >= 80rem)")),
    ("2xl", When::Media("(width >= 96rem)")),
    ("portrait", When::Media("(orientation: portrait)")),
    ("landscape", When::Media("(orientation: landscape)")),
    ("ltr", When::Around(":where([dir=\"ltr\"]) &")),
    ("rtl", When::Around(":where([dir=\"rtl\"]) &")),
    ("dark", When::Dark),
    ("print", When::Media("print")),
];

/// A parsed utility class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ClassName<'a> {
    /// The name as written in the post.
    pub(super) full: &'a str,
    /// The name without variants and `!`, in the spelling of the current Tailwind CSS.
    pub(super) base: String,
    /// Indices into [`CONDITIONS`], highest first; the sort key of the rules.
    conditions: Vec<usize>,
    is_important: bool,
}

impl<'a> ClassName<'a> {
    /// Parses a class name; `None` if it is not spelled like a utility. `sm:flex-grow` -> base `grow`, one condition.
    pub(super) fn parse(full: &'a str) -> Option<Self> {
        let is_spelled =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.:/%[]#(),_!".contains(&byte);
        if full.len() > LONGEST || !full.bytes().all(is_spelled) {
            return None;
        }
        // A colon inside brackets belongs to an arbitrary value (`[color:red]`), not to a variant.
        let brackets = full.find('[').unwrap_or(full.len());
        let (conditions, base) = match full[..brackets].rfind(':') {
            Some(colon) => (&full[..colon], &full[colon + 1..]),
            None => ("", full),
        };
        let mut found = Vec::new();
        for condition in conditions.split(':').filter(|condition| !condition.is_empty()) {
            found.push(CONDITIONS.iter().position(|(name, _)| *name == condition)?);
        }
        found.sort_unstable_by(|first, second| second.cmp(first));
        found.dedup();
        let plain = base.trim_start_matches('!').trim_end_matches('!');
        // An arbitrary value (`[…]`) must end the name, and only it may contain parentheses.
        let written = plain.split_once('[').map_or("", |(_, value)| value);
        let is_whole = written.is_empty() || written.find(']').is_some_and(|end| end + 1 == written.len());
        let head = plain.split('[').next().unwrap_or_default();
        if !is_whole || plain.is_empty() || head.contains(['(', ')', ',', '#', '_', '!', ']', ':']) {
            return None;
        }
        Some(Self {
            full,
            base: names::of_today(plain),
            conditions: found,
            is_important: plain != base,
        })
    }

    /// Whether it applies in the dark theme only, so that its colors are chosen for that theme.
    pub(super) fn is_for_the_dark(&self) -> bool {
        self.conditions.iter().any(|at| CONDITIONS[*at].1 == When::Dark)
    }

    /// Whether it has an arbitrary value (`w-[50%]`).
    pub(super) fn is_written(&self) -> bool {
        self.base.contains('[')
    }

    /// Sort key of its rule: rules without a condition come first.
    pub(super) fn order(&self) -> &[usize] {
        &self.conditions
    }

    /// Appends the rule to `css`. `behind` is the rest of the utility's selector after the class.
    pub(super) fn write(&self, behind: &str, declarations: &[(String, String)], css: &mut String) {
        let mut selector = format!(".{}", escaped(self.full));
        let mut media = Vec::new();
        // States come before pseudo-elements (`:hover::marker`). `conditions` is sorted in descending order.
        for at in self.conditions.iter().rev() {
            match CONDITIONS[*at].1 {
                When::State(state) if !state.starts_with("::") => selector.push_str(state),
                When::Media(condition) => media.push(condition),
                _ => {}
            }
        }
        for at in &self.conditions {
            if let When::State(part) = CONDITIONS[*at].1
                && part.starts_with("::")
            {
                selector.push_str(part);
            }
        }
        selector.push_str(behind);
        for at in &self.conditions {
            if let When::Around(around) = CONDITIONS[*at].1 {
                selector = around.replace('&', &selector);
            }
        }
        let important = if self.is_important { "!important" } else { "" };
        let mut body = String::new();
        for (property, value) in declarations {
            // Writing to a string cannot fail.
            let _ = write!(body, "{property}:{value}{important};");
        }
        let body = body.trim_end_matches(';');
        // Two rules for the dark theme: one for the visitor's choice, one for the system's if nothing is chosen.
        if self.is_for_the_dark() {
            push_rule(
                &format!(":where(html[data-theme=\"dark\"]) {selector}"),
                body,
                &media,
                css,
            );
            media.push("(prefers-color-scheme: dark)");
            push_rule(&format!(":where(html:not([data-theme])) {selector}"), body, &media, css);
        } else {
            push_rule(&selector, body, &media, css);
        }
    }
}

/// Appends one rule on a line of its own, nested in its media queries.
fn push_rule(selector: &str, body: &str, media: &[&str], css: &mut String) {
    for condition in media {
        let _ = write!(css, "@media {condition}{{");
    }
    let _ = write!(css, "{selector}{{{body}}}");
    css.extend(media.iter().map(|_| '}'));
    css.push('\n');
}

/// Escapes a class name for use in a selector (CSS Object Model, section 2.1). `2xl:w-1/2` -> `\32 xl\:w-1\/2`.
pub(super) fn escaped(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len() + 4);
    for (at, character) in name.char_indices() {
        if at == 0 && character.is_ascii_digit() {
            let _ = write!(escaped, "\\3{character} ");
        } else if character.is_alphanumeric() || matches!(character, '-' | '_') {
            escaped.push(character);
        } else {
            escaped.push('\\');
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        for (name, base, conditions) in [
            ("mt-4", "mt-4", 0),
            ("-mt-4", "-mt-4", 0),
            ("md:hover:underline", "underline", 2),
            ("dark:text-white", "text-white", 1),
            ("!mt-4", "mt-4", 0),
            ("sm:mt-4!", "mt-4", 1),
            ("w-1/2", "w-1/2", 0),
            ("w-[50%]", "w-[50%]", 0),
            ("[color:red]", "[color:red]", 0),
            ("flex-grow", "grow", 0),
        ] {
            let parsed = ClassName::parse(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(
                (parsed.base.as_str(), parsed.conditions.len()),
                (base, conditions),
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_not_spelled_like_a_utility_is_none() {
        for name in [
            "",
            "!",
            "Card",
            "été",
            "[&>p]:mt-4",
            "[@media(x)]:mt-4",
            "peer-checked:flex",
            "a{b",
            "mt-4;x",
            "mt-(--x)",
            "hover:(a,b)",
            "w-[1]x",
            "w-[[1]]",
            "w-]1[",
            "\\31",
            "a\"b",
            "x'y",
        ] {
            assert_eq!(ClassName::parse(name), None, "{name}");
        }
    }
}
