//! `feuillet check`, run as its users run it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::blog::{Blog, told, tree};

/// Runs the command; the time that it took is left out of what it says.
fn run(content: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_feuillet"))
        .arg("check")
        .arg("--content")
        .arg(content)
        .args(arguments)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the command runs")
}

fn check(blog: &Blog, arguments: &[&str]) -> Output {
    run(&blog.path("content"), arguments)
}

/// Output of the command for a blog, as text.
pub(crate) fn drawn(blog: &Blog) -> String {
    String::from_utf8(check(blog, &[]).stderr).expect("text")
}

/// Rule, file, line, column and length of each finding, from the JSON.
pub(crate) fn found(blog: &Blog) -> Vec<String> {
    let output = check(blog, &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    findings
        .iter()
        .map(|finding| {
            let text = |key: &str| finding[key].to_string().replace('"', "");
            let place: Vec<String> = ["rule", "file", "line", "column", "length"].map(text).into();
            place.join(" ")
        })
        .collect()
}

#[track_caller]
fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

/// A blog with a fault of every kind.
pub(crate) fn faulty() -> Blog {
    let long = "Lorem ipsum dolor sit amet, consectetur. ".repeat(8);
    Blog::new()
        .file(
            "posts/a.md",
            format!(
                "---\ntitle: A\ndate: 2024-13-01\ntags: [Rust, métier]\ncover: none.png\naliases: [/, /old/]\n---\n\
                 {long}A [link](gone.md), [another](b.md#nope), a [third](#partie-deux). {long}\n\n\
                 ## Partie deux à suivre\n\n日本語 ![](photo.jpg) et <u onclick=\"x()\">du texte</u>\n\n\
                 \tcode\n\n<script>\nx\n</script>\n"
            ),
        )
        .file(
            "posts/b.md",
            "---\ntitle: B\ntags:\n  - rust\n---\n[a](gone.md) [b](gone.md) [c](d.md)\n",
        )
        .file("posts/sub/b.md", "---\ntitle: B\n---\n[a](gone.md) Vec<String>\n")
        .file("posts/c.md", "---\ntitle: C\ntags: [Rust]\n---\n[x](../a.md)\n")
        .file("posts/d.md", "---\ntitle: D\ndraft: true\n---\n")
        .file("posts/photo.jpg", [0xff, 0xd8])
}

#[test]
fn keys_of_the_front_matter_that_are_doubtful_are_told_where_they_stand() {
    let blog = Blog::new()
        .file(
            "posts/a.md",
            "---\ntitle: A\nmail: a@example.org\nstars: 3\n---\nText.\n",
        )
        .file(
            "posts/b.md",
            "---\ntitel: B\ndate: 2020-01-01\npubDate: 2020-01-02\nstars: 4\n---\n# B\n",
        )
        .file("posts/c.md", "---\ntitle: C\nstars: 5\ndraft: true\n---\nText.\n");
    let keys: Vec<String> = found(&blog)
        .into_iter()
        .filter(|finding| finding.starts_with("key ") || finding.starts_with("conflict "))
        .collect();
    assert_eq!(
        keys,
        [
            "key posts/a.md 3 1 4",
            "key posts/a.md 4 1 5",
            "key posts/b.md 2 1 5",
            "conflict posts/b.md 4 10 10",
            "key posts/b.md 5 1 5",
            "key posts/c.md 3 1 5",
        ]
    );
    // A finding that occurs in many places is printed once.
    assert_eq!(drawn(&blog).matches("unknown front matter key `stars`").count(), 1);
    assert_eq!(code(&check(&blog, &[])), 0);
}

#[test]
fn faults_are_drawn_as_compilers_do() {
    insta::assert_snapshot!(drawn(&faulty()));
}

#[test]
fn faults_are_told_to_machines() {
    let output = check(&faulty(), &["--format", "json"]);
    assert!(output.stderr.is_empty());
    insta::assert_snapshot!(String::from_utf8(output.stdout).expect("text"));
}

#[test]
fn the_exit_code_tells_what_was_found() {
    let clean = Blog::new().post("a", "2020-01-01", "");
    let warned = Blog::new().file("posts/a.md", "---\ntitle: A\n---\n[a](gone.md)\n");
    let broken = Blog::new().file("posts/a.md", "---\ntitle: A\ndate: never\n---\n");
    let unset = Blog::new().file("site.yaml", "titel: x\n");
    for (blog, plain, denied) in [(clean, 0, 0), (warned, 0, 1), (broken, 1, 1), (unset, 1, 1)] {
        for format in ["text", "json"] {
            let outcome = check(&blog, &["--format", format]);
            assert_eq!(code(&outcome), plain, "{outcome:?}");
            let outcome = check(&blog, &["--deny", "warnings", "--format", format]);
            assert_eq!(code(&outcome), denied, "{outcome:?}");
        }
    }
    let nothing = run(Path::new("/nowhere/at/all"), &[]);
    assert_eq!(code(&nothing), 2);
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("does not exist"));
}

