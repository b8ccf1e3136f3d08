//! Tests: what is accepted in `site.yaml`, and the errors for the rest.

use super::*;

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
