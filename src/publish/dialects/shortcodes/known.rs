//! What the shortcodes mean that the generators bring along, and those of the themes that many use.

use super::{Outcome, Shortcode, embeds, notices, pictures};
use crate::content::escape::escape_html;

/// What a shortcode becomes.
pub(in crate::publish::dialects) fn known(shortcode: &Shortcode<'_>) -> Outcome {
    let found = notices::meaning(shortcode)
        .or_else(|| pictures::meaning(shortcode))
        .or_else(|| embeds::meaning(shortcode))
        .or_else(|| layout(shortcode))
        .or_else(|| words(shortcode));
    found.unwrap_or(Outcome::Unknown)
}

/// What arranges other texts.
fn layout(shortcode: &Shortcode<'_>) -> Option<Outcome> {
    let arguments = shortcode.arguments;
    Some(match shortcode.name {
        "details" | "expand" | "expandable" | "collapse" | "collapsible" | "spoiler" | "accordion-item" | "toggle"
        | "fold" | "folded" | "detail-tag" => {
            let summary = arguments.get(&["summary", "title", "label", "header", "heading", "name"], 0);
            details(summary.unwrap_or("…"), arguments.is_true(&["open", "expanded"]))
        }
        "tab" | "tab-item" | "tabitem" | "tab-panel" | "tabpanel" | "step" | "accordion" | "card" | "timeline-item"
        | "timelineitem" | "feature" | "codetab" => titled(shortcode),
        "tabs" | "tabset" | "tab-set" | "tabpane" | "tab-pane" | "tabgroup" | "tab-group" | "codetabs"
        | "code-tabs" | "columns" | "column" | "cols" | "col" | "row" | "grid" | "section" | "div" | "block"
        | "container" | "wrapper" | "cards" | "cardpane" | "card-grid" | "steps" | "timeline" | "left" | "right"
        | "justify" | "pageinfo" | "lead" | "large" | "small-text" | "rawhtml" | "raw-html" | "raw" | "html"
        | "unsafe" | "markdown" | "md" | "content" | "gallery" | "figures" | "grid-item" | "split" | "boxmd"
        | "font" | "color" | "colour" | "accordions" | "lang" | "rtl" | "ltr"
            if shortcode.inner.is_some() =>
        {
            Outcome::Unwrap
        }
        name if name.starts_with("blocks/") && shortcode.inner.is_some() => Outcome::Unwrap,
        "center" | "centered" | "align-center" if shortcode.inner.is_some() => {
            Outcome::BlockAround("<div align=\"center\">".to_owned(), "</div>".to_owned())
        }
        "hr" | "divider" | "separator" if shortcode.inner.is_none() => Outcome::Block("---".to_owned()),
        "br" | "linebreak" | "line-break" | "newline" => Outcome::Text("<br>".to_owned()),
        "comment" | "hidden" | "todo" if shortcode.inner.is_some() => Outcome::Hide,
        _ => return None,
    })
}

/// A text that unfolds below another one.
fn details(summary: &str, is_open: bool) -> Outcome {
    let open = if is_open { " open" } else { "" };
    let summary = escape_html(&one_line(summary));
    Outcome::BlockAround(
        format!("<details{open}>\n<summary>{summary}</summary>"),
        "</details>".to_owned(),
    )
}

/// A text below its title.
fn titled(shortcode: &Shortcode<'_>) -> Outcome {
    let arguments = shortcode.arguments;
    let title = arguments.get(
        &["title", "name", "header", "label", "tabname", "tabName", "heading"],
        0,
    );
    let link = arguments.named(&["link", "href", "url"]);
    let title = match (title, link) {
        (Some(title), Some(link)) => format!("**{}**", link_to(title, link)),
        (Some(title), None) => format!("**{}**", one_line(title)),
        (None, Some(link)) => link_to(link, link),
        (None, None) => return Outcome::Unwrap,
    };
    if shortcode.inner.is_some() {
        Outcome::BlockAround(title, String::new())
    } else {
        let text = arguments.named(&["subtitle", "text", "content", "description"]);
        Outcome::Block(text.map_or_else(|| title.clone(), |text| format!("{title}\n\n{text}")))
    }
}

