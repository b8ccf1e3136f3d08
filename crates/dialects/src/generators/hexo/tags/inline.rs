//! Translates tags that stand alone: `{% asset_img a.png %}`.

use feuillet_content::document::front_matter::Node;

use super::blocks::element;
use super::tag::Tag;
use crate::document::Document;
use crate::generators::hexo::site::{self, own_folder};
use crate::generators::hexo::words::{Picture, parts, words};
use crate::syntax::embeds;
use crate::text::links::escape_text;

/// A reference or tag that could not be translated, with the text to show instead.
pub(super) enum Lost {
    Reference(String),
    Tag(String),
}

/// Translates a tag to Markdown or HTML.
pub(super) fn becomes(tag: &Tag, document: Document<'_>) -> Result<String, Lost> {
    let arguments = tag.arguments.as_str();
    let all = words(arguments);
    let first = all.first().map(String::as_str).unwrap_or_default();
    let rest = all.get(1..).unwrap_or_default().join(" ");
    let lost = || Lost::Tag(String::new());
    Ok(match tag.name.to_ascii_lowercase().as_str() {
        "asset_img" => {
            let mut picture = Picture::of(arguments).ok_or_else(lost)?;
            picture.source = asset(&picture.source, document);
            markdown(&picture)
        }
        "asset_path" => asset(first, document),
        "asset_link" => {
            let shown = rest.trim_end_matches(" true").trim_end_matches(" false");
            embeds::to(&asset(first, document), if shown.is_empty() { first } else { shown })
        }
        "img" | "image" | "inlineimage" | "inlineimg" | "fancybox" => {
            markdown(&Picture::of(&arguments.replace(", ", " ")).ok_or_else(lost)?)
        }
        // `{% post_link name [title] [escape] %}`, where `escape` is a boolean.
        "post_link" => {
            let (file, link) = post(first, document)
                .ok_or_else(|| Lost::Reference(escape_text(if rest.is_empty() { first } else { &rest })))?;
            let title = rest.trim_end_matches(" true").trim_end_matches(" false");
            let title = if title.is_empty() || title == "true" || title == "false" {
                title_of(&file, document)
            } else {
                Some(title.to_owned())
            };
            embeds::to(&link, title.as_deref().unwrap_or(first))
        }
        "post_path" => post(first, document)
            .map(|(_, link)| link)
            .ok_or_else(|| Lost::Reference(escape_text(first)))?,
        "link" | "url" => {
            let at = all
                .iter()
                .position(|word| word.contains("://") || word.starts_with('/'))
                .ok_or_else(lost)?;
            let shown = all[..at].join(" ");
            embeds::to(&all[at], if shown.is_empty() { &all[at] } else { &shown })
        }
        // `{% btn address, text, icon %}` and such: the text is a part that is neither address nor icon.
        "btn" | "button" | "ghcard" | "site" | "linkcard" => {
            let parts = parts(arguments);
            let address = parts.iter().find(|part| part.contains("://") || part.starts_with('/'));
            match address {
                Some(address) => {
                    let shown = parts
                        .iter()
                        .find(|part| *part != address && !part.is_empty() && !part.starts_with("fa"));
                    embeds::to(address, shown.unwrap_or(address))
                }
                None => embeds::link(&tag.name, first.trim_end_matches(','), None).ok_or_else(lost)?,
            }
        }
        "iframe" | "pdf" | "dplayer" | "asciinema" => {
            let address = all.iter().find_map(|word| {
                let word = word.strip_prefix("url=").unwrap_or(word).trim_matches(['"', '\'']);
                (word.contains("://") || word.starts_with('/') || word.contains('.')).then_some(word)
            });
            let address = address.ok_or_else(lost)?;
            embeds::to(address, address)
        }
        "video" | "audio" => {
            let source = first.trim_end_matches(',').replace('"', "%22");
            format!("<{0} controls src=\"{source}\"></{0}>", tag.name.to_ascii_lowercase())
        }
        // `{% aplayer title author address … %}`
        "aplayer" => {
            let address = all.iter().find(|word| word.contains("://")).ok_or_else(lost)?;
            embeds::to(address, &all[..2.min(all.len())].join(" — "))
        }
        "gist" => {
            let file = rest.replace(['.', ' '], "-").to_lowercase();
            let link = embeds::link("gist", first, None).ok_or_else(lost)?;
            if file.is_empty() {
                link
            } else {
                link.replace(')', &format!("#file-{file})"))
            }
        }
        // `{% include_code [title] [lang:language] [from:line] [to:line] file %}`
        "include_code" => {
            let at = all.iter().rposition(|word| !word.contains(':')).ok_or_else(lost)?;
            let file = &all[at];
            let shown = all[..at]
                .iter()
                .filter(|word| !word.contains(':'))
                .cloned()
                .collect::<Vec<_>>()
                .join(" ");
            let paths = [
                format!("{}downloads/code/{file}", document.root),
                format!("{}{file}", document.root),
            ];
            let link = paths.iter().find_map(|path| document.index.link(path));
            let link = link.ok_or_else(|| Lost::Reference(escape_text(file)))?;
            embeds::to(&link, if shown.is_empty() { file } else { &shown })
        }
        "label" | "mark" => {
            // `{% label primary@text %}`
            let text = arguments.split_once('@').map_or(arguments, |(_, text)| text);
            element("mark", text.trim_matches(['"', '\'']))
        }
        name @ ("kbd" | "u" | "del" | "sup" | "sub") => element(name, arguments),
        "emp" => format!("*{}*", escape_text(arguments)),
        // These only set the look of a text, which is the last part.
        "span" | "p" | "psw" | "wavy" | "cb" | "checkbox" | "radio" | "hideinline" => parts(arguments)
            .last()
            .map(|text| escape_text(text))
            .unwrap_or_default(),
        "icon" | "br" | "divider" | "toc" | "raw" | "endraw" => String::new(),
        name => embeds::link(name, first.trim_end_matches(','), None).ok_or_else(lost)?,
    })
}

