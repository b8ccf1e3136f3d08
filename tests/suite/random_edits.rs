//! After random edits between two publishes, the second one gives the same as a publish from nothing.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use feuillet::command::publish;
use feuillet_publish::options::Options;

use crate::blog::Blog;
use crate::incremental::{age, check_against_fresh, long_ago, touch};

/// How many edits each seed makes.
const STEPS: u64 = 30;

/// Numbers that are the same in each run (a linear congruential generator with the constants of MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }

    fn pick<'a>(&mut self, among: &[&'a str]) -> &'a str {
        among[self.below(among.len())]
    }
}

/// Names that make neighbors, equal slugs, other spellings, folders, pages, addresses of lists and texts on terms.
const NAMES: [&str; 15] = [
    "posts/a.md",
    "posts/b.md",
    "posts/B.c.md",
    "posts/b-c.md",
    "posts/Été.md",
    "posts/ete.md",
    "posts/trip/index.md",
    "posts/zz.md",
    "pages/about.md",
    "pages/archive.md",
    "pages/b.md",
    "posts/old/deep/x.md",
    "categories/x.md",
    "authors/ann.md",
    "languages/fr.md",
];

/// Files to serve as they are, some of which want the place of something else.
const FILES: [&str; 6] = [
    "assets/cover.svg",
    "theme.css",
    "about",
    "posts/trip/photo.svg",
    "index.html",
    "tags/t/index.html",
];

/// Old addresses, some of which something else has or takes later.
const ALIASES: [&str; 6] = [
    "[/old/, /posts/b/]",
    "/old/",
    "[/tags/t/, /other.html]",
    "[/posts/other.html, /posts/zz.html]",
    "[/about/, /feed.xml, /posts/a/styles.css]",
    "[/old/deep/x.html, /Old/]",
];

/// Parts of a document that an author may change.
#[derive(Clone, Default)]
struct Document {
    lines: BTreeMap<&'static str, String>,
    body: String,
}

/// A content folder in the making.
struct Author {
    numbers: Numbers,
    documents: BTreeMap<&'static str, Document>,
    step: u64,
}

