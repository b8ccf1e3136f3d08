//! The blog's Content Security Policy: what a page may load and run.

use super::page_script;
use crate::options::Audience;

/// Builds the policy of every page. `frames` are the hosts that posts may embed, from `site.yaml`. `inline` is the one
/// inline script of the page, allowed by its hash.
///
/// Scripts and styles come from the blog's own files only. Pictures, audio and video may come from anywhere. Compiling
/// the reader needs `wasm-unsafe-eval` (CSP level 3, section 4.4), which allows nothing else. For the author's preview,
/// all inline scripts are allowed, because the preview server reloads pages with one.
pub(crate) fn policy(frames: &[String], inline: Option<&str>, audience: Audience) -> String {
    let mut policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'".to_owned();
    match (audience, inline) {
        // No hash here: beside one, browsers ignore `unsafe-inline`.
        (Audience::Author, _) => policy.push_str(" 'unsafe-inline'"),
        (Audience::Visitors, Some(script)) => policy.extend([" ", &page_script::source(script)]),
        (Audience::Visitors, None) => {}
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_hosts_are_shown_in_frames() {
        insta::assert_snapshot!(
            policy(&[], None, Audience::Visitors),
            @"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' http: https: data:; media-src 'self' http: https:; frame-src 'none'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
        );
        let hosts = ["player.example".to_owned(), "maps.example".to_owned()];
        let policy = policy(&hosts, None, Audience::Visitors);
        assert!(
            policy.contains("; frame-src https://player.example https://maps.example;"),
            "{policy}"
        );
    }

    #[test]
    fn nothing_inline_runs_on_a_published_page_but_what_is_known_by_its_digest() {
        assert!(!policy(&[], Some("1"), Audience::Visitors).contains("unsafe-inline"));
        // `printf 1 | openssl dgst -sha256 -binary | base64`
        let digest = "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='";
        let own = policy(&[], Some("1"), Audience::Visitors);
        assert!(
            own.contains(&format!("script-src 'self' 'wasm-unsafe-eval' {digest};")),
            "{own}"
        );
        let author = policy(&[], Some("1"), Audience::Author);
        assert!(
            author.contains("script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline';"),
            "{author}"
        );
    }
}