#[test]
fn settings_that_are_not_understood_are_a_finding() {
    let blog = Blog::new().file("site.yaml", "title: x\ntitel: y\n").post("a", "x", "");
    assert_eq!(found(&blog), ["settings site.yaml 2 1 5"]);
    let blog = Blog::new().file("site.yaml", "title: x\nurl: example.org\n");
    assert_eq!(found(&blog), ["settings site.yaml 2 6 11"]);
    let drawn = drawn(&blog);
    assert!(
        drawn.starts_with("error[settings]: `url: example.org` is not an absolute URL\n"),
        "{drawn}"
    );
}

#[test]
fn nothing_is_written_and_no_reader_is_needed() {
    let blog = faulty();
    fs::remove_dir_all(blog.path("reader")).expect("a reader");
    let folder = blog.path(".");
    let before = tree(&folder);
    check(&blog, &[]);
    assert!(tree(&folder) == before);
}

#[test]
fn there_are_no_colors_but_on_a_terminal() {
    let blog = faulty();
    // No terminal; one that is asserted; one whose user wants no colors.
    for (variables, colored) in [
        (&[][..], false),
        (&["CLICOLOR_FORCE"], true),
        (&["CLICOLOR_FORCE", "NO_COLOR"], false),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feuillet"));
        command.arg("check").arg("--content").arg(blog.path("content"));
        command.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
        for variable in variables {
            command.env(variable, "1");
        }
        let output = command.output().expect("the command runs");
        assert_eq!(output.stderr.contains(&0x1b), colored, "{variables:?}");
        assert!(!output.stdout.contains(&0x1b));
    }
}

