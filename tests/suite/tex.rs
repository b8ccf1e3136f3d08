//! Money and TeX on pages, in feeds, in lists and in what `check` reports.

use feuillet::command::publish;
use feuillet_publish::options::Options;

use crate::blog::{Blog, told};

/// How a file shows a formula: on pages as MathML with its TeX, in feeds as TeX, since many feed readers drop MathML.
fn shown(file: &str, tex: &str) -> String {
    if file == "feed.json" {
        format!(">{tex}</span>")
    } else {
        format!("<annotation encoding=\"application/x-tex\">{tex}</annotation></semantics></math></span>")
    }
}

/// Returns a page, or what is in a feed.
fn html(blog: &Blog, file: &str) -> String {
    let text = blog.read(file);
    if file != "feed.json" {
        return text;
    }
    let feed: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    feed["items"][0]["content_html"].as_str().expect("a text").to_owned()
}

const PRICES: &str = "---
title: Plans for $5-$10 and $x$
date: 2024-01-01
math: true
---
The plan costs $5-$10 a month, or ($20/$25) for teams.

From $1,000 to $2,000, that is $1k/$2k.

It was $40M—now it is $50M. Is it US$3 or A$4?

## From $5-$10 to $a^2 + b^2 = c^2$, and $x_1$

Set `$HOME` or $HOME/bin:$PATH in a shell.

| plan | price |
|---|---|
| $5-$10 | $20/$25 |

[$5-$10](/a$b)
";

#[test]
fn prices_stay_prices_in_posts_with_tex() {
    let blog = Blog::new().file("posts/prices.md", PRICES);
    let published = blog.publish();
    for file in ["posts/prices/index.html", "feed.json"] {
        let text = html(&blog, file);
        for expected in [
            "costs $5-$10 a month, or ($20/$25) for teams.",
            "From $1,000 to $2,000, that is $1k/$2k.",
            "It was $40M—now it is $50M. Is it US$3 or A$4?",
            "From $5-$10 to <span class=\"math math-inline\">",
            &shown(file, "a^2 + b^2 = c^2"),
            &shown(file, "x_1"),
            "<code>$HOME</code> or $HOME/bin:$PATH in",
            "<td>$5-$10</td>",
            "<td>$20/$25</td>",
            ">$5-$10</a>",
        ] {
            let is_there =
                text.contains(expected) || text.contains(&expected.replace("/a$b", "https://example.org/a$b"));
            assert!(is_there, "{file}: {expected}\n{text}");
        }
    }
    let list = blog.read("data/site.json");
    assert!(list.contains("Plans for $5-$10 and $x$"), "{list}");
    assert!(list.contains("costs $5-$10 a month, or ($20/$25) for teams."), "{list}");
    assert_eq!(
        told(&published)
            .iter()
            .filter(|finding| finding.contains("math"))
            .count(),
        0
    );
}

const INTEGRAL: &str = "---
title: A
date: 2024-01-01
---
$$
\\int_0^1 x\\,dx \\\\
+ *a* < b
$$

Formula $e^{i\\pi}$ for $5-$10.

- item

  $$
  [a](nowhere.md) \\,
  - b
  $$
";

#[test]
fn blocks_of_tex_are_kept_in_posts_that_ask_for_none() {
    for math in ["", "math: true\n"] {
        let post = INTEGRAL.replacen("---\n", &["---\n", math].concat(), 1);
        let blog = Blog::new().file("posts/a.md", &post);
        let published = blog.publish();
        assert_eq!(told(&published), [""; 0], "what looks like a link in TeX is none");
        for file in ["posts/a/index.html", "feed.json"] {
            let text = html(&blog, file);
            for expected in [
                "<span class=\"math math-display\"",
                &shown(file, "\n\\int_0^1 x\\,dx \\\\\n+ *a* &lt; b\n"),
                &shown(file, "\n[a](nowhere.md) \\,\n- b\n"),
                "for $5-$10",
            ] {
                assert!(text.contains(expected), "{file}: {expected}\n{text}");
            }
            assert_eq!(text.contains("$e^{i\\pi}$"), math.is_empty(), "{file}");
        }
        assert!(blog.read("data/site.json").contains("\\\\int_0^1 x\\\\,dx"));
    }
}

/// The folders of the shared cases, where they are at hand.
#[test]
fn the_shared_cases_are_read_as_they_should_be() {
    let Some(shared) = std::env::var_os("FEUILLET_SHARED") else {
        return;
    };
    let cases = std::path::Path::new(&shared).join("cases");
    for (folder, page, expected) in [
        (
            "08-math-prices/content",
            "posts/prices/index.html",
            "costs $5-$10 a month, or ($20/$25) for teams.",
        ),
        (
            "blogs/own",
            "posts/a/index.html",
            "<annotation encoding=\"application/x-tex\">\n\\int_0^1 x\\,dx\n</annotation>",
        ),
    ] {
        let source = cases.join(folder);
        if !source.exists() {
            continue;
        }
        let blog = Blog::bare();
        let options = Options {
            content: source,
            ..blog.options()
        };
        publish(&options).expect("a publish");
        let page = blog.read(page);
        assert!(page.contains(expected), "{page}");
    }
}

#[test]
fn formulas_are_mathml_and_what_cannot_be_read_is_told() {
    let blog = Blog::new().file(
        "posts/a.md",
        "---
title: A
date: 2024-01-01
math: true
---
\\(a+b\\), $\\foo$ and $x$.

> $$
> \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}
> \\oops
> $$

```math
\\frac{a}{b}
```
",
    );
    let published = blog.publish();
    let told = told(&published);
    for (finding, place, command) in [
        (&told[0], "posts/a.md:6:11", "\\foo"),
        (&told[1], "posts/a.md:10:3", "\\oops"),
    ] {
        let message = format!("unreadable formula, unknown command `{command}`: shown as TeX");
        assert!(finding.contains(place) && finding.contains(&message), "{finding}");
    }
    assert_eq!(told.len(), 2);
    let page = blog.read("posts/a/index.html");
    for expected in [
        "<mi>a</mi><mo>+</mo><mi>b</mi>",
        "<span class=\"math math-inline math-error\">\\foo</span>",
        "<span class=\"math math-display math-error\">\\begin{pmatrix}",
        "<div class=\"math math-display\" tabindex=\"0\"><math display=\"block\"><semantics><mrow><mfrac>",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(blog.read("data/post/a.json").contains("<mfrac>"));
}
