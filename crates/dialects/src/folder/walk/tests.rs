//! Tests of the walk through a folder.

use std::fs;

use super::*;

#[test]
fn names_that_differ_in_their_encoding_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["caf\u{e9}.png", "cafe\u{301}.png", "other.png"] {
        fs::write(folder.path().join(name), name).expect("a file");
    }
    let is_one = fs::read_dir(folder.path()).expect("a folder").count() == 2;
    let found = files_below(folder.path(), Path::new("none"), &Patterns::default()).expect("files");
    let names: Vec<&str> = found.files.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["caf\u{e9}.png", "other.png"]);
    // Disks of macOS take both names for one file.
    assert_eq!(found.left_out.len(), usize::from(!is_one));
    if !is_one {
        assert!(found.files[0].0.ends_with("caf\u{e9}.png"));
        assert!(
            found.left_out[0].file.as_str().contains("cafe\\u{301}.png"),
            "{:?}",
            found.left_out
        );
    }
}