/// What stands within a line.
fn words(shortcode: &Shortcode<'_>) -> Option<Outcome> {
    let arguments = shortcode.arguments;
    let inner = shortcode.inner.map(str::trim).filter(|inner| !inner.is_empty());
    Some(match shortcode.name {
        "button" | "btn" | "link" | "a" | "ext-link" | "external-link" | "extlink" | "url" | "linkbutton"
        | "button-link" | "github-link" => {
            let named = arguments.named(&["href", "link", "url", "src", "to"]);
            let address = named.or_else(|| arguments.at(0))?;
            let text = inner.or_else(|| arguments.named(&["text", "label", "title", "name", "content"]));
            let text = text.or_else(|| arguments.at(usize::from(named.is_none())));
            if shortcode.is_address {
                Outcome::Text(address.to_owned())
            } else {
                Outcome::Text(link_to(text.unwrap_or(address), address))
            }
        }
        "math" | "katex" | "mathjax" | "latex" | "equation" | "tex" => formula(shortcode, inner?),
        name @ ("kbd" | "mark" | "sub" | "sup" | "u" | "del" | "ins" | "small") => element(shortcode, name)?,
        "highlight-text" | "hl-text" => element(shortcode, "mark")?,
        "underline" => element(shortcode, "u")?,
        "abbr" => {
            let title = escape_html(arguments.named(&["title"])?);
            let text = inner.or_else(|| arguments.named(&["text"]))?;
            Outcome::Text(format!("<abbr title=\"{title}\">{text}</abbr>"))
        }
        "qr" => {
            // The code is a picture of an address for who reads on paper.
            let address = arguments.get(&["text", "url"], 0).or(inner)?;
            let has_scheme = ["https:", "http:", "mailto:", "tel:"]
                .iter()
                .any(|scheme| address.starts_with(scheme));
            if !has_scheme || address.contains(char::is_whitespace) {
                return Some(Outcome::Drop);
            }
            Outcome::Text(link_to(address, address))
        }
        _ => return None,
    })
}

fn element(shortcode: &Shortcode<'_>, name: &str) -> Option<Outcome> {
    let (before, after) = (format!("<{name}>"), format!("</{name}>"));
    if shortcode.inner.is_some() {
        return Some(Outcome::Around(before, after));
    }
    let text = escape_html(shortcode.arguments.get(&["text", "content"], 0)?);
    Some(Outcome::Text(format!("{before}{text}{after}")))
}

/// TeX between the marks by which it is known.
fn formula(shortcode: &Shortcode<'_>, inner: &str) -> Outcome {
    if inner.starts_with('$') || inner.starts_with("\\(") || inner.starts_with("\\[") {
        return Outcome::Unwrap;
    }
    let is_display = shortcode.arguments.is_true(&["display", "block"]) || shortcode.arguments.at(0) == Some("display");
    if is_display || shortcode.name == "equation" || (shortcode.is_block && inner.contains('\n')) {
        Outcome::Block(format!("$$\n{inner}\n$$"))
    } else {
        Outcome::Text(format!("${inner}$"))
    }
}

/// A link in Markdown.
pub(super) fn link_to(text: &str, address: &str) -> String {
    let address = address
        .replace(' ', "%20")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('\n', "");
    format!("[{}](<{address}>)", bracketed(text))
}

/// A text that brackets can be put around.
pub(super) fn bracketed(text: &str) -> String {
    let text = one_line(text);
    let balanced = text.matches('[').count() == text.matches(']').count();
    if balanced {
        text
    } else {
        text.replace('[', "\\[").replace(']', "\\]")
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
