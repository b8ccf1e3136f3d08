//! Makes what changed, and nothing else, in a folder beside the published one.
//!
//! An output is fresh, and not even made, when it is made of the same as the last time and the file in the published
//! folder is still the one that was written then. One that has to be made and turns out the same is not written either.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use super::compress::Encoding;
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

/// An output and everything that is derived from its bytes.
struct Job<'plan> {
    path: &'plan str,
    planned: &'plan Planned,
    derived: Vec<(&'plan str, &'plan Planned, Encoding)>,
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
    ) -> Result<BTreeMap<&'plan str, Outcome>> {
        let mut jobs: BTreeMap<&str, Job<'plan>> = BTreeMap::new();
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
        let mut outcomes = BTreeMap::new();
        let mut stale = Vec::new();
        for job in jobs.into_values() {
            let derived = job.derived.iter().map(|(path, planned, _)| (*path, *planned));
            let fresh: Option<Vec<_>> = derived
                .chain([(job.path, job.planned)])
                .map(|(path, planned)| Some((path, self.fresh(path, planned)?)))
                .collect();
            match fresh {
                Some(fresh) => outcomes.extend(fresh),
                None => stale.push(job),
            }
        }
        let bar = progress.bar("Publishing", stale.len());
        let made = workers::each(&stale, start, |worker, job| {
            bar.step();
            self.run(job, worker).with_context(|| format!("making {}", job.path))
        })?;
        outcomes.extend(made.into_iter().flatten());
        Ok(outcomes)
    }

    /// What an output is when it need not be made.
    fn fresh(&self, path: &str, planned: &Planned) -> Option<Outcome> {
        let record = self.records.get(path)?;
        let there = self.output.present.get(path).copied();
        (planned.digest == Some(record.digest) && record.stamp == there).then_some(Outcome::Fresh(there))
    }

    fn run<'plan>(&self, job: &Job<'plan>, worker: &Worker<'_>) -> Result<Vec<(&'plan str, Outcome)>> {
        let fresh = self.fresh(job.path, job.planned);
        let mut outcomes = Vec::with_capacity(1 + job.derived.len());
        let bytes = match (&job.planned.origin, fresh) {
            (Origin::Copy(from), None) if job.derived.is_empty() => {
                return Ok(vec![(job.path, self.copy(job.path, from)?)]);
            }
            (_, Some(outcome)) => {
                outcomes.push((job.path, outcome));
                disk::read(&self.output.folder.join(job.path))?
            }
            (origin, None) => {
                let bytes = match origin {
                    Origin::Text(text) => text.as_bytes().to_vec(),
                    Origin::Make(maker) => maker(worker)?,
                    Origin::Copy(from) => disk::read(from)?,
                    Origin::Document(markdown) => markdown.bytes()?,
                    Origin::Dropped(_) | Origin::Derived { .. } => Vec::new(),
                };
                outcomes.push((job.path, self.stage(job.path, &bytes)?));
                bytes
            }
        };
        for (path, planned, encoding) in &job.derived {
            let outcome = match (self.fresh(path, planned), encoding) {
                (Some(fresh), _) => fresh,
                (None, Encoding::Same) => self.stage(path, &bytes)?,
                (None, _) => match encoding.encode(&bytes)? {
                    Some(encoded) => self.stage(path, &encoded)?,
                    None => Outcome::Absent,
                },
            };
            outcomes.push((path, outcome));
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
