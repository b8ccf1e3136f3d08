//! The engine as a whole: small blogs, indexed and searched.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::format::documents::{Record, Section};
use crate::format::field::{Field, TermKind};
use crate::format::name::Name;
use crate::format::root;
use crate::indexing::ages;
use crate::indexing::analysis::{Analysis, Document};
use crate::indexing::segment::Builder;
use crate::query::parse::Query;
use crate::query::{Hit, Index, Results, Step};

/// A blog in memory: Markdown by address, from the oldest document to the newest, and the files of its index.
struct Blog {
    texts: BTreeMap<String, String>,
    root: Vec<u8>,
    files: BTreeMap<Name, Vec<u8>>,
}

/// Makes a document: the title is its first line, the rest its text.
fn document(address: &str, language: &str, text: &str) -> (Document, String) {
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    let sections = body.match_indices("## ").map(|(start, _)| Section {
        start,
        id: body[start + 3..]
            .split('\n')
            .next()
            .unwrap_or_default()
            .replace(' ', "-"),
    });
    let document = Document {
        record: Record {
            address: address.to_owned(),
            title: title.to_owned(),
            date: String::new(),
            length: body.len(),
            sections: sections.collect(),
        },
        language: language.to_owned(),
        pieces: vec![(Field::Text, body.to_owned())],
        terms: vec![(TermKind::Tag, format!("Étiquette {address}"))],
    };
    (document, body.to_owned())
}

impl Blog {
    fn of(documents: &[(Document, String)]) -> Self {
        let analyses: Vec<Analysis> = documents.iter().map(|(document, _)| Analysis::of(document)).collect();
        let mut files = BTreeMap::new();
        let mut entries = Vec::new();
        for range in ages::segments(analyses.len()) {
            let mut builder = Builder::default();
            for analysis in &analyses[range] {
                builder.add(analysis).unwrap();
            }
            let segment = builder.finish();
            entries.push(segment.entry);
            files.extend(segment.files);
        }
        let texts = documents
            .iter()
            .map(|(document, text)| (document.record.address.clone(), text.clone()));
        Self {
            texts: texts.collect(),
            root: root::write(&entries),
            files,
        }
    }

    fn english(texts: &[(&str, &str)]) -> Self {
        let documents: Vec<_> = texts
            .iter()
            .map(|(address, text)| document(address, "en", text))
            .collect();
        Self::of(&documents)
    }

    /// Searches, with `give` between the index and its files.
    fn search_with(&self, query: &str, mut give: impl FnMut(Name, &[u8]) -> Option<Vec<u8>>) -> Results {
        let mut index = Index::open(&self.root).unwrap();
        let query = Query::parse(query);
        loop {
            match index.search(&query, 10) {
                Step::Done(results) => return results,
                Step::Wait { files, texts } => {
                    assert!(!files.is_empty() || !texts.is_empty(), "it waits for nothing");
                    for name in files {
                        let bytes = self.files.get(&name);
                        index.put(name, bytes.and_then(|bytes| give(name, bytes)));
                    }
                    for address in texts {
                        let text = self.texts.get(&address).cloned();
                        index.put_text(address, text);
                    }
                }
            }
        }
    }

    fn search(&self, query: &str) -> Vec<Hit> {
        let results = self.search_with(query, |_, bytes| Some(bytes.to_owned()));
        assert!(!results.is_incomplete);
        results.hits
    }

    fn addresses(&self, query: &str) -> Vec<String> {
        self.search(query).into_iter().map(|hit| hit.record.address).collect()
    }
}

/// Makes a blog of so many posts on things that follow from their number.
fn many(count: usize) -> Vec<(Document, String)> {
    let things = ["paper", "thread", "glue", "ink", "press", "shelf", "lamp", "ribbon"];
    let post = |number: usize| {
        let words = (0..60).map(|word| match word % 3 {
            0 => things[(number + word) % things.len()].to_owned(),
            1 => format!("w{}x", (number * 7 + word * 13) % 900),
            _ => format!("u{}q", number * 20 + word),
        });
        let text = format!("Post {number}\n{}", words.collect::<Vec<_>>().join(" "));
        document(&format!("p{number}"), "en", &text)
    };
    (0..count).map(post).collect()
}

#[test]
fn better_matches_come_first() {
    let blog = Blog::english(&[
        ("typed", "Shelves\nThe prinring office."),
        ("begun", "Shelves\nThe printingworks."),
        ("inflected", "Shelves\nWe printed a page."),
        ("text", "Shelves\nAll the printing of a page."),
        ("title", "On printing\nA page."),
        ("newer", "Shelves\nAll the printing of a page."),
    ]);
    assert_eq!(
        blog.addresses("printing"),
        ["title", "newer", "text", "inflected", "begun"]
    );
    assert_eq!(blog.addresses("printng"), ["title", "newer", "text", "inflected"]);
    assert_eq!(blog.addresses("in:title printing"), ["title"]);
}

#[test]
fn accents_count_for_those_who_type_them() {
    let documents = [
        document("plain", "fr", "Un\nLe metier de papetier."),
        document("accent", "fr", "Deux\nLe métier de papetier."),
        document("plural", "fr", "Trois\nLes métiers du papier."),
    ];
    let blog = Blog::of(&documents);
    assert_eq!(blog.addresses("métier"), ["accent", "plural", "plain"]);
    assert_eq!(blog.addresses("metier"), ["plain", "accent", "plural"]);
    assert_eq!(blog.addresses("MÉTI"), ["plural", "accent", "plain"]);
}

