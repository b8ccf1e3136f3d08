//! The guide in `docs/`: a blog without a finding, whose examples are right. Its tables of keys, settings and commands are
//! compared with the code where these lists are.

use std::fs;
use std::path::{Path, PathBuf};

use feuillet_engine::progress::Hidden;
use feuillet_publish::check::check;
use feuillet_report::finding::Finding;

use crate::blog::{stand_in_reader, told};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The pages of the guide: name and text.
fn pages() -> Vec<(String, String)> {
    let entries = fs::read_dir(docs().join("pages")).expect("the pages").map(|entry| {
        let path = entry.expect("a page").path();
        let text = fs::read_to_string(&path).expect("a text");
        (path.display().to_string(), text)
    });
    entries.collect()
}

/// The blocks of code in a language, with the number of their first line.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("\n```{language}\n");
    let blocks = text.split(&fence).skip(1);
    blocks.filter_map(|rest| rest.split("\n```").next()).collect()
}

#[test]
fn the_guide_is_a_blog_without_a_finding() {
    let checked = check(&docs(), None, None, &Hidden).expect("it is checked");
    let findings: Vec<String> = checked.findings.iter().map(Finding::draw).collect();
    assert!(findings.is_empty(), "{}", findings.concat());
    assert!(
        checked.hidden.is_empty() && checked.pages >= 12,
        "{} pages",
        checked.pages
    );

    let folder = tempfile::tempdir().expect("a folder");
    let reader = folder.path().join("reader");
    stand_in_reader(&reader);
    let published = feuillet::command::publish(&feuillet_publish::options::Options {
        content: docs(),
        out: folder.path().join("site"),
        reader,
        ..feuillet_publish::options::Options::default()
    });
    let published = published.expect("it is published");
    assert!(told(&published).is_empty(), "{}", told(&published).concat());
    for (name, _) in pages() {
        let slug = Path::new(&name)
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(
            folder.path().join("site").join(&slug).join("index.html").is_file(),
            "{slug}"
        );
    }
}

#[test]
fn settings_in_the_guide_are_understood() {
    let mut parsed = 0;
    for (name, text) in pages() {
        for block in blocks(&text, "yaml") {
            parsed += 1;
            if let Err(faults) = feuillet_settings::read::parse(block) {
                panic!("{name}:\n{block}\n{faults}");
            }
        }
    }
    assert!(parsed >= 6, "{parsed} blocks");
}

#[test]
fn every_page_of_the_guide_is_in_its_contents() {
    let contents = fs::read_to_string(docs().join("posts/guide.md")).expect("the contents");
    for (name, _) in pages() {
        let file = Path::new(&name)
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(contents.contains(&format!("(../pages/{file})")), "{file}");
    }
}

#[test]
fn the_readme_is_a_front_page() {
    let readme = include_str!("../../README.md");
    assert!(
        readme.lines().count() <= 150,
        "move what is more to the guide, in docs/pages"
    );
    for picture in ["docs/home.png", "docs/post-phone.png"] {
        assert!(
            readme.contains(&format!("]({picture})")) && Path::new(env!("CARGO_MANIFEST_DIR")).join(picture).is_file()
        );
    }
}
