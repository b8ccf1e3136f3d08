//! Links that name what they mean by a name or a title, and lead nowhere: what was meant is told.

use crate::blog::{Blog, told};
use crate::check::drawn;

#[test]
fn links_by_name_are_told_with_the_address() {
    let menu = "title: Carnet\nlanguage: en\nnavigation:\n  - {label: a, to: about}\n  - {label: b, to: Travel}\n\
                \x20 - {label: c, to: hello.html}\n  - {label: d, to: nothing}\n";
    let drawn = drawn(
        &Blog::new()
            .file("site.yaml", menu)
            .file("pages/about.md", "---\ntitle: About\n---\nA [post](Hello).\n")
            .file(
                "posts/hello.md",
                "---\ntitle: Hello\ndate: 2024-01-02\ncategories: [Travel]\n---\n",
            ),
    );
    for (target, address) in [
        ("about", "/about/"),
        ("Travel", "/categories/travel/"),
        ("hello.html", "/posts/hello/"),
    ] {
        let expected = format!("broken link `{target}`");
        let finding = drawn.split("warning[").find(|finding| finding.contains(&expected));
        let help = format!("did you mean `{address}`?");
        assert!(
            finding.is_some_and(|finding| finding.contains(&help)),
            "{target}: {drawn}"
        );
    }
    assert_eq!(drawn.matches("did you mean `/posts/hello/`?").count(), 2, "{drawn}");
    assert!(drawn.contains("fix the link, or add the missing file"), "{drawn}");
}

#[test]
fn a_link_between_notes_that_names_no_file_is_told_with_the_one_that_was_meant() {
    let note = "---\ntitle: Note\ndate: 2024-01-02\n---\n[[My first trip|there]], ![[othr note]], [[nothing at all]]\n";
    let blog = Blog::new()
        .file("posts/note.md", note)
        .file(
            "posts/2024-trip.md",
            "---\ntitle: My first trip!\ndate: 2024-01-01\n---\n",
        )
        .file("posts/other note.md", "---\ntitle: Else\ndate: 2024-01-01\n---\n");
    let told = told(&blog.publish());
    for (written, help) in [
        ("[[My first trip|there]]", "did you mean `[[2024-trip]]`?"),
        ("![[othr note]]", "did you mean `[[other note]]`?"),
        ("[[nothing at all]]", "name a file of this folder"),
    ] {
        let finding = told
            .iter()
            .find(|finding| finding.contains(&format!("link to nothing: `{written}`")));
        assert!(
            finding.is_some_and(|finding| finding.contains(help)),
            "{written}: {}",
            told.concat()
        );
    }
}
