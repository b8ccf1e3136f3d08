//! The files that Hugo and Zola are set up by, and what of them `site.yaml` has settings for.

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::front_matter::Node;
use feuillet_report::finding::Finding;
use url::Url;

use crate::folder::sections::{at, scalar};
use crate::folder::tree::Tree;
use crate::front_matter::values;

type Entries = Vec<(String, Node)>;

/// What a file says, by its extension; nothing where it is not there, and a finding where it is not understood.
pub(crate) fn read(tree: &Tree, file: &str, findings: &mut Vec<Finding>) -> Option<Entries> {
    let text = tree.read(file)?;
    let extension = file.rsplit('.').next().unwrap_or_default();
    let read: Result<Entries, Diagnostic> = match extension {
        "toml" => values::toml(&text),
        "json" => values::json(&text),
        _ => values::yaml(&text),
    };
    match read {
        Ok(entries) => Some(entries),
        Err(diagnostic) => {
            findings.push(Finding::new(file, &text, diagnostic));
            None
        }
    }
}

/// The blog's whole address, where it is one.
pub(crate) fn whole_address(written: &str, file: &str, findings: &mut Vec<Finding>) -> Option<String> {
    // What new sites are set up with.
    const PLACEHOLDERS: [&str; 4] = ["example.org", "example.com", "www.example.org", "www.example.com"];
    let written = written.trim();
    if written.is_empty() || written == "/" {
        return None;
    }
    let url = Url::parse(written)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none());
    let Some(host) = url.as_ref().and_then(Url::host_str) else {
        let diagnostic = Diagnostic::warning(
            Rule::Settings,
            format!("the blog's address `{written}` is not whole, so there will be no feeds and no sitemap"),
            "write it like `https://example.org/blog/`",
        );
        findings.push(Finding::new(file, "", diagnostic));
        return None;
    };
    (!PLACEHOLDERS.contains(&host)).then(|| written.to_owned())
}

/// The name of an author that is a text, a table with a name, or the first of a list of these.
pub(crate) fn author(node: Option<&Node>) -> Option<String> {
    let found = match node? {
        Node::List(authors) => return author(authors.first()),
        node @ Node::Map(_) => scalar(at(Some(node), &["name"]))?,
        node => scalar(Some(node))?,
    };
    // `mail@example.org (The Name)`, as feeds have it.
    let name = found.split_once('(').and_then(|(mail, rest)| {
        let name = rest.strip_suffix(')')?;
        mail.contains('@').then_some(name)
    });
    Some(name.unwrap_or(found).to_owned())
}
