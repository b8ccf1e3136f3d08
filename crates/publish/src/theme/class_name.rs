//! The name of a utility class, taken apart: `md:hover:!mt-4` is `mt-4`, with what it holds for.
//!
//! Class names come from posts, so only what is spelled as utilities are is looked at, and what they hold for is one of
//! a list: no selector and no condition of an author's own gets into the style sheet.

use std::fmt::Write as _;

use super::names;

/// A longer name is none.
const LONGEST: usize = 64;

/// When a utility holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// In a state of the element, or for a part of it: what follows its selector.
    State(&'static str),
    /// In a state of what is around it: the selector with `&` for the element's.
    Around(&'static str),
    Media(&'static str),
    /// In the dark theme: the one that was chosen, or the system's.
    Dark,
}

/// Every condition, in the order of Tailwind CSS: of two that hold, the later one counts.
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

/// A utility class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ClassName<'a> {
    /// As the post has it.
    pub(super) full: &'a str,
    /// Without conditions, by its name of today.
    pub(super) base: String,
    /// Places in [`CONDITIONS`], the last first: their order is that of the rules.
    conditions: Vec<usize>,
    is_important: bool,
}

impl<'a> ClassName<'a> {
    /// Takes a name apart, if it is spelled like a utility.
    pub(super) fn parse(full: &'a str) -> Option<Self> {
        let is_spelled =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.:/%[]#(),_!".contains(&byte);
        if full.len() > LONGEST || !full.bytes().all(is_spelled) {
            return None;
        }
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
        // Values of one's own end the name, and nothing but them holds parentheses.
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

    /// Whether it holds in the dark theme only: its colors are meant for that.
    pub(super) fn is_for_the_dark(&self) -> bool {
        self.conditions.iter().any(|at| CONDITIONS[*at].1 == When::Dark)
    }

    /// Whether it has a value of the author's own.
    pub(super) fn is_written(&self) -> bool {
        self.base.contains('[')
    }

    /// The order of rules: those without a condition first.
    pub(super) fn order(&self) -> &[usize] {
        &self.conditions
    }

    /// Adds the rule. `behind` is what the utility's selector has behind the class.
    pub(super) fn write(&self, behind: &str, declarations: &[(String, String)], css: &mut String) {
        let mut selector = format!(".{}", escaped(self.full));
        let mut media = Vec::new();
        // States stand before parts (`:hover::marker`), and the conditions come with the last first.
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

fn push_rule(selector: &str, body: &str, media: &[&str], css: &mut String) {
    for condition in media {
        let _ = write!(css, "@media {condition}{{");
    }
    let _ = write!(css, "{selector}{{{body}}}");
    css.extend(media.iter().map(|_| '}'));
    css.push('\n');
}

/// A class name as selectors write it (CSS Object Model, section 2.1).
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
