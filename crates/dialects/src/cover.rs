//! The cover of a document: which of several pictures it is, and whether the text begins with the same one.

mod opening;

use std::borrow::Cow;

use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::links::{LinkContext, Target};
use feuillet_content::post_meta::PostMeta;
use feuillet_settings::split_url;

use self::opening::{Alt, opening};
use crate::folder::index::References;
use crate::folder::site::Site;
use crate::front_matter::fields::Fields;
use crate::text::edited::{Edit, Text};
use crate::text::links::escape_text;

/// Makes the first cover whose file exists the document's, with its address from the blog's root if `is_resolved`.
/// Without any, the first one stays.
pub(crate) fn choose(
    fields: &mut Fields,
    diagnostics: &mut Vec<Diagnostic>,
    is_resolved: bool,
    file: &str,
    (references, root, site): (&References<'_>, &str, &Site),
) {
    let find = |source: &str| {
        let from_root = || references.resolve(&format!("/{source}"), file, root, site);
        let found = references.resolve(source, file, root, site);
        // Themes name pictures from the root, without a slash.
        found.or_else(|| if is_resolved { from_root() } else { None })
    };
    let Some(cover) = &mut fields.meta.cover else { return };
    let mut found = find(&cover.source);
    if found.is_none() && !is_elsewhere(&cover.source) {
        let others = fields.covers.iter().skip(1);
        let usable = others
            .filter(|other| other.cover.source != cover.source)
            .find_map(|other| {
                let link = find(&other.cover.source);
                (link.is_some() || is_elsewhere(&other.cover.source)).then_some((&other.cover, link))
            });
        if let Some((other, link)) = usable {
            let message = format!(
                "missing cover image `{}`: `{}` is used instead",
                cover.source, other.source
            );
            let help = "add the file, fix the path, or remove the key";
            let first = &fields.covers[0];
            let diagnostic = Diagnostic::warning(Rule::Picture, message, help);
            diagnostics.push(diagnostic.at(first.line, first.column).spanning(first.length));
            cover.source.clone_from(&other.source);
            if cover.alt == first.cover.alt {
                cover.alt.clone_from(&other.alt);
            }
            found = link;
        }
    }
    if let Some(link) = found.filter(|_| is_resolved) {
        cover.source = link;
    }
}

fn is_elsewhere(source: &str) -> bool {
    let base = BasePath::root();
    let links = LinkContext {
        base: &base,
        directory: "",
        renamed: &[],
    };
    links.target(source) == Target::Elsewhere
}

/// Whether a text begins with the picture that is its cover. If only the front matter describes the picture, the text
/// gets the description, because pages show the text's picture only. `directory` is the folder of the document in the
/// content, `blog` the blog's own address.
pub(crate) fn opens(body: &mut Text, meta: &PostMeta, directory: &str, blog: Option<&str>) -> bool {
    let Some(cover) = &meta.cover else { return false };
    let Some(opening) = opening(body.as_str(), meta) else {
        return false;
    };
    if !is_same(&opening.source, &cover.source, directory, blog) {
        return false;
    }
    if let Some(Alt { at, raw }) = opening.undescribed
        && !cover.alt.trim().is_empty()
    {
        let alt = if raw {
            let alt = cover.alt.replace('&', "&amp;").replace('"', "&quot;");
            // Of two attributes with one name, the first counts.
            format!(" alt=\"{}\"", alt.replace('<', "&lt;").replace(['\n', '\r'], " "))
        } else {
            escape_text(&cover.alt)
        };
        body.edit(vec![Edit::new(at..at, alt)]);
    }
    true
}

/// Whether two addresses in a document mean the same file, however they are written.
fn is_same(first: &str, second: &str, directory: &str, blog: Option<&str>) -> bool {
    let base = BasePath::root();
    let links = LinkContext {
        base: &base,
        directory,
        renamed: &[],
    };
    let [first, second] = [first, second].map(|address| from_root(address, blog));
    match (links.target(&first), links.target(&second)) {
        (Target::Inside { path: first, .. }, Target::Inside { path: second, .. }) => first == second,
        (Target::Elsewhere, Target::Elsewhere) => same_elsewhere(&first) == same_elsewhere(&second),
        _ => false,
    }
}

/// Turns a whole address of the blog's own, or one with the blog's folder on its host, into one from the blog's root.
fn from_root<'a>(address: &'a str, blog: Option<&str>) -> Cow<'a, str> {
    let address = address.trim();
    let Some((origin, folder)) = blog.and_then(split_url) else {
        return Cow::Borrowed(address);
    };
    let host = origin.split_once("//").map_or(origin, |(_, host)| host);
    let rest = same_elsewhere(address);
    let rest = rest.strip_prefix(host).filter(|rest| rest.starts_with('/'));
    let folder = folder.trim_end_matches('/');
    let rest = rest.and_then(|rest| rest.strip_prefix(folder));
    match rest.filter(|rest| rest.starts_with('/')) {
        Some(rest) => Cow::Owned(rest.to_owned()),
        None => Cow::Borrowed(address),
    }
}

