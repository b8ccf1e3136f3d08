//! Translates a document from its author's file to the canonical text to publish.

use std::collections::BTreeSet;
use std::path::Path;

use feuillet_content::diagnostic::{Diagnostic, Rule, Unreported};
use feuillet_content::document::front_matter::{Format, FrontMatter};
use feuillet_content::folder::Folder;
use feuillet_content::post_meta::PostMeta;

use crate::cover;
use crate::dialect::Dialect;
use crate::document::Document;
use crate::folder::index::{Index, Question, References};
use crate::folder::place::{DocumentPlace, Place};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::fields::{Fields, Ignored};
use crate::front_matter::keys::{self, Habits};
use crate::front_matter::moment::{Moment, Time};
use crate::front_matter::{Front, canonical};
use crate::hiding::Hiding;
use crate::publishable;
use crate::recognize::Recognized;
use crate::registry::named;
use crate::syntax::{excerpt, fences, french, math};
use crate::text::edited::{Text, decode, line_and_column};
use crate::text::fault::Fault;
use crate::text::line_index::LineIndex;
use crate::text::links;

/// Everything that the documents of a folder are translated with.
#[derive(Clone, Debug)]
pub struct Translator {
    dialect: &'static dyn Dialect,
    pub site: Site,
    pub index: Index,
    /// The folders of the author's that the content lies in, each with a slash at its end, or nothing.
    pub roots: Vec<String>,
}

/// A document as it is published, and what was found out about the file.
#[derive(Clone, Debug)]
pub struct Translated {
    /// The file's text, decoded.
    pub written: String,
    /// The canonical text; none when the file is published as it is.
    canonical: Option<String>,
    /// Byte offset of the body in the file's text.
    written_body: usize,
    body: Text,
    /// Byte offset of the body in the canonical text.
    body_start: usize,
    pub diagnostics: Vec<Diagnostic>,
    /// Diagnostics about the body.
    pub body_diagnostics: Vec<Diagnostic>,
    /// Reason why it is not published.
    pub hidden: Option<Hiding>,
    /// Time of the day that its date names.
    pub time: Option<Time>,
    /// Time of the day of its last change.
    pub updated_time: Option<Time>,
    /// When it is no longer published.
    pub expires: Option<Moment>,
    /// When it is published, if that is not its date.
    pub from: Option<Moment>,
    pub ignored: Vec<Ignored>,
    /// Whether the post does not show its cover above the text: the text begins with it, or the author hides it there.
    pub hides_cover: bool,
    /// Questions about other files that the translation depends on.
    pub asked: BTreeSet<Question>,
}

impl Translated {
    /// A document that was written for the reader.
    pub fn as_written(bytes: &[u8]) -> Self {
        let (written, fault) = decode(bytes);
        let mut diagnostics = Vec::new();
        diagnostics.extend(fault.map(|fault| not_utf8(&written, fault)));
        // Authors are told what is told of their other files; the reader reads less.
        let fields = keys::read(
            &Front::read(&written, &mut diagnostics),
            Habits::default(),
            &mut diagnostics,
        );
        let front = FrontMatter::read(&written, &mut Unreported);
        let meta = PostMeta::read(&front);
        let hidden = meta.draft;
        let body_start = written.len() - front.body.len();
        let body = Text::new(&written, body_start);
        let directory = Folder::Posts.name();
        let hides_cover = fields.hides_cover || cover::opens(&mut body.clone(), &meta, directory, None);
        Self {
            body,
            body_start,
            written_body: body_start,
            written,
            canonical: None,
            diagnostics,
            body_diagnostics: Vec::new(),
            hidden: hidden.then(|| Hiding::draft("`draft: true`")),
            time: fields.time.filter(|_| fields.meta.date == meta.date),
            updated_time: fields.updated_time.filter(|_| fields.meta.updated == meta.updated),
            expires: fields.expires,
            from: fields.from,
            ignored: Vec::new(),
            hides_cover,
            asked: BTreeSet::new(),
        }
    }

    /// The published Markdown.
    pub fn text(&self) -> &str {
        self.canonical.as_deref().unwrap_or(&self.written)
    }

    /// The front matter as the author wrote it, with its fences.
    pub fn front_matter(&self) -> &str {
        &self.written[..self.written_body]
    }

