//! Settings of another generator.

use std::collections::BTreeMap;

use feuillet_content::document::front_matter::Node;
use feuillet_settings::markdown::MarkdownSetting;
use feuillet_settings::{Settings, split_url};
use globset::GlobMatcher;

use super::names::Patterns;
use super::sections::Sections;

/// Settings of the generator. Everything may be missing.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// As in `site.yaml`, which comes first.
    pub settings: Settings,
    /// The language of documents that name none, where those in French get the spaces of French print.
    pub french_print: Option<String>,
    /// Spellings besides plain Markdown that the author's settings want.
    pub markdown: MarkdownSetting,
    /// The blog's own URL, by whichever settings.
    pub url: Option<String>,
    /// The languages that documents come in.
    pub(crate) languages: Vec<String>,
    /// The folders, from the root and with a slash at their ends, whose files lie at the root of what is published.
    pub(crate) static_folders: Vec<String>,
    /// Mark at the end of an excerpt, if it is not the usual one.
    pub(crate) excerpt_separator: Option<String>,
    /// Documents hold TeX without saying so themselves.
    pub(crate) math: bool,
    /// The folders of the content, where they are sections.
    pub(crate) sections: Sections,
    /// Patterns of files that are left alone, each with the folder that their paths start from.
    pub(crate) ignored: Vec<(String, GlobMatcher)>,
    /// The author's patterns of files to publish or to leave out.
    pub patterns: Patterns,
    /// All documents lie in folders whose names begin with an underscore, so these hide nothing.
    pub is_below_underscores: bool,
    /// All that the settings say, for what only one dialect asks for.
    pub(crate) values: Vec<(String, Node)>,
    /// Texts that documents include, by the names that they call them by.
    pub(crate) templates: BTreeMap<String, String>,
}

impl Site {
    /// The value at a path of keys, in any case: `["params", "description"]`.
    pub(crate) fn value(&self, path: &[&str]) -> Option<&Node> {
        let (first, rest) = path.split_first()?;
        let mut node = lookup(&self.values, first)?;
        for key in rest {
            let Node::Map(entries) = node else { return None };
            node = lookup(entries, key)?;
        }
        Some(node)
    }

    /// The same where it is a text that is not blank.
    pub(crate) fn text(&self, path: &[&str]) -> Option<&str> {
        match self.value(path)? {
            Node::Scalar(text) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        }
    }

    /// Whether posts do not show their covers, as in Hugo's `PaperMod`.
    pub(crate) fn hides_covers(&self) -> bool {
        let keys = ["hiddenInSingle", "hidden"];
        let mut flags = keys.iter().filter_map(|key| self.text(&["params", "cover", key]));
        flags.any(|flag| flag.eq_ignore_ascii_case("true"))
    }

    /// A link from the blog's root, of one that names the blog's folder on its host first: `/blog/a/` -> `/a/`.
    pub(crate) fn below_its_folder<'a>(&self, target: &'a str) -> Option<&'a str> {
        let (_, folder) = split_url(self.settings.url.as_deref()?)?;
        let folder = folder.trim_end_matches('/');
        let rest = target.strip_prefix(folder)?;
        (!folder.is_empty() && rest.starts_with('/') && !rest.starts_with("//")).then_some(rest)
    }
}

fn lookup<'a>(entries: &'a [(String, Node)], key: &str) -> Option<&'a Node> {
    let found = entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
    found.map(|(_, node)| node)
}
