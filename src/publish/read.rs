//! From files to posts and pages: reads those that changed, and gives each document its address.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::addresses::Addresses;
use super::cache::Cache;
use super::calendar::Calendar;
use super::digest::{Digest, Inputs};
use super::languages::{self, Dates, Speech};
use super::picture::{self, Sizes};
use super::progress::Progress;
use super::reading::{self, Reading};
use super::report::Finding;
use super::scan::{Scan, Source};
use super::settings::Settings;
use super::stamp::{SourceStamp, now};
use super::terms::{self, TermText};
use super::{disk, workers};
use crate::content::base_path::BasePath;
use crate::content::catalog::{Picture, TermName, Translation};
use crate::content::date::Date;
use crate::content::diagnostic::{Diagnostic, Rule, Unreported};
use crate::content::document::{Document, title_from_name};
use crate::content::folder::Folder;
use crate::content::links::document_name;
use crate::content::route::{Route, Taxonomy};
use crate::content::words::Words;

/// A post or page that will be published.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) source: Source,
    /// Of what visitors get.
    pub(super) digest: Digest,
    /// Unique among the entries of its folder.
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) excerpt: String,
    pub(super) minutes: u32,
    pub(super) date: Option<Date>,
    pub(super) updated: Option<Date>,
    /// The date as people write it in the blog's language; nothing without one.
    pub(super) date_text: String,
    pub(super) updated_text: String,
    /// The year that it is in, by the blog's calendar.
    pub(super) year: Option<u16>,
    /// Where they differ from the blog's.
    pub(super) authors: Vec<String>,
    /// Where it differs from the blog's.
    pub(super) language: Option<String>,
    /// In the order of [`Taxonomy::ALL`].
    pub(super) terms: [Vec<TermName>; Taxonomy::ALL.len()],
    pub(super) featured: bool,
    /// Search engines are asked to leave it out, and it is in no feed.
    pub(super) noindex: bool,
    pub(super) cover: Option<Picture>,
    /// Addresses that it had before, as written.
    pub(super) aliases: Vec<String>,
    /// Every address that it links to, as written, each once.
    pub(super) targets: Vec<String>,
    /// Its inline styles, each once.
    pub(super) styles: Vec<String>,
    /// The classes of its elements, each once.
    pub(super) classes: Vec<String>,
    pub(super) translation_key: Option<String>,
    /// The same document in other languages, by language.
    pub(super) translations: Vec<Translation>,
}

impl Entry {
    pub(super) fn route(&self) -> Route {
        self.source.folder.route(&self.slug)
    }

    pub(super) fn terms(&self, taxonomy: Taxonomy) -> &[TermName] {
        &self.terms[taxonomy as usize]
    }
}

/// A document that is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hidden {
    pub(super) file: String,
    /// The rule that hid it, as the end of a sentence.
    pub(super) reason: String,
}

impl fmt::Display for Hidden {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.file, self.reason)
    }
}

/// Everything that was read.
#[derive(Clone, Debug)]
pub(super) struct Library {
    pub(super) language: String,
    pub(super) words: Words,
    /// Newest first; posts without a date come last.
    pub(super) posts: Vec<Entry>,
    /// By slug.
    pub(super) pages: Vec<Entry>,
    /// What authors say of terms.
    pub(super) term_texts: Vec<TermText>,
    /// Documents whose address does not follow from their file: `posts/Mon billet.md` -> `/posts/mon-billet/`.
    pub(super) renamed: BTreeMap<String, String>,
    pub(super) hidden: Vec<Hidden>,
    pub(super) findings: Vec<Finding>,
    /// Keys of front matter that nobody knows, each with its places. They are counted when publishing, and told by a check.
    pub(super) ignored: BTreeMap<String, Vec<Finding>>,
    /// How many files had to be read, the others being as they were.
    pub(super) read: usize,
}

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

