//! Tests of front matter that is not as YAML wants it.

use super::*;

/// Reads a block: its entries, and its findings as line, column, length and message.
fn check(block: &str) -> (Vec<(String, Node)>, Vec<String>) {
    let text = format!("---\n{block}---\n");
    let block = &text[4..text.len() - 4];
    let mut diagnostics = Vec::new();
    let values = read(&text, block, &mut diagnostics);
    let told = diagnostics.into_iter().map(|found| {
        let (line, column, length) = (found.line, found.column, found.length);
        format!("{line}:{column}+{length} {}; {}", found.message, found.help)
    });
    (values.entries, told.collect())
}

fn shape(node: &Node) -> String {
    match node {
        Node::Null => "~".to_owned(),
        Node::Scalar(text) => text.clone(),
        Node::List(items) => format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(" | ")),
        Node::Map(entries) => {
            let entries = entries.iter().map(|(key, node)| format!("{key} = {}", shape(node)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(" | "))
        }
    }
}

fn shapes(block: &str) -> String {
    let (entries, _) = check(block);
    let entries = entries.iter().map(|(key, node)| format!("{key} = {}", shape(node)));
    entries.collect::<Vec<_>>().join("; ")
}

#[test]
fn titles_are_read_as_their_authors_meant_them() {
    for value in [
        "[Emacs] Write A Major Mode",
        "[Rust][WASM] Two brackets",
        "[Draft]",
        "[a, b]",
        "[Draft] Note: something",
        "[Draft] tags: what they are",
        "{curly} braces first",
        "{{ braces }}",
        "\"Foo\" and bar",
        "\"quoted\" then more: colon",
        "@someone said hi",
        "%appdata% explained",
        "*Really* important",
        "*star",
        "`git rebase` for all",
        "!bang first",
        "!important",
        "& ampersand",
        "&anchor first",
        "- dash first",
        "? question first",
        "| pipe",
        "> not folded",
        "key: value: more",
        "key: [list]",
        "ends with a colon:",
        ", comma",
        "] bracket",
        "'90s music",
        "Null",
        "007",
        "1.10",
        "yes",
        "2020-01-01",
        "(paren) first",
        "100% sure",
        "“Smart” quotes",
    ] {
        let block = format!("date: 2020-01-01\ntitle: {value}\ntags: [a]\n");
        let expected = format!("date = 2020-01-01; title = {value}; tags = [a]");
        assert_eq!(shapes(&block), expected);
    }
}