impl Author {
    fn edit(&mut self, blog: &Blog) -> String {
        self.step += 1;
        let known: Vec<&'static str> = self.documents.keys().copied().collect();
        let name = match known.len() {
            0..=2 => self.numbers.pick(&NAMES),
            _ if self.numbers.below(4) == 0 => self.numbers.pick(&NAMES),
            _ => known[self.numbers.below(known.len())],
        };
        let step = self.step;
        match self.numbers.below(12) {
            0 if known.len() > 3 => {
                self.documents.remove(name);
                let _ = fs::remove_file(blog.path(&format!("content/{name}")));
                return format!("{step}: remove {name}");
            }
            1 => {
                let to = self.numbers.pick(&NAMES);
                if let Some(document) = self.documents.remove(name) {
                    fs::remove_file(blog.path(&format!("content/{name}"))).expect("the file is removed");
                    self.documents.insert(to, document);
                    self.write(blog, to);
                }
                return format!("{step}: rename {name} to {to}");
            }
            2 => {
                let language = self.numbers.pick(&["fr", "en"]);
                let title = self.numbers.pick(&["Carnet", "Cahier"]);
                let page_size = 1 + self.numbers.below(3);
                let more = self.numbers.pick(&[
                    "",
                    "url: https://example.org/\nauthor: Ann\n",
                    "edit: https://example.org/{path}\n",
                    "url: https://example.org/sub/\nframes: [a.example]\n",
                    "theme: {accent: '#1a4d8f', home: list}\n",
                ]);
                let settings = format!("title: {title}\nlanguage: {language}\npage_size: {page_size}\n{more}");
                self.put(blog, "site.yaml", &settings);
                return format!("{step}: {settings:?}");
            }
            3 => {
                let file = self.numbers.pick(&FILES);
                let path = blog.path(&format!("content/{file}"));
                if self.numbers.below(2) == 0 {
                    let _ = fs::remove_file(path);
                } else {
                    let width = 1 + self.numbers.below(9);
                    self.put(blog, file, &format!("<svg width=\"{width}\" height=\"2\"/>"));
                }
                return format!("{step}: {file}");
            }
            _ => {}
        }
        let target = self.numbers.pick(&NAMES);
        let (key, value) = match self.numbers.below(14) {
            0 => ("title", format!("Title {}", self.numbers.below(3))),
            1 => ("date", format!("2020-01-0{}", 1 + self.numbers.below(4))),
            2 => (
                "tags",
                self.numbers.pick(&["[t]", "[t, Métier]", "[métier]", "[]"]).to_owned(),
            ),
            3 => ("categories", self.numbers.pick(&["[x]", "[y, x]", "[]"]).to_owned()),
            4 => ("draft", self.numbers.pick(&["true", "false"]).to_owned()),
            5 => (
                "cover_image",
                self.numbers.pick(&["/assets/cover.svg", "photo.svg"]).to_owned(),
            ),
            6 => ("slug", self.numbers.pick(&["a", "other"]).to_owned()),
            7 => ("aliases", self.numbers.pick(&ALIASES).to_owned()),
            8 => ("translation_key", self.numbers.pick(&["k", "l"]).to_owned()),
            9 => ("lang", self.numbers.pick(&["fr", "en", "de"]).to_owned()),
            10 => ("series", self.numbers.pick(&["S", "[S, T]"]).to_owned()),
            11 => ("author", self.numbers.pick(&["Ann", "[Bo, Ann]"]).to_owned()),
            12 => (
                "",
                self.numbers
                    .pick(&[
                        "<p style=\"color: red\">Red.</p>",
                        "<p class=\"mt-4 italic\">Slanted.</p>",
                        "<iframe src=\"https://a.example/x\"></iframe>",
                    ])
                    .to_owned(),
            ),
            _ => ("", format!("Text {} and a [link](/{target}).", self.numbers.below(3))),
        };
        let document = self.documents.entry(name).or_default();
        if key.is_empty() {
            document.body.clone_from(&value);
        } else {
            document.lines.insert(key, value.clone());
        }
        self.write(blog, name);
        format!("{step}: {name}: {key} {value}")
    }

    fn write(&self, blog: &Blog, name: &str) {
        let document = &self.documents[name];
        let mut lines = String::new();
        for (key, value) in &document.lines {
            lines.extend([key, ": ", value, "\n"]);
        }
        self.put(blog, name, &format!("---\n{lines}---\n{}\n", document.body));
    }

    /// Writes a file with a time of its own, long ago.
    fn put(&self, blog: &Blog, name: &str, text: &str) {
        blog.write(&format!("content/{name}"), text);
        let time = long_ago() + Duration::from_secs(self.step);
        let path = blog.path(&format!("content/{name}"));
        touch(&path, time);
    }
}

#[test]
fn publishing_again_equals_publishing_from_nothing() {
    for seed in [1, 2, 3] {
        let blog = Blog::new();
        let options = Options {
            compress: seed >= 2,
            html_files: seed >= 2,
            ..blog.options()
        };
        let mut author = Author {
            numbers: Numbers(seed),
            documents: BTreeMap::new(),
            step: 0,
        };
        let (mut kept, mut files) = (0, 0);
        for _ in 0..STEPS {
            let edit = author.edit(&blog);
            let published = publish(&options).unwrap();
            kept += published.unchanged;
            files += published.files;
            check_against_fresh(&blog, &options, &format!("seed {seed}, {edit}"));
            // So that the next publish finds everything old and remembered.
            age(&blog.out());
            publish(&options).unwrap();
        }
        assert!(kept * 2 > files, "seed {seed}: {kept} of {files} files were left alone");
    }
}
