//! Makes what changed, and nothing else, in a folder beside the published one.
//!
//! An output is fresh, and not even made, when it is made of the same as the last time and the file in the published
//! folder is still the one that was written then. One that has to be made and turns out the same is not written either.
//! Late outputs are made when the contents of all others are known.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::compress::Encoding;
use crate::digest::Digest;
use crate::disk;
use crate::file_hash::{ContentHash, ContentHashes, HashAndSize};
use crate::file_stamp::FileStamp;
use crate::plan::{Origin, Plan, Planned};
use crate::progress::Progress;
use crate::published_folder::Output;
use crate::published_path::PublishedPath;

/// An output as the last publish left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// Of all that it was made of.
    pub(crate) digest: Digest,
    /// Of the file; none when there was to be none, since compressing would not have made it smaller.
    pub(crate) stamp: Option<FileStamp>,
    /// Of its content, where that was asked for.
    pub(crate) hash: Option<ContentHash>,
}

/// The outputs of the last publish by their paths.
pub(crate) type Records = HashMap<PublishedPath, Record>;

/// Outcome of making an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It need not be made.
    Fresh(Option<FileStamp>),
    /// It was made, and the file in the published folder is the same already.
    Same(FileStamp),
    /// It lies in the staging folder.
    Staged(FileStamp),
    /// There is to be no such file.
    Absent,
}

impl Outcome {
    /// The stamp of the file that there will be.
    pub(crate) fn stamp(self) -> Option<FileStamp> {
        match self {
            Self::Fresh(stamp) => stamp,
            Self::Same(stamp) | Self::Staged(stamp) => Some(stamp),
            Self::Absent => None,
        }
    }
}

/// All outcomes of a publish.
pub(crate) struct Made<'plan> {
    pub(crate) outcomes: BTreeMap<&'plan PublishedPath, Outcome>,
    pub(crate) contents: ContentHashes,
}

impl<'plan> Made<'plan> {
    fn add(&mut self, outputs: impl IntoIterator<Item = Become<'plan>>) {
        for Become { path, outcome, hash } in outputs {
            if let (Some(hash), Some(stamp)) = (hash, outcome.stamp()) {
                let size = stamp.size;
                self.contents.insert(path.clone(), HashAndSize { hash, size });
            }
            self.outcomes.insert(path, outcome);
        }
    }
}

/// Outcome of one output.
struct Become<'plan> {
    path: &'plan PublishedPath,
    outcome: Outcome,
    /// Of its content, where that is asked for.
    hash: Option<ContentHash>,
}

/// An output and everything that is made of its bytes.
struct Job<'plan> {
    path: &'plan PublishedPath,
    planned: &'plan Planned,
    children: Vec<Job<'plan>>,
}

impl Job<'_> {
    fn is_late(&self) -> bool {
        matches!(self.planned.origin, Origin::Late(_))
    }
}

/// The outputs of a plan, each with what is made of it.
fn jobs(plan: &Plan) -> Vec<Job<'_>> {
    fn job<'plan>(path: &'plan PublishedPath, planned: &'plan Planned, below: &mut Children<'plan>) -> Job<'plan> {
        let children = below.remove(path).unwrap_or_default();
        let children = children.into_iter().map(|(path, planned)| job(path, planned, below));
        Job {
            path,
            planned,
            children: children.collect(),
        }
    }
    let mut tops = Vec::new();
    let mut below = Children::new();
    for (path, planned) in &plan.outputs {
        match planned.origin.parent() {
            Some(parent) => below.entry(parent).or_default().push((path, planned)),
            None if matches!(planned.origin, Origin::Dropped(_)) => {}
            None => tops.push((path, planned)),
        }
    }
    tops.into_iter()
        .map(|(path, planned)| job(path, planned, &mut below))
        .collect()
}

/// Outputs by the output whose bytes they are made of.
type Children<'plan> = HashMap<&'plan PublishedPath, Vec<(&'plan PublishedPath, &'plan Planned)>>;

/// The contents of files that somebody dropped and that are asked for.
fn dropped_contents(plan: &Plan) -> Result<ContentHashes> {
    let mut contents = ContentHashes::new();
    for (path, from) in dropped(plan).filter(|(path, _)| plan.asked_for.contains(*path)) {
        let bytes = disk::read(from)?;
        let hash = ContentHash::of(&bytes);
        let size = bytes.len() as u64;
        contents.insert(path.clone(), HashAndSize { hash, size });
    }
    Ok(contents)
}

/// Makes outputs for a published folder.
pub(crate) struct Maker<'a> {
    pub(crate) output: &'a Output,
    pub(crate) staging: &'a Path,
    pub(crate) records: &'a Records,
}

