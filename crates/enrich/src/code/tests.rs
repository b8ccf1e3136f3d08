//! HTML of code blocks, marks in comments, unknown languages, garbage.

use feuillet_content::document::enrichments::fill;

use super::{payload, plain_payload, problem};

/// HTML of a code block as the renderer fills it in; nothing if it stays plain.
fn html(info: &str, code: &str) -> Option<String> {
    let payload = payload(info, code)?;
    let mut html = String::new();
    assert!(fill(&payload, code, &mut html), "{payload} fits {code:?}");
    Some(html)
}

#[test]
fn blocks_become_html() {
    let pre = |class: &str, inside: &str| format!("<pre tabindex=\"0\"><code class=\"{class}\">{inside}</code></pre>");
    for (info, code, expected) in [
        ("", "a\n", None),
        ("text", "a < b\n", None),
        ("nosuch", "let x;\n", None),
        ("rust", "x", None),
        (
            "rust",
            "let x = \"<\";\n",
            Some(pre(
                "language-rust",
                "<span class=\"t-k\">let</span> x = <span class=\"t-s\">\"&lt;\"</span>;\n",
            )),
        ),
        // The class names the language alone, as without colors.
        ("rust,no_run", "x", Some(pre("language-rust", "x"))),
        (
            "text title=\"a`<b\"",
            "x\n",
            Some(format!(
                "<figure class=\"code-figure\"><figcaption>a&#96;&lt;b</figcaption>{}</figure>",
                pre("language-text", "x\n")
            )),
        ),
        (
            "text {2}",
            "a\nb\n",
            Some(pre(
                "language-text lines",
                "<span class=\"line\">a\n</span><mark class=\"line\">b\n</mark>",
            )),
        ),
        (
            "text linenos=9",
            "a\n\nb",
            Some(pre(
                "language-text lines",
                "<span class=\"line\" data-n=\"9\">a\n</span><span class=\"line\" data-n=\"10\">\n</span>\
                 <span class=\"line\" data-n=\"11\">b</span>",
            )),
        ),
        (
            "text ins={1} del={2} focus={1}",
            "a\nb\n",
            Some(pre(
                "language-text lines focusing",
                "<ins class=\"line focus\">a\n</ins><del class=\"line\">b\n</del>",
            )),
        ),
        // Signs become the look of the line, so that nobody copies them.
        (
            "diff js",
            "+let a;\n-b;\n c;\n",
            Some(pre(
                "language-js lines",
                "<ins class=\"line\"><span class=\"t-k\">let </span>a;\n</ins><del class=\"line\">b;\n</del>\
                 <span class=\"line\">c;\n</span>",
            )),
        ),
        // A comment over several lines is divided by them.
        (
            "js {1}",
            "/* a\nb */\n",
            Some(pre(
                "language-js lines",
                "<mark class=\"line\"><span class=\"t-c\">/* a\n</span></mark>\
                 <span class=\"line\"><span class=\"t-c\">b */\n</span></span>",
            )),
        ),
        ("text hide={1}", "a\nb\n", Some(pre("language-text", "b\n"))),
    ] {
        assert_eq!(html(info, code), expected, "{info}: {code}");
    }
}

/// Draws the lines of a block: `*` marked, `+` inserted, `-` deleted, `!` in focus.
fn drawn(info: &str, code: &str) -> String {
    let html = html(info, code).unwrap_or_else(|| code.replace('&', "&amp;"));
    let inside = html.split_once("<code").and_then(|(_, rest)| rest.split_once('>'));
    let inside = inside.map_or(html.as_str(), |(_, inside)| inside);
    let mut text = inside.trim_end_matches("</code></pre>").to_owned();
    for (tag, sign) in [
        ("<mark class=\"line\">", "*"),
        ("<ins class=\"line\">", "+"),
        ("<del class=\"line\">", "-"),
        ("<span class=\"line focus\">", "!"),
        ("<span class=\"line\">", " "),
        ("</mark>", ""),
        ("</ins>", ""),
        ("</del>", ""),
        ("</span>", ""),
    ] {
        text = text.replace(tag, sign);
    }
    for kind in 'a'..='z' {
        text = text.replace(&format!("<span class=\"t-{kind}\">"), "");
    }
    text
}

