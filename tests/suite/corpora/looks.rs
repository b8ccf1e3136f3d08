//! Visible details of some corpora, which counts do not show.

use feuillet::command::publish;
use feuillet_publish::options::Options;

use super::folder;
use crate::blog::stand_in_reader;

/// Publishes a corpus, and gives what some of its files hold.
fn pages_of<const COUNT: usize>(name: &str, files: [&str; COUNT]) -> Option<[String; COUNT]> {
    let content = folder(name)?;
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let (reader, out) = (temporary.path().join("reader"), temporary.path().join("out"));
    stand_in_reader(&reader);
    publish(&Options {
        content,
        out: out.clone(),
        reader,
        ..Options::default()
    })
    .expect("the corpus is published");
    Some(files.map(|file| std::fs::read_to_string(out.join(file)).expect(file)))
}

#[test]
fn arabic_runs_from_right_to_left() {
    let files = [
        "index.html",
        "posts/editor-setup/index.html",
        "ar/basics/layouts/index.html",
    ];
    let Some([front, post, old]) = pages_of("astro-docs-ar", files) else {
        return;
    };
    for page in [&front, &post] {
        assert!(page.contains("<html lang=\"ar\" dir=\"rtl\""), "{page}");
    }
    // Steps, the tabs in them, and the name of a file above its code.
    for shown in [
        "<strong>pnpm</strong>",
        "<code class=\"language-shell\"><span class=\"t-f\">pnpm</span> add",
        "<code>.prettierrc.mjs</code>",
    ] {
        assert!(post.contains(shown), "{shown}");
    }
    assert!(
        old.contains("/posts/basics-layouts/"),
        "the old address leads on: {old}"
    );
}

#[test]
fn translations_of_one_folder_know_each_other() {
    let files = [
        "posts/clock-zh/index.html",
        "content/posts/sq1-en.md",
        "content/posts/lalaland-competition-zh.md",
    ];
    let Some([page, formulas, prices]) = pages_of("astro-emptybluebox-zh-en", files) else {
        return;
    };
    assert!(page.contains("<html lang=\"zh-CN\""), "{page}");
    assert!(
        page.contains("hreflang=\"en-US\"") && page.contains("/posts/clock-en/"),
        "{page}"
    );
    assert!(formulas.contains("\nmath: true\n"));
    assert!(!prices.contains("\nmath: true\n"));
}

#[test]
fn hexo_tags_say_what_they_stand_for() {
    let files = [
        "posts/introduce-hexo/index.html",
        "posts/hexo-filter-fix-cjk-spacing/index.html",
    ];
    let Some([links, breaks]) = pages_of("hexo-seaoak-ja", files) else {
        return;
    };
    assert!(links.contains("href=\"/posts/node-memo/\">Node.js めも</a>"), "{links}");
    // Lines of Japanese are joined without a space.
    assert!(
        breaks.contains("文章を書いているとき、段落の途中で改行を入れる"),
        "{breaks}"
    );
}