    /// The file is published byte for byte.
    pub fn is_as_written(&self) -> bool {
        self.canonical.is_none()
    }

    /// Maps a byte offset of the published text to one of the author's (decoded) file. Front matter that was written
    /// anew stands for the beginning of the file.
    pub fn origin(&self, offset: usize) -> usize {
        match offset.checked_sub(self.body_start) {
            Some(offset) => self.body.origin(offset),
            None if self.canonical.is_some() => 0,
            None => offset,
        }
    }
}

impl Translator {
    /// The translator of a folder, whose index is still empty.
    pub fn new(recognized: &Recognized, site: Site) -> Self {
        Self {
            dialect: recognized.dialect,
            site,
            index: Index::default(),
            roots: recognized.roots.clone(),
        }
    }

    /// Everything besides the document and other files' names that a translation depends on, as text.
    pub fn describe(&self) -> String {
        let dialect = self.dialect.name();
        format!("{dialect} {:?} {:?}", self.roots, self.site)
    }

    /// Classifies a file of the author's folder. Nothing outside of the roots is part of the blog.
    pub fn place(&self, file: &str, tree: &Tree) -> Place {
        let root = self.root_of(file);
        let place = self.dialect.place(file, root, tree, &self.site);
        publishable::judge(self.dialect, place, file, root, &self.site)
    }

    /// The place of a hidden file or a copy of an editor, which no dialect expects: it is served if the author or the
    /// generator includes it, and is never a document.
    pub fn set_aside(&self, place: Place, file: &str) -> Place {
        publishable::set_aside(self.dialect, place, file, self.root_of(file), &self.site)
    }

    /// Whether a file holds a private key or passwords: by its name, by that of the file that it links to, or by how it
    /// begins. The author's patterns come first.
    pub fn is_key(&self, file: &str, target: Option<&Path>, start: &[u8]) -> bool {
        publishable::is_key(file, target, start, &self.site)
    }

    /// Whether the generator's own settings publish what is dated in the future: Hugo's `buildFuture`, and `future` of
    /// Jekyll and Hexo.
    pub fn publishes_future(&self) -> bool {
        let wanted = |key| {
            self.site
                .text(&[key])
                .is_some_and(|flag| flag.eq_ignore_ascii_case("true"))
        };
        wanted("buildFuture") || wanted("future")
    }

    /// The root that a file lies in, or that lies nearest.
    fn root_of(&self, file: &str) -> &str {
        let inside = self.roots.iter().find(|root| file.starts_with(root.as_str()));
        inside.or(self.roots.first()).map_or("", String::as_str)
    }

