//! Checks a blog without publishing it: all that a publish finds, and what [`crate::inspect`] finds in each document.

use std::path::Path;

use anyhow::Result;
use feuillet_dialects::folder::project::project_of;
use feuillet_engine::cache::Cache;
use feuillet_engine::progress::Progress;
use feuillet_report::finding::{self, Finding};

use crate::inspect::inspect;
use crate::open::{Folders, Opened};
use crate::options::{Audience, Hidden, Include};
use crate::pipeline::{Inputs, Prepared, prepare};

/// Result of a check.
#[derive(Debug, Default)]
pub struct Checked {
    pub posts: usize,
    pub pages: usize,
    pub hidden: Vec<Hidden>,
    pub findings: Vec<Finding>,
}

/// Finds all that is wrong with a blog. Nothing is written, and nothing but the content is read.
pub fn check(content: &Path, dialect: Option<&str>, base: Option<&str>, progress: &dyn Progress) -> Result<Checked> {
    let project = project_of(content);
    let opened = Opened::open(&Folders {
        content,
        project: &project,
        published: Path::new(""),
        dialect,
        base,
    })?;
    let Prepared {
        mut library,
        pictures,
        mut findings,
        sheet,
        ..
    } = prepare(Inputs {
        opened: &opened,
        output: None,
        app: None,
        prerender: |_| String::new(),
        cache: &Cache::new(None, content, content, true),
        audience: Audience::Visitors,
        offline: true,
        today: None,
        include: Include::default(),
        progress,
    })?;
    findings.extend(std::mem::take(&mut library.ignored).into_values().flatten());
    inspect(
        &library,
        &opened.base,
        &opened.settings.frames(),
        sheet.as_ref(),
        &mut findings,
    )?;
    findings.extend(pictures.photos.large(&pictures.shown));
    finding::sort(&mut findings);
    Ok(Checked {
        posts: library.posts.len(),
        pages: library.pages.len(),
        hidden: library.hidden,
        findings,
    })
}
