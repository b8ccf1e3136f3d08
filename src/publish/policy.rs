//! What a page may load and run: the blog's Content Security Policy.

/// The policy of every page. `frames` are the hosts whose pages posts may show, from `site.yaml`.
///
/// Scripts and styles come from files of the blog only. Pictures, sound and films may come from anywhere, as posts
/// show them. Compiling the reader needs `wasm-unsafe-eval` (CSP level 3, section 4.4), which lets nothing else in.
/// `while_writing` admits the inline script by which the author's server reloads a page.
pub(super) fn policy(frames: &[String], while_writing: bool) -> String {
    let mut policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'".to_owned();
    if while_writing {
        policy.push_str(" 'unsafe-inline'");
    }
    policy.push_str("; img-src 'self' http: https: data:; media-src 'self' http: https:; frame-src");
    if frames.is_empty() {
        policy.push_str(" 'none'");
    }
    for host in frames {
        policy.push_str(" https://");
        policy.push_str(host);
    }
    policy + "; object-src 'none'; base-uri 'none'; form-action 'none'"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_hosts_are_shown_in_frames() {
        insta::assert_snapshot!(
            policy(&[], false),
            @"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' http: https: data:; media-src 'self' http: https:; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'"
        );
        let hosts = ["player.example".to_owned(), "maps.example".to_owned()];
        let policy = policy(&hosts, false);
        assert!(
            policy.contains("; frame-src https://player.example https://maps.example;"),
            "{policy}"
        );
    }

    #[test]
    fn nothing_inline_runs_on_a_published_page() {
        assert!(!policy(&[], false).contains("unsafe-inline"));
        assert!(policy(&[], true).contains("script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline';"));
    }
}