/// Reads every document, but those that the cache knows and that did not change.
pub(super) fn read(
    scan: &Scan,
    settings: &Settings,
    base: &BasePath,
    cache: &Cache,
    today: Option<Date>,
    progress: Progress,
) -> Result<Library> {
    let mut findings = Vec::new();
    let language = match &settings.language {
        Some(language) => language.clone(),
        None => guess_language(&scan.documents)?,
    };
    let Speech { words, dates, missing } = languages::speech(&language, &settings.words, settings.calendar)?;
    findings.extend(languages::findings(&language, &missing));
    let (readings, read) = readings(scan, settings, base, &words, cache, progress)?;
    let mut library = Library {
        words,
        language,
        posts: Vec::new(),
        pages: Vec::new(),
        term_texts: Vec::new(),
        renamed: BTreeMap::new(),
        hidden: scan.hidden.clone(),
        findings,
        ignored: BTreeMap::new(),
        read,
    };
    let mut assembly = Assembly {
        scan,
        sizes: Sizes::default(),
        addresses: Addresses::default(),
        dates,
        calendar: Calendar::new(today, scan.translator.hides_future()),
    };
    let mut readings = readings.into_iter();
    let mut documents: Vec<(&Source, Reading)> = scan.documents.iter().zip(readings.by_ref()).collect();
    // Of those that are called alike, the one in the blog's language and nearest to the top has the name.
    documents.sort_by_key(|(source, reading)| {
        let is_translated = reading
            .meta
            .language
            .as_ref()
            .is_some_and(|own| *own != library.language);
        (is_translated, source.name.matches('/').count())
    });
    for (source, reading) in documents {
        library.add(source, reading, &mut assembly)?;
    }
    library.posts.sort_by(|first, second| {
        let newest_first = second.date.cmp(&first.date);
        newest_first.then_with(|| first.slug.cmp(&second.slug))
    });
    library.pages.sort_by(|first, second| first.slug.cmp(&second.slug));
    terms::complete(&mut library.posts, settings.author.as_deref(), &library.language);
    terms::describe(&mut library, scan.terms.iter().zip(readings));
    Ok(library)
}

/// The reading of each document, then of each text on a term, and how many of them are new.
fn readings(
    scan: &Scan,
    settings: &Settings,
    base: &BasePath,
    words: &Words,
    cache: &Cache,
    progress: Progress,
) -> Result<(Vec<Reading>, usize)> {
    let documents: Vec<&Source> = scan.documents.iter().chain(&scan.terms).collect();
    let mut key = Inputs::new("readings");
    // Whole, so that a setting that comes to matter to a reading cannot be forgotten here.
    key.text(&format!("{settings:?}")).text(base.as_str());
    key.text(&format!("{words:?}"));
    key.text(&scan.translator.describe());
    let key = Some(key.finish());
    let remembered: Remembered<HashMap<String, (SourceStamp, Reading)>> = cache.load(READINGS).unwrap_or_default();
    let mut known = remembered.readings;
    if remembered.key != key {
        known.clear();
    }
    let frames = settings.frames();
    let bar = progress.bar("Reading", documents.len());
    let looked_at = now();
    let outcomes = workers::each(
        &documents,
        || (),
        |(), source| {
            bar.step();
            // The stamp first: a change after it shows in the next one.
            let stamp =
                SourceStamp::of(&source.path).with_context(|| format!("cannot look at {}", source.path.display()))?;
            if known.get(&source.key()).is_some_and(|(seen, _)| *seen == stamp) {
                return Ok((stamp, None));
            }
            let bytes = disk::read(&source.path)?;
            let context = reading::Context {
                base,
                words,
                frames: &frames,
            };
            Ok((stamp, Some(reading::read(source, &bytes, context))))
        },
    )?;
    let before = known.len();
    let mut all = Vec::with_capacity(documents.len());
    let mut read = 0;
    for (source, (stamp, new)) in documents.iter().zip(outcomes) {
        let file = source.key();
        read += usize::from(new.is_some());
        let reading = new.or_else(|| known.remove(&file).map(|(_, reading)| reading));
        all.push((file, stamp, reading.context("a document lies at two places")?));
    }
    let settled = || all.iter().filter(|(_, stamp, _)| stamp.stamp.is_settled(looked_at));
    if read > 0 || before != settled().count() {
        let readings: BTreeMap<_, _> = settled()
            .map(|(file, stamp, reading)| (file, (stamp, reading)))
            .collect();
        cache.save(READINGS, &Remembered { key, readings });
    }
    Ok((all.into_iter().map(|(_, _, reading)| reading).collect(), read))
}

