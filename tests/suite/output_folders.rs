//! Folders to publish into that hold files of others.

use feuillet::command::publish;

use crate::blog::Blog;

fn blog() -> Blog {
    Blog::new().post("a", "2024-05-01", "")
}

#[test]
fn a_repository_stays_one() {
    let blog = blog();
    let files = [
        (".git/HEAD", "ref: refs/heads/gh-pages"),
        (".git/objects/ab/cdef", "x"),
        (".gitignore", "*.log"),
        (".github/workflows/a.yml", "on: push"),
        ("CNAME", "blog.example"),
        (".nojekyll", ""),
    ];
    for (name, content) in &files[..5] {
        blog.write(&format!("out/{name}"), content);
    }
    for _ in 0..2 {
        blog.publish();
        for (name, content) in files {
            assert_eq!(blog.read(name), content, "{name}");
        }
        assert!(blog.has("posts/a/index.html"));
    }
    // Anything else is not Git's.
    blog.write("out/notes.txt", "mine");
    let refusal = blog.try_publish().expect_err("a refusal");
    assert!(
        refusal.contains("notes.txt") && refusal.contains("--adopt") && !refusal.contains("CNAME"),
        "{refusal}"
    );
}

#[test]
fn a_worktree_has_a_file_of_that_name() {
    let blog = blog();
    blog.write("out/.git", "gitdir: elsewhere");
    blog.publish();
    assert_eq!(blog.read(".git"), "gitdir: elsewhere");
}

#[test]
fn the_authors_own_name_of_the_host_wins() {
    let blog = blog().file("CNAME", "new.example");
    blog.write("out/CNAME", "old.example");
    blog.publish();
    assert_eq!(blog.read("CNAME"), "new.example");
}

#[test]
fn an_adopted_folder_keeps_its_files_and_tells_them() {
    let blog = blog();
    for (name, content) in [
        ("app/index.html", "an app"),
        ("index.html", "a page"),
        ("old.html", "a page"),
    ] {
        blog.write(&format!("out/{name}"), content);
    }
    let mut options = blog.options();
    options.adopt = true;
    let publish = || publish(&options).expect("a publish");
    let notes = publish().notes;
    let told = |note: &str| notes.iter().any(|found| found == note);
    assert!(
        told("Kept, though no publish wrote them: 2 files (app/index.html, old.html)"),
        "{notes:?}"
    );
    assert!(
        told("Replaced, though no publish wrote them: 1 file (index.html)"),
        "{notes:?}"
    );
    assert_eq!(blog.read("app/index.html"), "an app");
    assert!(blog.read("index.html").contains("feuillet"));
    let notes = publish().notes;
    assert!(notes.iter().any(|note| note.starts_with("Kept")), "{notes:?}");
    assert!(!notes.iter().any(|note| note.starts_with("Replaced")), "{notes:?}");
}
