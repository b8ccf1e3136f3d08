//! Tests of what MDX becomes.

use super::*;

fn translated(text: &str) -> (String, usize) {
    let mut body = Text::new(text, 0);
    let mut faults = Vec::new();
    let meaning = |code: &str| (code == "frontmatter.title").then(|| "A *title*".to_owned());
    let reading = Reading {
        strict: true,
        leaf_directives: true,
        meaning: &meaning,
    };
    translate(&mut body, reading, &mut faults);
    (body.as_str().to_owned(), faults.len())
}

#[test]
fn modules_comments_and_expressions_are_not_shown() {
    for (text, expected, faults) in [
        (
            "import A from 'a'\nimport { B } from \"b\";\n\nText\n",
            "\n\n\nText\n",
            0,
        ),
        ("import {\n  A,\n  B\n} from 'a'\n\nText\n", "\n\nText\n", 0),
        ("export const a = {\n  b: 1,\n\n  c: 2\n};\n\nText\n", "\n\nText\n", 0),
        ("export function f() {\n  return 1\n}\n# Text\n", "\n# Text\n", 0),
        ("Text\nimport x from 'y'\n", "Text\nimport x from 'y'\n", 0),
        ("importing is fun\n", "importing is fun\n", 0),
        (
            "```js\nimport a from 'a'\nexport const b = {c}\n```\n",
            "```js\nimport a from 'a'\nexport const b = {c}\n```\n",
            0,
        ),
        ("A {/* b\n\nc */} d\n", "A  d\n", 0),
        ("A\n\n{/* truncate */}\n\nB\n", "A\n\n<!-- truncate -->\n\nB\n", 0),
        ("{'a_b'} {12} {`c`}{' '}\n", "a\\_b 12 c \n", 0),
        ("{frontmatter.title} {x + y}\n", "A \\*title\\* \n", 1),
        ("export const n = 'v'\n\n{n}\n", "\n\nv\n", 0),
        ("`{x}` \\{y} $\\frac{a}{b}$\n", "`{x}` \\{y} $\\frac{a}{b}$\n", 0),
        ("## A {#b}\n", "## A {#b}\n", 0),
        ("## A {/* #b */}\n", "## A {#b}\n", 0),
        ("{ unclosed\n", "{ unclosed\n", 0),
    ] {
        assert_eq!(translated(text), (expected.to_owned(), faults), "{text}");
    }
}

#[test]
fn components_become_markdown() {
    for (text, expected, faults) in [
        (
            "<Aside type=\"tip\">\n\nA\n\n</Aside>\nB\n",
            "> [!TIP]\n>\n> A\n>\n\nB\n",
            0,
        ),
        (
            "<Callout title='T' type='danger'>A **b**.</Callout>\n",
            "> [!CAUTION]\n> **T**\n>\n> A **b**.\n\n",
            0,
        ),
        (
            "<Steps>\n1. A\n\n    ```js\n    b\n    ```\n</Steps>\n",
            "\n1. A\n\n    ```js\n    b\n    ```\n\n",
            0,
        ),
        (
            "<Tabs>\n  <TabItem label=\"npm\">\n    ```sh\n    npm i\n    ```\n  </TabItem>\n</Tabs>\n",
            "\n\n**npm**\n\n```sh\nnpm i\n```\n\n\n",
            0,
        ),
        (
            "import c from './c.png'\n\n<Image src={c} alt=\"A [b]\" />\n",
            "\n\n![A \\[b\\]](./c.png)\n",
            0,
        ),
        (
            "<YouTube id=\"abc\" />\n",
            "[YouTube: abc](https://www.youtube.com/watch?v=abc)\n",
            0,
        ),
        (
            "A <Badge text=\"new\" /> b <Icon name=\"x\" />\n",
            "A <small>new</small> b \n",
            0,
        ),
        (
            "<LinkCard title=\"T\" href=\"/a/\" description=\"D\" />\n",
            "**[T](/a/)** — D\n",
            0,
        ),
        (
            "<Code code={`let a;\nb`} lang=\"js\" title=\"a.js\" />\n",
            "```js title=\"a.js\"\nlet a;\nb\n```\n",
            0,
        ),
        (
            "<Details title=\"More\">\nA\n</Details>\n",
            "<details><summary>More</summary>\n\nA\n\n</details>\n\n",
            0,
        ),
        ("<Foo>\n  A *b*\n</Foo>\n<Bar />\n", "\nA *b*\n\n\n", 2),
        ("A <Foo>b</Foo> c\n", "A b c\n", 1),
        ("<>\nA\n</>\n", "\nA\n\n", 0),
        ("<PID> and a < b\n", "<PID> and a < b\n", 0),
        ("<Link to=\"/a\">b</Link>\n", "[b](</a>)\n", 0),
    ] {
        assert_eq!(translated(text), (expected.to_owned(), faults), "{text}");
    }
}

#[test]
fn elements_are_html() {
    for (text, expected) in [
        (
            "a <span className=\"b\" style={{color: 'red'}} onClick={f}>c</span>\n",
            "a <span class=\"b\" style=\"color: red\">c</span>\n",
        ),
        (
            "<div className=\"b\">\n  **c**\n</div>\n",
            "<div class=\"b\">\n\n**c**\n\n</div>\n\n",
        ),
        ("a <br/> b <a id=\"x\"/>\n", "a <br/> b <a id=\"x\"></a>\n"),
        (
            "<img src={require('./a.png').default} alt=\"b\" />\n",
            "<img src=\"./a.png\" alt=\"b\">\n",
        ),
        ("<style>{`a { b: c }`}</style>\n", "\n"),
        (
            "<p style=\"text-align: center\">_a_</p>\n",
            "<div style=\"text-align: center\">\n\n_a_\n\n</div>\n\n",
        ),
    ] {
        assert_eq!(translated(text).0, expected, "{text}");
    }
}

#[test]
fn hostile_texts_take_no_time() {
    for piece in [
        "<A>", "<A", "{", "{`", "<A b={", "</A>", "<A>\n", "<!--", "import ", "export {", "`", "<a b='", "{/*", "- ",
    ] {
        translated(&piece.repeat(10_000));
    }
}
