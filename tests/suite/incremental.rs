//! Publishing again: only what changed is written, and what lies there afterwards is what a publish from nothing gives.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use feuillet::command::publish;
use feuillet_publish::options::{Options, Published};

use crate::blog::{Blog, tree};

/// Any day long ago.
pub(crate) fn long_ago() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(1_600_000_000_123)
}

/// Gives a file a time of modification.
pub(crate) fn touch(path: &Path, time: SystemTime) {
    let file = File::options().write(true).open(path).expect("a file");
    file.set_modified(time).expect("a time");
}

fn modified(path: &Path) -> SystemTime {
    let metadata = fs::metadata(path).expect("a file");
    metadata.modified().expect("a time")
}

/// Gives every file below a folder an old time, so that whatever is written afterwards shows, however fast the test
/// is, and so that no file is too fresh to be remembered.
pub(crate) fn age(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            age(&path);
        } else {
            touch(&path, long_ago());
        }
    }
}

/// Publishes, so that the next publish finds everything old and remembered.
pub(crate) fn settle(blog: &Blog) {
    age(&blog.path("content"));
    age(&blog.path("reader"));
    blog.publish();
    age(&blog.out());
    // Other times than remembered: made once more, found the same, and remembered so.
    blog.publish();
}

/// The published files that were written since [`settle`].
pub(crate) fn rewritten(blog: &Blog) -> Vec<String> {
    let out = blog.out();
    let is_new = |name: &String| modified(&out.join(name)) != long_ago();
    let names = blog.tree().into_iter().map(|(name, _)| name);
    names.filter(is_new).collect()
}

/// Checks that the published folder is what a publish from nothing gives, including the list of files.
#[track_caller]
pub(crate) fn check_against_fresh(blog: &Blog, options: &Options, about: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fresh = Options {
        out: folder.path().join("out"),
        cache: None,
        ..options.clone()
    };
    publish(&fresh).expect("the blog is published");
    let (ours, theirs) = (blog.tree(), tree(&fresh.out));
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours.0, theirs.0, "{about}");
        assert!(ours.1 == theirs.1, "{about}: {} differs", ours.0);
    }
    assert_eq!(ours.len(), theirs.len(), "{about}");
}

fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "html")
}

fn counts(published: &Published) -> (usize, usize, usize) {
    (
        published.written,
        published.files - published.unchanged - published.written,
        published.removed,
    )
}

/// Four posts, of which `b` and `c` are neighbors, a page, and a picture.
pub(crate) fn a_blog() -> Blog {
    Blog::new()
        .post("a", "2020-01-01", "categories: [x]")
        .post("b", "2020-01-02", "categories: [x]\ntags: [t]")
        .post("c", "2020-01-03", "tags: [t, métier]")
        .post("d", "2020-01-04", "featured: true")
        .file("pages/about.md", "---\ntitle: About\n---\nAbout.\n")
        .file("assets/picture.svg", "<svg/>")
}

#[test]
fn a_second_publish_writes_nothing() {
    let blog = a_blog();
    let first = blog.publish();
    assert_eq!((first.written, first.unchanged), (first.files, 0));
    let before = blog.tree();
    let second = blog.publish();
    assert_eq!((counts(&second), second.unchanged), ((0, 0, 0), first.files));
    assert_eq!(before, blog.tree());

    settle(&blog);
    let third = blog.publish();
    assert_eq!((third.read, third.written), (0, 0));
    let options = Options {
        fresh: true,
        ..blog.options()
    };
    let fresh = publish(&options).unwrap();
    assert_eq!((fresh.read, fresh.written), (5, 0), "asked to make everything again");
    assert_eq!(rewritten(&blog), [""; 0]);
    check_against_fresh(&blog, &options, "the same in two folders");
}

#[test]
fn a_changed_text_rewrites_its_page_and_its_markdown() {
    let blog = a_blog();
    settle(&blog);
    let text = "---\ntitle: b\ndate: 2020-01-02\ncategories: [x]\ntags: [t]\n---\nText of b.\n\nMore.\n";
    let blog = blog.file("posts/b.md", text);
    let published = blog.publish();
    assert_eq!(published.read, 1);
    assert_eq!(
        rewritten(&blog),
        [
            "categories/x/feed.json",
            "categories/x/feed.xml",
            "content/posts/b.md",
            "data/offline.json",
            "data/offline/0.json",
            "feed.json",
            "feed.xml",
            "posts/b/index.html",
        ]
    );
    check_against_fresh(&blog, &blog.options(), "a changed text");
}

