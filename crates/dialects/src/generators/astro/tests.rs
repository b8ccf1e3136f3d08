//! Tests of what becomes of Astro's files.

use super::*;

/// The place of a file in a project with these files.
fn place(files: &[&str], file: &str, languages: &[&str]) -> Place {
    let temporary = tempfile::tempdir().unwrap();
    for file in files {
        let path = temporary.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "---\ntitle: x\n---\n").unwrap();
    }
    let tree = Tree::of(
        temporary.path(),
        std::path::Path::new(""),
        &crate::folder::names::Patterns::default(),
    )
    .unwrap();
    let mut site = site::site(&tree, "");
    site.languages
        .extend(languages.iter().map(|language| (*language).to_owned()));
    Astro.place(file, "", &tree, &site)
}

#[test]
fn files_have_their_place() {
    for (file, name, slug, language) in [
        ("src/content/blog/a.md", "posts/a.md", None, None),
        ("src/content/blog/a/index.mdx", "posts/a/index.md", None, None),
        ("src/content/blog/2024/cs/a.md", "posts/2024/cs/a.md", None, None),
        (
            "src/content/docs/guides/a.mdx",
            "posts/guides/a.md",
            Some("guides-a"),
            None,
        ),
        ("src/data/blog/a.md", "posts/a.md", None, None),
        ("src/content/pages/about.md", "pages/about.md", None, None),
        ("src/pages/about.mdx", "pages/about.md", None, None),
        ("src/pages/blog/a.md", "posts/blog/a.md", None, None),
        ("content/a.md", "posts/a.md", None, None),
        ("src/content/docs/ar/a.md", "posts/ar/a.md", None, Some("ar")),
    ] {
        let Place::Document(found) = place(&[file], file, &[]) else {
            panic!("{file}")
        };
        let found = (found.name.as_str(), found.slug.as_deref(), found.language.as_deref());
        assert_eq!(found, (name, slug, language), "{file}");
    }
    for file in [
        "README.md",
        "src/pages/index.md",
        "src/pages/404.md",
        "src/content/config.ts",
        "src/content/blog/_draft.md",
        "src/content/authors/a.md",
        "src/components/a.md",
        "package.json",
    ] {
        assert_eq!(place(&[file], file, &[]), Place::Machinery, "{file}");
    }
    assert_eq!(place(&[], "public/a.png", &[]), Place::Asset("a.png".to_owned()));
    let picture = "src/assets/a.png";
    assert_eq!(place(&[], picture, &[]), Place::Asset(picture.to_owned()));
}

#[test]
fn translations_have_a_key_in_common_and_addresses_of_their_own() {
    let key = |files: &[&str], file: &str| match place(files, file, &[]) {
        Place::Document(found) => (found.translation_key, found.slug, found.language),
        other => panic!("{other:?}"),
    };
    let text = |text: &str| Some(text.to_owned());
    let pair = [
        "src/content/blog/a-en.md",
        "src/content/blog/a-zh.md",
        "src/content/blog/how-to.md",
    ];
    assert_eq!(key(&pair, pair[0]), (text("src/content/blog/a"), None, text("en")));
    assert_eq!(key(&pair, pair[1]), (text("src/content/blog/a"), None, text("zh")));
    assert_eq!(key(&pair, pair[2]), (None, None, None));
    let folders = ["src/content/blog/en/a.md", "src/content/blog/fr/a.md"];
    assert_eq!(key(&folders, folders[0]), (text("a"), None, text("en")));
    assert_eq!(key(&folders, folders[1]), (text("a"), text("a-fr"), text("fr")));
    let subjects = ["src/content/blog/cs/a.md", "src/content/blog/cooking/a.md"];
    assert_eq!(key(&subjects, subjects[0]), (None, None, None));
}
