//! What hosts that read a file `_headers` (Netlify, Cloudflare Pages) are told: how long each file may be kept, and
//! the policy of its pages.

use std::fmt::Write as _;

use feuillet_content::base_path::BasePath;
use feuillet_content::percent;
use feuillet_engine::plan::Plan;

use crate::offline::WORKER;

const FILE: &str = "_headers";

/// Cloudflare Pages takes 100 rules.
const MAX_RULES: usize = 90;

/// What is revalidated each time: it changes under an address that stays.
const REVALIDATED: &str = "no-cache";
/// What has a hash in its name never changes (RFC 8246).
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Plans the file, unless the author has one. Everything else must be planned already.
pub(crate) fn write(policy: &str, base: &BasePath, hashed: &[&str], plan: &mut Plan) {
    if plan.is_free(FILE) {
        let text = file(policy, base, hashed, plan.folders().into_iter());
        plan.text(FILE.to_owned(), text);
    }
}

/// The file. `hashed` are the published files with a hash in their name, `folders` the names at the top of the
/// published folder.
///
/// Hosts join the values of all rules that match, so no two rules here give the same header to one file.
fn file<'names>(policy: &str, base: &BasePath, hashed: &[&str], folders: impl Iterator<Item = &'names str>) -> String {
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
    // Encoded as in addresses: a space would end a rule's path, and `*` and `:` would make a pattern of it.
    for name in hashed {
        rule(&percent::encode_path(name), IMMUTABLE);
    }
    rule("", REVALIDATED);
    rule(WORKER, REVALIDATED);
    for folder in folders.take(MAX_RULES.saturating_sub(hashed.len())) {
        rule(&format!("{}/*", percent::encode_segment(folder)), REVALIDATED);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_given_one_rule_for_its_cache() {
        let base = BasePath::parse("/b/").unwrap();
        let folders = ["content", "data", "posts", "vieux métier * a:b"];
        insta::assert_snapshot!(file(
            "default-src 'self'",
            &base,
            &["feuillet-1.js"],
            folders.into_iter()
        ));
    }
}
