//! Recognition of the generator that a folder was written for, by its files.

use feuillet::command::publish;

use crate::blog::Blog;

/// Description of a folder, its files, and the recognized generator; empty for Feuillet's own.
type Folder = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const FOLDERS: [Folder; 20] = [
    ("a blog of ours", &[("posts/a.md", "---\ntitle: A\n---\n{{< x >}}")], ""),
    ("Markdown and nothing else", &[("a.md", "# A"), ("b/c.md", "# B")], ""),
    (
        "our settings in a folder that looks like another's",
        &[
            ("site.yaml", "title: A\n"),
            ("posts/a.md", "a"),
            ("_config.yml", "title: B\n"),
        ],
        "",
    ),
    (
        "Jigsaw by its settings",
        &[("config.php", "<?php"), ("source/_posts/a.md", "a")],
        "Jigsaw",
    ),
    (
        "Jigsaw by `extends`",
        &[("source/_posts/a.md", "---\nextends: _layouts.post\n---\n")],
        "Jigsaw",
    ),
    (
        "Jigsaw's source alone",
        &[("_posts/a.md", "---\nextends: _layouts.post\n---\n")],
        "Jigsaw",
    ),
    (
        "Hexo",
        &[
            ("_config.yml", "title: A"),
            ("source/_posts/a.md", "---\ntitle: A\n---\n"),
        ],
        "Hexo",
    ),
    (
        "Jekyll by dates",
        &[("_posts/2020-01-01-a.md", "---\ntitle: A\n---\n")],
        "Jekyll",
    ),
    (
        "Jekyll by its settings",
        &[("_config.yml", "title: A"), ("about.md", "---\n---\n")],
        "Jekyll",
    ),
    (
        "Jekyll below",
        &[("docs/_config.yml", "title: A"), ("docs/_posts/2020-01-01-a.md", "a")],
        "Jekyll",
    ),
    (
        "Hugo by its settings",
        &[("hugo.toml", "title = 'A'"), ("content/posts/a.md", "a")],
        "Hugo",
    ),
    (
        "Hugo by older settings",
        &[("config.yaml", "baseURL: /"), ("content/a.md", "---\ntitle: A\n---\n")],
        "Hugo",
    ),
    (
        "Hugo by sections",
        &[("content/_index.md", ""), ("content/a.md", "---\ntitle: A\n---\n")],
        "Hugo",
    ),
    (
        "Hugo by shortcodes",
        &[("content/post/a.md", "{{< figure src=\"a\" >}}")],
        "Hugo",
    ),
    (
        "Zola by its settings",
        &[
            ("config.toml", "base_url = 'https://a.example'"),
            ("content/a.md", "+++\n+++\n"),
        ],
        "Zola",
    ),
    (
        "Zola by its tables",
        &[("content/a.md", "+++\ntitle = 'A'\n[taxonomies]\ntags = ['b']\n+++\n")],
        "Zola",
    ),
    (
        "Astro",
        &[
            ("astro.config.mjs", ""),
            ("src/content/blog/a.mdx", "---\ntitle: A\n---\n"),
        ],
        "Astro",
    ),
    (
        "Docusaurus",
        &[("docusaurus.config.js", ""), ("blog/2020-01-01-a.md", "a")],
        "Docusaurus",
    ),
    (
        "Eleventy",
        &[
            ("eleventy.config.js", ""),
            ("content/blog/a.md", "---\ntitle: A\n---\n"),
        ],
        "Eleventy",
    ),
    (
        "Eleventy by its older settings",
        &[(".eleventy.js", ""), ("src/posts/a.md", "---\ntitle: A\n---\n")],
        "Eleventy",
    ),
];

#[test]
fn folders_are_recognized_by_what_lies_in_them() {
    for (what, files, expected) in FOLDERS {
        let mut blog = Blog::bare();
        for (name, text) in files {
            blog = blog.file(name, text);
        }
        let notes = blog.publish().notes;
        let read_as = notes.iter().find_map(|note| note.strip_prefix("Read as "));
        let dialect = read_as.map_or("", |note| note.split(':').next().unwrap_or_default());
        assert_eq!(dialect, expected, "{what}");
    }
}

#[test]
fn what_a_folder_is_can_be_said() {
    let blog = Blog::bare().file(
        "posts/a.md",
        "---\ntitle: A\n---\n{{< details >}}inside{{< /details >}}\n",
    );
    let mut options = blog.options();
    options.dialect = Some("HUGO".to_owned());
    assert!(publish(&options).unwrap().notes[0].starts_with("Read as Hugo"));
    options.dialect = Some("gopher".to_owned());
    let refused = publish(&options).unwrap_err().to_string();
    assert!(
        refused.contains("unknown generator `gopher`") && refused.contains("Jekyll"),
        "{refused}"
    );
    let told = Blog::bare()
        .file("site.yaml", "dialect: zola\n")
        .file("posts/a.md", "a")
        .publish();
    assert!(told.notes[0].starts_with("Read as Zola"), "{:?}", told.notes);
}
