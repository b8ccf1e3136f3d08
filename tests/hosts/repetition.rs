//! Publishing twice gives the same bytes, wherever the folder is and whatever was published before.

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

use crate::BASES;
use crate::site::Site;

const EVERYTHING: [&str; 2] = ["--compress", "--html-files"];

#[test]
fn the_sample_blog_is_the_same_each_time_it_is_published() {
    for base in BASES {
        let first = Site::publish(base, &EVERYTHING);
        let second = Site::publish(base, &EVERYTHING);
        let (files, times) = tree(&first);
        same(&files, &tree(&second).0, "in another folder");

        first.publish_again(&EVERYTHING);
        let (files_again, times_again) = tree(&first);
        same(&files, &files_again, "again");
        assert_eq!(times, times_again, "files that stay the same are not written again");

        // Other flags leave nothing of themselves behind.
        first.publish_again(&[]);
        assert!(first.files().len() < files.len());
        first.publish_again(&EVERYTHING);
        same(&files, &tree(&first).0, "again, after less");
    }
}

/// Every file's bytes, and when it was written, by its path.
fn tree(site: &Site) -> (BTreeMap<String, Vec<u8>>, BTreeMap<String, SystemTime>) {
    let mut files = BTreeMap::new();
    let mut times = BTreeMap::new();
    for name in site.files() {
        let path = site.folder().join(&name);
        let written = fs::metadata(&path).and_then(|about| about.modified());
        times.insert(name.clone(), written.expect("a file system that knows times"));
        files.insert(name, fs::read(path).expect("a published file"));
    }
    (files, times)
}

#[track_caller]
fn same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, when: &str) {
    assert!(one.keys().eq(other.keys()), "other files when published {when}");
    for (name, bytes) in one {
        assert!(*bytes == other[name], "{name} differs when published {when}");
    }
}
