//! The file `_headers`, which some hosts read (Netlify, Cloudflare Pages): cache lifetimes of files, and the security
//! headers of pages.

use std::fmt::Write as _;

use feuillet_content::base_path::BasePath;
use feuillet_content::percent;
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;

use crate::library::photos;
use crate::offline::WORKER;

const FILE: PublishedPath = PublishedPath::fixed("_headers");

/// Most rules that are written; Cloudflare Pages accepts 100.
const MAX_RULES: usize = 90;

/// For files that change under the same address: browsers revalidate them each time.
const REVALIDATED: &str = "no-cache";
/// For files with a hash in their names, which never change (RFC 8246).
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Folder of the variants of photos.
const SCALED: &str = "scaled/";

/// Plans the file, unless the author has their own. Everything else must be planned already.
pub(crate) fn write(policy: &str, base: &BasePath, hashed: &[&PublishedPath], plan: &mut Plan) {
    if plan.is_free(&FILE) {
        let are_hashed = plan.below(SCALED).all(|path| photos::is_variant(path.as_str()));
        let folders = plan.folders().into_iter();
        let folders = folders.map(|folder| (folder, folder == photos::FOLDER && are_hashed));
        let text = file(policy, base, hashed, folders);
        plan.text(FILE, text);
    }
}

/// Renders the file. `hashed` are the published files with a hash in their names; `folders` are the names of the
/// top-level folders, and whether all files in each have one.
///
/// Hosts concatenate the values of all matching rules, so no two rules may set the same header for one file.
fn file<'names>(
    policy: &str,
    base: &BasePath,
    hashed: &[&PublishedPath],
    folders: impl Iterator<Item = (&'names str, bool)>,
) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{}\n  Content-Security-Policy: {policy}; frame-ancestors 'self'\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n",
        base.join("*")
    );
    let mut rule = |path: &str, value: &str| {
        let _ = write!(text, "{}\n  Cache-Control: {value}\n", base.join(path));
    };
    // Percent-encode paths: a space would end the path of a rule, and `*` and `:` would turn it into a pattern.
    for name in hashed {
        rule(&percent::encode_path(name.as_str()), IMMUTABLE);
    }
    rule("", REVALIDATED);
    rule(WORKER.as_str(), REVALIDATED);
    for (folder, is_hashed) in folders.take(MAX_RULES.saturating_sub(hashed.len())) {
        let value = if is_hashed { IMMUTABLE } else { REVALIDATED };
        rule(&format!("{}/*", percent::encode_segment(folder)), value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_given_one_rule_for_its_cache() {
        let base = BasePath::parse("/b/").unwrap();
        let folders = ["content", "data", "posts", "scaled", "vieux métier * a:b"];
        insta::assert_snapshot!(file(
            "default-src 'self'",
            &base,
            &[&PublishedPath::fixed("feuillet-1.js")],
            folders.into_iter().map(|folder| (folder, folder == "scaled"))
        ));
    }
}
