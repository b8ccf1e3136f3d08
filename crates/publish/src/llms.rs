//! `llms.txt` (llmstxt.org): what the blog is and where the Markdown of its documents lies, for programs that read texts
//! rather than pages.

use std::fmt::Write as _;

use feuillet_content::catalog::{feed, file};
use feuillet_content::folder::Folder;
use feuillet_content::percent;
use feuillet_content::route::Route;
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use feuillet_page::blog::Blog;

use crate::library::{Entry, Library};

const FILE: PublishedPath = PublishedPath::fixed("llms.txt");

/// Numbers of posts and of pages at most: the file has a bounded size, and what it leaves out is in the archive.
const POSTS: usize = 50;
const PAGES: usize = 100;

/// Most characters of what is said about a document.
const LONGEST: usize = 200;

/// Plans the file, unless the author has one. Documents that search engines are asked to skip are left out.
pub(crate) fn write(library: &Library, blog: &Blog, plan: &mut Plan) {
    if plan.contains(&FILE) {
        return;
    }
    let site = &blog.site;
    let mut text = format!("# {}\n", line(&site.title));
    if !site.description.is_empty() {
        let _ = write!(text, "\n> {}\n", line(&site.description));
    }
    let listed = |entries: &[Entry], folder, most| {
        let told = entries.iter().filter(|entry| !entry.meta.noindex);
        told.take(most)
            .map(|entry| item(entry, folder, blog))
            .collect::<String>()
    };
    for (heading, items) in [
        ("Posts", listed(&library.posts, Folder::Posts, POSTS)),
        ("Pages", listed(&library.pages, Folder::Pages, PAGES)),
    ] {
        if !items.is_empty() {
            let _ = write!(text, "\n## {heading}\n\n{items}");
        }
    }
    let archive = address(blog, &blog.href(&Route::ARCHIVE));
    let _ = write!(text, "\n## Optional\n\n- [All posts]({archive})\n");
    if site.url.is_some() {
        let feed = address(blog, &[&*blog.href(&Route::HOME), feed::JSON].concat());
        let _ = writeln!(text, "- [Feed of the newest posts, in full]({feed})");
    }
    plan.text(FILE, text);
}

/// A line of the list: title, address of the Markdown, and what the document is about.
fn item(entry: &Entry, folder: Folder, blog: &Blog) -> String {
    let file = blog
        .base
        .join(&percent::encode_path(&file::document(folder, &entry.slug)));
    let about = entry.meta.description.as_deref().unwrap_or(&entry.summary.excerpt);
    let mut about = line(about);
    if let Some((end, _)) = about.char_indices().nth(LONGEST) {
        about.truncate(about[..end].rfind(' ').unwrap_or(end));
        about.push('…');
    }
    let colon = if about.is_empty() { "" } else { ": " };
    let title = line(&entry.summary.title).replace('[', "\\[").replace(']', "\\]");
    format!("- [{title}]({}){colon}{about}\n", address(blog, &file))
}

/// The whole address, if the blog knows its host, else the path.
fn address(blog: &Blog, path: &str) -> String {
    blog.whole_address(path).unwrap_or_else(|| path.to_owned())
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