/// An address on another host without its scheme, which says nothing about what it leads to: `//a.example/b.png`.
fn same_elsewhere(address: &str) -> &str {
    let rest = ["https://", "http://", "//"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme));
    rest.unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use feuillet_content::post_meta::Cover;

    use super::*;

    fn meta(title: &str, source: &str, alt: &str) -> PostMeta {
        PostMeta {
            title: Some(title.to_owned()).filter(|title| !title.is_empty()),
            cover: Some(Cover {
                source: source.to_owned(),
                alt: alt.to_owned(),
            }),
            ..PostMeta::default()
        }
    }

    /// Whether a post at `posts/trip/` begins with its cover, and its text then.
    fn open(body: &str, meta: &PostMeta) -> (bool, String) {
        let mut text = Text::new(body, 0);
        let opens = opens(&mut text, meta, "posts/trip", Some("https://me.example/blog/"));
        (opens, text.as_str().to_owned())
    }

    #[test]
    fn a_text_begins_with_its_cover_however_it_is_shown() {
        let meta = meta("T", "/img/a b.jpg", "");
        for (body, expected) in [
            ("![](</img/a b.jpg>)\n\nText.", true),
            ("\n![A](/img/a%20b.jpg \"Caption\") and text in the same line", true),
            ("![A][r]\n\n[r]: /img/a%20b.jpg", true),
            ("[![A](/img/a%20b.jpg)](/img/large.jpg)", true),
            ("<img src=\"/img/a%20b.jpg\">", true),
            (
                "<p align=center>\n  <a href=\"/x\"><IMG\n alt=x\n src='/img/a b.jpg'></a>\n</p>\n\nText",
                true,
            ),
            (
                "<figure>\n\n![A](/img/a%20b.jpg)\n\n<figcaption>C</figcaption></figure>",
                true,
            ),
            (
                "<picture><source srcset=x.webp><img src=\"/img/a b.jpg\"></picture>",
                true,
            ),
            ("<!-- c -->\n\n![](/img/a%20b.jpg)", true),
            ("# T\n\n![](/img/a%20b.jpg)", true),
            ("## T\n\n![](/img/a%20b.jpg)", true),
            ("T\n===\n![](/img/a%20b.jpg)", true),
            ("**![](/img/a%20b.jpg)**", true),
            ("[^1]: A note.\n\n    More.\n\n![](/img/a%20b.jpg)[^1]", true),
            ("<style>\n\np { color: red }\n</style>\n\n![](/img/a%20b.jpg)", true),
            (
                "<table><tr><td><a href=x><img src='/img/a b.jpg'></a></td></tr></table>",
                true,
            ),
            ("&nbsp;\n\n![](/img/a%20b.jpg)", true),
            ("## Other\n\n![](/img/a%20b.jpg)", false),
            ("Text.\n\n![](/img/a%20b.jpg)", false),
            ("Text <img src=\"/img/a%20b.jpg\">", false),
            ("<p>Text</p>\n<img src=\"/img/a%20b.jpg\">", false),
            ("![](other.jpg)\n![](/img/a%20b.jpg)", false),
            ("<video src=x></video>\n\n![](/img/a%20b.jpg)", false),
            ("---\n\n![](/img/a%20b.jpg)", false),
            ("> ![](/img/a%20b.jpg)", false),
            ("- ![](/img/a%20b.jpg)", false),
            ("```\n```\n![](/img/a%20b.jpg)", false),
            ("<img>", false),
            ("<img src", false),
            ("", false),
        ] {
            assert_eq!(open(body, &meta).0, expected, "{body}");
        }
    }

    #[test]
    fn the_same_file_has_many_addresses() {
        for (cover, shown, expected) in [
            ("a.jpg", "./a.jpg", true),
            ("a.jpg", "../trip/a.jpg", true),
            ("../a.jpg", "./../a.jpg", true),
            ("/img/a.jpg", "../../img/a.jpg", true),
            ("/img/a.jpg", "/img/../img/a.jpg?v=2#x", true),
            ("/img/é.jpg", "/img/%C3%A9.jpg", true),
            ("/img/a.jpg", "https://me.example/blog/img/a.jpg", true),
            ("//me.example/blog/img/a.jpg", "/img/a.jpg", true),
            ("https://cdn.example/a.jpg", "http://cdn.example/a.jpg", true),
            (
                "https://cdn.example/a.jpg?id=1",
                "https://cdn.example/a.jpg?id=2",
                false,
            ),
            ("https://cdn.example/a.jpg", "/a.jpg", false),
            ("/img/a.jpg", "a.jpg", false),
            ("/img/a.jpg", "/img/A.jpg", false),
            ("/img/a.jpg", "https://me.example/img/a.jpg", false),
        ] {
            let body = format!("![]({shown})");
            assert_eq!(open(&body, &meta("T", cover, "")).0, expected, "{cover} {shown}");
        }
    }

    #[test]
    fn no_description_is_lost() {
        for (body, expected) in [
            ("![](a.jpg) x", "![A \\*b\\* \"c\"](a.jpg) x"),
            ("![own](a.jpg)", "![own](a.jpg)"),
            ("![`own`](a.jpg)", "![`own`](a.jpg)"),
            ("![ ](a.jpg)", "![A \\*b\\* \"c\" ](a.jpg)"),
            ("![][r]\n\n[r]: a.jpg", "![A \\*b\\* \"c\"][r]\n\n[r]: a.jpg"),
            (
                "<p>\n<img src=a.jpg>",
                "<p>\n<img alt=\"A *b* &quot;c&quot;\" src=a.jpg>",
            ),
            ("<img src=a.jpg alt=own>", "<img src=a.jpg alt=own>"),
            ("![](other.jpg)", "![](other.jpg)"),
        ] {
            assert_eq!(open(body, &meta("T", "a.jpg", "A *b* \"c\"")).1, expected, "{body}");
        }
    }
}
