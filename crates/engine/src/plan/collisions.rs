//! Outputs that want the same place: which of them has it, and which paths are reported.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::{Origin, Plan, Planned, Unchanged};
use crate::published_path::PublishedPath;

impl Plan {
    /// Keeps files that were dropped into the published folder: those that are served as they are, and those that are
    /// no part of what is published now: drafts, hidden files, files whose name the content folder has too.
    pub fn keep(&mut self, dropped: &[(PathBuf, PublishedPath)], published: &BTreeSet<PathBuf>) {
        for (path, name) in dropped {
            let kept_as_it_is = match self.outputs.get(name) {
                None => !published.contains(path),
                Some(planned) => matches!(&planned.origin, Origin::Copy(from) if from == path),
            };
            if kept_as_it_is {
                let planned = Planned {
                    digest: None,
                    origin: Origin::Dropped(Arc::new(Unchanged(path.clone()))),
                };
                self.outputs.insert(name.clone(), planned);
            }
        }
    }

    /// A file and a folder cannot have one name: the file gives way, and its path is told with the collisions.
    pub fn settle_names(&mut self) {
        let mut in_the_way = BTreeSet::new();
        for path in self.outputs.keys() {
            for folder in path.folders() {
                if let Some((file, _)) = self.outputs.get_key_value(folder) {
                    in_the_way.insert(file.clone());
                }
            }
        }
        for path in in_the_way {
            self.remove(&path);
            self.collisions.push(path);
        }
    }

    /// Removes an output and what is made of its bytes.
    fn remove(&mut self, path: &PublishedPath) {
        self.outputs.remove(path);
        let children = self
            .outputs
            .iter()
            .filter(|(_, planned)| planned.origin.parent() == Some(path));
        let children: Vec<PublishedPath> = children.map(|(child, _)| child.clone()).collect();
        for child in children {
            self.remove(&child);
        }
    }

    /// Takes the paths that two things wanted.
    pub fn take_collisions(&mut self) -> Vec<PublishedPath> {
        std::mem::take(&mut self.collisions)
    }

    /// For disks that do not tell names apart by their case: other names, such as `tags/Rust` for `tags/rust`, that are
    /// there already or would lie in a folder that is there with another spelling are left out.
    pub fn settle_cases(&mut self) {
        let with_folders = |path: &PublishedPath| {
            let parts = path.folders().chain([path.as_str()]);
            parts.map(str::to_owned).collect::<Vec<_>>()
        };
        let mut spellings: BTreeMap<String, String> = BTreeMap::new();
        for path in self.outputs.keys().filter(|path| !self.other_names.contains(*path)) {
            for part in with_folders(path) {
                spellings.entry(part.to_lowercase()).or_insert(part);
            }
        }
        for path in &self.other_names {
            let parts = with_folders(path);
            let is_apart = |part: &String| spellings.get(&part.to_lowercase()).is_none_or(|known| known == part);
            if parts.iter().all(is_apart) {
                spellings.extend(parts.into_iter().map(|part| (part.to_lowercase(), part)));
            } else {
                self.outputs.remove(path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_give_way_where_case_does_not_count() {
        let mut plan = Plan::default();
        for path in ["tags/rust/index.html", "posts/a/index.html", "Photo.jpg"] {
            plan.text(PublishedPath::fixed(path), String::new());
        }
        for path in [
            "tags/Rust/index.html",
            "tags/métier/index.html",
            "tags/Métier/index.html",
        ] {
            plan.same(
                PublishedPath::fixed(path),
                &PublishedPath::fixed("tags/rust/index.html"),
            );
        }
        for path in [
            "Posts/Old/index.html",
            "POSTS/A/index.html",
            "posts/Old/index.html",
            "Old.html",
        ] {
            plan.redirect(PublishedPath::fixed(path), String::new());
        }
        plan.settle_cases();
        assert_eq!(
            plan.outputs.keys().map(PublishedPath::as_str).collect::<Vec<_>>(),
            [
                "Old.html",
                "Photo.jpg",
                "posts/Old/index.html",
                "posts/a/index.html",
                "tags/Métier/index.html",
                "tags/rust/index.html",
            ]
        );
    }
}
