//! Built-in shortcodes of the generators and those of popular themes.

use feuillet_content::escape::escape_html;

use super::tag::{Outcome, Shortcode};
use super::{embeds, notices, pictures};
use crate::syntax::blocks::GALLERY;
use crate::syntax::shortcodes::inline::{link_to, one_line};

/// Returns what a shortcode becomes.
pub(crate) fn outcome(shortcode: &Shortcode<'_>) -> Outcome {
    let found = notices::meaning(shortcode)
        .or_else(|| pictures::meaning(shortcode))
        .or_else(|| embeds::meaning(shortcode))
        .or_else(|| layout(shortcode))
        .or_else(|| words(shortcode));
    found.unwrap_or(Outcome::Unknown)
}

/// Shortcodes that lay out their content, such as tabs and columns.
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
        | "unsafe" | "markdown" | "md" | "content" | "grid-item" | "split" | "boxmd" | "font" | "color" | "colour"
        | "accordions" | "lang" | "rtl" | "ltr"
            if shortcode.inner.is_some() =>
        {
            Outcome::Unwrap
        }
        name if name.starts_with("blocks/") && shortcode.inner.is_some() => Outcome::Unwrap,
        "center" | "centered" | "align-center" if shortcode.inner.is_some() => {
            Outcome::BlockAround("<div align=\"center\">".to_owned(), "</div>".to_owned())
        }
        "gallery" | "figures" | "image-gallery" | "photo-gallery" | "carousel" | "slider"
            if shortcode.inner.is_some() =>
        {
            Outcome::BlockAround(GALLERY.to_owned(), "</div>".to_owned())
        }
        "hr" | "divider" | "separator" if shortcode.inner.is_none() => Outcome::Block("---".to_owned()),
        "br" | "linebreak" | "line-break" | "newline" => Outcome::Text("<br>".to_owned()),
        "comment" | "hidden" | "todo" if shortcode.inner.is_some() => Outcome::Hide,
        _ => return None,
    })
}

/// Returns a `<details>` element around the content.
fn details(summary: &str, is_open: bool) -> Outcome {
    let open = if is_open { " open" } else { "" };
    let summary = escape_html(&one_line(summary));
    Outcome::BlockAround(
        format!("<details{open}>\n<summary>{summary}</summary>"),
        "</details>".to_owned(),
    )
}

/// Returns the content below its title in bold, for a tab or card.
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

/// Inline shortcodes, such as buttons, formulas and keys.
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
            // A QR code encodes an address for people who read on paper. On screen, a link does the same.
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

/// Returns an inline HTML element around the content or the text argument.
fn element(shortcode: &Shortcode<'_>, name: &str) -> Option<Outcome> {
    let (before, after) = (format!("<{name}>"), format!("</{name}>"));
    if shortcode.inner.is_some() {
        return Some(Outcome::Around(before, after));
    }
    let text = escape_html(shortcode.arguments.get(&["text", "content"], 0)?);
    Some(Outcome::Text(format!("{before}{text}{after}")))
}

/// Returns a formula in canonical form: `$…$`, or `$$…$$` for display math.
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

#[cfg(test)]
mod tests {
    use crate::generators::{hugo, zola};
    use crate::syntax::shortcodes::{outcome, weave};
    use crate::text::edited::Text;

    /// Returns the translated text and the number of findings.
    fn translated(source: &str) -> (String, usize) {
        let mut text = Text::new(source, 0);
        let mut tags = hugo::tags::tags(source);
        if tags.is_empty() {
            tags = zola::tags::tags(source);
        }
        let mut faults = Vec::new();
        weave(&mut text, &tags, &mut |shortcode| outcome(&shortcode), &mut faults);
        (text.as_str().to_owned(), faults.len())
    }

