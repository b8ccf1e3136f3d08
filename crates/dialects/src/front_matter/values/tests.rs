//! Tests of values, their spelling, and the places of mistakes.

use super::*;

fn scalar(text: &str) -> Node {
    Node::Scalar(text.to_owned())
}

fn entries(pairs: &[(&str, Node)]) -> Vec<(String, Node)> {
    pairs
        .iter()
        .map(|(key, node)| ((*key).to_owned(), node.clone()))
        .collect()
}

#[test]
fn scalars_are_as_their_author_wrote_them() {
    let list = Node::List(vec![scalar("1.10"), scalar("a")]);
    let map = Node::Map(entries(&[("c", scalar("true")), ("b", scalar("1_000"))]));
    let read = toml("z = 1.10\na = 2020-01-01\nl = [1.10, 'a']\nm = { c = true, b = 1_000 }\n").unwrap();
    let expected = [
        ("z", scalar("1.10")),
        ("a", scalar("2020-01-01")),
        ("l", list.clone()),
        ("m", map),
    ];
    assert_eq!(read, entries(&expected));

    let map = Node::Map(entries(&[("c", scalar("true")), ("b", scalar("1e3"))]));
    let text = r#"{"z": 1.10, "a": null, "l": [1.10, "a"], "m": {"c": true, "b": 1e3}, "s": "\ud83d\ude80\/"}"#;
    let expected = [
        ("z", scalar("1.10")),
        ("a", Node::Null),
        ("l", list.clone()),
        ("m", map),
        ("s", scalar("🚀/")),
    ];
    assert_eq!(json(text).unwrap(), entries(&expected));

    let read = yaml("z: 1.10\na: yes\nl: [1.10, a]\n").unwrap();
    assert_eq!(
        read,
        entries(&[("z", scalar("1.10")), ("a", scalar("yes")), ("l", list)])
    );
    assert_eq!(yaml("").unwrap(), []);
    assert_eq!(yaml("# a: b\n").unwrap(), []);
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    for (found, place, message) in [
        (toml("a = 1\nb = [1,\n"), (2, 8), "invalid TOML: unclosed array"),
        (toml("a = 1\na = 2\n"), (2, 1), "invalid TOML: duplicate key"),
        (json("{\n  \"a\": ]\n}"), (2, 8), "invalid JSON: expected value"),
        (json("[1]"), (1, 1), "invalid JSON: expected an object"),
        (
            yaml("a: 1\nb: [1\n"),
            (2, 4),
            "invalid YAML in the file: did not find expected ',' or ']'",
        ),
        (yaml("- a"), (1, 1), "expected `key: value` lines in the file"),
    ] {
        let found = found.unwrap_err();
        assert_eq!((found.line, found.column), place, "{}", found.message);
        assert!(found.message.starts_with(message), "{}", found.message);
        assert_eq!(found.rule, Rule::Settings);
    }
}

#[test]
fn comments_in_json_are_forgiven() {
    let text = "{\n// a \"comment\"\n\"a\": \"//b\\\"/*\", /* \n */ \"c\": [1,],\n}";
    let expected = [("a", scalar("//b\"/*")), ("c", Node::List(vec![scalar("1")]))];
    assert_eq!(json(text).unwrap(), entries(&expected));
}

#[test]
fn nesting_has_an_end() {
    let deep = format!("{{\"a\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(json(&deep).unwrap_err().message.contains("deep"));
    assert!(toml(&format!("a = {}", "[".repeat(100_000))).is_err());
    assert!(yaml(&format!("a: {}", "[".repeat(10_000))).is_err());
}
