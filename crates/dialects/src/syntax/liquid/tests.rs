//! Documents through Liquid.

use super::*;
use crate::folder::index::{Index, References};
use crate::folder::place::{DocumentPlace, Place};
use crate::folder::site::Site;

fn translated(source: &str) -> (String, Vec<String>) {
    let mut index = Index::default();
    for (file, name) in [
        ("_posts/2020-01-01-other.md", "posts/2020-01-01-other.md"),
        ("_posts/fr/2020-01-01-other.md", "posts/fr/2020-01-01-other.md"),
    ] {
        let place = DocumentPlace {
            name: name.to_owned(),
            ..DocumentPlace::default()
        };
        index.add(file, &Place::Document(place));
    }
    let mut site = Site {
        values: feuillet_content::document::front_matter::FrontMatter::read(
            "---\ntitle: My blog\nbaseurl: /b\nurl: https://x.example\nx: [1, 2]\n---\n",
            &mut Vec::new(),
        )
        .entries,
        ..Site::default()
    };
    for (name, template) in [
        ("note.html", "<div class=\"note\">\n\n{{ include.text }}\n</div>"),
        ("loop.html", "{% include loop.html %}"),
        ("sig.md", "*me*"),
        ("figure.html", "<img src=\"{{ layout.x }}\">"),
    ] {
        site.templates.insert(name.to_owned(), template.to_owned());
    }
    let place = DocumentPlace::default();
    let document = Document {
        file: "_posts/fr/2020-02-02-me.md",
        place: &place,
        site: &site,
        index: &References::new(&index),
        root: "",
    };
    let page = vec![
        ("title".to_owned(), Value::text("Mine")),
        ("flag".to_owned(), Value::Bool(true)),
        ("sig".to_owned(), Value::text("sig")),
    ];
    let mut text = Text::new(source, 0);
    let mut faults = Vec::new();
    translate(&mut text, Flavor::Jekyll, page, document, &mut faults);
    let told = faults
        .into_iter()
        .map(|fault| {
            let written: String = source[fault.offset..].chars().take(fault.length).collect();
            format!("{}: {written}", fault.diagnostic.rule.name())
        })
        .collect();
    (text.as_str().to_owned(), told)
}

#[test]
fn what_is_known_is_filled_in() {
    for (source, expected) in [
        ("# {{ page.title }} of {{ site.title }}", "# Mine of My blog"),
        (
            "[a]({{ site.baseurl }}/c.png) {{ site.url }}",
            "[a](/c.png) https://x.example",
        ),
        ("[a]({{ site.url }}{{ site.baseurl }}/c.png)", "[a](/c.png)"),
        (
            "{{ 'a/b.png' | relative_url }} {{ '/c' | absolute_url }}",
            "/a/b.png /c",
        ),
        ("![a]({{ '/a b.png' | relative_url }})", "![a](/a%20b.png)"),
        ("{{ '/c.png' | prepend: site.baseurl | prepend: site.url }}", "/c.png"),
        (
            "[a]({% post_url 2020-01-01-other %})",
            "[a](/posts/fr/2020-01-01-other.md)",
        ),
        (
            "[a]({% post_url /2020-01-01-other %}#x)",
            "[a](/posts/fr/2020-01-01-other.md#x)",
        ),
        (
            "[a]({% link _posts/2020-01-01-other.md %})",
            "[a](/posts/2020-01-01-other.md)",
        ),
        (
            "{% assign n = \"1|2\" | split: \"|\" %}{% for i in n %}- {{ i }}{% unless forloop.last %},{% endunless %}\n{% endfor %}",
            "- 1,\n- 2\n",
        ),
        (
            "{% if page.flag %}yes{% else %}no{% endif %}{% unless page.flag %}no{% endunless %}",
            "yes",
        ),
        (
            "{% if page.nothing %}a{% elsif site.title == 'My blog' %}b{% endif %}",
            "b",
        ),
        (
            "{% case page.title %}{% when 'x', 'Mine' %}a{% else %}b{% endcase %}",
            "a",
        ),
        (
            "{% capture c %}x{{ page.title }}{% endcapture %}{{ c | upcase }}",
            "XMINE",
        ),
        (
            "{% for i in site.x %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}",
            "1",
        ),
        ("{% comment %}a{% endcomment %}b", "b"),
        ("{% raw %}{{ a }}{% endraw %}", "{{ a }}"),
        (
            "`{{ page.title }}` `{% raw %}{{ a }}{% endraw %}`",
            "`{{ page.title }}` `{{ a }}`",
        ),
        (
            "{% highlight ruby linenos %}\nputs \"```\"\n{% endhighlight %}\nx",
            "````ruby linenos\nputs \"```\"\n````\nx",
        ),
        ("a {% highlight c %}b{% endhighlight %} c", "a \n\n```c\nb\n```\n c"),
        (
            "- a\n\n  {% highlight c %}\nb\n{% endhighlight %}",
            "- a\n\n  ```c\n  b\n  ```",
        ),
        ("{% include sig.md %}, {% include {{ page.sig }}.md %}", "*me*, *me*"),
        ("{% include note.html text=\"T\" %}", "<div class=\"note\">\nT\n</div>"),
        (
            "{% include youtube.html id=\"abc\" %}",
            "<https://www.youtube.com/watch?v=abc>",
        ),
        ("{% vimeo 123 %}", "<https://vimeo.com/123>"),
        (
            "{% include figure.html src=\"/a b.png\" alt=\"A [b]\" %}",
            "![A \\[b\\]](/a%20b.png)",
        ),
        ("{% img left /a.png 350 350 'a title' %}", "![a title](/a.png)"),
        ("{% gist user/123 %}", "<https://gist.github.com/user/123>"),
        ("a\n{%- if page.flag -%}\n  b\n{%- endif -%}\nc", "abc"),
    ] {
        assert_eq!(translated(source), (expected.to_owned(), Vec::new()), "{source}");
    }
}

