//! Translates tags with an end tag: `{% note %}` … `{% endnote %}`.

use std::ops::Range;

use super::tag::{Becomes, Tag};
use crate::generators::hexo::words::{parts, words};
use crate::syntax::blocks::{Block, Lines, alert_kind, bold, escape_html};
use crate::syntax::embeds;
use crate::syntax::fences;
use crate::text::links::escape_text;

/// Translates a tag and its content. None for an unknown tag.
pub(super) fn becomes(
    tag: &Tag,
    close: Range<usize>,
    content: &str,
    starts_line: bool,
    lines: &Lines,
    source: &str,
) -> Option<Becomes> {
    let open = tag.range.clone();
    // Blocks are only possible at the beginning of a line. Elsewhere the content goes between the two `inline` texts.
    let block = |block: Block, inline: (&str, &str)| {
        if starts_line {
            Becomes::Block(block)
        } else {
            Becomes::Between(inline.0.to_owned(), inline.1.to_owned())
        }
    };
    let arguments = tag.arguments.as_str();
    let content_only = |open, close| block(Block::content(open, close, None), ("", ""));
    Some(match tag.name.to_ascii_lowercase().as_str() {
        "raw" => Becomes::Between(String::new(), String::new()),
        "codeblock" | "code" => Becomes::Text(code(arguments, content, lines.before(source, open.start))),
        "mermaid" | "plantuml" | "puml" | "graphviz" => {
            Becomes::Text(fenced(&tag.name, content, lines.before(source, open.start)))
        }
        "mathjax" | "math" => Becomes::Between("$$".to_owned(), "$$".to_owned()),
        "blockquote" | "quote" => {
            let mut quotation = Block::quotation(open, close);
            if let Some(source) = attribution(arguments) {
                quotation.tail = vec![">".to_owned(), format!("> — {source}"), String::new()];
            }
            block(quotation, ("", ""))
        }
        "pullquote" | "cq" | "centerquote" => block(Block::quotation(open, close), ("", "")),
        "note" | "subnote" | "alert" | "admonition" | "callout" | "message" | "noteblock" | "notel" => {
            let (kind, title) = note(arguments);
            block(Block::alert(open, close, kind, title.as_deref()), ("", ""))
        }
        "fold" | "folding" | "spoiler" | "details" | "collapse" | "hidetoggle" | "hideblock" | "hideinline"
        | "toggle" => {
            let title = parts(arguments).into_iter().next().unwrap_or_default();
            let title = words(&title)
                .into_iter()
                .filter(|word| !is_option(word))
                .collect::<Vec<_>>()
                .join(" ");
            let title = if title.is_empty() { "…" } else { &title };
            block(Block::details(open, close, title, false), ("", ""))
        }
        "tab" | "timenode" | "cell" | "step" => {
            let title = parts(arguments).into_iter().next().filter(|title| !title.is_empty());
            block(Block::content(open, close, title.as_deref()), ("", ""))
        }
        "tabs" => {
            // Each tab is between two HTML comments, which name it.
            content_only(open, close)
        }
        "gallery" | "grouppicture" | "gp" | "galleryimage" | "swiper" | "reel" | "gallerygroup" => {
            block(Block::gallery(open, close), ("", ""))
        }
        "timeline" | "grid" | "steps" | "center" | "box" | "poem" | "wrap" | "right" | "left" => {
            content_only(open, close)
        }
        "label" | "mark" => Becomes::Between("<mark>".to_owned(), "</mark>".to_owned()),
        "kbd" => Becomes::Between("<kbd>".to_owned(), "</kbd>".to_owned()),
        _ => return None,
    })
}