#[test]
fn comments_mark_lines() {
    for (code, expected) in [
        // Docusaurus
        ("a\n// highlight-next-line\nb\nc\n", " a\n*b\n c\n"),
        ("/* highlight-start */\na\nb\n/* highlight-end */\nc\n", "*a\n*b\n c\n"),
        ("# highlight-next-line\na\n", "*a\n"),
        ("<!-- highlight-next-line -->\na\n", "*a\n"),
        ("{/* highlight-next-line */}\na\n", "*a\n"),
        // Gatsby
        ("a // highlight-line\nb\n", "*a\n b\n"),
        ("a\n// hide-next-line\nb\nc\n", "a\nc\n"),
        // VitePress, Shiki
        ("a // [!code highlight]\nb\n", "*a\n b\n"),
        ("a // [!code hl:2]\nb\nc\n", "*a\n*b\n c\n"),
        ("a // [!code ++]\nb # [!code --]\n", "+a\n-b\n"),
        ("a <!-- [!code focus] -->\nb\n", "!a\n b\n"),
        ("a /* [!code ++] */ + b\n", "+a + b\n"),
        ("// [!code ++:2]\na\nb\nc\n", "+a\n+b\n c\n"),
        ("a // why [!code ++]\n", "+a // why\n"),
        ("a // [!code word:a]\n", "a\n"),
        // Not these.
        ("a // [!code nosuch]\n", "a // [!code nosuch]\n"),
        ("highlight-next-line\na\n", "highlight-next-line\na\n"),
        ("x = \"highlight-start\" // y\n", "x = \"highlight-start\" // y\n"),
        (".highlight-line { a: b }\n", ".highlight-line { a: b }\n"),
        ("// see highlight-start\n", "// see highlight-start\n"),
        ("a[!code", "a[!code"),
        ("é // [!code ++]", "+é"),
        ("// [!code ++]", ""),
        ("\n", "\n"),
    ] {
        assert_eq!(drawn("text", code), expected, "{code}");
    }
}

#[test]
fn words_that_only_look_like_comments_of_marks_stay() {
    for code in [
        "x--hide-line",
        "x#hide-line",
        "echo ';hide-line",
        "* hide-line",
        "#hide-line",
        "mytool --hide-line",
        "git diff --highlight-line",
        "x = '[!code hl]' + y",
    ] {
        let shown = html("text {1}", code)
            .unwrap_or_default()
            .replace("<mark>", "")
            .replace("</mark>", "");
        let escaped = code.replace('\'', "&#39;");
        assert!(shown.contains(code) || shown.contains(&escaped), "{code}: {shown}");
    }
}

#[test]
fn numbers_count_what_is_shown() {
    let html = html("js linenos", "a\n// highlight-next-line\nb\n").unwrap_or_default();
    assert!(html.contains("<mark class=\"line\" data-n=\"2\">b"), "{html}");
}

#[test]
fn feeds_get_marks_but_no_colors() {
    assert_eq!(plain_payload("js", "let x;\n"), None);
    assert_eq!(
        plain_payload("js {1}", "let x;\n").as_deref(),
        Some("`<pre tabindex=\"0\"><code class=\"language-js lines\"><mark class=\"line\">` 7`</mark></code></pre>`")
    );
}

#[test]
fn unknown_languages_are_told() {
    let told = |info: &str| {
        let body = format!("Text.\n\n~~~~ {info}\nx\n~~~~\n");
        let (range, problem) = problem(&body, &(7..body.len()), info)?;
        Some((body[range].to_owned(), problem.message, problem.help))
    };
    for known in [
        "",
        "js",
        "text",
        "plain",
        "none",
        "console",
        "js:a.js",
        "{1,3}",
        "title=a",
        "rust,no_run",
        "mermaid",
    ] {
        assert_eq!(told(known), None, "{known}");
    }
    assert_eq!(
        told("pyhton title=a"),
        Some((
            "pyhton".to_owned(),
            "unknown language `pyhton` of a code block: shown without colors".to_owned(),
            "write `python`".to_owned()
        ))
    );
    assert_eq!(
        told("mylanguage").map(|told| told.2),
        Some("write a language such as `js`, or `text` for none".to_owned())
    );
}

#[test]
fn nothing_panics_and_every_payload_fits() {
    let pieces = [
        "// [!code ",
        "]",
        "++",
        "-- ",
        "\n",
        "\r\n",
        "highlight-next-line",
        "<!--",
        "-->",
        "é",
        "`",
        "+",
        " ",
        "x:9999999999",
        "/*",
        "*/",
        "#",
        "hide-start",
        "[!code hl:3]",
    ];
    let mut state = 11_u32;
    let mut random = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    };
    for info in [
        "js",
        "diff js",
        "text {1-3} linenos",
        "py ins={2} hide={1,5-9}",
        "console",
        "nosuch title=`",
    ] {
        for _ in 0..300 {
            let code: String = (0..random() % 30).map(|_| pieces[random() % pieces.len()]).collect();
            let _ = html(info, &code);
        }
    }
}
