//! Texts that are hard to read, of any length: each opens, nests or repeats something that a careless reader would look
//! at again and again.

/// Makes a text of about so many bytes.
pub(crate) type Bomb = Box<dyn Fn(usize) -> String>;

/// Texts that are hard to render, by name.
pub(crate) fn for_rendering() -> Vec<(String, Bomb)> {
    let mut bombs: Vec<(String, Bomb)> = Vec::new();
    for piece in [
        "> ",
        "- ",
        "1. ",
        "  - a\n",
        "* ",
        "[",
        "![",
        "](",
        "[a](",
        "[]",
        "[a]",
        "[^",
        "[^a]",
        "*",
        "**a ",
        "*a_",
        "_a ",
        "~",
        "~~a ",
        "`",
        "`a``",
        "``` a\n",
        "|",
        "|a",
        "|-",
        "a|b\n-|-\n",
        "|-|\n",
        ": a\n",
        "a\n: b\n\n",
        "<",
        "<div>",
        "<b>",
        "<a b=",
        "<!--",
        "<!-- -->",
        "<?",
        "<![CDATA[",
        "<a b='",
        "&",
        "&amp;",
        "&#",
        "&lt",
        "$",
        "$a$",
        "$$",
        "$$a",
        "{",
        "# a\n",
        "# a {#b}\n",
        "# a {b=c}\n",
        "a\n===\n",
        "[a]: b\n",
        "[a]: b\n\n[a]\n\n",
        "[^a]: b\n",
        "[^a]\n\n[^a]: b\n\n",
        "\\",
        "\t",
        "\n",
        "    a\n",
        "!",
        "(",
        ")",
        ":",
        "://",
        "http://a_",
        "http://a.b/)",
        "www.",
        "www.a_",
        "www.a&b;",
        "a@",
        "@a.b",
        "a.",
        "a@b.",
        "\u{0}",
        "日",
        "é",
        "\r",
        "\r\n",
        "- a\n\n  ",
        "> [!NOTE]\n",
        "<ul><li>",
        "<p id=a>",
        "<table><tr><td>",
        "</b>",
        "<dl>\n\n",
        "- [ ] ",
        "</div>",
        "<p>",
        "<table>",
        "<td>",
        "<svg>",
        "<a href='&x;'>",
        "</b",
        "a <i>",
        "a </i>",
        "<script>",
        "<p style='a'>",
        "*<b>",
        "> <p>",
        "<a href=\"",
        "<img srcset=\"a,",
    ] {
        bombs.push((
            format!("{piece:?}"),
            Box::new(move |length| piece.repeat(length / piece.len())),
        ));
    }
    for (start, piece, end) in [
        ("# ", "a ", "\n"),
        ("# a {", ".b ", "}\n"),
        ("# a {", "data-b=c ", "}\n"),
        ("<div ", "a=b ", ">"),
        ("[a](", "(", ")"),
        ("[a](<", "b", ">)"),
        ("[a](b '", "c", "')"),
        ("|", "a|", "\n"),
        ("```", "a", "\n"),
        ("<a href=\"", "&amp;", "\">b</a>"),
        ("<p style='", "color:red;", "'>"),
        ("<img srcset='", "a,", "'>"),
        ("---\ntitle: ", "a", "\n---\n"),
        ("---\n", "a: b\n", "---\n"),
        ("---\na: ", "[", "\n---\n"),
        ("---\na: ", "{", "\n---\n"),
        ("---\na: ", "{a: ", "\n---\n"),
        ("---\na: ", "[a,", "\n---\n"),
        ("---\na: ", "- ", "\n---\n"),
        ("---\na:\n  ", "- ", "a\n---\n"),
        ("---\na: \"", "\\\\", "\"\n---\n"),
        ("---\na: ", "&a ", "\n---\n"),
        ("---\na: ", "*a ", "\n---\n"),
        ("---\na: &a [b]\nc: [", "*a,", "*a]\n---\n"),
        ("---\na: ", "!a ", "\n---\n"),
        ("---\n", "? ", "\n---\n"),
        ("---\n", "a:\n- b\n", "---\n"),
        ("---\na: |\n", "  b\n", "---\n"),
        ("---\na: ", "'", "\n---\n"),
        ("---\n", "#\n", "---\n"),
        ("---\n", "a,b: c. d\n", "---\n"),
        ("---\na: b\n", "\tc\n", "---\n"),
        ("---\ntags: [", "a b, ", "]\n---\n"),
    ] {
        let bomb = move |length: usize| [start, &piece.repeat(length / piece.len()), end].concat();
        bombs.push((format!("{start:?} {piece:?} {end:?}"), Box::new(bomb)));
    }
    // Each by another name.
    for (name, line) in [
        ("headings", "# N\n"),
        ("link definitions", "[N]: N\n"),
        ("links to definitions", "[N]: N\n\n[N]\n\n"),
        ("footnotes", "[^N]\n\n[^N]: N\n\n"),
        ("ids", "<p id=N>\n"),
        ("styles", "<p style='width:Npx'>\n"),
        ("keys", "kN: N\n"),
        ("attributes", "# a {data-bN=c}\n"),
    ] {
        let bomb = move |length: usize| {
            let count = length / (line.len() + 4 * line.matches('N').count());
            let lines: String = (0..count)
                .map(|number| line.replace('N', &number.to_string()))
                .collect();
            if line.starts_with('k') {
                format!("---\n{lines}---\n")
            } else {
                lines
            }
        };
        bombs.push((name.to_owned(), Box::new(bomb)));
    }
    bombs.push((
        "attributes of one heading".to_owned(),
        Box::new(|length| {
            let attribute = |number: usize| ["data-a", &number.to_string(), "=b "].concat();
            let attributes: String = (0..length / 14).map(attribute).collect();
            ["# a {", &attributes, "}\n"].concat()
        }),
    ));
    bombs.push((
        "aliases of aliases".to_owned(),
        Box::new(|length| {
            let level = |number: usize| {
                let (name, alias) = ((number + 1).to_string(), ["*b", &number.to_string(), ","].concat());
                ["b", &name, ": &b", &name, " [", &alias.repeat(9), "]\n"].concat()
            };
            let levels: String = (0..length / 100).map(level).collect();
            ["---\nb0: &b0 [lol]\n", &levels, "---\n"].concat()
        }),
    ));
    // More nesting with each line.
    for (start, end) in [("> ", "a\n"), ("- ", "a\n"), ("", "a\n")] {
        let bomb = move |length: usize| {
            let mut text = String::new();
            for depth in 0.. {
                text.push_str(&if start.is_empty() {
                    "  ".repeat(depth) + "- "
                } else {
                    start.repeat(depth)
                });
                text.push_str(end);
                if text.len() >= length {
                    break;
                }
            }
            text
        };
        bombs.push((format!("deeper {start:?}"), Box::new(bomb)));
    }
    bombs
}

