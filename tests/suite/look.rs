//! The author's look: what becomes of `theme` in the settings, of utility classes in posts, and of `theme.css`.

use std::process::Command;

use feuillet_content::document::sanitize::style;

use crate::blog::{Blog, told};

/// The style sheet that the pages of a blog link to: its name and text.
#[track_caller]
fn sheet(blog: &Blog) -> (String, String) {
    let page = blog.read("index.html");
    let (_, rest) = page.split_once("<link rel=\"stylesheet\" href=\"/").unwrap_or_else(|| {
        panic!("a style sheet in {page}");
    });
    let name = rest.split('"').next().expect("a name").to_owned();
    let text = blog.read(&name);
    (name, text)
}

/// A sheet with a line for each rule.
fn lines(sheet: &str) -> String {
    sheet.replace('}', "}\n")
}

/// A blog whose reader has a style sheet.
fn blog() -> Blog {
    let blog = Blog::new();
    let page = blog.path("reader/index.html");
    let text = std::fs::read_to_string(&page).expect("a page");
    let text = text.replace(
        "<link data-trunk rel=\"css\" href=\"",
        "<link rel=\"stylesheet\" href=\"",
    );
    blog.write("reader/index.html", text);
    blog.write("reader/main-0123.css", "a{color:red}");
    blog
}

fn post(body: &str) -> String {
    format!("---\ntitle: A\ndate: 2024-05-01\n---\n{body}\n")
}

#[test]
fn without_a_look_of_one_s_own_the_sheet_is_the_reader_s() {
    let blog = blog().file("posts/a.md", post("<p class=\"quote\">Text</p>"));
    blog.publish();
    assert_eq!(sheet(&blog), ("main-0123.css".to_owned(), "a{color:red}".to_owned()));
}

#[test]
fn one_sheet_has_the_tokens_the_utilities_and_the_author_s_own_rules_in_the_order_of_their_strength() {
    let blog = blog()
        .file(
            "site.yaml",
            "title: x\nlanguage: en\ntheme:\n  accent: \"#1a4d8f\"\n  corner: 0\n",
        )
        .file("theme.css", "\u{feff}.quote { color: red }\r\n")
        .file("posts/a.md", post("<p class=\"mt-4 quote\">Text</p>"))
        .file("pages/b.md", post("## Title {.italic}"));
    blog.publish();
    let (name, text) = sheet(&blog);
    insta::assert_snapshot!(lines(&text));
    assert!(!blog.has("main-0123.css") && !blog.has("theme.css"));
    // Every file that names the reader's files names the style sheet.
    assert!(blog.read("_headers").contains(&format!(
        "/{name}\n  Cache-Control: public, max-age=31536000, immutable"
    )));
    assert!(blog.read("data/offline.json").contains(&name));
    assert!(blog.read("data/shell.html").contains(&name));
    assert!(blog.read("posts/a/index.html").contains(&format!("href=\"/{name}\"")));
}

#[test]
fn a_sheet_of_another_generator_s_folder_is_a_file_like_others() {
    let blog = Blog::bare()
        .file("_config.yml", "title: x\nlang: en\n")
        .file("_posts/2024-05-01-a.md", "---\ntitle: A\n---\nText\n")
        .file("theme.css", "a{color:red}\n");
    blog.publish();
    assert!(blog.has("theme.css") && blog.has("main-0123.css"));
    let blog = blog.file("site.yaml", "title: y\n");
    blog.publish();
    assert!(!blog.has("theme.css") && !blog.has("main-0123.css"));
}

#[test]
fn the_name_of_the_sheet_follows_its_text() {
    let blog = blog().file("posts/a.md", post("<p class=\"mt-4\">Text</p>"));
    blog.publish();
    let (first, _) = sheet(&blog);
    blog.write("content/posts/a.md", post("<p class=\"mt-8\">Text</p>"));
    blog.publish();
    let (second, text) = sheet(&blog);
    assert_ne!(first, second);
    assert!(text.contains(".mt-8") && !text.contains(".mt-4"), "{text}");
    assert!(!blog.has(&first));
    blog.write("content/posts/a.md", post("<p class=\"mt-4\">Text</p>"));
    blog.publish();
    assert_eq!(sheet(&blog).0, first);
}

#[test]
fn classes_of_what_the_sanitizer_drops_make_no_rules() {
    let blog = blog().file(
        "posts/a.md",
        post("<script class=\"mt-4\">x</script>\n\nText `<p class=\"mt-5\">`\n\n<p title=\" class=mt-6\">x</p>\n\n```html\n<p class=\"mt-7\">\n```"),
    );
    blog.publish();
    assert_eq!(sheet(&blog).0, "main-0123.css");
}

