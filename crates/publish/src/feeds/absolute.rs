//! HTML of posts for feed readers: with absolute URLs, and without what only makes sense on the page.

use anyhow::{Context as _, Result};
use lol_html::{RewriteStrSettings, element, rewrite_str};
use quick_xml::escape::{escape, unescape};
use url::Url;

/// Attributes that contain one URL each.
const ADDRESSES: [&str; 5] = ["href", "src", "poster", "cite", "data"];

/// Rewrites the HTML of a post so that it works outside of the blog. `page` is the post's absolute URL.
/// `<a href="#part">` -> `<a href="https://example.org/posts/a/#part">`.
///
/// # Errors
///
/// If `page` is not an absolute URL, or the HTML cannot be parsed.
pub(crate) fn absolute(html: &str, page: &str) -> Result<String> {
    let page = Url::parse(page).with_context(|| format!("`{page}` is not an absolute URL"))?;
    let whole = |written: &str| resolve(&page, written);
    let addresses = element!("*", |element| {
        for name in ADDRESSES {
            if let Some(written) = element.get_attribute(name) {
                element.set_attribute(name, &whole(&written))?;
            }
        }
        // Inline styles: feed readers have neither our Content Security Policy, which forbids them, nor our style
        // sheet.
        if let Some(style) = element.get_attribute("data-style") {
            element.remove_attribute("data-style");
            element.set_attribute("style", &style)?;
        }
        if let Some(written) = element.get_attribute("srcset") {
            element.set_attribute("srcset", &candidates(&written, whole))?;
        }
        Ok(())
    });
    let heading_links = element!("a.heading-link", |link| {
        link.remove_and_keep_content();
        Ok(())
    });
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(addresses)
        .append_element_content_handler(heading_links);
    rewrite_str(html, settings).context("cannot parse the HTML of a post")
}

/// Resolves a URL against the page. Input and output are attribute values, escaped with character references.
fn resolve(page: &Url, written: &str) -> String {
    let plain = unescape(written).unwrap_or_else(|_| written.into());
    match page.join(&plain) {
        Ok(whole) => escape(whole.as_str()).into_owned(),
        // Keep an invalid URL as written; browsers could not follow it, either.
        Err(_) => written.to_owned(),
    }
}

/// Rewrites the URLs of a `srcset`, and keeps each width or density descriptor (HTML, section 4.8.4.2.1).
/// `p.svg, q.svg 2x` -> `https://…/p.svg, https://…/q.svg 2x`.
fn candidates(written: &str, whole: impl Fn(&str) -> String) -> String {
    let mut offered = Vec::new();
    let mut rest = written;
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_ascii_whitespace() || character == ',');
        let end = rest
            .find(|character: char| character.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        if address.is_empty() {
            return offered.join(", ");
        }
        // A comma at the end of the URL means that there is no descriptor.
        if let Some(address) = address.strip_suffix(',') {
            offered.push(whole(address.trim_end_matches(',')));
            rest = after;
        } else {
            let (descriptor, after) = after.split_once(',').unwrap_or((after, ""));
            offered.push(
                format!("{} {}", whole(address), descriptor.trim())
                    .trim_end()
                    .to_owned(),
            );
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_becomes_whole() {
        for (html, expected) in [
            (
                r##"<a href="#part">x</a>"##,
                r#"<a href="https://example.org/sub/posts/a/#part">x</a>"#,
            ),
            (
                r#"<a href="/sub/posts/b/?x=1&amp;y=2">x</a>"#,
                r#"<a href="https://example.org/sub/posts/b/?x=1&amp;y=2">x</a>"#,
            ),
            (
                r"<a href='/m&eacute;tier?a=&#39;'>x</a>",
                r#"<a href="https://example.org/m%C3%A9tier?a=%27">x</a>"#,
            ),
            (
                r#"<img src="p.svg" srcset="p.svg, q,1.svg 2x,r.svg 100w">"#,
                concat!(
                    r#"<img src="https://example.org/sub/posts/a/p.svg" srcset="https://example.org/sub/posts/a/p.svg, "#,
                    r#"https://example.org/sub/posts/a/q,1.svg 2x, https://example.org/sub/posts/a/r.svg 100w">"#
                ),
            ),
            (
                r#"<video poster="//cdn.example/p"><source src="mailto:x@y.z"></video>"#,
                r#"<video poster="https://cdn.example/p"><source src="mailto:x@y.z"></video>"#,
            ),
            (
                r##"<h2 id="a"><a class="heading-link" href="#a">A</a></h2>"##,
                r#"<h2 id="a">A</h2>"#,
            ),
            (
                r#"<a href="https://[">x</a> 1 < 2"#,
                r#"<a href="https://[">x</a> 1 < 2"#,
            ),
        ] {
            assert_eq!(absolute(html, "https://example.org/sub/posts/a/").unwrap(), expected);
        }
    }
}
