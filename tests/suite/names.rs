//! Names of terms: each has its list and its address.

use crate::blog::{Blog, told};

#[test]
fn terms_whose_names_differ_in_signs_have_lists_of_their_own() {
    let blog = Blog::new()
        .post("templates", "2024-01-03", "tags: [\"C++\"]")
        .post("pointers", "2024-01-07", "tags: [C]\ncategories: [\"C#\"]")
        .post("linq", "2024-01-08", "tags: [\"C#\"]")
        .post(
            "both",
            "2024-02-01",
            "tags: [C, C++, \"F#\", F, .NET, \"🎉\", \"10 %\", 10%, \"..\", \"???\", Métier, metier]",
        )
        .post("last", "2024-02-02", "tags: [Go, Go!]\nauthors: [A, A+]")
        .file("tags/cpp.md", "---\ntitle: C++\nslug: cpp\n---\nOf templates.\n");
    let published = blog.publish();
    let told = told(&published).concat();
    assert!(
        told.contains("tag `Go!` and tag `Go` have the same address `tags/go`")
            && told.contains("`tags/go-2`")
            && published.findings.len() == 1,
        "{told}"
    );
    let mut lists: Vec<String> = blog.tree().into_iter().map(|(name, _)| name).collect();
    lists.retain(|name| name.starts_with("data/tags/") && name.ends_with("/1.json"));
    lists.sort();
    let expected = [
        "10-percent",
        "c",
        "c-sharp",
        "cpp",
        "dot-dot",
        "dot-net",
        "f",
        "f-sharp",
        "go",
        "go-2",
        "metier",
        "question-question-question",
        "tada",
    ];
    let mut expected = expected.map(|slug| format!("data/tags/{slug}/1.json"));
    expected.sort();
    assert_eq!(lists, expected);
    let list = blog.read("tags/cpp/index.html");
    assert!(list.contains("Of templates.") && list.contains("/posts/templates/") && !list.contains("/posts/pointers/"));
    // A post links to each of its terms, as it does in the reader.
    let post = blog.read("posts/both/index.html");
    for slug in ["c", "cpp", "f-sharp", "f", "dot-net", "tada", "10-percent", "metier"] {
        assert!(post.contains(&format!("href=\"/tags/{slug}/\"")), "{slug}: {post}");
    }
    assert_eq!(post.matches("href=\"/tags/10-percent/\"").count(), 1);
    assert!(blog.has("categories/c-sharp/index.html") && blog.has("authors/a-plus/index.html"));
    // Only where the reader cannot know the address itself.
    assert!(
        blog.read("data/post/both.json").contains("\"tags\":[")
            && !blog.read("data/post/pointers.json").contains("\"tags\"")
    );
    assert!(blog.read("tags/C++/index.html").contains("url=/tags/cpp/"));
    assert!(blog.read("tags/F#/index.html").contains("url=/tags/f-sharp/"));
}
