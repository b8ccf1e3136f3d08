//! Tests: what is accepted in `site.yaml`, and the errors for the rest.

use super::*;
use crate::read::parse;

#[test]
fn the_base_path_comes_from_the_nearest_place() {
    let settings = Settings {
        url: Some("https://example.org/blog/".to_owned()),
        ..Settings::default()
    };
    assert_eq!(settings.base_path(None).unwrap().as_str(), "/blog/");
    let typed = settings.base_path(Some("/sub/")).unwrap();
    assert_eq!(typed.as_str(), "/sub/");
    assert_eq!(settings.address(&typed).as_deref(), Some("https://example.org/sub/"));
    assert_eq!(Settings::default().base_path(None).unwrap().as_str(), "/");
    assert!(settings.base_path(Some("https://x/")).is_err());
}

#[test]
fn the_blog_s_address_is_whole() {
    for url in [
        "https://example.org",
        "http://example.org:8080/blog/",
        "https://été.example/",
        "http://[::1]/",
    ] {
        assert!(is_whole(url), "{url}");
    }
    for url in [
        "example.org",
        "https://",
        "https:///blog/",
        "://x/",
        "https://exa mple.org/",
        "https://example.org?x",
        "https://example.org/#x",
        "https://example.org:99999/",
        "javascript://example.org/",
    ] {
        assert!(!is_whole(url), "{url}");
    }
}

#[test]
fn frames_are_names_of_hosts() {
    let settings = parse("frames: [WWW.YouTube-nocookie.com, player.vimeo.com]\n").unwrap();
    assert_eq!(settings.frames(), ["www.youtube-nocookie.com", "player.vimeo.com"]);
    for host in [
        "https://example.org",
        "example.org/x",
        "*.example.org",
        "localhost",
        "a..b",
        "a.b:80",
        "-a.b",
        "",
    ] {
        let error = parse(&format!("frames: ['{host}']\n")).unwrap_err();
        let expected = format!("frames: invalid host name `{host}`; write it like `www.youtube-nocookie.com`");
        assert!(error.to_string().contains(&expected), "{error}");
    }
}

#[test]
fn files_are_found_by_a_pattern() {
    let settings = parse("edit: https://example.org/edit/{path}?a#{path}\n").unwrap();
    let address = settings.edit.unwrap().address("posts/à la page #1.md");
    assert_eq!(
        address,
        "https://example.org/edit/posts/%C3%A0%20la%20page%20%231.md?a#posts/%C3%A0%20la%20page%20%231.md"
    );
    for pattern in ["https://example.org/", "/edit/{path}", "javascript:{path}", ""] {
        let error = parse(&format!("source: '{pattern}'\n")).unwrap_err().to_string();
        assert!(error.contains("invalid URL pattern"), "{error}");
    }
}

#[test]
fn colors_are_six_digits_in_quotes() {
    let settings = parse("app:\n  short_name: Carnet\n  color: '#8F3b1B'\n  background: \"#000fff\"\n").unwrap();
    let written = |color: Option<Color>| color.map(|color| color.to_string());
    assert_eq!(settings.app.short_name.as_deref(), Some("Carnet"));
    assert_eq!(written(settings.app.color).as_deref(), Some("#8f3b1b"));
    assert_eq!(written(settings.app.background).as_deref(), Some("#000fff"));
    for color in ["#fff", "8f3b1b", "#8f3b1b00", "#8f3b1g", "#+f3b1b", "#é3b1b", "red", ""] {
        let error = parse(&format!("app:\n  color: '{color}'\n")).unwrap_err().to_string();
        let expected = format!("app: invalid color `{color}`; write it like `\"#8f3b1b\"`");
        assert!(error.contains(&expected), "{error}");
    }
    insta::assert_snapshot!(parse("title: x\napp:\n  background: #8f3b1b\n").unwrap_err());
    insta::assert_snapshot!(parse("title: x\napp:\n  colour: '#8f3b1b'\n").unwrap_err());
}

