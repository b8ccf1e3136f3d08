//! Search in a blog, for its author: the index of all published documents, made in memory.
//!
//! The engine is [`feuillet_search`]; this module gives it documents ([`documents`]) and their Markdown. What was found
//! out about a document is remembered ([`analyses`]), so only those that changed are analyzed.

mod analyses;
mod documents;

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use feuillet_dialects::folder::project::project_of;
use feuillet_dialects::source::Source;
use feuillet_engine::cache::Cache;
use feuillet_engine::progress::Progress;
use feuillet_report::author_path::AuthorPath;
use feuillet_search::format::root::{self, SegmentEntry};
use feuillet_search::indexing::ages;
use feuillet_search::indexing::analysis::Analysis;
use feuillet_search::indexing::segment::{Builder, Segment};
use feuillet_search::query::parse::Query;
use feuillet_search::query::{self, Index, Step};

use crate::library::load::{self, Conditions};
use crate::library::located::Text;
use crate::library::scan::Scan;
use crate::open::{Folders, Opened};
use crate::options::Include;

/// A blog to search.
#[derive(Debug)]
pub struct SearchableBlog {
    index: Index,
    /// By address.
    sources: HashMap<String, Source>,
    /// Documents that had to be analyzed, the others being as they were.
    pub analyzed: usize,
}

/// Results of a search, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// Number of all documents that were found.
    pub total: usize,
}

/// A document that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its route, such as `/posts/hello/`.
    pub address: String,
    pub file: AuthorPath,
    /// Line of the author's file with the passage, from 1.
    pub line: usize,
    pub title: String,
    /// Date as people write it; empty without one.
    pub date: String,
    /// Id of the heading of the section with the passage.
    pub section: Option<String>,
    pub passage: String,
    /// Places of the words in the passage, in bytes.
    pub marks: Vec<Range<usize>>,
    /// Words of the query that it does not have.
    pub missing: Vec<String>,
}

impl SearchableBlog {
    /// Reads a blog and makes its index. `cache` is the folder to remember in.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, or the settings are not understood.
    pub fn open(content: &Path, dialect: Option<&str>, cache: Option<&Path>, progress: &dyn Progress) -> Result<Self> {
        let project = project_of(content);
        let opened = Opened::open(&Folders {
            content,
            project: &project,
            published: Path::new(""),
            dialect,
            base: None,
        })?;
        let settings = &opened.settings;
        // Apart from those of publishes: what is remembered here is for no published folder.
        let cache = Cache::new(cache, content, &PathBuf::from("search"), false);
        let include = Include::default();
        let scan = Scan::of(&opened.tree, &opened.recognized, opened.site.clone(), &[], include);
        let conditions = Conditions {
            base: &opened.base,
            cache: &cache,
            today: None,
            include,
            scales: false,
            progress,
        };
        let (library, _) = load::read(&scan, settings, conditions, &mut Vec::new())?;
        let (posts, pages) = (library.posts.iter().rev(), library.pages.iter());
        let entries = pages.chain(posts);
        let sources = entries
            .clone()
            .map(|entry| (entry.route().path(), entry.source.clone()));
        let sources = sources.collect();
        let reading = documents::Context {
            base: &opened.base,
            library: &library,
            frames: &settings.frames(),
            cjk_emphasis: settings.extras.has("cjk_emphasis"),
        };
        let entries: Vec<_> = entries.collect();
        let (analyses, analyzed) = analyses::analyze(&entries, reading, &cache, progress)?;
        Ok(Self {
            index: index(&analyses, library.pages.len())?,
            sources,
            analyzed,
        })
    }

    /// Searches for a query, as visitors write it: words, `"phrase"`, `-without`, `tag:x` and so on.
    ///
    /// # Errors
    ///
    /// When the file of a document that was found cannot be read.
    pub fn search(&mut self, query: &str, limit: usize) -> Result<Found> {
        let query = Query::parse(query);
        loop {
            match self.index.search(&query, limit) {
                Step::Wait { files, texts } => {
                    // Every file is there, so that only texts are asked for.
                    for name in files {
                        self.index.put(name, None);
                    }
                    for address in texts {
                        let source = self.sources.get(&address).context("a document is not in the index")?;
                        let text = Text::of(source)?.rendered().to_owned();
                        self.index.put_text(address, Some(text));
                    }
                }
                Step::Done(results) => {
                    let hits = results.hits.into_iter().map(|hit| self.hit(hit));
                    return Ok(Found {
                        hits: hits.collect::<Result<_>>()?,
                        total: results.total,
                    });
                }
            }
        }
    }

    fn hit(&self, hit: query::Hit) -> Result<Hit> {
        let record = hit.record;
        let source = self
            .sources
            .get(&record.address)
            .context("a document is not in the index")?;
        let passage = hit.passage.unwrap_or_default();
        Ok(Hit {
            line: Text::of(source)?.place(passage.start).0,
            file: source.file.clone(),
            address: record.address,
            title: record.title,
            date: record.date,
            section: hit.section,
            passage: passage.text,
            marks: passage.marks,
            missing: hit.missing,
        })
    }
}

/// Makes an index of documents: first the pages, which have no age, then the posts from the oldest.
fn index(analyses: &[Analysis], pages: usize) -> Result<Index> {
    let segments = segments(analyses, pages)?;
    let entries: Vec<SegmentEntry> = segments.iter().map(|segment| segment.entry).collect();
    let mut index = Index::open(&root::write(&entries))?;
    for (name, bytes) in segments.into_iter().flat_map(|segment| segment.files) {
        index.put(name, Some(bytes));
    }
    Ok(index)
}

fn segments(analyses: &[Analysis], pages: usize) -> Result<Vec<Segment>> {
    let (pages, posts) = analyses.split_at(pages);
    let posts = ages::segments(posts.len()).into_iter().map(|range| &posts[range]);
    let pages = Some(pages).filter(|pages| !pages.is_empty());
    let segments = pages.into_iter().chain(posts).map(|documents| {
        let mut builder = Builder::default();
        for analysis in documents {
            builder.add(analysis)?;
        }
        Ok(builder.finish())
    });
    segments.collect()
}
