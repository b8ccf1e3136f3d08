//! Server configurations that the guide recommends.

/// Returns the text of the only code block in this language, with placeholders filled in.
///
/// Each placeholder must be there exactly once: what the guide shows and what is tested cannot drift apart.
pub(crate) fn snippet(language: &str, fill_in: &[(&str, &str)]) -> String {
    let guide = include_str!("../../docs/pages/hosting.md");
    let fence = format!("\n```{language}\n");
    let mut blocks = guide.split(&fence).skip(1);
    let block = blocks
        .next()
        .unwrap_or_else(|| panic!("the guide has no block of {language}"));
    assert!(blocks.next().is_none(), "the guide has several blocks of {language}");
    let (text, _) = block.split_once("\n```\n").expect("a fence ends");
    let mut text = text.to_owned();
    for (placeholder, value) in fill_in {
        let times = text.matches(placeholder).count();
        assert_eq!(times, 1, "`{placeholder}` in the guide's block of {language}");
        text = text.replace(placeholder, value);
    }
    text
}
