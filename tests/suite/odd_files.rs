//! One odd file does not stop a blog: what cannot be read is left out and told, and the rest is published.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use feuillet_publish::options::Published;

use crate::blog::Blog;

pub(crate) const POST: &str = "---\ntitle: A\ndate: 2024-01-01\n---\nText.\n";

/// A file that nobody can read, not even root: reading from its start fails.
const UNREADABLE: &str = "/proc/self/mem";

pub(crate) fn content(blog: &Blog) -> PathBuf {
    blog.path("content")
}

/// Findings as file, line and message.
pub(crate) fn told(published: &Published) -> Vec<String> {
    let told = published.findings.iter().map(|found| {
        let diagnostic = &found.diagnostic;
        format!("{}:{} {}", found.file, diagnostic.line, diagnostic.message)
    });
    told.collect()
}

/// Publishes a blog with one good post and picture beside what `make` puts into `posts/`; returns what was told.
#[track_caller]
fn beside_a_good_post(make: impl Fn(&Path)) -> Vec<String> {
    let blog = Blog::new().file("posts/good.md", POST).file("posts/good.png", "good");
    make(&content(&blog).join("posts"));
    let published = blog.publish();
    assert_eq!(published.posts, 1, "{:?}", told(&published));
    assert!(blog.has("posts/good/index.html") && blog.has("content/posts/good.png"));
    // Again, from the cache.
    let again = blog.publish();
    assert_eq!((again.posts, again.written), (1, 0));
    assert_eq!(told(&again), told(&published));
    told(&published)
}

fn named(folder: &Path, name: &[u8]) -> PathBuf {
    folder.join(OsStr::from_bytes(name))
}

#[test]
fn names_that_cannot_be_published_are_left_out() {
    for (name, expected) in [
        (
            &b"caf\xe9.md"[..],
            "posts/caf\\xE9.md:0 the file name is not valid Unicode, so the file is skipped",
        ),
        (
            b"pict\xffure.png",
            "posts/pict\\xFFure.png:0 the file name is not valid Unicode, so the file is skipped",
        ),
        (
            b"line\nbreak.md",
            "posts/line\\nbreak.md:0 the file name contains a control character, such as a line break, so the file is skipped",
        ),
        (
            b"escape\x1b[31m.md",
            "posts/escape\\u{1b}[31m.md:0 the file name contains a control character, such as a line break, so the file \
             is skipped",
        ),
    ] {
        let told = beside_a_good_post(|posts| fs::write(named(posts, name), POST).expect("a file"));
        assert_eq!(told, [expected]);
        // A folder of this name is told once, not once a file.
        let told = beside_a_good_post(|posts| {
            let folder = named(posts, name);
            fs::create_dir(&folder).expect("a folder");
            for file in ["a.md", "b.md"] {
                fs::write(folder.join(file), POST).expect("a file");
            }
        });
        assert_eq!(told, [expected]);
    }
}

#[test]
fn what_is_no_file_is_left_out() {
    let told = beside_a_good_post(|posts| {
        let made = Command::new("mkfifo")
            .arg(posts.join("pipe.md"))
            .status()
            .expect("mkfifo");
        assert!(made.success());
        // The socket stays when the listener ends.
        drop(UnixListener::bind(posts.join("socket.md")).expect("a socket"));
        symlink("/dev/null", posts.join("device.md")).expect("a link");
    });
    assert_eq!(
        told,
        [
            "posts/device.md:0 a device is not a regular file, so it is skipped",
            "posts/pipe.md:0 a pipe is not a regular file, so it is skipped",
            "posts/socket.md:0 a socket is not a regular file, so it is skipped",
        ]
    );
}

#[test]
fn a_folder_with_nothing_to_publish_is_refused_with_a_remedy() {
    for files in [&[][..], &[".DS_Store", "id_rsa", "a.md~"]] {
        let blog = Blog::bare();
        fs::create_dir_all(content(&blog)).expect("a folder");
        for name in files {
            blog.write(&format!("content/{name}"), "title: T\n");
        }
        let refused = blog.try_publish().expect_err("nothing to publish");
        assert!(
            refused.contains("nothing to publish in") && refused.contains("feuillet post"),
            "{refused}"
        );
        assert!(!blog.out().exists(), "{files:?}");
    }
    // What was published before stays.
    let blog = Blog::bare().file("posts/a.md", POST);
    blog.publish();
    fs::remove_dir_all(blog.path("content/posts")).expect("a folder");
    blog.try_publish().expect_err("nothing to publish");
    assert!(blog.has("posts/a/index.html"));
}

