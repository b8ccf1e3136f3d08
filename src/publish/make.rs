//! Makes what changed, and nothing else, in a folder beside the published one.
//!
//! An output is fresh, and not even made, when it is made of the same as the last time and the file in the published
//! folder is still the one that was written then. One that has to be made and turns out the same is not written either.
//! Late outputs are made when the contents of all others are known.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use super::compress::Encoding;
use super::contents::{Content, ContentHash, Contents};
use super::digest::Digest;
use super::disk;
use super::output::Output;
use super::plan::{Origin, Plan, Planned};
use super::progress::Progress;
use super::stamp::Stamp;
use super::worker::Worker;
use super::workers;

/// What an output was the last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// Of all that it was made of.
    pub(super) digest: Digest,
    /// Of the file; none when there was to be none, since compressing would not have made it smaller.
    pub(super) stamp: Option<Stamp>,
    /// Of its content, where that was asked for.
    pub(super) hash: Option<ContentHash>,
}

/// The outputs of the last publish by their paths.
pub(super) type Records = HashMap<String, Record>;

/// What became of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It need not be made.
    Fresh(Option<Stamp>),
    /// It was made, and the file in the published folder is the same already.
    Same(Stamp),
    /// It lies in the staging folder.
    Staged(Stamp),
    /// There is to be no such file.
    Absent,
}

impl Outcome {
    /// The stamp of the file that there will be.
    pub(super) fn stamp(self) -> Option<Stamp> {
        match self {
            Self::Fresh(stamp) => stamp,
            Self::Same(stamp) | Self::Staged(stamp) => Some(stamp),
            Self::Absent => None,
        }
    }
}

/// What was made.
pub(super) struct Made<'plan> {
    pub(super) outcomes: BTreeMap<&'plan str, Outcome>,
    pub(super) contents: Contents,
}

impl<'plan> Made<'plan> {
    fn add(&mut self, outputs: impl IntoIterator<Item = Become<'plan>>) {
        for Become { path, outcome, hash } in outputs {
            if let (Some(hash), Some(stamp)) = (hash, outcome.stamp()) {
                let size = stamp.size;
                self.contents.insert(path.to_owned(), Content { hash, size });
            }
            self.outcomes.insert(path, outcome);
        }
    }
}

/// What one output became.
struct Become<'plan> {
    path: &'plan str,
    outcome: Outcome,
    /// Of its content, where that is asked for.
    hash: Option<ContentHash>,
}

/// An output and everything that is derived from its bytes.
struct Job<'plan> {
    path: &'plan str,
    planned: &'plan Planned,
    derived: Vec<(&'plan str, &'plan Planned, Encoding)>,
}

impl Job<'_> {
    fn is_late(&self) -> bool {
        matches!(self.planned.origin, Origin::Late(_))
    }
}

/// The outputs of a plan, each with what is derived from it.
fn jobs(plan: &Plan) -> Vec<Job<'_>> {
    let mut jobs: BTreeMap<&str, Job<'_>> = BTreeMap::new();
    for (path, planned) in &plan.outputs {
        if !matches!(planned.origin, Origin::Dropped(_) | Origin::Derived { .. }) {
            let derived = Vec::new();
            jobs.insert(path, Job { path, planned, derived });
        }
    }
    for (path, planned) in &plan.outputs {
        if let Origin::Derived { of, encoding } = &planned.origin
            && let Some(job) = jobs.get_mut(of.as_str())
        {
            job.derived.push((path, planned, *encoding));
        }
    }
    jobs.into_values().collect()
}

/// The contents of files that somebody dropped and that are asked for.
fn dropped_contents(plan: &Plan) -> Result<Contents> {
    let mut contents = Contents::new();
    for (path, from) in dropped(plan).filter(|(path, _)| plan.asked_for.contains(*path)) {
        let bytes = disk::read(from)?;
        let hash = ContentHash::of(&bytes);
        let size = bytes.len() as u64;
        contents.insert(path.to_owned(), Content { hash, size });
    }
    Ok(contents)
}

/// Makes outputs for a published folder.
pub(super) struct Maker<'a> {
    pub(super) output: &'a Output,
    pub(super) staging: &'a Path,
    pub(super) records: &'a Records,
}

