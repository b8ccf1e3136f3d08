//! Server configurations that the README recommends.

/// Returns the text of the only code block in this language, with placeholders filled in.
///
/// Each placeholder must be there exactly once: what the README shows and what is tested cannot drift apart.
pub(crate) fn snippet(language: &str, fill_in: &[(&str, &str)]) -> String {
    let readme = include_str!("../../README.md");
    let fence = format!("\n```{language}\n");
    let mut blocks = readme.split(&fence).skip(1);
    let block = blocks
        .next()
        .unwrap_or_else(|| panic!("the README has no block of {language}"));
    assert!(blocks.next().is_none(), "the README has several blocks of {language}");
    let (text, _) = block.split_once("\n```\n").expect("a fence ends");
    let mut text = text.to_owned();
    for (placeholder, value) in fill_in {
        let times = text.matches(placeholder).count();
        assert_eq!(times, 1, "`{placeholder}` in the README's block of {language}");
        text = text.replace(placeholder, value);
    }
    text
}
