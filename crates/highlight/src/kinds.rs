//! Kinds of tokens that a theme colors, and which scope of a grammar is of which kind.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use syntect::parsing::Scope;

/// Kind of a token. Punctuation and plain names have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Keyword,
    /// A text or a regular expression.
    String,
    Comment,
    /// A number, a boolean, a named constant, an escape sequence within a string.
    Constant,
    /// A function's name, where it is defined or called.
    Function,
    /// The name of a type, class or module.
    Type,
    /// An attribute, a property, a key.
    Attribute,
    /// An element of HTML or XML, a selector.
    Tag,
    /// A variable of a shell or template, a parameter.
    Variable,
    /// A heading of Markdown and the like.
    Heading,
    Inserted,
    Deleted,
    /// The prompt before a command, which nobody wants to copy.
    Prompt,
}

/// Meaning of a scope for the text that it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Of(Kind),
    /// Whatever scopes within say.
    Throughout(Kind),
    /// Plain, even within a string.
    Plain,
}

use Meaning::{Of, Plain, Throughout};

/// Scopes by what they say, as prefixes: the longest one that fits decides, the innermost scope first. Names of scopes: <https://www.sublimetext.com/docs/scope_naming.html>.
const SCOPES: &[(&str, Meaning)] = &[
    ("comment", Of(Kind::Comment)),
    ("constant", Of(Kind::Constant)),
    ("constant.other.symbol", Of(Kind::Constant)),
    ("string", Of(Kind::String)),
    ("string.unquoted.argument", Plain),
    ("string.unquoted.plain", Of(Kind::String)),
    ("meta.interpolation", Plain),
    ("meta.mapping.key.json", Throughout(Kind::Attribute)),
    ("meta.property-name", Of(Kind::Attribute)),
    ("meta.group.expansion", Of(Kind::Variable)),
    ("meta.string.interpolated", Of(Kind::String)),
    ("meta.template.expression", Plain),
    ("punctuation.section.interpolation", Of(Kind::Constant)),
    ("punctuation.section.embedded", Of(Kind::Keyword)),
    // Code within a string, or in a text of another language.
    ("source", Plain),
    ("source.regexp", Of(Kind::String)),
    ("keyword", Of(Kind::Keyword)),
    ("keyword.name.ini", Of(Kind::Attribute)),
    ("keyword.other.unit", Of(Kind::Constant)),
    ("storage", Of(Kind::Keyword)),
    ("storage.type.numeric", Of(Kind::Constant)),
    ("support.function", Of(Kind::Function)),
    ("support.macro", Of(Kind::Function)),
    ("support.class", Of(Kind::Type)),
    ("support.type", Of(Kind::Type)),
    ("support.type.property-name", Of(Kind::Attribute)),
    ("support.constant", Of(Kind::Constant)),
    ("support.variable", Plain),
    ("entity.name.function", Of(Kind::Function)),
    ("entity.name.macro", Of(Kind::Function)),
    ("entity.name.type", Of(Kind::Type)),
    ("entity.name.class", Of(Kind::Type)),
    ("entity.name.struct", Of(Kind::Type)),
    ("entity.name.enum", Of(Kind::Type)),
    ("entity.name.union", Of(Kind::Type)),
    ("entity.name.trait", Of(Kind::Type)),
    ("entity.name.interface", Of(Kind::Type)),
    ("entity.name.impl", Of(Kind::Type)),
    ("entity.name.namespace", Of(Kind::Type)),
    ("entity.name.module", Of(Kind::Type)),
    ("entity.name.exception", Of(Kind::Type)),
    ("entity.name.constant", Of(Kind::Constant)),
    ("entity.name.table", Of(Kind::Type)),
    ("entity.section", Of(Kind::Type)),
    ("entity.name.tag", Of(Kind::Tag)),
    ("entity.name.tag.yaml", Of(Kind::Attribute)),
    ("entity.name.tag.toml", Of(Kind::Attribute)),
    ("entity.type.function", Of(Kind::Function)),
    ("entity.name.section", Of(Kind::Heading)),
    ("entity.name.label", Of(Kind::Constant)),
    ("entity.other.inherited-class", Of(Kind::Type)),
    ("entity.other.attribute-name", Of(Kind::Attribute)),
    ("variable.function", Of(Kind::Function)),
    ("variable.language", Of(Kind::Keyword)),
    ("variable.parameter.option", Of(Kind::Attribute)),
    ("variable.other.constant", Of(Kind::Constant)),
    ("variable.annotation", Of(Kind::Attribute)),
    ("meta.annotation", Of(Kind::Attribute)),
    ("markup.heading", Of(Kind::Heading)),
    ("markup.inserted", Of(Kind::Inserted)),
    ("markup.deleted", Of(Kind::Deleted)),
    ("markup.raw", Of(Kind::String)),
    ("markup.underline.link", Of(Kind::String)),
    ("meta.diff.range", Of(Kind::Type)),
    ("meta.diff.header", Of(Kind::Attribute)),
];

/// Atoms of each row of [`SCOPES`], as grammars compare them.
static ROWS: LazyLock<Vec<(Scope, Meaning)>> = LazyLock::new(|| {
    let rows = SCOPES.iter();
    rows.filter_map(|(name, meaning)| Some((Scope::new(name).ok()?, *meaning)))
        .collect()
});

thread_local! {
    /// Kinds by scope, as found before: there are a few thousand.
    static FOUND: RefCell<HashMap<Scope, Option<Meaning>>> = RefCell::default();
}

/// Returns what a scope says by itself; nothing if what is around it decides.
pub(crate) fn meaning(scope: Scope) -> Option<Meaning> {
    FOUND.with_borrow_mut(|found| {
        *found.entry(scope).or_insert_with(|| {
            let fitting = ROWS.iter().filter(|(prefix, _)| prefix.is_prefix_of(scope));
            fitting
                .max_by_key(|(prefix, _)| prefix.len())
                .map(|(_, meaning)| *meaning)
        })
    })
}