impl Maker<'_> {
    /// Makes what is not fresh, on every core. Each thread holds the bytes of one output at a time.
    ///
    /// # Errors
    ///
    /// When something cannot be made or written. The published folder is as it was, whatever happens.
    pub(super) fn make<'plan, 'site>(
        &self,
        plan: &'plan Plan,
        start: impl Fn() -> Worker<'site> + Sync,
        progress: Progress,
    ) -> Result<Made<'plan>> {
        let mut made = Made {
            outcomes: BTreeMap::new(),
            contents: dropped_contents(plan)?,
        };
        let (late, jobs): (Vec<Job<'plan>>, Vec<Job<'plan>>) = jobs(plan).into_iter().partition(Job::is_late);
        let mut stale = Vec::new();
        for job in jobs {
            let derived = job.derived.iter().map(|(path, planned, _)| (*path, *planned));
            let fresh: Option<Vec<_>> = derived
                .chain([(job.path, job.planned)])
                .map(|(path, planned)| self.fresh(path, planned, plan))
                .collect();
            match fresh {
                Some(fresh) => made.add(fresh),
                None => stale.push(job),
            }
        }
        let bar = progress.bar("Publishing", stale.len());
        for jobs in [stale, late] {
            let contents = &made.contents;
            let outcomes = workers::each(&jobs, &start, |worker, job| {
                bar.step();
                self.run(job, worker, plan, contents)
                    .with_context(|| format!("making {}", job.path))
            })?;
            made.add(outcomes.into_iter().flatten());
        }
        Ok(made)
    }

    /// What an output is when it need not be made.
    fn fresh<'plan>(&self, path: &'plan str, planned: &Planned, plan: &Plan) -> Option<Become<'plan>> {
        let record = self.records.get(path)?;
        let there = self.output.present.get(path).copied();
        let is_known = record.hash.is_some() || !plan.asked_for.contains(path);
        (planned.digest == Some(record.digest) && record.stamp == there && is_known).then_some(Become {
            path,
            outcome: Outcome::Fresh(there),
            hash: record.hash,
        })
    }

    fn run<'plan>(
        &self,
        job: &Job<'plan>,
        worker: &Worker<'_>,
        plan: &Plan,
        contents: &Contents,
    ) -> Result<Vec<Become<'plan>>> {
        let path = job.path;
        let is_asked_for = plan.asked_for.contains(path);
        let mut outcomes = Vec::with_capacity(1 + job.derived.len());
        let fresh = self.fresh(path, job.planned, plan);
        let bytes = match (&job.planned.origin, fresh) {
            (Origin::Copy(from), None) if job.derived.is_empty() && !is_asked_for => {
                let outcome = self.copy(path, from)?;
                return Ok(vec![Become {
                    path,
                    outcome,
                    hash: None,
                }]);
            }
            (_, Some(fresh)) => {
                outcomes.push(fresh);
                disk::read(&self.output.folder.join(path))?
            }
            (origin, None) => {
                let bytes = match origin {
                    Origin::Text(text) => text.as_bytes().to_vec(),
                    Origin::Make(maker) => maker(worker)?,
                    Origin::Late(maker) => maker(contents)?,
                    Origin::Copy(from) => disk::read(from)?,
                    Origin::Document(markdown) => markdown.bytes()?,
                    Origin::Dropped(_) | Origin::Derived { .. } => Vec::new(),
                };
                outcomes.push(Become {
                    path,
                    outcome: self.stage(path, &bytes)?,
                    hash: is_asked_for.then(|| ContentHash::of(&bytes)),
                });
                bytes
            }
        };
        for (path, planned, encoding) in &job.derived {
            if let Some(fresh) = self.fresh(path, planned, plan) {
                outcomes.push(fresh);
                continue;
            }
            let outcome = match encoding {
                Encoding::Same => self.stage(path, &bytes)?,
                _ => match encoding.encode(&bytes)? {
                    Some(encoded) => self.stage(path, &encoded)?,
                    None => Outcome::Absent,
                },
            };
            let hash = None;
            outcomes.push(Become { path, outcome, hash });
        }
        Ok(outcomes)
    }

    /// Writes an output into the staging folder, unless the published folder has the same.
    fn stage(&self, path: &str, bytes: &[u8]) -> Result<Outcome> {
        if let Some(there) = self.output.present.get(path)
            && usize::try_from(there.size).is_ok_and(|size| size == bytes.len())
            && disk::read(&self.output.folder.join(path)).is_ok_and(|old| old == bytes)
        {
            return Ok(Outcome::Same(*there));
        }
        Ok(Outcome::Staged(disk::write(&self.staging.join(path), bytes)?))
    }

    /// Copies a file of any size into the staging folder, unless the published folder has the same.
    fn copy(&self, path: &str, from: &Path) -> Result<Outcome> {
        if let Some(there) = self.output.present.get(path)
            && are_equal(from, &self.output.folder.join(path)).unwrap_or_default()
        {
            return Ok(Outcome::Same(*there));
        }
        Ok(Outcome::Staged(disk::copy(from, &self.staging.join(path))?))
    }
}

/// Whether two files hold the same bytes.
fn are_equal(first: &Path, second: &Path) -> std::io::Result<bool> {
    let (first, second) = (File::open(first)?, File::open(second)?);
    if first.metadata()?.len() != second.metadata()?.len() {
        return Ok(false);
    }
    let (mut first, mut second) = (BufReader::new(first), BufReader::new(second));
    loop {
        let (one, other) = (first.fill_buf()?, second.fill_buf()?);
        let length = one.len().min(other.len());
        if length == 0 || one[..length] != other[..length] {
            return Ok(one.is_empty() && other.is_empty());
        }
        first.consume(length);
        second.consume(length);
    }
}

/// The files that somebody dropped: where each is to lie, and where it lies.
pub(super) fn dropped(plan: &Plan) -> impl Iterator<Item = (&str, &PathBuf)> {
    plan.outputs.iter().filter_map(|(path, planned)| match &planned.origin {
        Origin::Dropped(markdown) => Some((path.as_str(), &markdown.path)),
        _ => None,
    })
}