#[test]
fn what_is_broken_is_read_as_it_was_meant() {
    for (block, expected) in [
        // One broken line, and what is around it.
        (
            "title: @a\ntags: [b, 'c d']\ncover:\n  image: x\n",
            "title = @a; tags = [b | c d]; cover = {image = x}",
        ),
        (
            "cover:\n  image: @x\n  alt: a: b\n",
            "cover = {image = @x | alt = a: b}",
        ),
        ("title: \"C:\\Users\\new folder\"\n", "title = C:\\Users\\new folder"),
        ("title: \"\\uD83D\\uDC4D thumbs\"\n", "title = 👍 thumbs"),
        ("title: 'It's fine'\n", "title = It's fine"),
        (
            "title: \"never closed\ndate: 2020-01-01\n",
            "title = never closed; date = 2020-01-01",
        ),
        ("tags: [a, b\ndate: 2020-01-01\n", "tags = [a | b]; date = 2020-01-01"),
        ("tags: [a,\n  @b,\n  c]\ndate: x\n", "tags = [a | @b | c]; date = x"),
        ("tags: [@a, *b, C #]\n", "tags = [@a | *b | C #]"),
        (
            "tags:\n- @a\n- b\n- c: d: e\n- 'f' g\n",
            "tags = [@a | b | {c = d: e} | 'f' g]",
        ),
        ("tags:\n- a\n-b\n- c\ntitle: x\n", "tags = [a | b | c]; title = x"),
        ("tags:\n\t- a\n\t- b\ntitle: x\n", "tags = [a | b]; title = x"),
        ("cover:\n\timage: a\n\talt: b\n", "cover = {image = a | alt = b}"),
        ("authors: [a] tags: [b]\n", "authors = [a]; tags = [b]"),
        ("title:a\ndate:2020-01-01\n", "title = a; date = 2020-01-01"),
        (
            "title：标题\ntags：[a, b]\ndate: x: y\n",
            "title = 标题; tags = [a | b]; date = x: y",
        ),
        ("title:\u{a0}a\n", "title = a"),
        (
            "title: a\n  date: 2020-01-01\ntags: b\n",
            "title = a; date = 2020-01-01; tags = b",
        ),
        (
            "title: one\n  two: three\n  four\ndate: x\n",
            "title = one two: three four; date = x",
        ),
        (
            "description: |\n  a: b\n  @c\n\n  d\ntitle: @x\n",
            "description = a: b\n@c\n\nd\n; title = @x",
        ),
        ("title: a\nnothing of a key\ndate: x\n", "title = a; date = x"),
        ("title: \"a\",\ndate: 'b';\n", "title = a; date = b"),
        ("title: a\u{8}b\ndate: x\n", "title = ab; date = x"),
        ("# c: d\ntitle: @a # why\n", "title = @a"),
        // Anchors and merge keys count among broken lines, too.
        (
            "d: &d\n  tags: [a]\n<<: *d\ntitle: @x\n",
            "d = {tags = [a]}; title = @x; tags = [a]",
        ),
        ("a: &a x\nb: *a\ntitle: &b y\n", "a = x; b = x; title = &b y"),
        (
            "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc:\n  <<: [*a, *b]\n  x: 0\n",
            "a = {x = 1 | y = 2}; b = {y = 3 | z = 4}; c = {x = 0 | y = 2 | z = 4}",
        ),
        (
            "d: &d {Title: a, e: f}\n<<: *d\ntitle: b\n",
            "d = {Title = a | e = f}; title = b; e = f",
        ),
        ("<<: a\n", "<< = a"),
    ] {
        assert_eq!(shapes(block), expected, "{block}");
    }
}

#[test]
fn valid_yaml_is_left_alone_and_nothing_is_told() {
    for block in [
        "",
        "title: a\n",
        "# a comment\ntitle: \"a\" # another\ndate: 2020-01-01 # today\n",
        "tags: # these\n- a # b\n- \"c # d\"\n",
        "title: >-\n  a #1\n  # b\ntags: [c#]\n",
        "title: C# and F#\nimage: a#b\n",
        "a: &a x\ntitle: *a\n",
        "title: !!str 2020\n",
        "title: a\n  b\n",
    ] {
        assert_eq!(check(block).1, [] as [String; 0], "{block}");
    }
}

#[test]
fn each_repair_is_told_with_its_place_and_remedy() {
    let told = [
        "date: x\ntitle: [Emacs] Write A Major Mode\n",
        "title: \"Foo\" and bar\n",
        "title: \"Say \"yes\" now\"\n",
        "title: \"C:\\Users\"\n",
        "title: \"\\uD83D\\uDC4D\"\n",
        "title: \"never closed\ndate: x\n",
        "title: @a\ntags: [b, @c]\n",
        "tags: [a, b\ntitle: x\n",
        "title: key: value\n",
        "cover:\n\timage: %a\n",
        "tags:\n- a\n-b\n",
        "title:a\ndate：x\n",
        "title: a\n  date: x\n",
        "title: a\nnothing of a key\n",
        "authors: [a] tags: [b]\n",
        "title: Using C # 2\n",
        "title: # all\n",
        "tags:\n- Issue #5\n- #6\n- a # not told\n",
        "title: a\u{8}b\n",
        "title: Null\n",
    ]
    .map(|block| format!("{block}{}", check(block).1.join("\n")));
    insta::assert_snapshot!(told.join("\n---\n"));
}