    /// Translates the bytes of a file.
    pub(crate) fn translate(&self, file: &str, place: &DocumentPlace, bytes: &[u8]) -> Translated {
        let (written, broken) = decode(bytes);
        let mut diagnostics = Vec::new();
        diagnostics.extend(broken.map(|offset| not_utf8(&written, offset)));
        let front = Front::read(&written, &mut diagnostics);
        let references = References::new(&self.index);
        let document = Document {
            file,
            place,
            site: &self.site,
            index: &references,
            root: self.root_of(file),
        };
        let habits = Habits {
            terms_at_spaces: self.dialect.splits_terms_at_spaces(),
        };
        let mut fields = keys::read(&front, habits, &mut diagnostics);
        self.dialect.front_matter(&mut fields, &front, document);
        fill_from_place(&mut fields, place);
        let mut body = Text::new(&written, front.body);
        let mut faults = Vec::new();
        let blocks = math::hidden::hide(&mut body);
        // Before other spellings are read, which mean nothing in formulas.
        if self.is_own() && fields.meta.math {
            math::brackets(&mut body);
        }
        self.dialect.body(&mut body, &mut fields, document, &mut faults);
        excerpt::take(&mut body, &mut fields, self.site.excerpt_separator.as_deref());
        if !self.is_own() {
            fields.meta.math |= blocks.is_tex();
            math::translate(&mut body, &mut fields, self.site.math, self.dialect.tex());
            fences::translate(&mut body);
            links::rewrite(&mut body, |destination| {
                let target = destination.target.trim();
                let resolve = |target| references.resolve(target, file, self.root_of(file), &self.site);
                resolve(target).or_else(|| {
                    let below = self.site.below_its_folder(target)?;
                    resolve(below).or_else(|| Some(below.to_owned()))
                })
            });
        }
        blocks.show(&mut body, &mut fields);
        let root = self.root_of(file);
        cover::choose(
            &mut fields,
            &mut diagnostics,
            !self.is_own(),
            file,
            (&references, root, &self.site),
        );
        let language = fields.meta.language.as_ref().or(self.site.french_print.as_ref());
        if self.site.french_print.is_some()
            && let Some(language) = language.filter(|language| french::is_of(language)).cloned()
        {
            french::print(&mut body, &mut fields, &language);
        }
        let opens_with_cover = cover::opens(
            &mut body,
            &fields.meta,
            directory(&place.name),
            self.site.url.as_deref(),
        );
        let mut body_diagnostics = Vec::new();
        if !faults.is_empty() {
            let lines = LineIndex::of(&written);
            body_diagnostics.extend(faults.into_iter().map(|fault| place_fault(fault, &written, &lines)));
        }
        let body_start = front.body;
        // The reader decodes UTF-8 only, and knows no bare carriage returns.
        let is_plain = bytes.ends_with(written.as_bytes());
        let is_canonical = is_plain && is_canonical(&written, &front, &fields, body.as_str());
        let canonical = (!is_canonical).then(|| {
            let mut text = canonical::front_matter(&fields, body.as_str());
            text.push_str(body.as_str());
            text
        });
        let body_start = canonical
            .as_ref()
            .map_or(body_start, |text| text.len() - body.as_str().len());
        Translated {
            canonical,
            body,
            body_start,
            written_body: front.body,
            diagnostics,
            body_diagnostics,
            hidden: fields.hidden,
            time: fields.time,
            updated_time: fields.updated_time,
            expires: fields.expires,
            from: fields.from,
            ignored: fields.ignored,
            hides_cover: fields.hides_cover || self.site.hides_covers() || opens_with_cover,
            asked: references.into_asked(),
            written,
        }
    }

    /// Authors of Feuillet's own dialect write links that the reader knows.
    fn is_own(&self) -> bool {
        self.dialect.name() == crate::generators::feuillet::Feuillet.name()
    }
}

/// Whether the reader finds in a file what is to be published of it.
fn is_canonical(written: &str, front: &Front<'_>, fields: &Fields, body: &str) -> bool {
    let seen = FrontMatter::read(written, &mut Unreported);
    front.format.is_none_or(|format| format == Format::Yaml)
        && fields.ignored.is_empty()
        && seen.body == body
        && PostMeta::read(&seen) == fields.meta
}

/// The folder of a file.
fn directory(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// What the front matter does not say, the place of the file may.
fn fill_from_place(fields: &mut Fields, place: &DocumentPlace) {
    if let Some(rule) = &place.draft {
        fields.hidden.get_or_insert_with(|| Hiding::draft(rule.clone()));
    }
    let meta = &mut fields.meta;
    meta.date = meta.date.or(place.date).or(fields.address_date);
    meta.slug = meta.slug.take().or_else(|| place.slug.clone());
    meta.language = meta.language.take().or_else(|| place.language.clone());
    meta.translation_key = meta.translation_key.take().or_else(|| place.translation_key.clone());
    if meta.categories.is_empty() {
        meta.categories.clone_from(&place.categories);
    }
}

/// Translates one document of a dialect (`jekyll`, `hugo`, …) by itself: references to other files name nothing. None
/// where there is no dialect of that name.
pub fn translate_alone(dialect: &str, file: &str, bytes: &[u8]) -> Option<Translated> {
    let dialect = named(dialect)?;
    let translator = Translator {
        dialect,
        site: Site::default(),
        index: Index::default(),
        roots: vec![String::new()],
    };
    Some(translator.translate(file, &DocumentPlace::new(Folder::Posts, file, &[]), bytes))
}

fn place_fault(fault: Fault, written: &str, lines: &LineIndex) -> Diagnostic {
    let (line, column) = lines.line_and_column(written, fault.offset);
    fault.diagnostic.at(line, column).spanning(fault.length)
}

fn not_utf8(text: &str, offset: usize) -> Diagnostic {
    let (line, _) = line_and_column(text, offset);
    Diagnostic::error(
        Rule::Encoding,
        "invalid UTF-8: unreadable bytes are shown as �",
        "save the file as UTF-8",
    )
    .at(line, 0)
}