#[test]
fn a_changed_title_rewrites_what_shows_it() {
    let blog = a_blog();
    settle(&blog);
    let blog = blog.file(
        "posts/b.md",
        "---\ntitle: Beta\ndate: 2020-01-02\ncategories: [x]\ntags: [t]\n---\nText of b.\n",
    );
    blog.publish();
    assert_eq!(
        rewritten(&blog),
        [
            "archive/index.html",
            "categories/x/feed.json",
            "categories/x/feed.xml",
            "categories/x/index.html",
            "content/posts/b.md",
            "data/archive/1.json",
            "data/categories/x/1.json",
            "data/offline.json",
            "data/offline/0.json",
            "data/post/a.json",
            "data/post/c.json",
            "data/posts/older/1.json",
            "data/tags/t/1.json",
            "feed.json",
            "feed.xml",
            "llms.txt",
            "older/1/index.html",
            "posts/a/index.html",
            "posts/b/index.html",
            "posts/c/index.html",
            "tags/t/index.html",
        ]
    );
    check_against_fresh(&blog, &blog.options(), "a changed title");
}

#[test]
fn what_every_page_shows_rewrites_every_page() {
    let redirects = ["posts/index.html", "tags/métier/index.html"];
    let is_page = |name: &String| is_page(name) && !redirects.contains(&name.as_str());
    let pages = |blog: &Blog| -> Vec<String> {
        let names = blog.tree().into_iter().map(|(name, _)| name);
        names.filter(is_page).collect()
    };
    let changed = |blog: &Blog| -> Vec<String> { rewritten(blog).into_iter().filter(is_page).collect() };
    let blog = a_blog();
    settle(&blog);
    let blog = blog.file(
        "site.yaml",
        "title: Cahier\nlanguage: fr\nurl: https://example.org/\npage_size: 2\n",
    );
    blog.publish();
    assert_eq!(changed(&blog), pages(&blog), "a setting");
    check_against_fresh(&blog, &blog.options(), "a setting");

    settle(&blog);
    blog.write("reader/main-0123.css", "a{color:red}");
    blog.publish();
    assert_eq!(changed(&blog), pages(&blog), "the reader");
    assert!(blog.read("index.html").contains("a{color:red}"));
    check_against_fresh(&blog, &blog.options(), "the reader");

    settle(&blog);
    let blog = blog.based("/sub/");
    blog.publish();
    assert_eq!(changed(&blog), pages(&blog), "the base path");
    check_against_fresh(&blog, &blog.options(), "the base path");
}

#[test]
fn a_removed_post_takes_its_files_with_it() {
    let blog = a_blog();
    settle(&blog);
    let before: BTreeSet<String> = blog.tree().into_iter().map(|(name, _)| name).collect();
    fs::remove_file(blog.path("content/posts/c.md")).unwrap();
    let published = blog.publish();
    let after: BTreeSet<String> = blog.tree().into_iter().map(|(name, _)| name).collect();
    let gone: Vec<&String> = before.difference(&after).collect();
    assert_eq!(
        gone,
        [
            "content/posts/c.md",
            "data/post/c.json",
            "data/posts/older/1.json",
            "data/tags/metier/1.json",
            "older/1/index.html",
            "posts/c/index.html",
            "tags/metier/index.html",
            "tags/métier/index.html",
        ]
    );
    assert_eq!(published.removed, gone.len());
    assert!(
        !blog.has("posts/c") && !blog.has("tags/metier"),
        "no empty folders stay"
    );
    check_against_fresh(&blog, &blog.options(), "a removed post");
}

#[test]
fn damaged_and_deleted_files_are_restored() {
    let blog = a_blog();
    settle(&blog);
    let whole = blog.tree();
    blog.write("out/posts/a/index.html", "damaged");
    blog.write("out/assets/picture.svg", "<xxx/>");
    fs::remove_file(blog.out().join("data/site.json")).unwrap();
    fs::remove_dir_all(blog.out().join("posts/b")).unwrap();
    let published = blog.publish();
    assert_eq!(published.written, 4);
    assert_eq!(whole, blog.tree());
    // A file that became a folder, and a folder that became a file.
    fs::remove_file(blog.out().join("about/index.html")).unwrap();
    fs::create_dir(blog.out().join("about/index.html")).unwrap();
    fs::remove_dir_all(blog.out().join("posts/b")).unwrap();
    blog.publish();
    assert_eq!(whole, blog.tree());
}

