//! Losses of what an author wrote are told at each publish, not only by a check.

use crate::blog::told;
use crate::check::{faulty, found};

#[test]
fn what_visitors_lose_is_told_when_publishing() {
    let blog = faulty()
        .file(
            "posts/losses.md",
            "---\ntitle: L\ndate: 2024-01-01\ntags: [RUST]\n---\n[^missing] and [a link][nowhere] and [nothing]().\n\n\
             [part](#lost) [other](a.md#lost) [there](a.md#partie-deux-à-suivre)\n\n<form><input></form>\n\n\
             <iframe src=\"https://x.example/\"></iframe>\n\n<p style=\"position: fixed\">x</p>\n\n```\ncode\n",
        )
        .file("tags/rust.md", "<script>x</script>\n");
    let titles = |told: &[String]| -> Vec<String> {
        let lines = told.iter().filter_map(|finding| finding.lines().next());
        lines.map(str::to_owned).collect()
    };
    let published = blog.publish();
    let told_when_publishing = titles(&told(&published));
    for loss in [
        "footnote without a text",
        "nothing defines `[nowhere]`",
        "link without a target",
        "broken anchor `#lost`: this document has no such id",
        "broken anchor `#lost`: `posts/a.md` has no such id",
        "`<form>`",
        "`<iframe>`",
        "`position: fixed`",
        "unclosed code block",
        "tag `RUST` is merged with `Rust`",
        "`<script>`",
    ] {
        assert!(
            told_when_publishing.iter().any(|title| title.contains(loss)),
            "{loss}\n{}",
            told_when_publishing.join("\n")
        );
    }
    // A check adds what is no loss.
    let rules = |rule: &str| !matches!(rule, "alt" | "class" | "key" | "picture");
    let only_checked: Vec<String> = found(&blog)
        .into_iter()
        .filter(|found| rules(found.split(' ').next().unwrap_or_default()))
        .collect();
    let count = |rule: fn(&str) -> bool| {
        let findings = published.findings.iter();
        findings.filter(|finding| rule(finding.diagnostic.rule.name())).count()
    };
    let all = count(|rule| !matches!(rule, "alt" | "class" | "key" | "picture"));
    assert_eq!(all, only_checked.len(), "{only_checked:?}\n{told_when_publishing:?}");
    // The next publish, which reads nothing again, tells the same.
    assert_eq!(titles(&told(&blog.publish())), told_when_publishing);
}