/// Returns the kind and title of a note from its arguments: `info A title` -> `NOTE`, `A title`.
fn note(arguments: &str) -> (&'static str, Option<String>) {
    let mut kind = None;
    let mut title: Vec<String> = Vec::new();
    for word in words(&arguments.replace(',', " ")) {
        if is_option(&word) {
            continue;
        }
        match alert_kind(&word) {
            Some(found) if kind.is_none() && title.is_empty() => kind = Some(found),
            _ => title.push(word),
        }
    }
    let title = title.join(" ");
    (kind.unwrap_or("NOTE"), (!title.is_empty()).then_some(title))
}

/// Whether a word of the arguments only sets the look in some theme: `no-icon`, `fa-star`.
fn is_option(word: &str) -> bool {
    const OPTIONS: &str = "no-icon simple modern flat disabled icon blue red green orange purple pink yellow cyan gray grey \
        default-icon open close child:codeblock child:tabs bold";
    word.starts_with("fa-")
        || matches!(word, "fas" | "fab" | "far" | "fa")
        || OPTIONS.split_ascii_whitespace().any(|option| option == word)
}

/// Renders the source of a quotation: `author[, source] [address] [title of the address]`.
fn attribution(arguments: &str) -> Option<String> {
    if arguments.is_empty() {
        return None;
    }
    let all = words(arguments);
    let link = all
        .iter()
        .position(|word| word.starts_with("http://") || word.starts_with("https://"));
    let before = all[..link.unwrap_or(all.len())].join(" ");
    let (author, from) = before.split_once(',').unwrap_or((&before, ""));
    let mut said = Vec::new();
    if !author.trim().is_empty() {
        said.push(bold(&escape_text(author.trim())));
    }
    if let Some(link) = link {
        let title = all[link + 1..].join(" ");
        let shown = if title.is_empty() {
            all[link].trim_start_matches("https://").trim_start_matches("http://")
        } else {
            &title
        };
        said.push(embeds::to(&all[link], shown));
    } else if !from.trim().is_empty() {
        said.push(format!("*{}*", escape_text(from.trim())));
    }
    (!said.is_empty()).then(|| said.join(" "))
}

/// Renders a block of code with the arguments `[title] [lang:language] [address] [text of the link] [option:value …]`.
fn code(arguments: &str, content: &str, before: &str) -> String {
    let mut language = String::new();
    let mut title: Vec<String> = Vec::new();
    let mut link = None;
    let mut options = String::new();
    for word in words(arguments) {
        let option = word
            .split_once(':')
            .filter(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
        match option {
            Some(("lang" | "language", value)) => value.clone_into(&mut language),
            Some(("http" | "https", _)) => link = Some(word),
            Some((name @ ("line_number" | "first_line" | "mark" | "diff"), value)) => {
                options.extend([" ", name, "=", value]);
            }
            Some(("highlight" | "wrap" | "line_threshold", _)) => {}
            _ => title.push(word),
        }
    }
    let title = title.join(" ");
    let indentation: String = before.chars().map(|_| ' ').collect();
    let mut above = String::new();
    if let Some(link) = link {
        let shown = if title.is_empty() { link.as_str() } else { &title };
        above = format!("{}\n\n{indentation}", embeds::to(&link, shown));
    } else if !title.is_empty() {
        options.extend([" title=\"", &title.replace('"', "'"), "\""]);
    }
    format!("{above}{}", fenced(&fences::info(&language, &options), content, before))
}

/// Puts code in a fence that is longer than any run of backticks in it, and indented like the tag.
fn fenced(info: &str, content: &str, before: &str) -> String {
    let indentation: String = before.chars().map(|_| ' ').collect();
    let longest = content
        .split(|next| next != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let code = content.trim_start_matches(['\r', '\n']).trim_end();
    // A fence needs a line of its own.
    let gap = if before.trim().is_empty() { "" } else { "\n\n" };
    let indentation = if gap.is_empty() { indentation } else { String::new() };
    format!("{gap}{fence}{info}\n{code}\n{indentation}{fence}\n")
}

/// Renders a text in an HTML element, escaped: `kbd` and `a<b` -> `<kbd>a&lt;b</kbd>`.
pub(super) fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escape_html(text))
}