    #[test]
    fn shortcodes_become_what_they_stand_for() {
        for (source, expected) in [
            // Built into Hugo.
            ("{{< figure src=\"a b.png\" alt=\"c\" >}}", "![c](<a b.png>)"),
            (
                "{{< figure src=\"a.png\" title=\"T\" caption=\"*c*\" width=\"300px\" attr=\"d\" attrlink=\"/e\" >}}",
                "<figure>\n<img src=\"a.png\" alt=\"c\" width=\"300\">\n<figcaption>\n\n**T** *c* [d](</e>)\n\n</figcaption>\n</figure>",
            ),
            (
                "x {{< figure src=\"a.png\" caption=\"c\" link=\"/d\" >}}",
                "x [![c](<a.png>)](</d>)",
            ),
            (
                "{{< youtube abc >}}",
                "[youtube.com/watch?v=abc](<https://www.youtube.com/watch?v=abc>)",
            ),
            (
                "{{< youtube id=a/b start=5 title=\"T [x\" >}}",
                "[T \\[x](<https://www.youtube.com/watch?v=a%2Fb&t=5>)",
            ),
            ("{{< vimeo 12 >}}", "[vimeo.com/12](<https://vimeo.com/12>)"),
            (
                "{{< x user=\"a\" id=\"1\" >}} {{< tweet 2 >}}",
                "[x.com/a/status/1](<https://x.com/a/status/1>) [x.com/i/status/2](<https://x.com/i/status/2>)",
            ),
            (
                "{{< instagram B >}}",
                "[instagram.com/p/B](<https://www.instagram.com/p/B/>)",
            ),
            (
                "{{< gist a 1 \"f.go\" >}}",
                "[gist.github.com/a/1](<https://gist.github.com/a/1>)",
            ),
            (
                "{{< details summary=\"<S>\" open=true >}}\na\n{{< /details >}}",
                "<details open>\n<summary>&lt;S&gt;</summary>\n\na\n\n</details>",
            ),
            ("a {{< comment >}}b{{< /comment >}} c", "a  c"),
            // From themes.
            (
                "{{% notice warning \"Mind\" %}}\na\n{{% /notice %}}",
                "> [!WARNING]\n> **Mind**\n> \n> a\n> ",
            ),
            ("{{% notice tip %}}a{{% /notice %}}", "> [!TIP]\n> a"),
            ("{{< alert \"fire\" >}}a{{< /alert >}}", "> [!CAUTION]\n> a"),
            (
                "{{% alert title=\"Note\" color=\"info\" %}}a{{% /alert %}}",
                "> [!NOTE]\n> a",
            ),
            (
                "{{< admonition type=danger title=\"T\" >}}a{{< /admonition >}}",
                "> [!CAUTION]\n> **T**\n> \n> a",
            ),
            ("{{< callout emoji=\"💡\" text=\"a\" >}}", "> [!NOTE]\n> a"),
            (
                "{{< hint info >}}\na\n\n- b\n{{< /hint >}}",
                "> [!NOTE]\n> a\n>\n> - b\n> ",
            ),
            (
                "{{< tabs >}}\n{{< tab \"Go\" >}}\na\n{{< /tab >}}\n{{% tab name=\"C\" %}}\nb\n{{% /tab %}}\n{{< /tabs >}}",
                "\n\n**Go**\n\na\n\n\n\n\n**C**\n\nb\n\n\n\n",
            ),
            (
                "{{< button href=\"/a\" >}}b{{< /button >}} {{< button url=\"/c\" text=\"d\" >}}",
                "[b](</a>) [d](</c>)",
            ),
            ("{{< katex >}}x_1{{< /katex >}}", "$x_1$"),
            (
                "{{< kbd \"Ctrl\" >}} {{< mark >}}a{{< /mark >}}",
                "<kbd>Ctrl</kbd> <mark>a</mark>",
            ),
            (
                "{{< video src=\"a.mp4\" >}}",
                "<div><video controls src=\"a.mp4\"></video></div>",
            ),
            (
                "{{< center >}}a{{< /center >}}",
                "<div align=\"center\">\n\na\n\n</div>",
            ),
            ("{{% blocks/section %}}a{{% /blocks/section %}}", "a"),
            (
                "{{< quote author=\"A\" source=\"S\" >}}a{{< /quote >}}",
                "> a\n>\n> — A, S",
            ),
            // From Zola.
            (
                "{{ resize_image(path=\"a.png\", width=1, height=2, op=\"fill\") }}",
                "![](<a.png>)",
            ),
            ("{% katex(block=true) %}\nx\n{% end %}", "$$\nx\n$$"),
            (
                "{{ gist(url=\"https://gist.github.com/a/1\") }}",
                "[gist.github.com/a/1](<https://gist.github.com/a/1>)",
            ),
            ("{% alert(type=\"warning\") %}\na\n{% end %}", "> [!WARNING]\n> a\n> "),
        ] {
            assert_eq!(translated(source), (expected.to_owned(), 0), "{source}");
        }
    }

    #[test]
    fn the_author_is_told_of_what_is_not_known() {
        for (source, expected) in [
            ("a {{< icon name >}} b", "a  b"),
            ("{{< mystery >}}a{{< /mystery >}}", "a"),
            ("{{% include \"x.md\" %}}", ""),
            ("{{< gallery match=\"*\" >}}", ""),
            ("{{< figure >}}", ""),
            ("{% mystery() %}a{% end %}", "a"),
        ] {
            assert_eq!(translated(source), (expected.to_owned(), 1), "{source}");
        }
    }
}
