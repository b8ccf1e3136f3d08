//! One document, read by itself: all that follows from its text and the blog's settings, and from no other file.
//!
//! A reading is what a publish remembers of a document for the next one. What depends on other files (the size of a
//! cover, addresses that are taken, neighbors) is found out each time by [`super::load`].

use std::collections::BTreeSet;

use feuillet_content::base_path::BasePath;
use feuillet_content::date::Date;
use feuillet_content::diagnostic::{Rule, Unreported};
use feuillet_content::document::Document;
use feuillet_content::document::pieces::Pieces;
use feuillet_content::document::sanitize::address;
use feuillet_content::document::sanitize::tokens::{self, Token};
use feuillet_content::links::LinkContext;
use feuillet_content::post_meta::PostMeta;
use feuillet_content::rendering::RenderContext;
use feuillet_content::words::Words;
use feuillet_dialects::folder::index::Question;
use feuillet_dialects::front_matter::moment::Moment;
use feuillet_dialects::hiding::Hiding;
use feuillet_dialects::source::Source;
use feuillet_engine::digest::Digest;
use feuillet_report::finding::Finding;
use serde::{Deserialize, Serialize};

use super::References;
use super::located::Text;
use crate::inspect::observe::Inspector;
use crate::inspect::{anchors, losses};

/// Everything that a publish needs to know of a document, read from it alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reading {
    /// Digest of the published Markdown.
    pub(crate) digest: Digest,
    pub(crate) meta: PostMeta,
    /// Date, with the time that the author wrote.
    pub(crate) published: Option<Moment>,
    /// Date of the last change, likewise.
    pub(crate) updated: Option<Moment>,
    /// Title from the front matter or a heading that opens the text.
    pub(crate) title: Option<String>,
    /// First line of a document without a title in either place.
    pub(crate) untitled: Option<String>,
    pub(crate) excerpt: String,
    pub(crate) minutes: u32,
    pub(crate) references: References,
    pub(crate) findings: Vec<Finding>,
    /// Findings about its text.
    pub(crate) body_findings: Vec<Finding>,
    /// Reason why it is not published, whatever the day.
    pub(crate) hidden: Option<Hiding>,
    /// When it is hidden again.
    pub(crate) expires: Option<Moment>,
    /// When it is published, if that is not its date.
    pub(crate) from: Option<Moment>,
    /// Whether the post does not show its cover above the text.
    pub(crate) hides_cover: bool,
    /// Whether the text has pieces that can be enriched.
    pub(crate) has_pieces: bool,
    /// Hashes of the ids of its elements, sorted.
    pub(crate) ids: Box<[u64]>,
    /// Unknown keys of its front matter, each with a finding.
    pub(crate) ignored: Vec<(String, Finding)>,
    /// Questions about other files that it depends on.
    pub(crate) asked: BTreeSet<Question>,
}

/// Settings of the blog that a reading depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    pub(crate) base: &'a BasePath,
    pub(crate) words: &'a Words,
    pub(crate) frames: &'a [String],
    pub(crate) cjk_emphasis: bool,
}

