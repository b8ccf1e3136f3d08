//! Recognizes Hugo projects by their settings, as Zola's projects look the same otherwise.

use crate::folder::marks::prefixes;
use crate::folder::tree::Tree;

pub(crate) fn has_hugo_config(tree: &Tree) -> bool {
    prefixes(tree, "content/")
        .iter()
        .any(|project| is_hugo_project(tree, project))
}

pub(crate) fn is_hugo_project(tree: &Tree, project: &str) -> bool {
    let sure = ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"]
        .iter()
        .any(|name| tree.has(&format!("{project}{name}")));
    let older = ["config.toml", "config.yaml", "config.yml", "config.json"]
        .iter()
        .any(|name| {
            let text = tree.peek(&format!("{project}{name}"));
            text.to_ascii_lowercase().contains("baseurl")
        });
    sure || older || tree.has_folder(&format!("{project}config/_default/"))
}