#[test]
fn a_home_of_lines_is_a_setting() {
    let blog = blog()
        .file("site.yaml", "title: x\nlanguage: en\ntheme:\n  home: list\n")
        .post("a", "2024-05-01", "");
    blog.publish();
    let page = blog.read("index.html");
    assert!(
        page.contains("<ul class=\"post-lines\">") && !page.contains("post-cards"),
        "{page}"
    );
}

#[test]
fn a_font_of_one_s_own_is_declared_measured_and_asked_for_at_once() {
    let font = include_bytes!("fonts/boxes.woff2");
    let blog = blog()
        .file(
            "site.yaml",
            "title: x\nlanguage: en\nbase: /b/\ntheme:\n  fonts:\n    text: Boxes, Georgia\n  font_files:\n    - file: \
             fonts/my boxes.woff2\n      family: Boxes\n",
        )
        .file("fonts/my boxes.woff2", font)
        .post("a", "2024-05-01", "");
    let published = blog.publish();
    assert_eq!(told(&published), Vec::<String>::new());
    let page = blog.read("posts/a/index.html");
    let preload =
        "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin href=\"/b/fonts/my%20boxes.woff2\">";
    assert!(page.contains(preload), "{page}");
    let offline: serde_json::Value = serde_json::from_str(&blog.read("data/offline.json")).expect("JSON");
    assert!(offline["files"]["shell"].to_string().contains("fonts/my boxes.woff2"));
    let name = blog
        .tree()
        .into_iter()
        .find(|(name, _)| name.starts_with("main-"))
        .expect("a sheet")
        .0;
    insta::assert_snapshot!(lines(&blog.read(&name)));
}

#[test]
fn fonts_that_cannot_be_used_are_told() {
    let blog = blog()
        .file(
            "site.yaml",
            "title: x\nlanguage: en\ntheme:\n  font_files:\n    - {file: none.woff2, family: A}\n    - {file: a.woff2, \
             family: B}\n    - {file: b.ttf, family: C}\n",
        )
        .file("a.woff2", &include_bytes!("fonts/boxes.woff2")[..400])
        .file("b.ttf", "\0\u{1}\0\0");
    insta::assert_snapshot!(told(&blog.publish()).join("\n"));
}

#[test]
fn a_check_tells_what_of_the_look_does_nothing() {
    let blog = blog()
        .file("site.yaml", "title: x\nlanguage: en\ntheme:\n  accent: \"#ffd166\"\n")
        .file("theme.css", ".aside { color: red\n")
        .file(
            "posts/a.md",
            post(
                "<p class=\"asied mt-4 fixed\">x</p>\n\n<p class=\"card\">y</p> <b class=\"boder-l-4 card\">z</b>\n\n\
                 ```rust\ncode\n```\n\n> [!NOTE]\n> Text[^1]\n\n[^1]: Note\n\n## Title {.card}",
            ),
        );
    let output = Command::new(env!("CARGO_BIN_EXE_feuillet"))
        .args(["check", "--content"])
        .arg(blog.path("content"))
        .output()
        .expect("the command runs");
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr));
}

/// The sheet for posts that nobody published says of each class what is generated for it when publishing.
#[test]
fn the_fixed_utilities_agree_with_those_that_are_generated() {
    let css = include_str!("../../styles/main.css");
    let (_, utilities) = css.split_once("@layer utilities {").expect("the layer");
    let (utilities, _) = utilities.split_once("\n}").expect("its end");
    let rules: Vec<(&str, &str)> = utilities
        .lines()
        .filter_map(|line| line.trim().strip_prefix('.')?.split_once(" { "))
        .collect();
    assert!(rules.len() > 8, "{utilities}");
    let classes: Vec<&str> = rules.iter().map(|(class, _)| *class).collect();
    let blog = blog().file("posts/a.md", post(&format!("<p class=\"{}\">x</p>", classes.join(" "))));
    blog.publish();
    let (_, text) = sheet(&blog);
    for (class, declarations) in rules {
        let declarations = declarations.trim_end_matches('}').trim().trim_end_matches(';');
        let written = declarations.replace(": ", ":");
        assert!(
            text.contains(&format!(".{class}{{{written}}}")),
            "{class}: {written} in {text}"
        );
        assert!(style::is_property(written.split(':').next().unwrap_or_default()));
    }
}