/// Reads a document. Of one that is hidden only the references are of use, which tell the files that belong to it.
pub(crate) fn read(source: &Source, bytes: &[u8], context: Context<'_>) -> Reading {
    let mut translated = source.translate(bytes);
    let published = if translated.is_as_written() {
        Digest::of(bytes)
    } else {
        Digest::of(translated.text().as_bytes())
    };
    let document = Document::read(translated.text(), &mut Unreported);
    let mut reading = Reading {
        digest: published,
        title: None,
        untitled: None,
        excerpt: String::new(),
        minutes: 0,
        references: References::default(),
        findings: Vec::new(),
        body_findings: Vec::new(),
        meta: PostMeta::default(),
        published: None,
        updated: None,
        hidden: translated.hidden.clone(),
        expires: translated.expires,
        from: translated.from,
        hides_cover: translated.hides_cover,
        has_pieces: false,
        ids: Box::default(),
        ignored: Vec::new(),
        asked: BTreeSet::new(),
    };
    let links = LinkContext {
        base: context.base,
        directory: source.directory(),
        renamed: &[],
    };
    let render_context = RenderContext {
        links,
        words: context.words,
        frames: context.frames,
        enrichments: "",
        cjk_emphasis: context.cjk_emphasis,
    };
    let observers = (Pieces::default(), Inspector::new(&document));
    let (rendered, (Pieces { found: pieces, .. }, inspector)) = document.render_observed(render_context, observers);
    let start = translated.text().len() - document.body.len();
    let seen = inspector.finish(start);
    let ids = anchors::ids(&rendered.html);
    reading.ids = ids.hashes();
    let has_losses = losses::may_have(document.body, &seen, &ids);
    reading.has_pieces = pieces.iter().any(|piece| feuillet_enrich::is_candidate(&piece.content));
    let problems = feuillet_enrich::problems(document.body, &pieces);
    if document.meta.title.is_none() && rendered.leading_title.is_none() {
        reading.untitled = Some(translated.written.lines().next().unwrap_or_default().to_owned());
    }
    // Without a name to fall back on: the title must come from the document, not from its file name.
    reading.title = Some(document.title(&rendered, "")).filter(|title| !title.is_empty());
    reading.excerpt = document.excerpt(&rendered);
    reading.excerpt.shrink_to_fit();
    reading.minutes = rendered.minutes;
    reading.references = References {
        classes: classes(&rendered.html),
        targets: once_each(rendered.targets),
        styles: rendered.styles,
    };
    reading.meta = document.meta;
    let moment = |date: Option<Date>, time| date.map(|date| Moment { date, time });
    reading.published = moment(reading.meta.date, translated.time);
    reading.updated = moment(reading.meta.updated, translated.updated_time);
    // What was probably meant by a key is said already.
    let is_told = |line: usize| {
        let mut told = translated.diagnostics.iter();
        told.any(|told| told.rule == Rule::Key && told.line == line)
    };
    let untold = translated.ignored.iter().filter(|ignored| !is_told(ignored.line));
    let ignored = untold.map(|ignored| {
        let diagnostic = ignored.diagnostic("remove it, unless another tool needs it");
        let finding = Finding::new(&source.file, &translated.written, diagnostic);
        (ignored.key.clone(), finding)
    });
    reading.ignored = ignored.collect();
    reading.asked = std::mem::take(&mut translated.asked);
    let findings = std::mem::take(&mut translated.diagnostics).into_iter();
    reading.findings = findings
        .map(|diagnostic| Finding::new(&source.file, &translated.written, diagnostic))
        .collect();
    let body = std::mem::take(&mut translated.body_diagnostics).into_iter();
    reading.body_findings = body
        .map(|diagnostic| Finding::new(&source.file, &translated.written, diagnostic))
        .collect();
    if has_losses || !problems.is_empty() {
        let text = Text::from(&source.file, translated);
        reading.body_findings.extend(losses::find(&text, &seen, &ids));
        let findings = problems.into_iter().map(|(range, diagnostic)| {
            let range = start + range.start..start + range.end;
            text.finding(&range, diagnostic)
        });
        reading.body_findings.extend(findings);
    }
    reading
}

/// The classes of the elements of a document as it is rendered, each once.
fn classes(html: &str) -> Vec<String> {
    let mut classes = BTreeSet::new();
    let mut rest = html;
    while let Some(token) = tokens::next(&mut rest) {
        let Token::Start(tag) = token else { continue };
        for (_, value) in tag.attributes.iter().filter(|(name, _)| *name == "class") {
            classes.extend(address::decode(value).split_ascii_whitespace().map(str::to_owned));
        }
    }
    classes.into_iter().collect()
}

/// The same in the same order, each once.
fn once_each(targets: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    targets
        .into_iter()
        .filter(|target| seen.insert(target.clone()))
        .collect()
}
