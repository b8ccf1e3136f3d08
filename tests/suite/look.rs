//! The author's look: what becomes of `theme` in the settings, of utility classes in posts, and of `theme.css`.

use std::process::Command;

use feuillet_content::document::sanitize::style;

use crate::blog::{Blog, told};

/// The style sheet of a blog: the name of the file that all pages name, and the text of what the first page carries and
/// of that file.
#[track_caller]
fn sheet(blog: &Blog) -> (String, String) {
    let page = blog.read("index.html");
    let name = between(&page, "data-styles=\"/", "\"");
    let carried = page
        .split("</style>")
        .filter_map(|before| before.split_once("<style").map(|(_, rest)| rest));
    let carried: Vec<&str> = carried.filter_map(|rest| Some(rest.split_once('>')?.1)).collect();
    (name.clone(), carried.join("\n") + &blog.read(&name))
}

#[track_caller]
fn between(page: &str, start: &str, end: &str) -> String {
    let found = page.split_once(start).and_then(|(_, rest)| rest.split_once(end));
    let (found, _) = found.unwrap_or_else(|| panic!("{start} in {page}"));
    found.to_owned()
}

/// A sheet with a line for each rule.
fn lines(sheet: &str) -> String {
    sheet.replace('}', "}\n")
}

/// A blog whose reader has a style sheet.
fn blog() -> Blog {
    let blog = Blog::new();
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
    assert_eq!(sheet(&blog).1, "a{color:red}");
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
    assert!(!blog.has("theme.css"));
    // Every file that names the reader's files names the style sheet.
    assert!(blog.read("_headers").contains(&format!(
        "/{name}\n  Cache-Control: public, max-age=31536000, immutable"
    )));
    assert!(blog.read("data/offline.json").contains(&name));
    assert!(blog.read("data/shell.html").contains(&name));
    assert!(
        blog.read("posts/a/index.html")
            .contains(&format!("data-styles=\"/{name}\""))
    );
}

#[test]
fn a_sheet_of_another_generator_s_folder_is_a_file_like_others() {
    let blog = Blog::bare()
        .file("_config.yml", "title: x\nlang: en\n")
        .file("_posts/2024-05-01-a.md", "---\ntitle: A\n---\nText\n")
        .file("theme.css", "a{color:red}\n");
    blog.publish();
    assert!(blog.has("theme.css") && !blog.read("index.html").contains("a{color:red}"));
    let blog = blog.file("site.yaml", "title: y\n");
    blog.publish();
    assert!(!blog.has("theme.css") && blog.read("index.html").contains("a{color:red}"));
}

#[test]
fn a_page_carries_the_styles_that_it_needs_and_large_ones_of_authors_are_a_file() {
    let own = |rules: usize| ".x { color: red; content: \"</style>\"; background: url(a.png) }\n".repeat(rules);
    let blog = blog()
        .file("a.png", "")
        .file("theme.css", own(1))
        .file("posts/a.md", post("Text"))
        .file("posts/d.md", post("<b class=\"italic\">x</b>"))
        .file("posts/b.md", post("Text\n\n| a |\n|---|\n| b |\n"))
        .file(
            "posts/c.md",
            post("<p lang=\"JA\">x</p>\n\n<div class=\"x table-scroll\">x</div>"),
        );
    let parts = [
        ("document", ".prose{}"),
        ("tables", ".prose .table-scroll{}"),
        ("letters", ".italic:lang(ja){}"),
        ("cards", ".post-card{}"),
        ("utilities", ".italic{}"),
    ];
    for (part, css) in parts {
        blog.write(&format!("reader/{part}-0123.css"), css);
    }
    blog.publish();
    let carried = |page: &str| {
        let page = blog.read(page);
        // Allowed by what is on the page, and nothing else.
        assert_eq!(
            page.matches("<style").count() + 1,
            page.matches("'sha256-").count(),
            "{page}"
        );
        let carried = parts.into_iter().filter(|(_, css)| page.contains(&format!(">{css}")));
        carried.map(|(part, _)| part).collect::<Vec<_>>()
    };
    assert_eq!(carried("posts/a/index.html"), ["document"]);
    assert_eq!(carried("posts/b/index.html"), ["document", "tables"]);
    assert_eq!(carried("posts/c/index.html"), ["document", "tables", "letters"]);
    assert_eq!(carried("posts/d/index.html"), ["document", "utilities"]);
    assert_eq!(carried("index.html"), ["cards"]);
    let page = blog.read("posts/a/index.html");
    let theme = "<style>.x{color: red;content: \"<\\/style>\";background: url(\"/a.png\")}</style>";
    assert!(page.contains(theme), "{page}");

    blog.write("content/theme.css", own(100));
    blog.publish();
    let page = blog.read("posts/a/index.html");
    let name = between(&page, "<link rel=\"stylesheet\" href=\"/", "\"");
    assert!(!page.contains(".x{") && blog.read(&name).contains(".x{"));
    assert!(blog.read("data/offline.json").contains(&name));
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
    assert_eq!(sheet(&blog).1, "a{color:red}");
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
    let (_, text) = page.split_once("<style id=\"feuillet-styles\">").expect("styles");
    let (text, _) = text.split_once("</style>").expect("their end");
    insta::assert_snapshot!(lines(text));
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
    let css = include_str!("../../styles/utilities.css");
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
