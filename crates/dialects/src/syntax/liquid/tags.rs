//! Tags without a closing tag: assignments, references, includes, pictures, videos. Also highlighted code.

use std::fmt::Write as _;
use std::ops::Range;

use feuillet_content::diagnostic::Rule;
use feuillet_content::escape::escape_html;

use super::expression::{arguments, evaluate};
use super::nowhere::NOWHERE;
use super::render::Renderer;
use super::tokens::{Token, scan};
use super::value::Value;
use crate::folder::place::is_markdown;
use crate::syntax::fences;

/// Tags without output: the reader renders these things itself, or they are only for machines.
const SILENT: [&str; 9] = [
    "seo",
    "feed_meta",
    "increment",
    "decrement",
    "toc",
    "csrf",
    "else",
    "when",
    "elsif",
];

impl Renderer<'_, '_> {
    /// Runs a tag. `text` is what follows its name. Unknown tags are removed with a finding.
    pub(super) fn tag(&mut self, range: &Range<usize>, name: &str, text: &str, source: &str) {
        match name {
            "assign" | "set" => {
                if let Some((name, value)) = text.split_once('=') {
                    let value = evaluate(value, &self.names);
                    self.assign(name.trim(), value);
                }
            }
            "break" => self.leave_loop(true),
            "continue" => self.leave_loop(false),
            "cycle" => {
                let first = arguments(text, &self.names).0.into_iter().next();
                let first = first.and_then(|value| value.shown()).unwrap_or_default();
                self.say(&first);
            }
            "link" | "post_url" => self.reference(range, name, text, source),
            "include" | "include_relative" | "include_cached" | "render" => self.include(range, name, text, source),
            "gist" => {
                let id = text
                    .split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .trim_matches(['"', '\'']);
                self.say(&format!("<https://gist.github.com/{}>", address(id)));
            }
            name if SILENT.contains(&name) => {}
            name => {
                // Any other tag may embed a picture or video, judging by its name.
                let (mut plain, mut named) = arguments(text, &self.names);
                if text.starts_with('/') || text.starts_with("http") || name == "img" {
                    // Octopress writes addresses without quotes: `{% img /a.png Alt text %}`.
                    plain = text
                        .split_whitespace()
                        .map(|word| Value::text(word.trim_matches(['"', '\''])))
                        .collect();
                    named = Vec::new();
                }
                if let Some(made) = media(name, &plain, &named) {
                    return self.say(&made);
                }
                let what = format!("unsupported tag `{name}`: removed");
                self.fault(range, source, Rule::Shortcode, what);
            }
        }
    }

    /// Replaces `{% link _posts/a.md %}` and `{% post_url 2020-01-01-a %}` with the document's address.
    fn reference(&mut self, range: &Range<usize>, name: &str, text: &str, source: &str) {
        let named = self.filled_in(text);
        let named = named.trim().trim_matches(['"', '\'']).trim_start_matches('/');
        let document = self.names.document;
        let found = if name == "link" {
            let from = |folder: &str| document.index.link(&format!("{folder}{named}"));
            from(document.root).or_else(|| from(""))
        } else {
            self.post(named)
        };
        let Some(link) = found else {
            let what = format!("`{name}` target `{named}` not found: the link is replaced by its text");
            self.fault(range, source, Rule::Reference, what);
            return self.say(NOWHERE);
        };
        self.say(&link);
    }

    /// Returns the address of the post with this name. Among several, one in the same folder is preferred.
    fn post(&self, named: &str) -> Option<String> {
        let document = self.names.document;
        let last = named.rsplit('/').next().unwrap_or_default();
        let folder = document.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let stems = [
            last.to_owned(),
            last.rsplit_once('.').map_or(last, |(stem, _)| stem).to_owned(),
        ];
        let candidates = stems
            .iter()
            .find_map(|stem| Some(document.index.named(stem)).filter(|found| !found.is_empty()))?;
        let is_named = |file: &&String| {
            let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
            !named.contains('/') || stem.ends_with(named) || file.ends_with(named)
        };
        let mut fitting = candidates.iter().filter(is_named);
        let beside = fitting
            .clone()
            .find(|file| file.rsplit_once('/').is_some_and(|(own, _)| own == folder));
        document.index.link(beside.or_else(|| fitting.next())?)
    }

