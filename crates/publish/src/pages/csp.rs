//! The blog's Content Security Policy: what a page may load and run.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use crate::options::Audience;

/// Builds the policy of every page. `frames` are the hosts that posts may embed, from `site.yaml`. `inline` is the one
/// inline script of the page, allowed by its hash. `styles` are the hash sources of `style` elements, with spaces between
/// them.
///
/// All other scripts and styles come from the blog's own files. Pictures, audio and video may come from anywhere. Compiling
/// the reader needs `wasm-unsafe-eval` (CSP level 3, section 4.4), which allows nothing else. For the author's preview,
/// all inline scripts are allowed, because the preview server reloads pages with one.
pub(crate) fn policy(frames: &[String], inline: &str, styles: &str, audience: Audience) -> String {
    let mut policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'".to_owned();
    match audience {
        // No hash here: beside one, browsers ignore `unsafe-inline`.
        Audience::Author => policy.push_str(" 'unsafe-inline'"),
        Audience::Visitors => policy.extend([" ", &hash_source(inline)]),
    }
    policy.push_str("; style-src 'self'");
    if !styles.is_empty() {
        policy.extend([" ", styles]);
    }
    policy.push_str("; img-src 'self' http: https: data:; media-src 'self' http: https:; frame-src");
    if frames.is_empty() {
        policy.push_str(" 'none'");
    }
    for host in frames {
        policy.push_str(" https://");
        policy.push_str(host);
    }
    policy + "; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
}

/// Hash source that allows an inline script or style in a policy (CSP level 3, section 6.7.2.3).
pub(super) fn hash_source(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_hosts_are_shown_in_frames() {
        insta::assert_snapshot!(
            policy(&[], "1", "'sha256-x'", Audience::Visitors),
            @"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='; style-src 'self' 'sha256-x'; img-src 'self' http: https: data:; media-src 'self' http: https:; frame-src 'none'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
        );
        let hosts = ["player.example".to_owned(), "maps.example".to_owned()];
        let policy = policy(&hosts, "1", "", Audience::Visitors);
        assert!(
            policy.contains("; frame-src https://player.example https://maps.example;"),
            "{policy}"
        );
    }

    #[test]
    fn nothing_inline_runs_on_a_published_page_but_what_is_known_by_its_digest() {
        assert!(!policy(&[], "1", "", Audience::Visitors).contains("unsafe-inline"));
        // `printf 1 | openssl dgst -sha256 -binary | base64`
        let digest = "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='";
        let own = policy(&[], "1", "", Audience::Visitors);
        assert!(
            own.contains(&format!("script-src 'self' 'wasm-unsafe-eval' {digest};")),
            "{own}"
        );
        let author = policy(&[], "1", "", Audience::Author);
        assert!(
            author.contains("script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline';"),
            "{author}"
        );
    }
}
