//! Templates that are cut.

use super::*;

fn drawn(source: &str) -> Vec<String> {
    let text = |range: &Range<usize>| source[range.clone()].to_owned();
    scan(source, true)
        .iter()
        .map(|token| match token {
            Token::Text(range) => text(range),
            Token::Output { inner, .. } => format!("<out:{}>", text(inner).trim()),
            Token::Tag { name, arguments, .. } => format!("<{}:{}>", text(name), text(arguments)),
            Token::Highlight { arguments, inner, .. } => format!("<hl:{}:{}>", text(arguments), text(inner)),
        })
        .collect()
}

#[test]
fn templates_are_cut() {
    for (source, expected) in [
        ("a {{ b }} c", vec!["a ", "<out:b>", " c"]),
        ("a {{- b -}} c", vec!["a", "<out:b>", "c"]),
        ("{% if x %}y{% endif %}", vec!["<if:x>", "y", "<endif:>"]),
        ("a {% raw %}{{ b }}{% endraw %} c", vec!["a ", "{{ b }}", " c"]),
        ("a{% comment %} {{ x }} {% endcomment %}b", vec!["a", "b"]),
        ("a{# note #}b {#id}", vec!["a", "b {#id}"]),
        ("`{{ b }}` {{ c }}", vec!["`{{ b }}` ", "<out:c>"]),
        ("`{% raw %}{{ b }}{% endraw %}`", vec!["`", "{{ b }}", "`"]),
        ("```\n{{ b }}\n```\n{{ c }}", vec!["```\n{{ b }}\n```\n", "<out:c>"]),
        (
            "{% raw %}\n```\n{{ b }}\n```\n{% endraw %}",
            vec!["\n```\n{{ b }}\n```\n"],
        ),
        ("a\n\n    {{ b }}\n", vec!["a\n\n    ", "<out:b>", "\n"]),
        ("a\n\n    b {{ c }}\n", vec!["a\n\n    b {{ c }}\n"]),
        ("- a\n\n    b {{ c }}\n", vec!["- a\n\n    b ", "<out:c>", "\n"]),
        (
            "{%\n highlight\n ruby\n%}\nx\n{% endhighlight %}",
            vec!["<hl:ruby:\nx\n>"],
        ),
        ("<code>{{ x }}</code>", vec!["<code>{{ x }}</code>"]),
        // Nothing is lost of what is never closed.
        ("a {{ b", vec!["a {{ b"]),
        ("a {% b", vec!["a {% b"]),
        ("{% raw %}{{ b }}", vec!["<raw:>", "<out:b>"]),
        ("`a {{ b }}", vec!["`a ", "<out:b>"]),
        ("{% # note %}a", vec!["a"]),
        ("{%%}{{}}", vec!["<out:>"]),
    ] {
        assert_eq!(drawn(source), expected, "{source}");
    }
}
