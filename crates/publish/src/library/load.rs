//! From files to posts and pages: reads those that changed, and gives each document its address.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context, Result};
use feuillet_content::base_path::BasePath;
use feuillet_content::date::Date;
use feuillet_content::diagnostic::{Diagnostic, Rule, Unreported};
use feuillet_content::document::{Document, title_from_name};
use feuillet_content::folder::Folder;
use feuillet_content::links::{LinkContext, document_name};
use feuillet_content::percent;
use feuillet_content::words::Words;
use feuillet_dialects::folder::index::{Index, Question};
use feuillet_dialects::folder::walk::unreadable;
use feuillet_dialects::source::Source;
use feuillet_engine::cache::Cache;
use feuillet_engine::digest::{Digest, Inputs};
use feuillet_engine::disk;
use feuillet_engine::file_stamp::{SourceStamp, now};
use feuillet_engine::progress::Progress;
use feuillet_report::finding::Finding;
use feuillet_settings::Settings;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::alike::Alike;
use super::covers;
use super::document::{self, Reading};
use super::gate::{self, Gate, Passing};
use super::order;
use super::photos::Photos;
use super::pictures::{self, Pictures};
use super::scan::Scan;
use super::slugs::{self, Addresses};
use super::terms;
use crate::languages::formats::Dates;
use crate::languages::{self, Speech, previews};
use crate::library::{DocumentSummary, Entry, HiddenText, Library, Previewed};
use crate::options::{Hidden, Include};

/// The kind of the readings in the cache.
const READINGS: &str = "readings";

/// Readings of an earlier publish.
#[derive(Default, Serialize, Deserialize)]
struct Remembered<Readings> {
    /// Of all that a reading follows from besides the document.
    key: Option<Digest>,
    /// By the path of the file on this machine.
    readings: Readings,
}

/// Conditions under which a blog is read.
#[derive(Clone, Copy)]
pub(crate) struct Conditions<'a> {
    pub(crate) base: &'a BasePath,
    pub(crate) cache: &'a Cache,
    pub(crate) today: Option<Date>,
    pub(crate) include: Include,
    /// Whether photos are scaled.
    pub(crate) scales: bool,
    pub(crate) progress: &'a dyn Progress,
}

/// Reads every document, but those that the cache knows and that did not change.
pub(crate) fn read(
    scan: &Scan,
    settings: &Settings,
    conditions: Conditions<'_>,
    findings: &mut Vec<Finding>,
) -> Result<(Library, Pictures)> {
    let Conditions {
        base, cache, progress, ..
    } = conditions;
    let language = match &settings.language {
        Some(language) => language.clone(),
        None => guess_language(&scan.documents),
    };
    let Speech { words, dates, missing } = languages::speech(&language, &settings.words, settings.calendar)?;
    findings.extend(languages::findings(&language, &missing));
    let (readings, read) = readings(scan, settings, base, &words, cache, progress, findings)?;
    let mut library = Library {
        words,
        language,
        posts: Vec::new(),
        pages: Vec::new(),
        term_texts: Vec::new(),
        renamed: BTreeMap::new(),
        bare_files: scan
            .assets
            .iter()
            .filter_map(|asset| bare_file(asset.published.as_str()))
            .collect(),
        hidden: scan.hidden.clone(),
        hidden_texts: Vec::new(),
        previews: Vec::new(),
        ignored: BTreeMap::new(),
        read,
    };
    let mut photos = Photos::look(scan, &settings.pictures, cache, progress);
    if conditions.scales {
        let sources = scan.documents.iter().chain(&scan.terms);
        photos.scale(&pictures::shown(sources.zip(&readings), scan), progress);
    }
    let mut assembly = Assembly {
        scan,
        pictures: Pictures::new(photos, base),
        alike: OnceCell::new(),
        addresses: Addresses::default(),
        dates,
        gate: Gate::new(conditions.today, conditions.include, scan.translator.publishes_future()),
    };
    let mut readings = readings.into_iter();
    let documents = scan.documents.iter().zip(readings.by_ref());
    let mut documents: Vec<(&Source, Reading)> = documents.filter_map(|(source, read)| Some((source, read?))).collect();
    // Of those that are called alike, the one in the blog's language, nearest to the top and called exactly so has the
    // name.
    documents.sort_by_cached_key(|(source, reading)| {
        let is_translated = reading
            .meta
            .language
            .as_ref()
            .is_some_and(|own| *own != library.language);
        let is_unlike = !slugs::is_plain(source, &reading.meta);
        (is_translated, source.name.matches('/').count(), is_unlike)
    });
    // Growing by doubling would take twice the memory of the largest list that there is.
    let posts = documents.iter().filter(|(source, _)| source.folder == Folder::Posts);
    library.posts.reserve_exact(posts.count());
    for (source, reading) in documents {
        library.add(source, reading, &mut assembly, findings)?;
    }
    library.posts.sort_by(order::newest_first);
    library.pages.sort_by(|first, second| first.slug.cmp(&second.slug));
    // Files give way to documents.
    let taken: BTreeSet<String> = library.entries().map(|entry| entry.route().path()).collect();
    library
        .bare_files
        .retain(|(_, address)| !taken.contains(&format!("{address}/")));
    terms::complete(&mut library.posts, settings.author.as_deref(), &library.language);
    let terms = scan.terms.iter().zip(readings);
    let terms = terms.filter_map(|(source, reading)| Some((source, reading?)));
    terms::describe(&mut library, terms, scan, &mut assembly.pictures, findings);
    Ok((library, assembly.pictures))
}