/// The language that most of the posts are in.
fn guess_language(sources: &[Source]) -> Result<String> {
    const ENOUGH: usize = 20_000;
    let mut sample = String::new();
    for source in sources {
        sample.push_str(Document::read(&source.text()?, &mut Unreported).body);
        if sample.len() > ENOUGH {
            break;
        }
    }
    Ok(languages::guess(&sample).to_owned())
}

/// What adding documents to a library needs besides them.
struct Assembly<'a> {
    scan: &'a Scan,
    sizes: Sizes,
    addresses: Addresses,
    dates: Dates,
    /// None where the clock tells no time.
    calendar: Option<Calendar>,
}

impl Library {
    /// Posts, then pages.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.posts.iter().chain(&self.pages)
    }

    fn add(&mut self, source: &Source, reading: Reading, assembly: &mut Assembly<'_>) -> Result<()> {
        let hidden = reading.hidden.clone().or_else(|| assembly.calendar?.hides(&reading));
        let meta = reading.meta;
        let mut findings = reading.findings;
        if source.dropped {
            let diagnostic = Diagnostic::warning(
                Rule::File,
                "this file was put into the published folder by hand; it is kept and listed",
                "copy it into your content folder, so that it is there too",
            );
            findings.push(Finding::new(&source.file, "", diagnostic));
        }
        for (key, finding) in reading.ignored {
            self.ignored.entry(key).or_default().push(finding);
        }
        if let Some(rule) = hidden {
            self.hidden.push(Hidden {
                file: source.file.clone(),
                reason: rule,
            });
            self.findings.extend(findings);
            return Ok(());
        }
        let slug = assembly.addresses.give(source, &meta, &self.language, &mut findings);
        if slug != document_name(&source.name) {
            self.renamed
                .insert(source.name.clone(), source.folder.route(&slug).path());
        }
        let title = reading.title.unwrap_or_else(|| title_from_name(&slug));
        if let Some(first_line) = reading.untitled
            && source.folder == Folder::Posts
        {
            let diagnostic = Diagnostic::warning(
                Rule::Title,
                format!("the post has no title; it is shown as `{title}`"),
                "write `title: …` in its front matter",
            );
            findings.push(Finding::new(&source.file, &first_line, diagnostic.at(1, 0)));
        }
        let date_text = |date: Option<Date>| {
            date.map(|date| assembly.dates.text(date, &self.words))
                .unwrap_or_default()
        };
        let (date_text, updated_text) = (date_text(meta.date), date_text(meta.updated));
        let cover = picture::cover(&meta, source, assembly.scan, &mut assembly.sizes, &mut findings)?;
        self.findings.extend(findings);
        let entry = Entry {
            slug,
            title,
            excerpt: reading.excerpt,
            minutes: reading.minutes,
            cover,
            targets: reading.targets,
            styles: reading.styles,
            classes: reading.classes,
            date: meta.date,
            updated: meta.updated,
            date_text,
            updated_text,
            year: meta.date.map(|date| assembly.dates.year(date)),
            aliases: meta.aliases.clone(),
            translation_key: meta.translation_key.clone(),
            translations: Vec::new(),
            // Whether the others have pages, all posts together tell.
            terms: [&meta.categories, &meta.tags, &meta.series, &Vec::new(), &Vec::new()]
                .map(|names| terms::named(names)),
            authors: meta.authors,
            featured: meta.featured,
            noindex: meta.noindex,
            language: meta.language.filter(|language| *language != self.language),
            digest: reading.digest,
            source: source.clone(),
        };
        match source.folder {
            Folder::Posts => self.posts.push(entry),
            Folder::Pages => self.pages.push(entry),
        }
        Ok(())
    }
}