#[test]
fn the_help_names_every_key_of_the_json() {
    fn keys(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(entries) => {
                for (key, value) in entries {
                    found.push(key.clone());
                    // The rules are no keys.
                    if key != "rules" {
                        keys(value, found);
                    }
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
            _ => {}
        }
    }
    let output = check(&faulty(), &["--format", "json"]);
    let mut found = Vec::new();
    keys(&serde_json::from_slice(&output.stdout).expect("JSON"), &mut found);
    let help = run(Path::new("."), &["--help"]);
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let words: Vec<&str> = help.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
    for key in found {
        assert!(words.contains(&key.as_str()), "{key}\n{help}");
    }
}

#[test]
fn entries_of_the_menu_that_lead_nowhere_are_told() {
    let menu = "title: Carnet\nlanguage: fr\nnavigation:\n  - {label: a, to: pages/a.md}\n  - label: gone.md\n    to: gone.md\n\
                \x20 - {label: b, to: /archive/}\n  - {label: c, to: 'https://example.org/'}\n";
    let blog = Blog::new()
        .file("site.yaml", menu)
        .file("pages/a.md", "---\ntitle: A\n---\n");
    assert_eq!(found(&blog), ["link site.yaml 6 9 7"]);
}

#[test]
fn a_check_finds_what_a_publish_finds() {
    let blog = faulty();
    let published = told(&blog.publish());
    let checked = drawn(&blog);
    for finding in &published {
        // A finding that occurs in many places is printed at the first one.
        let title = finding.lines().next().expect("a title");
        assert!(checked.contains(title), "{title}\n{checked}");
    }
    assert!(published.len() > 5);
}

#[test]
fn links_to_parts_of_documents() {
    let parts = "---\ntitle: B\n---\n# B\n\n## Été à Paris\n\n## Été à Paris\n\n## Own {#mine}\n\n<p id=raw></p>\n\n\
                 <a name=old></a>\n\n<p id=cookie></p>\n\n<svg><p id=svg></svg>\n\n\
                 <p id=veiled hidden=until-found>x</p>\n\n<div hidden><p id=hidden>x</p></div>\n\n\
                 <details><p id=closed>x</p></details>\n\n<p id=\"été\"></p>\n\nNote[^n].\n\n[^n]: Text.\n";
    let links = [
        ("#ete-a-paris", true),
        ("#ete-a-paris-1", true),
        ("#ete-a-paris-2", false),
        ("#mine", true),
        ("#own", false),
        ("#raw", true),
        ("#old", true),
        ("#fn-1", true),
        ("#fnref-1", true),
        ("#fn-2", false),
        // Left out by the sanitizer.
        ("#cookie", false),
        ("#svg", false),
        // Dropped, because it repeats the title.
        ("#b", false),
        ("#", true),
        ("#top", true),
        ("#:~:text=Note", true),
        ("#mine:~:text=Note", true),
        ("#main", true),
        ("#MINE", false),
        ("#%6Dine", true),
        ("#TOP", true),
        ("#veiled", true),
        ("#closed", true),
        ("#été", true),
        ("#%C3%A9t%C3%A9", true),
        // Nothing shows it.
        ("#hidden", false),
    ];
    for (link, is_there) in links {
        // Within a document, from another one by its file and by its address, and in raw HTML.
        let blog = Blog::new()
            .file("posts/b.md", format!("{parts}\n[x]({link})\n"))
            .file("pages/p.md", format!("---\ntitle: P\n---\n[x](../posts/b.md{link})\n\n[x](/posts/b/{link})\n\n<a href=\"/posts/b{link}\">x</a>\n"));
        let found = found(&blog);
        let anchors = found.iter().filter(|finding| finding.starts_with("anchor")).count();
        assert_eq!(anchors, if is_there { 0 } else { 4 }, "{link}: {found:?}");
    }
    let elsewhere = "[a](https://example.org/#x) [b](/#x) [c](/archive/#x) [d](gone.md#x) ![e](b.svg#x)";
    let blog = Blog::new()
        .file("posts/a.md", format!("---\ntitle: A\n---\n{elsewhere}\n"))
        .file("posts/b.svg", "");
    assert_eq!(found(&blog), ["link posts/a.md 4 59 9"]);
}

#[test]
fn links_and_pictures_that_lead_nowhere_are_found_wherever_they_stand() {
    let text = "[a](gone.md) [b][r] <a href='gone.md'>x</a>\n\n[r]: gone.md \"Title\"\n\n\
                ![x](none.png)\n\n<video src=none.mp4 poster=none.png></video>\n\n\
                [good](b.md) [good](../pages/p.md) ![good](photo.jpg) [good](/tags/rust/) [good](/feed.xml) [bare] [r2][none]\n\n\
                [](b.md) [e]()\n";
    let blog = Blog::new()
        .file("posts/a.md", format!("---\ntitle: A\n---\n{text}"))
        .post("b", "2020-01-01", "tags: [Rust]")
        .file("pages/p.md", "---\ntitle: P\n---\n")
        .file("posts/photo.jpg", "");
    assert_eq!(
        found(&blog),
        [
            "link posts/a.md 4 5 7",
            "link posts/a.md 4 30 7",
            "link posts/a.md 6 6 7",
            "picture posts/a.md 8 6 8",
            "picture posts/a.md 10 12 8",
            "picture posts/a.md 10 28 8",
            "markdown posts/a.md 12 100 10",
            "link posts/a.md 14 10 5",
        ]
    );
}

#[test]
fn what_was_probably_meant_is_offered() {
    let blog = Blog::new()
        .file(
            "posts/a.md",
            "---\ntitle: A\n---\n[a](trip/Rome.md) ![b](photo.JPG) [c](www.example.org/x) [d](d.md) [e](none.md)\n",
        )
        .file("posts/rome.md", "---\ntitle: R\n---\n")
        .file("assets/photo.jpg", "")
        .file("posts/d.md", "---\ntitle: D\ndraft: true\n---\n");
    let drawn = drawn(&blog);
    let helps: Vec<&str> = drawn.lines().filter_map(|line| line.split("help: ").nth(1)).collect();
    assert_eq!(
        helps,
        [
            "did you mean `rome.md`?",
            "did you mean `../assets/photo.jpg`?",
            "start links to other sites with `https://`",
            "publish it, or remove the link",
            "fix the link, or add the missing file"
        ]
    );
}

#[test]
fn each_picture_without_words_is_named() {
    let blog = Blog::new()
        .file(
            "posts/a.md",
            "---\ntitle: A\n---\n![](a.png) ![](b.png) ![b](b.png)\n\n<img src=a.png> <img src=a.png alt=\"\">\n",
        )
        .file("posts/a.png", "")
        .file("posts/b.png", "");
    assert_eq!(
        found(&blog),
        [
            "alt posts/a.md 4 1 10",
            "alt posts/a.md 4 12 10",
            "alt posts/a.md 6 1 15"
        ]
    );
    let drawn = drawn(&blog);
    assert!(
        drawn.contains("missing alt text for image `a.png`") && drawn.contains("missing alt text for image `b.png`"),
        "{drawn}"
    );
}

#[test]
fn terms_have_one_spelling() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "tags: [Métier, rust]\ncategories: [Tags]")
        .post("b", "2020-01-02", "tags: [Métier]\ncategory: tags")
        .post("c", "2020-01-03", "tags:\n- rust\n- metier")
        .post("d", "2020-01-04", "tags: MÉTIER\ncategories: [Tags]");
    // A category and a tag of one name are two things.
    assert_eq!(
        found(&blog),
        [
            "term posts/b.md 5 11 4",
            "term posts/c.md 6 3 6",
            "term posts/d.md 4 7 6"
        ]
    );
}

#[test]
fn of_two_documents_with_one_address_both_are_named() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "")
        .post("b", "2020-01-02", "slug: A")
        .file("pages/a.md", "---\ntitle: A\n---\n")
        .file("pages/archive.md", "---\ntitle: A\n---\n");
    insta::assert_snapshot!(drawn(&blog));
}

#[test]
fn the_sample_blog_has_no_faults() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let output = run(&content, &["--deny", "warnings"]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
}
