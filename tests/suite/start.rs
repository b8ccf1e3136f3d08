//! A blog from its first command to what a host serves, run as its author runs it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::blog::stand_in_reader;

fn feuillet(folder: &Path, arguments: &[&str]) -> Output {
    feuillet_in("UTC0", folder, arguments)
}

/// The same in a time zone, as POSIX's `TZ` has it: `WEST11` is 11 hours behind UTC.
fn feuillet_in(zone: &str, folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_feuillet"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env("TZ", zone)
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
fn a_new_post_is_published_at_once_in_every_time_zone() {
    for (here, on_the_host) in [("WEST11", "WEST11"), ("WEST11", "EAST-13"), ("EAST-13", "WEST11")] {
        let folder = tempfile::tempdir().expect("a folder");
        let reader = folder.path().join("reader");
        stand_in_reader(&reader);
        let reader = reader.to_string_lossy().into_owned();
        done(&feuillet_in(here, folder.path(), &["new", "leaves"]));
        let blog = folder.path().join("leaves");
        done(&feuillet_in(here, &blog, &["post", "Another"]));
        let told = done(&feuillet_in(on_the_host, &blog, &["publish", "--reader", &reader]));
        assert!(told.contains("2 posts and 1 page"), "{here}, {on_the_host}: {told}");
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

#[test]
fn publishing_tells_machines_what_was_found_and_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let reader = elsewhere.path().join("reader");
    stand_in_reader(&reader);
    let reader = reader.to_string_lossy().into_owned();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    };
    write("posts/a.md", "---\ntitle: A\n---\n[b](gone.md)\n");
    write("posts/b.md", "---\ntitle: B\ndraft: true\n---\n");
    write("posts/cv.pdf", "1234");
    let publish = || {
        let output = feuillet(folder.path(), &["publish", "--reader", &reader, "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        (output.status.code(), report)
    };
    let (code, report) = publish();
    assert_eq!(code, Some(0));
    assert_eq!(report["counts"]["warning"], 1);
    assert_eq!(report["findings"][0]["file"], "posts/a.md");
    assert_eq!(report["hidden"][0]["file"], "posts/b.md");
    let published = &report["published"];
    assert_eq!(published["files"], published["written"]);
    assert_eq!(
        published["copied"],
        serde_json::json!([{"kind": "PDF file", "files": 1, "bytes": 4}])
    );
    write("site.yaml", "titel: x\n");
    let (code, report) = publish();
    assert_eq!((code, &report["published"]), (Some(2), &serde_json::Value::Null));
    assert_eq!(report["findings"][0]["file"], "site.yaml");
    // Every key is described.
    let help = feuillet(folder.path(), &["publish", "--help"]);
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    for key in published
        .as_object()
        .expect("keys")
        .keys()
        .map(String::as_str)
        .chain(["published", "error"])
    {
        assert!(help.contains(&format!("  {key} ")), "{key}");
    }
}

#[test]
fn files_for_hosts_are_no_part_of_the_blog() {
    for host in ["github-pages", "cloudflare", "netlify", "gitlab-pages", "none"] {
        let folder = tempfile::tempdir().expect("a folder");
        let reader = folder.path().join("reader");
        stand_in_reader(&reader);
        let reader = reader.to_string_lossy().into_owned();
        done(&feuillet(folder.path(), &["new", "my blog", "--deploy", host]));
        let blog = folder.path().join("my blog");
        assert_eq!(blog.join(".feuillet/publish.sh").exists(), host != "none");
        done(&feuillet(
            &blog,
            &["publish", "--reader", &reader, "--deny", "warnings"],
        ));
        for file in [
            ".feuillet",
            ".github",
            ".gitlab-ci.yml",
            "netlify.toml",
            "wrangler.toml",
        ] {
            assert!(!blog.join("public").join(file).exists(), "{host}: {file}");
        }
    }
}

#[test]
fn new_prints_commands_that_can_be_pasted() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = done(&feuillet(folder.path(), &["new", "my blog"]));
    assert!(told.contains("\n  cd 'my blog'\n"), "{told}");
    let output = feuillet(&folder.path().join("my blog"), &["post", "Two", "Words"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("`feuillet post \"Two Words\"`"), "{error}");
}

/// Runs the script that hosts run, with stand-ins for the network and for Feuillet, and returns what it printed.
#[cfg(unix)]
fn run_on_host(checksum: &str, pinned: &str) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    done(&feuillet(folder.path(), &["new", "leaves", "--deploy", "netlify"]));
    let blog = folder.path().join("leaves");
    let script = blog.join(".feuillet/publish.sh");
    let text = fs::read_to_string(&script).expect("the script");
    fs::write(&script, text.replace("\nsha256=\n", &format!("\nsha256={pinned}\n"))).expect("written");
    // Instead of the network: a `curl` that copies from a folder, and an archive with a program that echoes.
    let stand_ins = "set -e\nname=feuillet-$1-x86_64-unknown-linux-musl\nmkdir -p bin net/$name\n\
        printf '#!/bin/sh\\necho ran \"$@\"\\n' > net/$name/feuillet\nchmod +x net/$name/feuillet\n\
        tar -czf net/$name.tar.gz -C net $name\n\
        sum=$(sha256sum net/$name.tar.gz | cut -d ' ' -f 1)\n\
        printf '%s  %s\\n' \"${2:-$sum}\" $name.tar.gz > net/$name.tar.gz.sha256\n\
        printf '#!/bin/sh\\nfor last; do :; done\\nwhile [ $# -gt 1 ]; do [ \"$1\" = --output ] && out=$2; shift; done\\n\
        cp \"%s/net/${last##*/}\" \"$out\"\\n' \"$PWD\" > bin/curl\nchmod +x bin/curl\n\
        cd leaves\nPATH=\"$OLDPWD/bin:$PATH\" sh .feuillet/publish.sh --base /b/\n";
    Command::new("sh")
        .args(["-c", stand_ins, "sh", env!("CARGO_PKG_VERSION"), checksum])
        .current_dir(folder.path())
        .output()
        .expect("a shell")
}

#[cfg(unix)]
#[test]
fn hosts_run_what_they_fetched_if_its_checksum_is_right() {
    let told = done(&run_on_host("", ""));
    assert!(told.ends_with("\nran publish --base /b/\n"), "{told}");
    // What it says to write down works, and anything else stops it.
    let (_, sum) = told
        .lines()
        .next()
        .and_then(|line| line.split_once("sha256="))
        .expect("a checksum");
    assert_eq!(sum.len(), 64, "{told}");
    let zeros = "0".repeat(64);
    for (checksum, pinned) in [(zeros.as_str(), ""), ("", zeros.as_str())] {
        let output = run_on_host(checksum, pinned);
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(!output.status.success() && !told.contains("ran"), "{told}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("is not the file"));
    }
}