    /// Fills in the outputs within a tag: `{% include {{ page.name }}.html %}`.
    fn filled_in(&self, text: &str) -> String {
        if !text.contains("{{") {
            return text.to_owned();
        }
        let mut made = String::new();
        for token in scan(text, false) {
            match token {
                Token::Text(range) => made.push_str(&text[range]),
                Token::Output { inner, .. } => {
                    made.push_str(&evaluate(&text[inner], &self.names).shown().unwrap_or_default());
                }
                Token::Tag { .. } | Token::Highlight { .. } => {}
            }
        }
        made
    }

    /// Replaces an include with its rendered template. An include whose name tells of a video or picture becomes a link
    /// or picture, if its template is missing or not fully known.
    fn include(&mut self, range: &Range<usize>, tag: &str, text: &str, source: &str) {
        let text = self.filled_in(text);
        let (file, parameters) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
        let file = file.trim_matches(['"', '\'', ',']).trim_start_matches("./");
        let (_, parameters) = arguments(parameters, &self.names);
        let stem = file
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .split('.')
            .next()
            .unwrap_or_default();
        // A video include becomes a link without running its template.
        if is_film(stem)
            && let Some(made) = media(stem, &[], &parameters)
        {
            return self.say(&made);
        }
        let site = self.names.document.site;
        // The file name may come without its extension.
        let template = (tag != "include_relative").then(|| {
            let extended = ["", ".html", ".liquid", ".md", ".njk"].iter();
            extended
                .into_iter()
                .find_map(|extension| site.templates.get(&format!("{file}{extension}")))
        });
        let before = self.fault_count();
        if let Some(template) = template.flatten() {
            let template = body_of(template);
            let (said, all_known) = self.included(template, parameters.clone(), range);
            if all_known {
                return self.say(&shaped(&said, file));
            }
            if let Some(made) = media(stem, &[], &parameters) {
                // Findings about the template do not matter if it is replaced.
                self.forgive(before);
                return self.say(&made);
            }
            return self.say(&shaped(&said, file));
        }
        if let Some(made) = media(stem, &[], &parameters) {
            return self.say(&made);
        }
        let what = format!("missing include `{file}`: removed");
        self.fault(range, source, Rule::Shortcode, what);
    }