/// Everything that a reading follows from besides the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ReadingInputs {
    stamp: SourceStamp,
    /// Digest of the names and the place of the file.
    place: Digest,
    /// Digest of the answers to the questions about other files that its translation asked.
    answers: Digest,
}

impl ReadingInputs {
    fn new(stamp: SourceStamp, source: &Source, asked: &BTreeSet<Question>, index: &Index) -> Self {
        Self {
            stamp,
            place: Digest::of(source.describe().as_bytes()),
            answers: Digest::of(index.answers(asked).as_bytes()),
        }
    }
}

/// The reading of each document, then of each text on a term, and how many of them are new. One that cannot be read any
/// more has none, and is told.
fn readings(
    scan: &Scan,
    settings: &Settings,
    base: &BasePath,
    words: &Words,
    cache: &Cache,
    progress: &dyn Progress,
    findings: &mut Vec<Finding>,
) -> Result<(Vec<Option<Reading>>, usize)> {
    let documents: Vec<&Source> = scan.documents.iter().chain(&scan.terms).collect();
    let mut key = Inputs::new("readings");
    // Whole, so that a setting that comes to matter to a reading cannot be forgotten here.
    key.text(&format!("{settings:?}")).text(base.as_str());
    key.text(&format!("{words:?}"));
    key.text(&scan.translator.describe());
    let key = Some(key.finish());
    let index = &scan.translator.index;
    let remembered: Remembered<HashMap<String, (ReadingInputs, Reading)>> = cache.load(READINGS).unwrap_or_default();
    let mut known = remembered.readings;
    if remembered.key != key {
        known.clear();
    }
    let frames = settings.frames();
    let bar = progress.bar("Reading", documents.len());
    let looked_at = now();
    let look = |source: &&Source| {
        bar.step();
        // The stamp first: a change after it shows in the next one.
        let stamp = SourceStamp::of(&source.path)?;
        if let Some((seen, reading)) = known.get(&source.key())
            && *seen == ReadingInputs::new(stamp, source, &reading.asked, index)
        {
            return Ok((seen.clone(), None));
        }
        let bytes = std::fs::read(&source.path)?;
        let context = document::Context {
            base,
            words,
            frames: &frames,
            cjk_emphasis: settings.extras.has("cjk_emphasis"),
        };
        let reading = document::read(source, &bytes, context);
        Ok((ReadingInputs::new(stamp, source, &reading.asked, index), Some(reading)))
    };
    let outcomes: Vec<std::io::Result<(ReadingInputs, Option<Reading>)>> = documents.par_iter().map(look).collect();
    let before = known.len();
    let mut all = Vec::with_capacity(documents.len());
    let mut read = 0;
    for (source, outcome) in documents.iter().zip(outcomes) {
        let (seen, new) = match outcome {
            Ok(outcome) => outcome,
            Err(error) => {
                findings.push(unreadable(&source.file, &error));
                all.push(None);
                continue;
            }
        };
        let file = source.key();
        read += usize::from(new.is_some());
        let reading = new.or_else(|| known.remove(&file).map(|(_, reading)| reading));
        all.push(Some((file, seen, reading.context("a document was listed twice")?)));
    }
    let settled = || {
        all.iter()
            .flatten()
            .filter(|(_, seen, _)| seen.stamp.stamp.is_settled(looked_at))
    };
    if read > 0 || before != settled().count() {
        let readings: BTreeMap<_, _> = settled().map(|(file, seen, reading)| (file, (seen, reading))).collect();
        cache.save(READINGS, &Remembered { key, readings });
    }
    let readings = all.into_iter().map(|read| read.map(|(_, _, reading)| reading));
    Ok((readings.collect(), read))
}

/// The text of a document as the author has it now, decoded.
pub(crate) fn author_text(source: &Source) -> Result<String> {
    Ok(source.translate(&disk::read(&source.path)?).written)
}

/// The language that most of the posts are in.
fn guess_language(sources: &[Source]) -> String {
    const ENOUGH: usize = 20_000;
    let mut sample = String::new();
    for source in sources {
        // What cannot be read is told when it is looked at.
        let Ok(text) = author_text(source) else { continue };
        let document = Document::read(&text, &mut Unreported);
        languages::add_prose(document.body, &mut sample);
        if sample.len() > ENOUGH {
            break;
        }
    }
    languages::guess(&sample).to_owned()
}

