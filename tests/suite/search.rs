//! `feuillet search`, and how good its results are: the judged queries in `search/judged.txt`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use feuillet_engine::progress::Hidden;
use feuillet_publish::search::{Found, SearchableBlog};

const JUDGED: &str = include_str!("search/judged.txt");

fn open(folder: &str) -> SearchableBlog {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    SearchableBlog::open(&folder, None, None, &Hidden).expect("it is read")
}

/// The last parts of the addresses, of documents that have all words.
fn whole(found: &Found) -> Vec<&str> {
    let hits = found.hits.iter().filter(|hit| hit.missing.is_empty());
    let names = hits.map(|hit| hit.address.trim_end_matches('/').rsplit('/').next());
    names.flatten().collect()
}

#[test]
fn judged_queries_are_answered() {
    let mut blog = None;
    let mut asked = 0;
    let mut wrong = Vec::new();
    for line in JUDGED.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(folder) = line.strip_prefix("== ") {
            blog = Some(open(folder));
            continue;
        }
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let &[query, first, absent] = columns.as_slice() else {
            panic!("three columns: {line}");
        };
        asked += 1;
        let found = blog
            .as_mut()
            .expect("a blog")
            .search(query, 50)
            .expect("it is searched");
        let names = whole(&found);
        let best: BTreeSet<&str> = names.iter().copied().take(3).collect();
        let is_right = match first {
            "-" => names.is_empty(),
            first => first.split_whitespace().all(|name| best.contains(name)),
        };
        if !is_right || absent.split_whitespace().any(|name| names.contains(&name)) {
            wrong.push(format!("{line}\n    {names:?}"));
        }
    }
    assert!(asked >= 120, "{asked} queries");
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
}

fn feuillet(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_feuillet"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env("XDG_CACHE_HOME", folder.join(".cache"))
        .output()
        .expect("the command runs")
}

#[test]
fn results_name_the_place_in_the_authors_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let posts = folder.path().join("posts");
    fs::create_dir(&posts).expect("a folder");
    let post = "---\ntitle: Trains\ndate: 2024-05-01\n---\n\nBy day.\n\n## After dark\n\nThe *night* train.\n";
    fs::write(posts.join("trains.md"), post).expect("a file");
    fs::write(
        posts.join("hidden.md"),
        "---\ndraft: true\n---\nThe night train, a draft.\n",
    )
    .expect("a file");
    for (query, code, expected) in [
        (
            "night trains",
            0,
            "Trains, 1 May 2024\n  posts/trains.md:10  /posts/trains/#after-dark\n  The night train.\n\n1 document\n",
        ),
        (
            "night zebra",
            1,
            "No document has all of night zebra. The nearest:\n\nTrains, 1 May 2024\n  \
             posts/trains.md:10  /posts/trains/#after-dark\n  The night train.\n  without zebra\n\n",
        ),
        ("zebra", 1, "No document has zebra\n"),
    ] {
        let output = feuillet(folder.path(), &["search", query]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{query}");
        assert_eq!(output.status.code(), Some(code), "{query}");
    }
}

#[test]
fn unchanged_documents_are_not_analyzed_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (content, cache) = (folder.path().join("content"), folder.path().join("cache"));
    fs::create_dir_all(content.join("posts")).expect("folders");
    let put = |name: &str, text: &str| {
        let text = format!("---\ndate: 2024-05-01\n---\n{text}\n");
        fs::write(content.join("posts").join(name), text).expect("a file");
    };
    let analyzed = |word: &str| {
        let mut blog = SearchableBlog::open(&content, None, Some(&cache), &Hidden).expect("it is read");
        let found = blog.search(word, 10).expect("it is searched");
        (blog.analyzed, found.hits.len())
    };
    put("a.md", "Paper.");
    put("b.md", "Thread.");
    assert_eq!(analyzed("paper"), (2, 1));
    assert_eq!(analyzed("thread"), (0, 1));
    put("b.md", "Thread and paper.");
    put("c.md", "Paper.");
    assert_eq!(analyzed("paper"), (2, 3));
}
