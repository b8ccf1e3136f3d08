//! A synthetic blog in the shape of real ones. It is deterministic: the same number of posts gives the same bytes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::vocabulary::{ENGLISH, FRENCH};
use crate::run;

const CATEGORIES: u32 = 20;
const TAGS: u32 = 200;
/// Shortest and longest post, in bytes; lengths are spread evenly around 8.4 kB.
const SHORTEST: u32 = 2_900;
const LONGEST: u32 = 13_400;

/// Writes a content folder with this number of posts.
pub(super) fn write(folder: &Path, posts: u32) -> Result<()> {
    run::remove(folder)?;
    run::create_folder(&folder.join("posts"))?;
    let settings =
        "title: A large blog\ndescription: Made up to be measured.\nlanguage: en\nurl: https://example.org/\n";
    put(&folder.join("site.yaml"), settings)?;
    for number in 0..posts {
        put(&path(folder, number), &post(number, posts))?;
    }
    Ok(())
}

/// Adds a sentence to the end of a post.
pub(super) fn change(folder: &Path, number: u32, time: u32) -> Result<()> {
    let path = path(folder, number);
    let mut text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let _ = write!(text, "\nOn second thought, this was written for the {time}. time.\n");
    put(&path, &text)
}

/// Place of a post.
pub(super) fn path(folder: &Path, number: u32) -> PathBuf {
    folder.join("posts").join(format!("{}.md", slug(number)))
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn slug(number: u32) -> String {
    format!("post-{number:05}")
}

fn post(number: u32, posts: u32) -> String {
    let mut dice = Dice::new(number);
    let words = if dice.below(3) == 0 { FRENCH } else { ENGLISH };
    let mut writer = Writer {
        text: String::new(),
        words,
        posts,
        dice,
    };
    writer.front_matter(number);
    let end = SHORTEST + writer.dice.below(LONGEST - SHORTEST);
    let end = usize::try_from(end).unwrap_or(usize::MAX);
    writer.paragraph();
    while writer.text.len() < end {
        writer.block();
    }
    writer.text
}

/// Generates a post of at least `length` bytes with every kind of block, raw HTML included, and `last` as its last
/// paragraph.
pub(super) fn document(length: usize, last: &str) -> String {
    let mut writer = Writer {
        text: String::new(),
        words: ENGLISH,
        posts: 1000,
        dice: Dice::new(1),
    };
    writer.front_matter(1);
    while writer.text.len() + last.len() < length {
        writer.block();
        match writer.dice.below(40) {
            0 | 1 => writer.raw_html(),
            2 => writer.words = FRENCH,
            3 => writer.words = ENGLISH,
            _ => {}
        }
    }
    writer.push(last);
    writer.push("\n");
    writer.text
}

struct Writer {
    text: String,
    words: &'static [&'static str],
    /// Number of posts to link to.
    posts: u32,
    dice: Dice,
}

impl Writer {
    fn front_matter(&mut self, number: u32) {
        let title = self.phrase(3, 8);
        // Three posts per day, the oldest first.
        let day = number / 3;
        let (year, month, day) = (2005 + day / 336 % 30, day / 28 % 12 + 1, day % 28 + 1);
        self.push(&format!(
            "---\ntitle: {title} {number}\ndate: {year}-{month:02}-{day:02}\n"
        ));
        let first = self.dice.below(CATEGORIES);
        self.push(&format!("categories:\n  - subject {first}\n"));
        if self.dice.below(2) == 0 {
            let second = (first + 1 + self.dice.below(CATEGORIES - 1)) % CATEGORIES;
            self.push(&format!("  - subject {second}\n"));
        }
        self.push("tags:\n");
        let start = self.dice.below(TAGS);
        for place in 0..3 {
            self.push(&format!("  - keyword {}\n", (start + place * 61) % TAGS));
        }
        self.push("---\n\n");
    }

    fn block(&mut self) {
        match self.dice.below(20) {
            0..=10 => self.paragraph(),
            11..=13 => {
                let level = if self.dice.below(3) == 0 { "###" } else { "##" };
                let heading = self.phrase(2, 6);
                self.push(&format!("{level} {heading}\n\n"));
                self.paragraph();
            }
            14 | 15 => self.list("-"),
            16 => self.list("1."),
            17 => self.code(),
            18 => {
                let quoted = self.sentence();
                self.push(&format!("> {quoted}\n\n"));
            }
            _ if self.dice.below(2) == 0 => self.table(),
            _ => {
                let (alt, picture) = (self.phrase(3, 7), self.dice.below(1000));
                self.push(&format!("![{alt}](https://example.org/pictures/{picture}.jpg)\n\n"));
            }
        }
    }

    fn paragraph(&mut self) {
        for _ in 0..3 + self.dice.below(5) {
            let sentence = self.sentence();
            self.push(&sentence);
            self.push(" ");
        }
        self.text.truncate(self.text.trim_end().len());
        self.push("\n\n");
    }

    fn list(&mut self, marker: &str) {
        for _ in 0..3 + self.dice.below(5) {
            let item = self.phrase(4, 14);
            self.push(&format!("{marker} {item}\n"));
        }
        self.push("\n");
    }

