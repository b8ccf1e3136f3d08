//! Reads the settings files of Hugo and Zola, and converts values for which `site.yaml` has a setting.

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::front_matter::Node;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use url::Url;

use crate::folder::sections::{at, scalar};
use crate::folder::tree::Tree;
use crate::front_matter::{values, yaml};

type Entries = Vec<(String, Node)>;

/// Parses a settings file as TOML, JSON or YAML, by its extension. None if it is missing or invalid. Mistakes add
/// findings; those in YAML are repaired.
pub(crate) fn read(tree: &Tree, file: &str, findings: &mut Vec<Finding>) -> Option<Entries> {
    let text = tree.read(file)?;
    let extension = file.rsplit('.').next().unwrap_or_default();
    let read: Result<Entries, Diagnostic> = match extension {
        "toml" => values::toml(&text),
        "json" => values::json(&text),
        _ => {
            let mut diagnostics = Vec::new();
            let entries = yaml::file(&text, &mut diagnostics);
            let told = diagnostics.into_iter();
            findings.extend(told.map(|diagnostic| Finding::new(&AuthorPath::new(file), &text, diagnostic)));
            Ok(entries)
        }
    };
    match read {
        Ok(entries) => Some(entries),
        Err(diagnostic) => {
            findings.push(Finding::new(&AuthorPath::new(file), &text, diagnostic));
            None
        }
    }
}

/// Returns the blog's address if it is absolute and no placeholder. A relative address adds a finding.
pub(crate) fn whole_address(written: &str, file: &str, findings: &mut Vec<Finding>) -> Option<String> {
    // Hosts in the templates for new sites.
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
            format!("`{written}` is not an absolute URL: feeds and sitemap are not published"),
            "write it like `https://example.org/blog/`",
        );
        findings.push(Finding::new(&AuthorPath::new(file), "", diagnostic));
        return None;
    };
    (!PLACEHOLDERS.contains(&host)).then(|| written.to_owned())
}

/// Returns the author's name, from a text, a table with `name`, or the first item of a list of these.
pub(crate) fn author(node: Option<&Node>) -> Option<String> {
    let found = match node? {
        Node::List(authors) => return author(authors.first()),
        node @ Node::Map(_) => scalar(at(Some(node), &["name"]))?,
        node => scalar(Some(node))?,
    };
    // The style of RSS: `mail@example.org (The Name)`.
    let name = found.split_once('(').and_then(|(mail, rest)| {
        let name = rest.strip_suffix(')')?;
        mail.contains('@').then_some(name)
    });
    Some(name.unwrap_or(found).to_owned())
}