#[test]
fn links_out_of_the_content_folder_are_told() {
    let blog = Blog::new().file("posts/good.md", POST);
    blog.write("elsewhere/more/a.md", POST);
    blog.write("elsewhere/b.png", "b");
    blog.write("tools/c.sh~", "c");
    symlink("../../elsewhere", content(&blog).join("posts/shared")).expect("a link");
    symlink("../tools", content(&blog).join("tools")).expect("a link");
    let published = blog.publish();
    let folder = blog.path("elsewhere").canonicalize().expect("a folder");
    assert_eq!(
        told(&published)[..1],
        [format!(
            "posts/shared:0 the symbolic link leads out of the content folder: 2 files of `{}` published",
            folder.display()
        )]
    );
    assert!(blog.has("posts/a/index.html") && blog.has("content/posts/shared/b.png"));
    // Nothing comes from there.
    assert!(
        told(&published).iter().all(|told| !told.contains("tools")),
        "{:?}",
        told(&published)
    );
}

#[test]
fn a_link_to_a_folder_of_the_blog_gives_its_files_another_address() {
    let blog = Blog::new()
        .file("posts/trip/index.md", POST)
        .file("posts/trip/days/a.png", "a");
    symlink("posts/trip", content(&blog).join("img")).expect("a link");
    let published = blog.publish();
    assert_eq!(published.posts, 1);
    assert!(blog.has("content/posts/trip/days/a.png") && blog.has("img/days/a.png"));
    assert_eq!(
        told(&published),
        ["img:0 the symbolic link leads to `posts/trip`, which is read already, so its documents are skipped"]
    );
}

#[test]
fn folders_that_were_published_into_the_content_are_skipped() {
    let blog = Blog::new()
        .file("posts/good.md", POST)
        .file("old/.feuillet-files", "index.html\n")
        .file("old/index.html", "a page");
    let published = blog.publish();
    assert_eq!(
        told(&published),
        ["old:0 the folder was published by Feuillet, so it is skipped"]
    );
    assert!(!blog.has("old"));
}

#[test]
fn links_to_the_published_folder_are_skipped() {
    let blog = Blog::new().file("posts/good.md", POST);
    blog.publish();
    symlink(blog.out(), content(&blog).join("old")).expect("a link");
    symlink(blog.out().join("content"), content(&blog).join("posts/old")).expect("a link");
    let published = blog.publish();
    assert_eq!(published.posts, 1);
    assert_eq!(
        told(&published),
        [
            "old:0 the symbolic link leads to the published folder, so it is skipped",
            "posts/old:0 the symbolic link leads to the published folder, so it is skipped"
        ]
    );
    assert!(!blog.has("old"));
}

#[test]
fn each_folder_is_read_once_however_links_cross() {
    let blog = Blog::new();
    let folders: Vec<String> = (0..12).map(|number| format!("f{number}")).collect();
    for folder in &folders {
        blog.write(&format!("content/posts/{folder}/post-{folder}.md"), POST);
        blog.write(&format!("elsewhere/{folder}/far-{folder}.md"), POST);
    }
    for from in &folders {
        for to in folders.iter().filter(|to| *to != from) {
            let near = content(&blog).join(format!("posts/{from}/to-{to}"));
            symlink(format!("../{to}"), near).expect("a link");
            let far = blog.path(&format!("elsewhere/{from}/to-{to}"));
            symlink(format!("../{to}"), far).expect("a link");
        }
    }
    for folder in ["f0", "f1"] {
        symlink(
            blog.path("elsewhere").join(folder),
            content(&blog).join(format!("posts/far-{folder}")),
        )
        .expect("a link");
    }
    let published = blog.publish();
    assert_eq!(published.posts, 24, "{:?}", told(&published));
    let again = told(&published)
        .iter()
        .filter(|told| told.contains("is read already"))
        .count();
    // Of the far folders, eleven are reached by a link, one of which is in the content folder.
    assert!(again >= 12 * 11, "{again}");
}