impl Maker<'_> {
    /// Makes what is stale, on every core. Each thread holds the bytes of a few outputs at a time.
    ///
    /// # Errors
    ///
    /// When something cannot be made or written. The published folder is as it was, whatever happens.
    pub(crate) fn make<'plan>(&self, plan: &'plan Plan, progress: &dyn Progress) -> Result<Made<'plan>> {
        let mut made = Made {
            outcomes: BTreeMap::new(),
            contents: dropped_contents(plan)?,
        };
        let (late, jobs): (Vec<Job<'plan>>, Vec<Job<'plan>>) = jobs(plan).into_iter().partition(Job::is_late);
        let mut stale = Vec::new();
        for job in jobs {
            let mut fresh = Vec::with_capacity(1 + job.children.len());
            if self.is_fresh(&job, plan, &mut fresh) {
                made.add(fresh);
            } else {
                stale.push(job);
            }
        }
        let bar = progress.bar("Publishing", stale.len());
        for jobs in [stale, late] {
            let contents = &made.contents;
            let run = |job: &Job<'plan>| {
                bar.step();
                let mut outcomes = Vec::with_capacity(1 + job.children.len());
                self.run(job, &[], plan, contents, &mut outcomes)?;
                Ok(outcomes)
            };
            let outcomes = jobs.par_iter().map(run).collect::<Result<Vec<_>>>()?;
            made.add(outcomes.into_iter().flatten());
        }
        Ok(made)
    }

    /// Whether nothing of a job need be made; adds what each of its outputs is.
    fn is_fresh<'plan>(&self, job: &Job<'plan>, plan: &Plan, fresh: &mut Vec<Become<'plan>>) -> bool {
        let Some(own) = self.fresh(job.path, job.planned, plan) else {
            return false;
        };
        fresh.push(own);
        job.children.iter().all(|child| self.is_fresh(child, plan, fresh))
    }

    /// Outcome of an output that is up to date; none if it is stale.
    fn fresh<'plan>(&self, path: &'plan PublishedPath, planned: &Planned, plan: &Plan) -> Option<Become<'plan>> {
        let record = self.records.get(path)?;
        let there = self.output.present.get(path).copied();
        let is_known = record.hash.is_some() || !plan.asked_for.contains(path);
        (planned.digest == Some(record.digest) && record.stamp == there && is_known).then_some(Become {
            path,
            outcome: Outcome::Fresh(there),
            hash: record.hash,
        })
    }

    /// Makes an output, if it is stale, and what is made of it. `parent` are the bytes that it is made of.
    fn run<'plan>(
        &self,
        job: &Job<'plan>,
        parent: &[u8],
        plan: &Plan,
        contents: &ContentHashes,
        outcomes: &mut Vec<Become<'plan>>,
    ) -> Result<()> {
        let path = job.path;
        let mut fresh = Vec::new();
        if self.is_fresh(job, plan, &mut fresh) {
            outcomes.append(&mut fresh);
            return Ok(());
        }
        let is_asked_for = plan.asked_for.contains(path);
        let bytes = if let Some(fresh) = self.fresh(path, job.planned, plan) {
            outcomes.push(fresh);
            Cow::Owned(disk::read(&path.below(&self.output.folder))?)
        } else {
            if let Origin::Copy(from) = &job.planned.origin
                && job.children.is_empty()
                && !is_asked_for
            {
                let outcome = self.copy(path, from)?;
                let hash = None;
                outcomes.push(Become { path, outcome, hash });
                return Ok(());
            }
            let made =
                bytes_of(&job.planned.origin, parent, contents).with_context(|| format!("cannot make {path}"))?;
            let Some(bytes) = made else {
                let outcome = Outcome::Absent;
                let hash = None;
                outcomes.push(Become { path, outcome, hash });
                return Ok(());
            };
            outcomes.push(Become {
                path,
                outcome: self.stage(path, &bytes)?,
                hash: is_asked_for.then(|| ContentHash::of(&bytes)),
            });
            bytes
        };
        for child in &job.children {
            self.run(child, &bytes, plan, contents, outcomes)?;
        }
        Ok(())
    }

    /// Writes an output into the staging folder, unless the published folder has the same.
    fn stage(&self, path: &PublishedPath, bytes: &[u8]) -> Result<Outcome> {
        if let Some(there) = self.output.present.get(path)
            && usize::try_from(there.size).is_ok_and(|size| size == bytes.len())
            && disk::read(&path.below(&self.output.folder)).is_ok_and(|old| old == bytes)
        {
            return Ok(Outcome::Same(*there));
        }
        Ok(Outcome::Staged(disk::write(&path.below(self.staging), bytes)?))
    }

    /// Copies a file of any size into the staging folder, unless the published folder has the same.
    fn copy(&self, path: &PublishedPath, from: &Path) -> Result<Outcome> {
        if let Some(there) = self.output.present.get(path)
            && are_equal(from, &path.below(&self.output.folder)).unwrap_or_default()
        {
            return Ok(Outcome::Same(*there));
        }
        Ok(Outcome::Staged(disk::copy(from, &path.below(self.staging))?))
    }
}

/// The bytes of an output; none for an encoding that would not make it smaller.
fn bytes_of<'a>(origin: &'a Origin, parent: &'a [u8], contents: &ContentHashes) -> Result<Option<Cow<'a, [u8]>>> {
    Ok(Some(match origin {
        Origin::Text(text) => text.bytes()?,
        Origin::Make(maker) => Cow::Owned(maker()?),
        Origin::MakeFrom { maker, .. } => Cow::Owned(maker(parent)?),
        Origin::Complete { text, maker, .. } => Cow::Owned(maker(&text.read()?, parent)?),
        Origin::Late(maker) => Cow::Owned(maker(contents)?),
        Origin::Copy(from) => Cow::Owned(disk::read(from)?),
        Origin::Original(original) => Cow::Owned(original.bytes()?),
        Origin::Derived {
            encoding: Encoding::Same,
            ..
        } => Cow::Borrowed(parent),
        Origin::Derived { encoding, .. } => return Ok(encoding.encode(parent)?.map(Cow::Owned)),
        Origin::Dropped(_) => return Ok(None),
    }))
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
pub(crate) fn dropped(plan: &Plan) -> impl Iterator<Item = (&PublishedPath, &Path)> {
    plan.outputs.iter().filter_map(|(path, planned)| match &planned.origin {
        Origin::Dropped(original) => Some((path, original.path())),
        _ => None,
    })
}