#[test]
fn what_is_not_understood_is_told_with_its_place() {
    insta::assert_snapshot!(parse("title: x\ntitel: y\n").unwrap_err());
    insta::assert_snapshot!(parse("title: x\nurl: example.org\n").unwrap_err());
}

/// Faults as line, column, length, message and advice.
fn faults(text: &str) -> Vec<String> {
    let Err(faults) = parse(text) else { return Vec::new() };
    let told = faults.0.into_iter().map(|found| {
        let found = found.diagnostic;
        let (line, column, length) = (found.line, found.column, found.length);
        format!("{line}:{column}+{length} {}; {}", found.message, found.help)
    });
    told.collect()
}

#[test]
fn all_faults_are_told_at_once_with_their_lines() {
    let told = [
        // Unknown settings, also below others, and wrong values.
        "titel: x\nthem:\n  accent: '#000000'\nextras: {zoom: true, coppy: false}\npage_size: 1000\n",
        "theme:\n  fonts:\n    txt: serif\n  accent: {lihgt: '#ffffff'}\n  corners: 0\noffline:\n  budgt: 5 MB\n",
        "navigation:\n  - label: a\n    too: b\n    to: /a/\n  - labl: c\n    label: c\n    to: d\n    too: e\n",
        "app:\n  color: red\ntheme:\n  home: grid\nurl: example.org\n",
        // Keys that begin like another one.
        "url_scheme: https\n# url: no\nurl: 'example.org'\n",
        "theme:\n  url: x\nurl:   example.org # mine\n",
        "url:\n  example.org\n",
        "language: english\n",
        "title: a\nlanguage: '!!'\n",
        "language: pt_BR\nurl: example.org\n",
        // A key twice.
        "title: a\nurl: https://example.org/\ntitle: b\n",
        // Not YAML: the line of the mistake, not the one where the parser stops.
        "title: \"a\nauthor: b\n",
        "title: \"a\nauthor: \"b\"\n",
        "frames: [a.b, c.d\ntitle: a\n",
        "app: {short_name: a\ntitle: a\n",
        "title: a: b\nauthor: @c\n",
        "app:\n\tshort_name: a\n",
        "title: a\n author: b\n",
        "title: a\r\nauthor: 'b\r\ndescription: c\r\n",
        "\u{feff}title: a\ntitel: b\n",
        "- a\n",
        "just a text\n",
        "title: a\nno colon here\n",
        "title: *x\n",
    ]
    .map(|text| format!("{text}{}", faults(text).join("\n")));
    insta::assert_snapshot!(told.join("\n---\n"));
}

#[test]
fn what_the_author_wrote_comes_before_other_settings() {
    let other = parse("page_size: 25\ndescription: old\n").unwrap();
    let settings = parse("page_size: 10\ndescription: ''\n").unwrap().or(&other);
    assert_eq!(settings.page_size(), 10);
    assert_eq!(settings.description.as_deref(), Some(""));
    let settings = parse("title: x\n").unwrap().or(&other);
    assert_eq!(settings.page_size(), 25);
    assert_eq!(settings.description.as_deref(), Some("old"));
    assert_eq!(Settings::default().page_size(), 10);
}

#[test]
fn values_of_the_wrong_type_are_told_in_plain_words() {
    for (yaml, expected) in [
        (
            "page_size: many\n",
            "invalid type: string \"many\", expected a whole number",
        ),
        ("page_size: -1\n", "invalid type: integer `-1`, expected a whole number"),
        (
            "page_size: 99999999999999999999\n",
            "integer `99999999999999999999`, expected a whole number",
        ),
        ("theme: 3\n", "invalid type: integer `3`, expected settings, one a line"),
        ("navigation: x\n", "invalid type: string \"x\", expected a list"),
        ("title: [a]\n", "invalid type: list, expected a string"),
        ("title: a\n---\ntitle: b\n", "the file has several YAML documents"),
    ] {
        let error = parse(yaml).expect_err(yaml).to_string();
        assert!(error.contains(expected), "{yaml}{error}");
    }
}
