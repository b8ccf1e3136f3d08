//! Documents whose day has not come or is over, and drafts: held back and told in every dialect, and shown to their
//! author.

use feuillet::command::publish;
use feuillet_content::date::Date;
use feuillet_publish::options::{HiddenKind, Include, Options, Published};

use crate::blog::Blog;

/// Publishes as on a day.
fn publish_on(blog: &Blog, day: &str, include: Include) -> Published {
    let options = Options {
        today: Date::parse(day).ok(),
        include,
        ..blog.options()
    };
    publish(&options).expect("the blog is published")
}

/// Files of settings with their texts.
type Settings = &'static [(&'static str, &'static str)];

/// Settings and the path of a post, by generator.
const DIALECTS: [(&str, Settings, &str); 8] = [
    ("Feuillet", &[("site.yaml", "title: T\n")], "posts/NAME.md"),
    (
        "Jekyll",
        &[("_config.yml", "title: T\n"), ("_layouts/post.html", "")],
        "_posts/2027-05-03-NAME.md",
    ),
    ("Hugo", &[("hugo.toml", "title = 'T'\n")], "content/posts/NAME.md"),
    (
        "Zola",
        &[("config.toml", "base_url = \"https://z.example\"\n[markdown]\n")],
        "content/NAME.md",
    ),
    ("Hexo", &[("_config.yml", "title: T\n")], "source/_posts/NAME.md"),
    (
        "Eleventy",
        &[("eleventy.config.js", "module.exports = {}\n")],
        "posts/NAME.md",
    ),
    (
        "Astro",
        &[("astro.config.mjs", "export default {}\n")],
        "src/content/blog/NAME.md",
    ),
    (
        "Docusaurus",
        &[("docusaurus.config.js", "module.exports = {title: 'T'}\n")],
        "blog/NAME.md",
    ),
];

#[test]
fn coming_documents_wait_in_every_dialect() {
    for (generator, settings, post) in DIALECTS {
        let blog = settings
            .iter()
            .fold(Blog::bare(), |blog, (name, text)| blog.file(name, text));
        let fence = if generator == "Zola" { "+++" } else { "---" };
        let is = if generator == "Zola" { " =" } else { ":" };
        let text = |date: &str| format!("{fence}\ntitle{is} \"T\"\ndate{is} {date}\n{fence}\nText.\n");
        let blog = blog
            .file(&post.replace("NAME", "coming"), text("2027-05-03"))
            .file(&post.replace("NAME", "here"), text("2027-05-01"));
        let published = publish_on(&blog, "2027-05-02", Include::default());
        let hidden: Vec<String> = published.hidden.iter().map(ToString::to_string).collect();
        let expected = format!("{} (scheduled for 2027-05-03)", post.replace("NAME", "coming"));
        assert_eq!(hidden, [expected], "{generator}");
        assert_eq!(published.posts, 1, "{generator}: {:?}", published.findings);
        assert!(
            published
                .notes
                .iter()
                .any(|note| note.starts_with("1 scheduled document waits, the next for 2027-05-03")),
            "{generator}: {:?}",
            published.notes
        );
        let include = Include {
            coming: true,
            ..Include::default()
        };
        assert_eq!(publish_on(&blog, "2027-05-02", include).posts, 2, "{generator}");
        // On its day it comes, and the files of both ways are equal.
        let early = blog.tree();
        assert_eq!(
            publish_on(&blog, "2027-05-03", Include::default()).posts,
            2,
            "{generator}"
        );
        assert!(blog.tree() == early, "{generator}");
    }
}

#[test]
fn settings_of_generators_publish_what_is_to_come() {
    for (settings, text, post) in [
        ("_config.yml", "title: T\nfuture: true\n", "_posts/2027-05-03-a.md"),
        ("_config.yml", "title: T\nfuture: true\n", "source/_posts/a.md"),
        ("hugo.toml", "title = 'T'\nbuildFuture = true\n", "content/posts/a.md"),
    ] {
        let blog = Blog::bare()
            .file(settings, text)
            .file(post, "---\ntitle: T\ndate: 2027-05-03\n---\nText.\n");
        let published = publish_on(&blog, "2027-05-02", Include::default());
        assert_eq!((published.posts, published.previews.len()), (1, 0), "{settings} {post}");
    }
}

#[test]
fn authors_see_what_visitors_do_not_get() {
    let blog = Blog::new()
        .post("open", "2024-01-01", "")
        .post("draft", "2024-01-01", "draft: true")
        .post("coming", "2027-05-03 10:30 +02:00", "")
        .post("expired", "2024-01-01", "expiryDate: 2024-02-01")
        .post("both", "2027-05-03", "draft: true")
        .based("/blog/");
    let day = "2026-12-01";
    assert_eq!(publish_on(&blog, day, Include::default()).posts, 1);
    let all = publish_on(&blog, day, Include::ALL);
    assert_eq!((all.posts, all.hidden.len()), (5, 0));
    let previews: Vec<String> = all
        .previews
        .iter()
        .map(|preview| {
            format!(
                "{} {} {}: {}",
                preview.file, preview.address, preview.rule, preview.label
            )
        })
        .collect();
    assert_eq!(
        previews,
        [
            "posts/both.md /blog/posts/both/ `draft: true`: Brouillon",
            "posts/coming.md /blog/posts/coming/ scheduled for 2027-05-03 10:30 +02:00: Prévu pour le 3 mai 2027",
            "posts/draft.md /blog/posts/draft/ `draft: true`: Brouillon",
            "posts/expired.md /blog/posts/expired/ expired on 2024-02-01: Expiré",
        ]
    );
    assert_eq!(all.previews[0].kind, HiddenKind::Draft);
    let drafts = Include {
        drafts: true,
        ..Include::default()
    };
    let drafts = publish_on(&blog, day, drafts);
    assert_eq!((drafts.posts, drafts.previews.len(), drafts.hidden.len()), (2, 1, 3));
    // What an author saw leaves nothing behind.
    publish_on(&blog, day, Include::default());
    assert!(!blog.has("content/posts/draft.md") && !blog.has("posts/coming/index.html"));
}

#[test]
fn drafts_in_folders_for_drafts_are_seen_by_their_authors() {
    for (settings, draft, open) in [
        ("_config.yml", "_drafts/idea.md", "_posts/2024-01-01-idea.md"),
        ("_config.yml", "source/_drafts/idea.md", "source/_posts/idea.md"),
    ] {
        let blog = Blog::bare()
            .file(settings, "title: T\n")
            .file(draft, "---\ntitle: Draft\n---\nText.\n")
            .file(open, "---\ntitle: Open\ndate: 2024-01-01\n---\nText.\n");
        let published = publish_on(&blog, "2026-12-01", Include::default());
        assert_eq!(
            published.hidden.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [format!("{draft} (draft in `_drafts`)")]
        );
        assert!(blog.read("posts/idea/index.html").contains("Open"));
        let all = publish_on(&blog, "2026-12-01", Include::ALL);
        assert_eq!((all.posts, all.previews.len()), (2, 1), "{draft}: {:?}", all.findings);
    }
}
