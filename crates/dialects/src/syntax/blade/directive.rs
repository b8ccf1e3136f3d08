//! Parser for Blade directives. It tells them from text that only looks like one, such as an email address.

/// Directives that may have an argument in parentheses.
const WITH_ARGUMENT: [&str; 34] = [
    "if",
    "elseif",
    "unless",
    "isset",
    "empty",
    "foreach",
    "forelse",
    "for",
    "while",
    "switch",
    "case",
    "section",
    "extends",
    "yield",
    "push",
    "prepend",
    "stack",
    "component",
    "slot",
    "each",
    "include",
    "includeIf",
    "includeWhen",
    "includeFirst",
    "inject",
    "lang",
    "props",
    "class",
    "php",
    "break",
    "continue",
    "hasSection",
    "svg",
    "markdown",
];

/// Directives that may have no argument.
const ALONE: [&str; 35] = [
    "else",
    "endif",
    "endunless",
    "endisset",
    "endempty",
    "endforeach",
    "endforelse",
    "endfor",
    "endwhile",
    "endswitch",
    "default",
    "break",
    "continue",
    "endsection",
    "stop",
    "show",
    "append",
    "overwrite",
    "parent",
    "endpush",
    "endprepend",
    "endcomponent",
    "endslot",
    "php",
    "endphp",
    "verbatim",
    "endverbatim",
    "csrf",
    "once",
    "endonce",
    "empty",
    "endmarkdown",
    "markdown",
    "production",
    "endproduction",
];

/// A directive with its argument (without the parentheses) and the offset after it.
pub(super) struct Directive<'a> {
    pub(super) name: &'a str,
    pub(super) argument: Option<&'a str>,
    pub(super) end: usize,
}

/// Parses the directive that starts with the `@` at `at`. Email addresses and mentions such as `@name` are none.
pub(super) fn directive(source: &str, at: usize) -> Option<Directive<'_>> {
    let before = source[..at].chars().next_back();
    if !source[at..].starts_with('@') || before.is_some_and(|before| before.is_alphanumeric() || before == '@') {
        return None;
    }
    let rest = &source[at + 1..];
    let length = rest
        .find(|next: char| !next.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let name = &rest[..length];
    let after = &rest[length..];
    let blank = after.len() - after.trim_start_matches(' ').len();
    if after[blank..].starts_with('(') && WITH_ARGUMENT.contains(&name) {
        let start = at + 1 + length + blank;
        let end = start + parenthesized(&source[start..])?;
        return Some(Directive {
            name,
            argument: Some(&source[start + 1..end - 1]),
            end,
        });
    }
    let alone = ALONE.contains(&name)
        && !after.starts_with(['-', '_', '.', '/'])
        && !after.starts_with(|next: char| next.is_alphanumeric());
    alone.then_some(Directive {
        name,
        argument: None,
        end: at + 1 + length,
    })
}

/// Returns the length of the parenthesized text at the start, including the parentheses.
fn parenthesized(text: &str) -> Option<usize> {
    /// Longest argument, in characters.
    const LONGEST: usize = 4000;
    let (mut depth, mut quote) = (0_usize, None);
    for (at, character) in text.char_indices().take(LONGEST) {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), character) if open == character => quote = None,
            (None, '(') => depth += 1,
            (None, ')') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