    fn code(&mut self) {
        self.push("```rust\n");
        for _ in 0..4 + self.dice.below(10) {
            let (name, value) = (self.dice.below(100), self.dice.below(10_000));
            self.push(&format!(
                "let leaf_{name} = fold(&sheet, {value}) < margin && !\"uncut\".is_empty();\n"
            ));
        }
        self.push("```\n\n");
    }

    fn table(&mut self) {
        self.push("| sheet | fold | measure |\n| :---- | :--: | ------: |\n");
        for _ in 0..3 + self.dice.below(6) {
            let (left, middle, right) = (self.phrase(1, 3), self.phrase(1, 2), self.dice.below(500));
            self.push(&format!("| {left} | {middle} | {right} |\n"));
        }
        self.push("\n");
    }

    fn raw_html(&mut self) {
        let (first, second, number) = (self.phrase(4, 9), self.sentence(), self.dice.below(1000));
        let html = match self.dice.below(3) {
            0 => format!(
                "<figure class=\"wide\">\n  <img src=\"/assets/{number}.jpg\" alt=\"{first}\" width=\"640\" height=\"480\">\n  \
                 <figcaption style=\"text-align: center\">{first}</figcaption>\n</figure>\n\n"
            ),
            1 => format!("<details>\n<summary>{first}</summary>\n\n{second}\n\n</details>\n\n"),
            _ => {
                format!("Press <kbd>Ctrl</kbd>+<kbd>{number}</kbd>, see <a href=\"/posts/{number}/\">{first}</a>.\n\n")
            }
        };
        self.push(&html);
    }

    fn sentence(&mut self) -> String {
        let mut sentence = self.phrase(5, 12);
        match self.dice.below(9) {
            0 => {
                let stressed = self.phrase(1, 3);
                let _ = write!(sentence, ", *{stressed}*");
            }
            1 => {
                let strong = self.phrase(1, 3);
                let _ = write!(sentence, ", **{strong}**");
            }
            2 => {
                let code = self.phrase(1, 2);
                let _ = write!(sentence, " `{code}`");
            }
            3 => {
                let (linked, target) = (self.phrase(2, 4), self.dice.below(self.posts));
                let _ = write!(sentence, " [{linked}](/posts/{}/)", slug(target));
            }
            4 => {
                let (linked, target) = (self.phrase(2, 4), self.dice.below(1000));
                let _ = write!(sentence, " [{linked}](https://example.org/{target}?a=1&b=2)");
            }
            _ => {
                let more = self.phrase(3, 9);
                let _ = write!(sentence, ", {more}");
            }
        }
        sentence.push('.');
        sentence
    }

    /// Returns random words, the first one capitalized.
    fn phrase(&mut self, shortest: u32, longest: u32) -> String {
        let mut phrase = String::new();
        for _ in 0..shortest + self.dice.below(longest - shortest + 1) {
            let word = self.dice.pick(self.words);
            if phrase.is_empty() {
                let mut letters = word.chars();
                phrase.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                phrase.push_str(letters.as_str());
            } else {
                phrase.push(' ');
                phrase.push_str(word);
            }
        }
        phrase
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

/// Deterministic pseudorandom numbers (`SplitMix64`, Steele, Lea and Flood 2014).
struct Dice {
    state: u64,
}

impl Dice {
    fn new(seed: u32) -> Self {
        Self {
            state: u64::from(seed) << 20,
        }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from 0 to `end`, exclusive; `end` must not be 0.
    fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end)).unwrap_or_default()
    }

    fn pick(&mut self, words: &'static [&'static str]) -> &'static str {
        let count = u32::try_from(words.len()).unwrap_or(u32::MAX);
        let index = usize::try_from(self.below(count)).unwrap_or_default();
        words.get(index).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{document, post};

    #[test]
    fn a_document_has_its_length_and_is_the_same_each_time() {
        let text = document(40_000, "The end.");
        assert!((40_000..42_000).contains(&text.len()), "{}", text.len());
        assert_eq!(text, document(40_000, "The end."));
        // Blocks are chosen at random: only a longer text has all of them.
        let text = document(400_000, "The end.");
        for part in [
            "---\ntitle",
            "\n## ",
            "\n- ",
            "\n| :--",
            "```",
            "<figure",
            "<kbd>",
            "\nThe end.\n",
        ] {
            assert!(text.contains(part), "no {part:?}");
        }
    }

    #[test]
    fn posts_are_the_same_each_time_and_differ_from_each_other() {
        assert_eq!(post(7, 100), post(7, 100));
        assert_ne!(post(7, 100), post(8, 100));
    }

    #[test]
    fn posts_have_the_length_and_the_parts_of_real_ones() {
        let posts: Vec<String> = (0..200).map(|number| post(number, 200)).collect();
        let mean = posts.iter().map(String::len).sum::<usize>() / posts.len();
        assert!((7_900..8_900).contains(&mean), "a post has {mean} bytes");
        for part in [
            "\n## ",
            "\n- ",
            "\n1. ",
            "\n```rust\n",
            "\n| :--",
            "](/posts/post-",
            "![",
            "é",
            " the ",
        ] {
            assert!(posts.iter().any(|post| post.contains(part)), "no post has {part:?}");
        }
    }
}