#[test]
fn operators_narrow_the_results() {
    let blog = Blog::english(&[
        ("a", "One\nThe night train leaves soon."),
        ("b", "Two\nThe train leaves at night."),
        ("c", "Three\nA night in a library."),
    ]);
    for (query, expected) in [
        ("night train", &["b", "a"][..]),
        ("\"night train\"", &["a"]),
        ("night -train", &["c"]),
        ("night -\"night train\"", &["c", "b"]),
        ("tag:etiquette night", &["c", "b", "a"]),
        ("tag:\"etiquette a\"", &["a"]),
        ("night -tag:a", &["c", "b"]),
        ("-night", &[]),
        ("tag:zebra night", &[]),
    ] {
        assert_eq!(blog.addresses(query), expected, "{query}");
    }
}

#[test]
fn the_nearest_are_shown_with_what_they_lack() {
    let blog = Blog::english(&[
        ("a", "One\nThe night train leaves soon."),
        ("b", "Two\nA library on a train."),
    ]);
    let missing = |query| {
        let hits = blog.search(query).into_iter();
        hits.map(|hit| (hit.record.address, hit.missing.join(" ")))
            .collect::<Vec<_>>()
    };
    let row = |address: &str, missing: &str| (address.to_owned(), missing.to_owned());
    assert_eq!(missing("train zebra"), [row("b", "zebra"), row("a", "zebra")]);
    assert_eq!(missing("night library train"), [row("b", "night"), row("a", "library")]);
    assert_eq!(missing("\"train night\""), [row("a", "\"train night\"")]);
    assert_eq!(missing("zebra"), []);
}

#[test]
fn results_lead_to_sections() {
    let blog = Blog::english(&[(
        "a",
        "One\nOn paper.\n\n## Threads\n\nSewing, with a needle.\n\n## Glue\n\nNone.",
    )]);
    for (query, section, passage) in [
        ("paper", None, "On paper."),
        ("needles", Some("Threads"), "Sewing, with a needle."),
        ("glue", Some("Glue"), "None."),
        ("one", None, "On paper."),
    ] {
        let hit = &blog.search(query)[0];
        assert_eq!(hit.section.as_deref(), section, "{query}");
        assert_eq!(hit.passage.as_ref().unwrap().text, passage, "{query}");
    }
}

#[test]
fn the_same_documents_make_the_same_bytes() {
    let (one, other) = (Blog::of(&many(40)), Blog::of(&many(40)));
    assert_eq!(one.root, other.root);
    assert_eq!(one.files, other.files);
}

#[test]
fn a_new_document_rewrites_few_files() {
    for (count, most) in [(300, 12), (1_500, 12)] {
        let documents = many(count + 1);
        let (before, after) = (Blog::of(&documents[..count]), Blog::of(&documents));
        let names = |blog: &Blog| blog.files.keys().copied().collect::<BTreeSet<Name>>();
        let written = names(&after).difference(&names(&before)).count();
        assert!(
            (1..=most).contains(&written),
            "{count}: {written} of {}",
            after.files.len()
        );
    }
}

#[test]
fn a_changed_word_moves_no_cuts() {
    let documents = many(992);
    let mut changed = documents.clone();
    changed[500] = document("p500", "en", &format!("Post 500\n{} onemoreword", documents[500].1));
    let (before, after) = (Blog::of(&documents), Blog::of(&changed));
    let same = after
        .files
        .keys()
        .filter(|name| before.files.contains_key(name))
        .count();
    // The head, a page of documents, and the shards with the word's neighbors.
    let written = after.files.len() - same;
    assert!(written <= 8, "{written} of {}", after.files.len());
}

#[test]
fn a_query_reads_a_small_part_of_the_index() {
    let blog = Blog::of(&many(1_000));
    let all: usize = blog.files.values().map(Vec::len).sum();
    let read = Cell::new(0);
    let results = blog.search_with("w100x", |_, bytes| {
        read.set(read.get() + bytes.len());
        Some(bytes.to_owned())
    });
    assert!(!results.hits.is_empty());
    assert!(read.get() * 3 < all, "{} of {all} bytes", read.get());
}

#[test]
fn lacking_files_leave_what_can_be_found() {
    let blog = Blog::of(&many(100));
    let whole = blog.search("paper");
    assert_eq!(whole.len(), 10);
    let mut asked = 0;
    for lacking in 0..8 {
        asked = 0;
        let results = blog.search_with("paper", |_, bytes| {
            asked += 1;
            (asked - 1 != lacking).then(|| bytes.to_owned())
        });
        assert!(results.is_incomplete || asked <= lacking, "{lacking}");
    }
    assert!(asked > 4, "{asked} files");
}

#[test]
fn damaged_files_and_hard_queries_do_no_harm() {
    let blog = Blog::of(&many(60));
    let mut state = 1_u32;
    let mut dice = move |sides: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % sides
    };
    for _ in 0..100 {
        blog.search_with("paper w1 tag:p \"ink press\"", |_, bytes| {
            let mut bytes = bytes.to_owned();
            match dice(4) {
                0 => bytes.truncate(dice(bytes.len())),
                1 => {
                    let at = dice(bytes.len());
                    bytes[at] ^= 1 << dice(8);
                }
                _ => {}
            }
            Some(bytes)
        });
    }
    assert!(Index::open(&[9, 9, 9]).is_err());
    let alphabet: Vec<char> = "ab éß図書館ก\"-:\u{202e}\u{301}🎉'*.+#tagin \u{0}<&".chars().collect();
    for _ in 0..100 {
        let length = dice(40);
        let query: String = (0..length).map(|_| alphabet[dice(alphabet.len())]).collect();
        blog.search(&query);
    }
    for query in [
        "x".repeat(10_000),
        "図".repeat(10_000),
        "\" ".repeat(5_000),
        "🎉".repeat(10_000),
    ] {
        blog.search(&query);
    }
}
