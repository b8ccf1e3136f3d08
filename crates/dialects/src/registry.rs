//! All dialects.

use crate::dialect::Dialect;
use crate::generators::{astro, docusaurus, eleventy, feuillet, hexo, hugo, jekyll, jigsaw, zola};

pub(crate) static ALL: [&dyn Dialect; 9] = [
    &feuillet::Feuillet,
    &astro::Astro,
    &docusaurus::Docusaurus,
    &eleventy::Eleventy,
    &hexo::Hexo,
    &hugo::Hugo,
    &jekyll::Jekyll,
    &jigsaw::Jigsaw,
    &zola::Zola,
];

/// The dialect of a name, in any case.
pub(crate) fn named(name: &str) -> Option<&'static dyn Dialect> {
    ALL.into_iter()
        .find(|dialect| dialect.name().eq_ignore_ascii_case(name))
}

/// The names of all dialects.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.into_iter().map(Dialect::name)
}
