//! All dialects. A new one is a line here, and a module below `generators`.

use crate::dialect::Dialect;
use crate::generators::{astro, docusaurus, eleventy, feuillet, hexo, hugo, jekyll, jigsaw, zola};

/// The dialects in the order in which a folder is tried for them: the surest sign first.
pub(crate) static ALL: [&dyn Dialect; 9] = [
    &feuillet::Feuillet,
    &jigsaw::Jigsaw,
    &hexo::Hexo,
    &docusaurus::Docusaurus,
    &astro::Astro,
    &eleventy::Eleventy,
    &zola::Zola,
    &hugo::Hugo,
    &jekyll::Jekyll,
];

/// Fallback if no dialect recognizes the folder.
pub(crate) static FALLBACK: &dyn Dialect = &feuillet::Feuillet;

/// The dialect of a name, in any case.
pub(crate) fn named(name: &str) -> Option<&'static dyn Dialect> {
    ALL.into_iter()
        .find(|dialect| dialect.name().eq_ignore_ascii_case(name))
}

/// The names of all dialects, Feuillet's own first, the others in alphabetical order.
pub fn names() -> impl Iterator<Item = &'static str> {
    let mut names = ALL.map(Dialect::name);
    names[1..].sort_unstable();
    names.into_iter()
}
