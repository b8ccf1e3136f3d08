//! Names of terms and documents: each has its address.

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

/// Publishes posts of these names and returns the address of each.
fn addresses(names: &[&str]) -> Vec<String> {
    let mut blog = Blog::new();
    for name in names {
        let text = format!("---\ntitle: T\ndate: 2024-01-01\n---\nThis is <{name}>.\n")
            .replace('<', "«")
            .replace('>', "»");
        blog = blog.file(&format!("posts/{name}.md"), text);
    }
    blog.publish();
    let pages: Vec<(String, Vec<u8>)> = blog.tree();
    let address = |name: &&str| {
        let found = pages.iter().find(|(file, bytes)| {
            let text = String::from_utf8_lossy(bytes);
            file.starts_with("content/posts/") && text.contains(&format!("«{name}»"))
        });
        let (file, _) = found.unwrap_or_else(|| panic!("{name} is published"));
        file["content/posts/".len()..file.len() - ".md".len()].to_owned()
    };
    names.iter().map(address).collect()
}

#[test]
fn documents_whose_names_differ_in_signs_have_addresses_of_their_own() {
    let all = ["C", "C++", "C#", "C-", "A*", "html+css", "🎉", "🎊", "100 %", "100"];
    let expected = [
        "C",
        "c-plus-plus",
        "c-sharp",
        "c-minus",
        "a-star",
        "html-css",
        "tada",
        "confetti-ball",
        "100-percent",
        "100",
    ];
    let expected = expected.map(str::to_lowercase);
    assert_eq!(addresses(&all), expected);
    // Whatever other documents there are.
    for (name, slug) in all.iter().zip(expected) {
        assert_eq!(addresses(&[name]), [slug]);
    }
}

#[test]
fn a_document_that_is_called_as_its_address_has_it() {
    for names in [["go", "Go"], ["ete", "été"], ["c-sharp", "C#"], ["tada", "🎉"]] {
        let found = addresses(&names);
        assert_eq!(found[0], names[0]);
        assert_eq!(found[1], format!("{}-2", names[0]));
    }
}

#[test]
fn links_lead_to_documents_whose_names_have_signs() {
    let blog = Blog::new()
        .file("posts/C.md", "---\ntitle: C\n---\n[a](C++.md) [b](C%23.md) [d](C.md)\n")
        .file("posts/C++.md", "---\ntitle: Plus\n---\nText.\n")
        .file("posts/C#.md", "---\ntitle: Sharp\n---\nText.\n");
    blog.publish();
    let page = blog.read("posts/c/index.html");
    for (text, slug) in [("a", "c-plus-plus"), ("b", "c-sharp"), ("d", "c")] {
        let link = format!("href=\"/posts/{slug}/\">{text}</a>");
        assert!(page.contains(&link), "{link}: {page}");
    }
}