#[test]
fn garbage_in_place_of_the_cache_is_ignored() {
    let blog = a_blog();
    settle(&blog);
    let files: Vec<_> = fs::read_dir(blog.path("cache"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 2, "{files:?}");
    for file in files {
        fs::write(file, "garbage").unwrap();
    }
    let published = blog.publish();
    assert_eq!((published.read, published.written), (5, 0));
    check_against_fresh(&blog, &blog.options(), "garbage");
    assert_eq!(blog.publish().read, 0, "it is remembered again");
}

#[test]
fn a_picture_that_is_replaced_by_an_older_one_of_its_size_is_noticed() {
    let blog = a_blog();
    settle(&blog);
    blog.write("other.svg", "<bvg/>");
    age(&blog.path("reader"));
    touch(&blog.path("other.svg"), long_ago());
    fs::rename(blog.path("other.svg"), blog.path("content/assets/picture.svg")).unwrap();
    blog.publish();
    // Windows tells no time of change.
    assert!(cfg!(windows) || blog.read("assets/picture.svg") == "<bvg/>");
}

#[test]
fn a_publish_that_was_stopped_is_mended_by_the_next() {
    // While it made things.
    let blog = a_blog();
    settle(&blog);
    let whole = blog.tree();
    blog.write(".out.publishing/posts/a/index.html", "half");
    blog.publish();
    assert_eq!(whole, blog.tree());
    assert!(!blog.path(".out.publishing").exists());

    // While it moved things: the list names old and new files, and some of both are there.
    let list = blog.read(".feuillet-files");
    blog.write(
        "out/.feuillet-files",
        format!("posts/new/index.html\nposts/old/index.html\n{list}"),
    );
    blog.write("out/posts/new/index.html", "of the publish that was stopped");
    blog.write("out/posts/a/index.html", "of the publish that was stopped");
    blog.write(".out.publishing/posts/b/index.html", "not moved yet");
    fs::remove_file(blog.out().join("posts/b/index.html")).unwrap();
    let published = blog.publish();
    assert_eq!((published.written, published.removed), (2, 1));
    assert_eq!(whole, blog.tree());
    assert!(!blog.has("posts/new") && !blog.path(".out.publishing").exists());
}

#[test]
fn files_become_folders_and_folders_files() {
    let blog = Blog::new().file("notes", "a file").file("old/note.txt", "in a folder");
    blog.publish();
    fs::remove_file(blog.path("content/notes")).unwrap();
    fs::remove_dir_all(blog.path("content/old")).unwrap();
    let blog = blog.file("notes/one.txt", "in a folder").file("old", "a file");
    blog.publish();
    assert_eq!(
        (blog.read("notes/one.txt"), blog.read("old")),
        ("in a folder".to_owned(), "a file".to_owned())
    );
    check_against_fresh(&blog, &blog.options(), "files and folders");
}

#[test]
fn dropped_documents_whose_names_are_taken_are_all_kept() {
    let blog = Blog::new().post("a", "2020-01-01", "");
    blog.publish();
    let names = ["b", "B C", "b-c"];
    for name in names {
        let text = format!("---\ntitle: Dropped {name}\n---\n");
        blog.write(&format!("out/content/posts/{name}.md"), text);
    }
    // Now `b` is the post's, so that the other one gets a number, and `B C` comes to lie where `b-c` lay.
    let blog = blog.post("a", "2020-01-01", "slug: b");
    for _ in 0..2 {
        assert_eq!(blog.publish().posts, 4);
        assert!(blog.read("content/posts/b.md").contains("Text of a"));
        let files = blog.tree().into_iter().filter(|(name, _)| name.starts_with("content/"));
        let texts: String = files.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect();
        for name in names {
            assert_eq!(texts.matches(&format!("title: Dropped {name}\n")).count(), 1, "{texts}");
        }
    }
}
