//! How other generators write blogs, and how each becomes what Feuillet reads.
//!
//! The reader knows one canonical dialect: YAML front matter of a few keys, and Markdown. What another generator's
//! authors write is translated when it is published, so that it costs a visitor nothing:
//!
//! 1. [`recognize`] tells from the files of a folder which generator they are for,
//! 2. the dialect's [`Dialect::site`] reads what the generator's own settings say,
//! 3. [`Dialect::place`] tells what each file is: a post, a page, a picture, a draft, machinery,
//! 4. [`translate`] turns each document into a canonical one: its front matter by the union of all keys ([`keys`]) and
//!    [`Dialect::front_matter`], its body by [`Dialect::body`].
//!
//! A document that is canonical already is published as it is, byte for byte.
//!
//! A dialect is a module with one value that implements [`Dialect`]. What several of them share has a module of its
//! own: [`code`] (what no translation may touch), [`links`], [`text`] (a text that knows where it came from).

mod addresses;
mod assets;
mod astro;
mod attributes;
mod blade;
mod blocks;
mod bundles;
mod canonical;
mod code;
mod dates;
mod directives;
mod docusaurus;
mod eleventy;
mod embeds;
mod emoji;
mod excerpt;
mod extra;
mod fault;
mod fences;
mod feuillet;
mod fields;
mod french;
mod front_matter;
mod globs;
mod hexo;
mod html_blocks;
mod html_body;
mod hugo;
mod hugo_address;
mod hugo_settings;
mod hugo_tags;
mod index;
mod jekyll;
mod jigsaw;
mod js_config;
mod keys;
mod kramdown;
mod line_breaks;
mod lines;
mod links;
mod liquid;
mod machinery;
mod math;
mod mdx;
mod permalink;
mod place;
mod project;
mod project_settings;
mod recognize;
mod references;
mod scripts;
mod sections;
mod shortcodes;
mod site;
pub(super) mod spelling;
mod text;
mod translate;
mod tree;
mod unlink;
mod values;
mod zola;
mod zola_settings;
mod zola_tags;

use std::fmt;

pub(super) use self::dates::day_of_unix_time;
pub(super) use self::eleventy::SETTINGS_WITH_A_DOT;
pub(super) use self::fields::Ignored;
pub(super) use self::index::Index;
pub(super) use self::keys::{COVER as COVER_KEYS, TRANSLATION as TRANSLATION_KEYS};
pub(super) use self::place::{DocumentPlace, Place};
pub(super) use self::project::project_of;
pub(super) use self::recognize::{Recognized, recognize};
pub(super) use self::site::Site;
pub(super) use self::spelling::nearest;
pub(super) use self::translate::{Translated, Translator, translate_alone};
pub(super) use self::tree::Tree;

use self::fields::Fields;
use self::front_matter::Front;
use self::text::Text;
use super::report::Finding;
use crate::content::diagnostic::Diagnostic;

/// How the authors of one generator write.
pub(super) trait Dialect: fmt::Debug + Sync {
    /// The name of the generator, as it calls itself.
    fn name(&self) -> &'static str;

    /// What the generator's own settings say of the blog. `root` is the folder of the tree that its content lies in,
    /// with a slash at its end, or nothing.
    fn site(&self, tree: &Tree, root: &str, findings: &mut Vec<Finding>) -> Site {
        let _ = (tree, root, findings);
        Site::default()
    }

    /// What a file is. `file` is its path in the author's folder, `root` as in [`Dialect::site`]; it may lie outside.
    fn place(&self, file: &str, root: &str, tree: &Tree, site: &Site) -> Place;

    /// Brings in what only this dialect's front matter says, after the union of keys was read: nested tables, keys with
    /// a meaning of their own, the address that the document had.
    fn front_matter(&self, fields: &mut Fields, front: &Front<'_>, document: Document<'_>) {
        let _ = (fields, front, document);
    }

    /// Whether a scalar of terms is split at spaces, too.
    fn splits_terms_at_spaces(&self) -> bool {
        false
    }

    /// What TeX stands between, besides dollars.
    fn tex(&self) -> math::Delimiters {
        math::Delimiters::default()
    }

    /// Whether the generator leaves out what is dated in the future, unless its settings say otherwise.
    fn hides_future(&self) -> bool {
        false
    }

    /// Translates the body into canonical Markdown, and finds fault with what has no translation.
    fn body(&self, text: &mut Text, fields: &mut Fields, document: Document<'_>, faults: &mut Vec<Fault>) {
        let _ = (text, fields, document, faults);
    }
}

/// The document that is being translated and what it may need to know of others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Document<'a> {
    /// Its path in the author's folder.
    pub(super) file: &'a str,
    pub(super) place: &'a DocumentPlace,
    pub(super) site: &'a Site,
    pub(super) index: &'a Index,
    /// The folder that the content lies in, with a slash at its end, or nothing.
    pub(super) root: &'a str,
}

/// A finding about a part of the author's file, by its bytes there.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// Where it begins, in bytes from the file's (decoded) beginning: what [`Text::origin`] gives.
    pub(super) offset: usize,
    /// How many characters it is about.
    pub(super) length: usize,
    pub(super) diagnostic: Diagnostic,
}

static ALL: [&dyn Dialect; 9] = [
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
pub(super) fn named(name: &str) -> Option<&'static dyn Dialect> {
    ALL.into_iter()
        .find(|dialect| dialect.name().eq_ignore_ascii_case(name))
}

/// The names of all dialects.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ALL.into_iter().map(Dialect::name)
}
