//! Tests of the translation of Hexo's tags.

use feuillet_content::document::front_matter::Node;
use feuillet_content::folder::Folder;

use super::*;
use crate::folder::index::{Index, References};
use crate::folder::place::{DocumentPlace, Place};
use crate::folder::site::Site;
use crate::generators::hexo::site::TITLES;

fn translated(text: &str) -> (String, usize) {
    let mut index = Index::default();
    let place = |name: &str| DocumentPlace::new(Folder::Posts, name, &[]);
    index.add("source/_posts/a.md", &Place::Document(place("a.md")));
    index.add("source/_posts/b.md", &Place::Document(place("b.md")));
    index.add(
        "source/_posts/a/p q.png",
        &Place::Asset("content/posts/a/p q.png".to_owned()),
    );
    let titles = vec![("source/_posts/b.md".to_owned(), Node::Scalar("The [B]".to_owned()))];
    let site = Site {
        values: vec![(TITLES.to_owned(), Node::Map(titles))],
        ..Site::default()
    };
    let own = place("a.md");
    let document = Document {
        file: "source/_posts/a.md",
        place: &own,
        site: &site,
        index: &References::new(&index),
        root: "source/",
    };
    let mut body = Text::new(text, 0);
    let mut faults = Vec::new();
    translate(&mut body, document, &mut faults);
    (body.as_str().to_owned(), faults.len())
}

#[test]
fn tags_become_markdown() {
    for (text, expected, faults) in [
        (
            "{% asset_img 'p q.png' \"T t\" %}",
            "![T t](/content/posts/a/p%20q.png)",
            0,
        ),
        ("{% asset_img gone.png %}", "![](a/gone.png)", 0),
        ("{% asset_link gone.txt %}", "[gone.txt](a/gone.txt)", 0),
        ("{% img left /i.png 30 20 \"T 'A'\" %}", "![A](/i.png \"T\")", 0),
        (
            "{% post_link b %} {% post_link b 'x y' %}",
            "[The \\[B\\]](/posts/b.md) [x y](/posts/b.md)",
            0,
        ),
        ("{% post_link none t %}", "t", 1),
        ("{% post_path b %}", "/posts/b.md", 0),
        ("{% link The text https://x.org/ %}", "[The text](https://x.org/)", 0),
        (
            "{% youtube abc %}",
            "[YouTube: abc](https://www.youtube.com/watch?v=abc)",
            0,
        ),
        (
            "{% blockquote An Author, A Book %}\nA\n\nB\n{% endblockquote %}\nC",
            "\n> A\n>\n> B\n>\n> — **An Author** *A Book*\n\nC",
            0,
        ),
        (
            "{% blockquote A https://x.org/ T %}\nA\n{% endblockquote %}",
            "\n> A\n>\n> — **A** [T](https://x.org/)\n",
            0,
        ),
        (
            "{% codeblock a.js lang:js %}\nlet {{ a }};\n{% endcodeblock  %}\n",
            "```js title=\"a.js\"\nlet {{ a }};\n```\n\n",
            0,
        ),
        ("{% codeblock %}\n```\n{% endcodeblock %}\n", "````\n```\n````\n\n", 0),
        (
            "{% note warning no-icon %}\nA\n{% endnote %}\n",
            "> [!WARNING]\n> A\n\n",
            0,
        ),
        (
            "{% note info A title %}A{% endnote %}\n",
            "> [!NOTE]\n> **A title**\n>\n> A\n\n",
            0,
        ),
        (
            "{% fold A title %}\nA\n{% endfold %}\n",
            "<details><summary>A title</summary>\n\nA\n\n</details>\n\n",
            0,
        ),
        ("{% raw %}{{ x }} {% y %}{% endraw %}", "{{ x }} {% y %}", 0),
        (
            "{% mermaid %}\na-->b\n{% endmermaid %}\n",
            "```mermaid\na-->b\n```\n\n",
            0,
        ),
        (
            "`{% x %}` {{ 'a' }} {{ x }} {# no #} ## A {#id}",
            "`{% x %}` a   ## A {#id}",
            1,
        ),
        ("```\n{% note %}\n```\n", "```\n{% note %}\n```\n", 0),
        ("{% what %}A{% endwhat %} {% ever %}", "A ", 2),
        ("{% note %} {% unclosed", " {% unclosed", 1),
        ("{% label primary@a<b %}", "<mark>a&lt;b</mark>", 0),
    ] {
        assert_eq!(translated(text), (expected.to_owned(), faults), "{text}");
    }
}

#[test]
fn hostile_texts_take_no_time() {
    for piece in ["{%", "{% a %}", "{% enda %}", "{{", "{# ", "{% raw %}", "{% note %}\n"] {
        translated(&piece.repeat(5_000));
    }
}