fn markdown(picture: &Picture) -> String {
    let Picture { source, title, alt } = picture;
    let source = source.replace('<', "%3C").replace('>', "%3E");
    let source = if source.contains([' ', '(', ')']) {
        format!("<{source}>")
    } else {
        source
    };
    let shown = alt
        .as_ref()
        .or(title.as_ref())
        .map(|text| escape_text(text))
        .unwrap_or_default();
    let title = title.as_ref().filter(|_| alt.is_some());
    let title = title
        .map(|title| format!(" \"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"")))
        .unwrap_or_default();
    format!("![{shown}]({source}{title})")
}

/// Returns the address of a file in the post's own folder.
fn asset(name: &str, document: Document<'_>) -> String {
    let folder = own_folder(document.file);
    let linked = document
        .index
        .link(&format!("{folder}/{}", name.trim_start_matches('/')));
    // A missing file gets the address that it would have beside the post.
    linked.unwrap_or_else(|| format!("{}/{name}", folder.rsplit('/').next().unwrap_or_default()))
}

/// Finds a post by its path below `_posts/`, or by the name of its file. Returns its file and a link to it.
fn post(name: &str, document: Document<'_>) -> Option<(String, String)> {
    let (path, anchor) = name.split_at(name.find('#').unwrap_or(name.len()));
    let posts = format!("{}_posts/", document.root);
    let index = document.index;
    let file = index.document(&posts, path).or_else(|| {
        let named = index.named(path.rsplit('/').next().unwrap_or_default());
        named.iter().find(|file| file.starts_with(&posts)).map(String::as_str)
    })?;
    // Limit: the index does not find `2020-01-01-name.md` by `name`.
    Some((file.to_owned(), format!("{}{anchor}", index.link(file)?)))
}

fn title_of(file: &str, document: Document<'_>) -> Option<String> {
    let titles = document.site.values.iter().find(|(key, _)| key == site::TITLES);
    let Some((_, Node::Map(titles))) = titles else {
        return None;
    };
    // The titles are sorted by file.
    let at = titles.binary_search_by(|(known, _)| known.as_str().cmp(file)).ok()?;
    match &titles[at].1 {
        Node::Scalar(title) if !title.is_empty() => Some(title.clone()),
        _ => None,
    }
}