/// The path and address of a file that a link would be taken to a document for, judging by its name: one without an
/// extension, or a Markdown file outside of the documents' folders. `LICENSE` -> `/LICENSE`.
fn bare_file(published: &str) -> Option<(String, String)> {
    let address = format!("/{}", percent::encode_path(published));
    let base = BasePath::root();
    let links = LinkContext {
        base: &base,
        directory: Folder::Posts.name(),
        renamed: &[],
    };
    let has_extension = published.rsplit('/').next().is_some_and(|name| name.contains('.'));
    (!has_extension || links.resolve(&address) != address).then(|| (published.to_owned(), address))
}

/// State that is shared while documents are added to a library.
struct Assembly<'a> {
    scan: &'a Scan,
    pictures: Pictures,
    alike: OnceCell<Alike<'a>>,
    addresses: Addresses,
    dates: Dates,
    gate: Gate,
}

impl Library {
    fn add(
        &mut self,
        source: &Source,
        reading: Reading,
        assembly: &mut Assembly<'_>,
        findings: &mut Vec<Finding>,
    ) -> Result<()> {
        let Passing { hidden, preview } = assembly.gate.passing(&reading);
        let mut meta = reading.meta;
        findings.extend(reading.findings);
        if gate::is_read(hidden.as_ref()) {
            findings.extend(reading.body_findings);
        }
        if source.dropped {
            let diagnostic = Diagnostic::warning(
                Rule::File,
                "this file was added to the published folder by hand: it is kept and listed",
                "copy it to the content folder",
            );
            findings.push(Finding::new(&source.file, "", diagnostic));
        }
        for (key, finding) in reading.ignored {
            self.ignored.entry(key).or_default().push(finding);
        }
        if let Some((kind, reason)) = hidden {
            self.hidden.push(Hidden {
                file: source.file.clone(),
                kind,
                reason,
            });
            self.hidden_texts
                .push(HiddenText::new(source, reading.references, meta.cover.as_ref()));
            return Ok(());
        }
        let label = |kind| previews::label(&self.language, kind, |date| assembly.dates.text(date, &self.words));
        let preview = preview.map(|(kind, rule)| Previewed::new(source, kind, rule, label(kind)));
        self.previews.extend(preview);
        terms::tell_invisible(source, &meta, findings)?;
        let slug = assembly.addresses.give(source, &meta, &self.language, findings);
        if *slug != *document_name(&source.name) {
            self.renamed
                .insert(source.name.clone(), source.folder.route(&slug).path());
        }
        let title = reading.title.unwrap_or_else(|| title_from_name(&slug));
        if let Some(first_line) = reading.untitled
            && source.folder == Folder::Posts
        {
            let diagnostic = Diagnostic::warning(
                Rule::Title,
                format!("missing title: shown as `{title}`"),
                "add `title: …` to the front matter",
            );
            findings.push(Finding::new(&source.file, &first_line, diagnostic.at(1, 0)));
        }
        let date_text = |date: Option<Date>| {
            date.map(|date| assembly.dates.text(date, &self.words))
                .unwrap_or_default()
        };
        let day_text = meta.date.map(|date| assembly.dates.day_text(date, &self.words));
        let cover = covers::cover(
            &meta,
            source,
            assembly.scan,
            &mut assembly.pictures,
            &assembly.alike,
            findings,
        )?;
        // The cover is not shown where the text begins with it.
        let opens = reading.hides_cover && cover.is_some();
        let directory = source.directory();
        let pictures = assembly
            .pictures
            .rows(directory, &reading.references, assembly.scan, opens);
        meta.language = meta.language.filter(|language| *language != self.language);
        let entry = Entry {
            source: source.clone(),
            slug,
            digest: reading.digest,
            summary: DocumentSummary {
                title,
                excerpt: reading.excerpt,
                minutes: reading.minutes,
                date_text: date_text(meta.date),
                day_text: day_text.unwrap_or_default(),
                updated_text: date_text(meta.updated),
                year: meta.date.map(|date| assembly.dates.year(date)),
                cover,
            },
            // Whether the others have pages, all posts together tell.
            terms: [&meta.categories, &meta.tags, &meta.series, &Vec::new(), &Vec::new()]
                .map(|names| terms::named(names)),
            meta,
            published: reading.published,
            updated: reading.updated,
            hides_cover: reading.hides_cover,
            has_pieces: reading.has_pieces,
            ids: reading.ids,
            pictures,
            references: reading.references,
            translations: Vec::new(),
        };
        match source.folder {
            Folder::Posts => self.posts.push(entry),
            Folder::Pages => self.pages.push(entry),
        }
        Ok(())
    }
}