#[test]
fn a_link_to_a_folder_that_is_left_alone_counts() {
    let blog = Blog::new().file("posts/good.md", POST).file(".shared/a.md", POST);
    symlink("../.shared", content(&blog).join("posts/shared")).expect("a link");
    let published = blog.publish();
    assert!(blog.has("posts/a/index.html"), "{:?}", told(&published));
}

#[test]
fn settings_that_cannot_be_read_are_refused() {
    for (make, expected) in [
        (
            (|path| symlink("nothing.yaml", path).expect("a link")) as fn(&Path),
            "is a symbolic link that leads to no file",
        ),
        (
            |path| assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success()),
            "is not a regular file",
        ),
        (|path| fs::create_dir(path).expect("a folder"), "is a folder"),
    ] {
        let blog = Blog::bare().file("posts/a.md", POST);
        make(&content(&blog).join("site.yaml"));
        let error = blog.try_publish().map(|_| ()).expect_err("no settings");
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn documents_whose_names_differ_in_their_encoding_are_all_published() {
    let blog = Blog::new();
    let names = ["\u{1e0d}\u{307}", "\u{1e0b}\u{323}", "d\u{323}\u{307}"];
    for name in names {
        let text = format!(
            "---\ntitle: T\ndate: 2024-01-01\n---\nText {}.\n",
            name.escape_unicode()
        );
        fs::create_dir_all(content(&blog).join("posts")).expect("a folder");
        fs::write(content(&blog).join(format!("posts/{name}.md")), text).expect("a file");
    }
    // Disks of macOS take these names for one file.
    let count = fs::read_dir(content(&blog).join("posts")).expect("a folder").count();
    let published = blog.publish();
    assert_eq!(published.posts, count, "{:?}", told(&published));
    let twins = told(&published)
        .iter()
        .filter(|told| told.contains("accents encoded differently"))
        .count();
    assert_eq!(twins, count - 1);
    assert!(
        (2..=count).all(|number| blog.has(&format!("posts/d-{number}/index.html"))) && blog.has("posts/d/index.html")
    );
}

#[test]
fn documents_that_their_names_hide_are_told() {
    let told = beside_a_good_post(|posts| {
        for name in [".NET.md", "._good.md", ".#good.md", ".md", ".net.png"] {
            fs::write(posts.join(name), POST).expect("a file");
        }
    });
    assert_eq!(
        told,
        ["posts/.NET.md:0 the file name begins with a dot, so the file is hidden and skipped"]
    );
}

#[test]
fn links_that_lead_nowhere_or_in_circles_are_left_out() {
    let told = beside_a_good_post(|posts| {
        symlink("nothing.md", posts.join("dangling.md")).expect("a link");
        symlink("self.md", posts.join("self.md")).expect("a link");
        symlink("..", posts.join("above")).expect("a link");
        // What editors leave behind is no fault.
        symlink("me@host.1", posts.join(".#lock.md")).expect("a link");
    });
    assert_eq!(
        told,
        [
            "posts/above:0 the symbolic link leads to a folder that contains it, so it is skipped",
            "posts/dangling.md:0 the symbolic link leads to no file, so it is skipped",
            "posts/self.md:0 the symbolic link leads to no file, so it is skipped",
        ]
    );
}

#[test]
fn a_folder_may_be_named_like_a_document() {
    let told = beside_a_good_post(|posts| fs::create_dir(posts.join("folder.md")).expect("a folder"));
    assert_eq!(told, [] as [&str; 0]);
}

#[test]
fn files_that_cannot_be_read_are_left_out() {
    if !Path::new(UNREADABLE).exists() {
        return;
    }
    let told = beside_a_good_post(|posts| {
        symlink(UNREADABLE, posts.join("a.md")).expect("a link");
        symlink(UNREADABLE, posts.join("b.png")).expect("a link");
        symlink(UNREADABLE, posts.join("../theme.css")).expect("a link");
    });
    let found: Vec<&str> = told.iter().filter_map(|told| told.split(": ").next()).collect();
    assert_eq!(
        found,
        ["posts/a.md", "posts/b.png", "theme.css"]
            .map(|name| format!("{name}:0 cannot read the file, so it is skipped"))
    );
}