    /// Translates `{% highlight js %}…{% endhighlight %}` into a code fence. `text` starts with the language. Tags in
    /// the code are text, except `assign`.
    pub(super) fn highlight(&mut self, range: &Range<usize>, text: &str, inner: &str, source: &str) -> String {
        let text = text.trim();
        let (language, options) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let info = fences::info(language, options);
        // Within a list, the fence and all code lines need the indentation of the tag.
        let line_start = source[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let before = &source[line_start..range.start];
        let indent = if before.trim().is_empty() { before } else { "" };
        let mut code = String::new();
        for token in scan(inner, false) {
            match token {
                Token::Text(range) | Token::Output { range, .. } | Token::Highlight { range, .. } => {
                    code.push_str(&inner[range]);
                }
                Token::Tag { range, name, arguments } => match &inner[name] {
                    "assign" => self.tag(&range, "assign", &inner[arguments], inner),
                    _ => code.push_str(&inner[range]),
                },
            }
        }
        let code = code.trim_matches(['\n', '\r']).trim_end();
        let fence = fence_for(code);
        let mut made = if before.trim().is_empty() {
            String::new()
        } else {
            "\n\n".to_owned()
        };
        // Writing to a `String` cannot fail.
        let _ = writeln!(made, "{fence}{info}");
        for line in code.lines() {
            let is_inside = line.trim().is_empty() || line.starts_with(indent);
            let _ = writeln!(made, "{}{line}", if is_inside { "" } else { indent });
        }
        made.push_str(indent);
        made.push_str(&fence);
        let line_ends = source[range.end..].starts_with(['\n', '\r']) || range.end == source.len();
        if !line_ends {
            made.push('\n');
        }
        made
    }
}

/// Returns a fence that is longer than any run of backticks in `code`.
pub(crate) fn fence_for(code: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for character in code.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat((longest + 1).max(3))
}

/// Returns a template without its front matter, which only matters to the generator.
fn body_of(template: &str) -> &str {
    let rest = template.strip_prefix("---\n");
    rest.and_then(|rest| rest.split_once("\n---\n"))
        .map_or(template, |(_, body)| body)
}

/// Removes blank lines and indentation from included HTML: a blank line would end the HTML block.
fn shaped(said: &str, file: &str) -> String {
    let said = said.trim_matches('\n');
    if is_markdown(file) || !said.trim_start().starts_with('<') {
        return said.to_owned();
    }
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Whether the name of a tag or include tells that it embeds a video.
fn is_film(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["youtube", "vimeo", "yt"].iter().any(|known| name.contains(known))
}

/// Returns a picture, or a link to a video, from the arguments of a tag or include whose name tells that it is one.
/// `youtube`, `["abc"]` -> `<https://www.youtube.com/watch?v=abc>`.
fn media(name: &str, plain: &[Value], named: &[(String, Value)]) -> Option<String> {
    let given = |keys: &[&str]| {
        keys.iter().find_map(|key| {
            let found = named.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
            found
                .and_then(|(_, value)| value.shown())
                .filter(|text| !text.trim().is_empty())
        })
    };
    let plain_text = |at: usize| plain.get(at).and_then(Value::shown).filter(|text| !text.is_empty());
    let lower = name.to_ascii_lowercase();
    let title = given(&["title", "caption", "alt"]);
    if is_film(name) {
        let id = given(&["id", "video_id", "videoid", "video", "src", "url", "link"]).or_else(|| plain_text(0))?;
        let address = if id.contains("://") {
            address(&id)
        } else if lower.contains("vimeo") {
            format!("https://vimeo.com/{}", address(&id))
        } else {
            format!("https://www.youtube.com/watch?v={}", address(&id))
        };
        return Some(match title {
            Some(title) => format!("[{}]({address})", label(&title)),
            None => format!("<{address}>"),
        });
    }
    if !["figure", "image", "img", "picture", "photo"]
        .iter()
        .any(|known| lower.contains(known))
    {
        return None;
    }
    // The rest is about pictures: find the address, the description and the caption.
    let sources = [
        "src",
        "url",
        "image_path",
        "image",
        "img",
        "path",
        "file",
        "filename",
        "image_url",
        "source",
    ];
    // Among unnamed arguments, the one with a slash or dot is the address, and words after it are its description.
    let texts: Vec<String> = plain.iter().filter_map(Value::shown).collect();
    let at = texts.iter().position(|text| text.contains(['/', '.']));
    let source = given(&sources).or_else(|| at.map(|at| texts[at].clone()))?;
    let words = |texts: &[String]| {
        let texts = texts.iter().filter(|text| text.contains(char::is_alphabetic));
        let joined = texts.map(String::as_str).collect::<Vec<_>>().join(" ");
        (!joined.is_empty()).then_some(joined)
    };
    let alt = given(&["alt", "image_description", "alt_text"]).or_else(|| at.and_then(|at| words(&texts[at + 1..])));
    let caption = given(&["caption", "title", "description"]);
    let source = address(&source);
    Some(match (alt, caption) {
        (alt, Some(caption)) => format!(
            "\n\n<figure>\n<img src=\"{source}\" alt=\"{}\">\n<figcaption>{}</figcaption>\n</figure>\n\n",
            escape_html(alt.as_deref().unwrap_or_default()),
            if caption.contains('<') {
                caption
            } else {
                escape_html(&caption)
            }
        ),
        (alt, None) => format!("![{}]({source})", label(alt.as_deref().unwrap_or_default())),
    })
}

/// Escapes an address for Markdown and HTML: encodes spaces and parentheses, drops quotes, angle brackets
/// and backslashes.
fn address(text: &str) -> String {
    let mut made = String::new();
    for character in text.trim().chars() {
        match character {
            ' ' => made.push_str("%20"),
            '(' => made.push_str("%28"),
            ')' => made.push_str("%29"),
            '<' | '>' | '"' | '\'' | '`' | '\n' | '\\' => {}
            character => made.push(character),
        }
    }
    made
}

/// Escapes a text for the brackets of a Markdown link.
fn label(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('[', "\\[")
        .replace(']', "\\]")
        .replace('\n', " ")
}
