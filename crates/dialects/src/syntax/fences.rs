//! Info strings of code fences: what other generators write in one word with the language.
//!
//! The language comes first and alone, so that the reader and scripts recognize it. Options after it stay as they are, for
//! publishing reads them in all spellings. The code itself never changes.

use feuillet_content::code_info::CodeInfo;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::text::edited::{Edit, Text};

/// Rewrites the info string of each fence that does not begin with its language: `{.js file=a.js}` -> `js title="a.js"`.
pub(crate) fn translate(text: &mut Text) {
    let source = text.as_str();
    let mut edits = Vec::new();
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter()
    {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event else {
            continue;
        };
        let line_end = source[range.start..]
            .find('\n')
            .map_or(source.len(), |newline| range.start + newline);
        let line = &source[range.start..line_end];
        let info_at = line.len() - line.trim_start_matches(['`', '~']).len();
        let language = info.split(' ').next().unwrap_or_default();
        let written = CodeInfo::of(&info);
        if language != written.language {
            edits.push(Edit::new(range.start + info_at..line_end, written.to_string()));
        }
    }
    text.edit(edits);
}

/// Joins a language and options that stand apart from it: `js`, `linenos=table hl_lines=3` -> `js {3} linenos`.
pub(crate) fn info(language: &str, options: &str) -> String {
    let mut info = CodeInfo::of(&format!("text {options}"));
    info.language = CodeInfo::of(language).language;
    info.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_line_of_the_fence_changes() {
        for (text, expected) in [
            (
                "```js title=\"a.js\" {1}\nlet x = 1; // title=\"b\"\n```\n",
                "```js title=\"a.js\" {1}\nlet x = 1; // title=\"b\"\n```\n",
            ),
            ("Text\n```js:a.js\n```\n", "Text\n```js title=\"a.js\"\n```\n"),
            (
                "1. One\n\n   ```{.js file=a.js}\n   x\n   ```\n",
                "1. One\n\n   ```js title=\"a.js\"\n   x\n   ```\n",
            ),
            ("- ```js{1,3}\n  x\n  ```\n", "- ```js {1,3}\n  x\n  ```\n"),
            ("> ```rust,linenos\n> x\n> ```\n", "> ```rust linenos\n> x\n> ```\n"),
            ("~~~ rust,ignore\nx\n~~~\n", "~~~rust\nx\n~~~\n"),
            ("~~~ rust x\n~~~\n", "~~~ rust x\n~~~\n"),
            ("```{=html}\n```\n", "```\n```\n"),
            ("```js\n```\n", "```js\n```\n"),
            ("```\n```\n", "```\n```\n"),
        ] {
            let mut body = Text::new(text, 0);
            translate(&mut body);
            assert_eq!(body.as_str(), expected, "{text}");
        }
    }

    #[test]
    fn options_join_the_language() {
        for (language, options, expected) in [
            (
                "go",
                "linenos=table,hl_lines=8 15-17,linenostart=199",
                "go {8,15-17} linenos=199",
            ),
            ("ruby", "linenos mark_lines=\"1 2\"", "ruby {1,2} linenos"),
            ("", "title=\"a.js\"", "text title=\"a.js\""),
            ("", "", ""),
            ("diff", "", "diff"),
        ] {
            assert_eq!(info(language, options), expected);
        }
    }
}