/// Pieces that open something in some dialect, to be repeated.
pub(crate) const PIECES: [&str; 50] = [
    "{% ",
    "{% if x %}",
    "{% highlight ruby %}\n",
    "{% raw %}",
    "{%- comment -%}",
    "{{ ",
    "{{< ",
    "{{% notice %}}",
    "{{</* ",
    "{{ f(a=\"",
    "{% f(a=[",
    "<Aside>\n\n",
    "<Card title={`",
    "{/* ",
    "{{{",
    "import {\n",
    "export const a = `\n",
    ":::note\n",
    "::::\n",
    "{: .a #b c=\"",
    "{::nomarkdown}\n",
    "*[A]: b\n",
    "<div markdown=\"1\">\n",
    "<div>\n\n    ",
    "@php\n",
    "@if(",
    "{!! ",
    "<?php ",
    "$$ ",
    "$a_",
    "\\\\[",
    "[a](@/b.md) ",
    "[![a](b)](",
    "<img src='",
    "{{< a \"",
    "{{</*",
    "{{< a `{{% \"",
    "{{",
    "{{< a b=",
    "{{< note >}}\n",
    "{{< note >}}a{{< /note >}} ",
    "{{< a >}}",
    "{{< /a >}}",
    "{{< box >}}\n x {{< note >}}\n",
    "{{ a(",
    "{{ a(b=[",
    "{{/*",
    "{{ a(b=\"",
    "{",
    "{% a(b=[1,",
];

/// Front matter that is hard to read in the formats that only the publisher reads: start, piece and end. `N` is another
/// number in each piece.
const FRONT_MATTER: [(&str, &str, &str); 17] = [
    ("+++\n", "a = 1\n", "+++\n"),
    ("+++\n", "kN = 1\n", "+++\n"),
    ("+++\n", "kN = \n", "+++\n"),
    ("+++\n", "[tN]\nk = 1\n", "+++\n"),
    ("+++\na = ", "[", "\n+++\n"),
    ("+++\na = \"", "\\\\", "\"\n+++\n"),
    ("+++\ntags = [", "\"N\",", "]\n+++\n"),
    ("{", "\"a\": 1, ", "\"b\": 1}\n"),
    ("{\n", "\"kN\": 1,\n", "\"b\": 1}\n"),
    ("{\"a\": ", "[", "}\n"),
    ("{", "\"kN\": 1 ", "}\n"),
    ("---\n", "tites: b\n", "---\n"),
    ("---\n", "titlN: b\n", "---\n"),
    ("---\n", "date: 2020-01-02\ndraft: 3\nupdated: x\n", "---\n"),
    ("---\n{", "kN: 1, ", "}\n---\n"),
    ("---\nparams:\n", "  kN: x\n", "---\n"),
    ("---\ntags:\n", "- N\n", "---\n"),
];

/// Texts that are hard to translate, by name.
pub(crate) fn for_translating() -> Vec<(String, Bomb)> {
    let mut bombs: Vec<(String, Bomb)> = Vec::new();
    for piece in PIECES {
        bombs.push((
            format!("{piece:?}"),
            Box::new(move |length| piece.repeat(length / piece.len())),
        ));
    }
    bombs.push((
        "notes inside of notes".to_owned(),
        Box::new(|length| {
            let count = length / 28;
            "{{< note >}}\n".repeat(count) + &"{{< /note >}}\n".repeat(count)
        }),
    ));
    bombs
}

/// Front matter that is hard to read for the publisher, by name.
pub(crate) fn of_front_matter() -> Vec<(String, Bomb)> {
    let rendered = for_rendering().into_iter();
    let mut bombs: Vec<(String, Bomb)> = rendered
        .filter(|(name, _)| name.starts_with("\"---") || name == "keys")
        .collect();
    for (start, piece, end) in FRONT_MATTER {
        let bomb = move |length: usize| {
            let count = length / (piece.len() + 4 * piece.matches('N').count());
            let pieces: String = (0..count)
                .map(|number| piece.replace('N', &number.to_string()))
                .collect();
            [start, &pieces, end].concat()
        };
        bombs.push((format!("{start:?} {piece:?} {end:?}"), Box::new(bomb)));
    }
    bombs
}
