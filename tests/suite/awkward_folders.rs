//! Awkward folders, and what each gets: how many documents and files are published, what is told, or the refusal.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use feuillet::command::publish;
use feuillet_publish::options::Options;

use crate::blog::Blog;

const POST: &str = "---\ntitle: A\ndate: 2024-01-01\n---\nText.\n";

/// A folder to publish, and the name of the case.
struct Case {
    name: &'static str,
    /// Makes the content below the folder of the case.
    make: fn(&Path),
    /// Paths of content and output below the folder of the case.
    content: &'static str,
    out: &'static str,
}

const fn case(name: &'static str, make: fn(&Path)) -> Case {
    between(name, "c", "out", make)
}

const fn between(name: &'static str, content: &'static str, out: &'static str, make: fn(&Path)) -> Case {
    Case {
        name,
        make,
        content,
        out,
    }
}

#[track_caller]
fn put(root: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn a_post(root: &Path) {
    put(root, "c/posts/a.md", POST);
}

const CASES: [Case; 32] = [
    case("no folder", |_| {}),
    case("a file instead of a folder", |root| put(root, "c", POST)),
    case("an empty folder", |root| {
        fs::create_dir(root.join("c")).expect("a folder");
    }),
    case("an empty `posts`", |root| {
        fs::create_dir_all(root.join("c/posts")).expect("a folder");
    }),
    case("settings only", |root| put(root, "c/site.yaml", "title: T\n")),
    case("pictures only", |root| put(root, "c/a.png", "p")),
    case("drafts only", |root| {
        put(root, "c/posts/a.md", POST.replace("date", "draft: true\ndate"));
    }),
    case("one post without front matter", |root| {
        put(root, "c/posts/a.md", "Text.\n");
    }),
    case("one Markdown file at the root", |root| put(root, "c/a.md", POST)),
    case("an empty Markdown file", |root| put(root, "c/posts/a.md", "")),
    case("front matter that never ends", |root| {
        put(root, "c/posts/a.md", "---\ntitle: A\n\nText.\n");
    }),
    case("a byte order mark", |root| {
        put(root, "c/posts/a.md", ["\u{feff}", POST].concat());
    }),
    case("lines that end as on Windows", |root| {
        put(root, "c/posts/a.md", POST.replace('\n', "\r\n"));
    }),
    case("UTF-16", |root| {
        let words = POST.encode_utf16().flat_map(u16::to_le_bytes);
        put(
            root,
            "c/posts/a.md",
            [0xff, 0xfe].into_iter().chain(words).collect::<Vec<u8>>(),
        );
    }),
    case("Latin-1", |root| {
        put(root, "c/posts/a.md", b"---\ntitle: Caf\xe9\n---\nCaf\xe9.\n");
    }),
    case("settings that are no YAML", |root| {
        a_post(root);
        put(root, "c/site.yaml", "title: [");
    }),
    case("settings that are a list", |root| {
        a_post(root);
        put(root, "c/site.yaml", "- a\n");
    }),
    case("settings that are a folder", |root| put(root, "c/site.yaml/a.md", POST)),
    case("a link to itself", |root| {
        a_post(root);
        symlink("loop", root.join("c/posts/loop")).expect("a link");
    }),
    case("a link to the folder around it", |root| {
        a_post(root);
        symlink("..", root.join("c/posts/up")).expect("a link");
    }),
    case("a dead link", |root| {
        a_post(root);
        symlink("gone.md", root.join("c/posts/b.md")).expect("a link");
    }),
    case("a pipe", |root| {
        a_post(root);
        let made = Command::new("mkfifo").arg(root.join("c/posts/b.md")).status();
        assert!(made.expect("mkfifo").success());
    }),
    case("a name that is no text", |root| {
        a_post(root);
        let name = OsStr::from_bytes(b"caf\xe9.md");
        fs::write(root.join("c/posts").join(name), POST).expect("a file");
    }),
    case("names that Windows refuses", |root| {
        for name in ["con.md", "a:b.md", "what?.md", "end.md .md", "aux/index.md"] {
            put(root, &format!("c/posts/{name}"), POST);
        }
    }),
    case("names that differ by case", |root| {
        put(root, "c/posts/A.md", POST);
        put(root, "c/posts/a.md", POST);
    }),
    case("a very long name", |root| {
        put(root, &format!("c/posts/{}.md", "long ".repeat(49)), POST);
    }),
    case("folders 60 levels deep", |root| {
        put(root, &format!("c/posts/{}a.md", "d/".repeat(60)), POST);
    }),
    between("output inside of the content", "c", "c/public", a_post),
    between("content inside of the output", "c", ".", a_post),
    between("output that is the content", "c", "c", a_post),
    between("output that is a file", "c", "out", |root| {
        a_post(root);
        put(root, "out", "mine");
    }),
    between("output with other files", "c", "out", |root| {
        a_post(root);
        put(root, "out/mine.txt", "mine");
    }),
];

#[test]
fn each_folder_gets_what_its_author_can_understand() {
    let mut told = String::new();
    for case in &CASES {
        // Its reader is made for each test.
        let blog = Blog::new();
        let root: PathBuf = blog.path("case");
        fs::create_dir(&root).expect("a folder");
        (case.make)(&root);
        let options = Options {
            content: root.join(case.content),
            out: root.join(case.out),
            ..blog.options()
        };
        let outcome = publish(&options);
        let _ = writeln!(told, "# {}", case.name);
        match outcome {
            Ok(published) => {
                let _ = writeln!(told, "{} posts, {} pages", published.posts, published.pages);
                for hidden in &published.hidden {
                    let _ = writeln!(told, "hidden: {hidden}");
                }
                for finding in &published.findings {
                    let diagnostic = &finding.diagnostic;
                    let place = (finding.file.as_str(), diagnostic.line, diagnostic.column);
                    let _ = writeln!(told, "{}:{}:{} {}", place.0, place.1, place.2, diagnostic.message);
                    let _ = writeln!(told, "  help: {}", diagnostic.help);
                }
                // Those of nearly all of these folders.
                let usual = ["The blog has no title", "Feeds and sitemap"];
                let is_usual = |note: &&String| usual.iter().any(|start| note.starts_with(start));
                for note in published.notes.iter().filter(|note| !is_usual(note)) {
                    let _ = writeln!(told, "note: {note}");
                }
            }
            Err(error) => {
                let _ = writeln!(told, "refused: {error:#}");
            }
        }
        told = told.replace(&*root.to_string_lossy(), "<folder>");
        // Whatever was written, the author's files are there.
        assert!(
            case.name == "no folder" || root.join(case.content).exists(),
            "{}",
            case.name
        );
    }
    insta::assert_snapshot!(told);
}
