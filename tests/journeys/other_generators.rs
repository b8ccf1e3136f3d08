//! Folders that were written for other generators, published as they are and read in a browser.

use crate::harness::{BASES, Content, Journey};

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><rect width=\"40\" height=\"30\" fill=\"teal\"/></svg>";

/// A blog as Hugo wants it: TOML, shortcodes, a page bundle with its picture.
fn hugo() -> Content {
    Content::empty()
        .with(
            "hugo.toml",
            "baseURL = 'https://example.org/'\nlanguageCode = 'en'\ntitle = 'Field notes'\n",
        )
        .with(
            "content/posts/ferry.md",
            "+++\ntitle = 'The ferry'\ndate = 2024-05-06T23:30:00-07:00\ntags = ['water']\n+++\n\
             See [the island]({{< relref \"island\" >}}), or [by its address](/posts/island/).\n\n\
             {{< highlight go >}}\na := b < c\n{{< /highlight >}}\n",
        )
        .with(
            "content/posts/island/index.md",
            "+++\ntitle = 'The island'\ndate = 2024-04-01\n+++\n\
             {{< figure src=\"map.svg\" alt=\"A map of the island\" >}}\n\nIt is small.\n",
        )
        .with("content/posts/island/map.svg", PICTURE)
        .with(
            "content/posts/unready.md",
            "+++\ntitle = 'Not yet'\ndraft = true\n+++\n",
        )
}

/// A blog as Jekyll wants it: dates in names, Liquid, kramdown.
fn jekyll() -> Content {
    Content::empty()
        .with("_config.yml", "title: Carnet de bord\nlang: fr\n")
        .with(
            "_posts/2024-05-06-le-bac.md",
            "---\ntitle: Le bac\ntags: eau vent\n---\n\
             Voir [l’île]({% post_url 2024-04-01-l-ile %}).\n{: .note}\n\n\
             {% highlight ruby %}\nputs 1\n{% endhighlight %}\n",
        )
        .with(
            "_posts/2024-04-01-l-ile.md",
            "---\ntitle: L’île\n---\n![La carte]({{ site.baseurl }}/assets/carte.svg){: width=\"40\"}\n\nElle est petite.\n",
        )
        .with("assets/carte.svg", PICTURE)
}

#[test]
fn a_hugo_blog_is_read() {
    for base in BASES {
        Journey::through(hugo()).below(base).walk(async |visitor| {
            visitor.open("/").await;
            visitor.finds("document.querySelectorAll('.post-card').length", 2).await;
            visitor.mark_page().await;
            visitor.follow("The ferry").await;
            visitor.sees_title("The ferry").await;
            // The day that was written, in whatever zone.
            visitor
                .finds("document.querySelector('.post-meta time').dateTime", "2024-05-06")
                .await;
            visitor.sees(".prose pre code.language-go", "a := b < c").await;
            visitor.follow("the island").await;
            visitor.is_at("/posts/island/").await;
            visitor.sees_title("The island").await;
            visitor
                .finds("document.querySelector('.prose img').naturalWidth", 40)
                .await;
            visitor.back().await;
            visitor.sees_title("The ferry").await;
            visitor.follow("by its address").await;
            visitor.is_at("/posts/island/").await;
            visitor.sees_title("The island").await;
            visitor.is_on_marked_page().await;
        });
    }
}

#[test]
fn a_jekyll_blog_is_read() {
    for base in BASES {
        Journey::through(jekyll()).below(base).walk(async |visitor| {
            visitor.open("/").await;
            visitor.finds("document.documentElement.lang", "fr").await;
            visitor.mark_page().await;
            visitor.follow("Le bac").await;
            visitor
                .finds("document.querySelector('.post-meta time').textContent", "6 mai 2024")
                .await;
            visitor.sees(".prose pre code.language-ruby", "puts 1").await;
            visitor
                .finds("document.querySelector('.prose').textContent.includes('{:')", false)
                .await;
            visitor.follow("l’île").await;
            visitor.is_at("/posts/l-ile/").await;
            visitor
                .finds("document.querySelector('.prose img').naturalWidth", 40)
                .await;
            visitor.is_on_marked_page().await;
            visitor.open("/2024/05/06/le-bac.html").await;
            visitor.is_at("/posts/le-bac/").await;
            visitor.sees_title("Le bac").await;
        });
    }
}
