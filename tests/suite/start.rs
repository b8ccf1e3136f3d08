//! A blog from its first command to what a host serves, run as its author runs it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::blog::stand_in_reader;

fn feuillet(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_feuillet"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env("XDG_CACHE_HOME", folder.join(".cache"))
        .output()
        .expect("the command runs")
}

#[track_caller]
fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_new_blog_is_published_without_a_finding() {
    for language in ["en", "fr", "de"] {
        let folder = tempfile::tempdir().expect("a folder");
        let reader = folder.path().join("reader");
        stand_in_reader(&reader);
        let reader = reader.to_string_lossy().into_owned();
        done(&feuillet(folder.path(), &["new", "leaves", "--language", language]));
        let blog = folder.path().join("leaves");
        assert_eq!(
            done(&feuillet(&blog, &["post", "Ça: va?", "--draft"])).trim(),
            "posts/ca-va.md"
        );
        let checked = done(&feuillet(&blog, &["check", "--deny", "warnings"]));
        assert!(checked.contains("no problems found"), "{language}: {checked}");
        let publish = ["publish", "--reader", &reader, "--deny", "warnings"];
        let told = done(&feuillet(&blog, &publish));
        assert!(told.contains("1 post and 1 page"), "{told}");
        let home = fs::read_to_string(blog.join("public/index.html")).expect("a first page");
        assert!(home.contains(&format!("<html lang=\"{language}\"")) && home.contains("<title>Leaves</title>"));
        assert!(!blog.join("public/posts/ca-va").exists(), "a draft");
        // What was published is no part of the blog, also under another name.
        let told = done(&feuillet(&blog, &publish));
        assert!(told.contains(" 0 written"), "{told}");
        let elsewhere = feuillet(&blog, &["publish", "--reader", &reader, "-o", "elsewhere", "--quiet"]);
        assert_eq!(done(&elsewhere), "");
        assert!(!blog.join("elsewhere/public").exists());
        fs::remove_dir_all(blog.join("elsewhere")).expect("it is there");
        done(&feuillet(&blog, &["check", "--deny", "warnings"]));
    }
}

#[test]
fn a_folder_that_is_no_blog_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    for command in ["publish", "check", "serve"] {
        let output = feuillet(folder.path(), &[command]);
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains("no blog in") && told.contains("feuillet new"), "{told}");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "{command}");
    }
}

#[test]
fn publishing_fails_on_findings_where_it_is_asked_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let reader = folder.path().join("reader");
    stand_in_reader(&reader);
    let reader = reader.to_string_lossy().into_owned();
    fs::create_dir(folder.path().join("posts")).expect("a folder");
    fs::write(folder.path().join("posts/a.md"), "---\ntitle: A\n---\n[b](gone.md)\n").expect("a post");
    for (more, expected) in [(&[][..], 0), (&["--deny", "errors"], 0), (&["--deny", "warnings"], 1)] {
        let arguments = [&["publish", "--reader", &reader][..], more].concat();
        assert_eq!(
            feuillet(folder.path(), &arguments).status.code(),
            Some(expected),
            "{more:?}"
        );
    }
}
