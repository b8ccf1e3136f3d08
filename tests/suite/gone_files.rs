//! Files that the author may not read, and files that are removed while a blog is published.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use feuillet::prerender::prerender;
use feuillet_engine::progress::{Bar, Hidden, Progress};

use crate::blog::Blog;
use crate::incremental::check_against_fresh;
use crate::odd_files::{POST, content, told};

/// Number of a user without rights.
const NOBODY: u32 = 65534;

#[test]
fn what_the_author_may_not_read_is_left_out() {
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    let blog = Blog::new().file("posts/good.md", POST).file("posts/good.png", "good");
    let posts = content(&blog).join("posts");
    for name in ["a.md", "b.png"] {
        fs::write(posts.join(name), POST).expect("a file");
        set(&posts.join(name), 0o0);
    }
    let closed = blog.path("closed");
    fs::create_dir_all(closed.join("inner")).expect("a folder");
    fs::create_dir(posts.join("folder")).expect("a folder");
    symlink("../../closed", posts.join("link")).expect("a link");
    symlink("../../closed/inner", posts.join("link-below")).expect("a link");
    for folder in [&closed, &posts.join("folder")] {
        set(folder, 0o0);
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_feuillet"));
    command.arg("publish");
    for (option, path) in [
        ("--content", content(&blog)),
        ("--out", blog.out()),
        ("--reader", blog.path("reader")),
    ] {
        command.arg(option).arg(path);
    }
    command.env("XDG_CACHE_HOME", blog.path("cache"));
    // Root reads everything.
    if fs::File::open(posts.join("a.md")).is_ok() {
        set(&blog.path(""), 0o777);
        command.uid(NOBODY);
    }
    let output = command.output().expect("the command runs");
    for folder in [&closed, &posts.join("folder")] {
        set(folder, 0o755);
    }
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && blog.has("posts/good/index.html"), "{told}");
    for file in [
        "posts/a.md",
        "posts/b.png",
        "posts/folder",
        "posts/link",
        "posts/link-below",
    ] {
        let is_named = told.split([' ', ',', '\n']).any(|word| word == file);
        assert!(is_named, "{file}: {told}");
    }
    assert!(
        told.contains("permission denied") && !told.contains("leads to no file"),
        "{told}"
    );
}

/// Removes a file when something begins to be done, the first time.
struct Removing {
    file: PathBuf,
    when: &'static str,
}

impl Progress for Removing {
    fn bar(&self, doing: &'static str, steps: usize) -> Box<dyn Bar> {
        if doing == self.when && self.file.exists() {
            fs::remove_file(&self.file).expect("the file is there until now");
        }
        Hidden.bar(doing, steps)
    }
}

#[test]
fn a_document_that_is_gone_before_it_is_read_is_left_out() {
    let blog = Blog::new().file("posts/good.md", POST).file("posts/gone.md", POST);
    let removing = Removing {
        file: content(&blog).join("posts/gone.md"),
        when: "Reading",
    };
    let published = feuillet_publish::publish(&blog.options(), prerender, &removing).expect("the rest is published");
    assert_eq!(published.posts, 1);
    assert_eq!(
        told(&published),
        ["posts/gone.md:0 cannot read the file, so it is skipped: no such file or directory"]
    );
    assert!(blog.has("posts/good/index.html") && !blog.has("posts/gone/index.html"));
}

#[test]
fn a_file_that_is_gone_before_it_is_published_is_left_out() {
    for (file, published_file) in [
        ("posts/gone.md", "posts/gone/index.html"),
        ("posts/gone.png", "content/posts/gone.png"),
        ("gone.txt", "gone.txt"),
    ] {
        let blog = Blog::new().file("posts/good.md", POST).file(file, POST);
        let removing = Removing {
            file: content(&blog).join(file),
            when: "Publishing",
        };
        let published =
            feuillet_publish::publish(&blog.options(), prerender, &removing).expect("the rest is published");
        assert_eq!(published.posts, 1, "{file}");
        assert!(blog.has("posts/good/index.html") && !blog.has(published_file), "{file}");
        assert!(!blog.read("index.html").contains("gone"), "{file}");
        check_against_fresh(&blog, &blog.options(), file);
    }
}