#[test]
fn what_is_not_known_is_told() {
    for (source, expected, told) in [
        ("a {{ page.nothing }}b", "a b", vec!["shortcode: {{ page.nothing }}"]),
        (
            "a {{ paginator.page }}b",
            "a b",
            vec!["shortcode: {{ paginator.page }}"],
        ),
        ("{% foo bar %}x", "x", vec!["shortcode: {% foo bar %}"]),
        ("{% foo %}x{% endfoo %}", "x", vec!["shortcode: {% foo %}"]),
        (
            "{% if paginator.x %}a{% else %}b{% endif %}",
            "a",
            vec!["shortcode: {% if paginator.x %}"],
        ),
        (
            "{% for p in site.posts %}a{% endfor %}",
            "a",
            vec!["shortcode: {% for p in site.posts %}"],
        ),
        (
            "{% for p in site.posts %}{{ p.title }}{% endfor %}",
            "",
            vec!["shortcode: {% for p in site.posts %}"],
        ),
        (
            "see [*a*]({% post_url 2020-01-01-no %}).",
            "see *a*.",
            vec!["reference: {% post_url 2020-01-01-no %}"],
        ),
        ("{% include no.html %}x", "x", vec!["shortcode: {% include no.html %}"]),
        ("{% if page.flag %}x", "x", vec!["shortcode: {% if page.flag %}"]),
        ("x{% endif %}{% else %}", "x", vec![]),
        ("{% include loop.html %}x", "x", vec![]),
    ] {
        assert_eq!(
            translated(source),
            (expected.to_owned(), told.into_iter().map(str::to_owned).collect()),
            "{source}"
        );
    }
}

#[test]
fn hostile_templates_end() {
    let doubling = format!(
        "{{% assign a = 'xxxxxxxx' %}}{}{{{{ a }}}}",
        "{% assign a = a | append: a %}".repeat(100)
    );
    assert!(translated(&doubling).0.is_empty());
    let nested = format!("{}x{}", "{% for i in (1..900) %}".repeat(30), "{% endfor %}".repeat(30));
    assert!(translated(&nested).0.len() < 100_000);
    for piece in [
        "{% if x %}",
        "{{",
        "{%",
        "`",
        "``` ",
        "{% raw %}",
        "{% highlight x %}",
        "<pre>",
        "{% endif %}",
    ] {
        translated(&piece.repeat(20_000));
    }
}
