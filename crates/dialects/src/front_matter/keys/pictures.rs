//! Reads the cover picture of a document.

use feuillet_content::document::front_matter::Node;
use feuillet_content::post_meta::Cover;

use super::find::{Found, as_flag, entry};
use super::{Expected, Reader, table};
use crate::front_matter::fields::NamedCover;
use crate::front_matter::references::decode;

const PICTURE: Expected = (
    "the path of an image",
    "write the path of an image, such as `/assets/img/cover.svg`",
);

/// Maximum nesting of maps and lists around a picture.
const DEEPEST: usize = 3;

impl Reader<'_> {
    /// Reads the covers of all keys, in their order. Switches and empty values are none.
    pub(super) fn covers(&mut self) -> Vec<NamedCover> {
        let alt = self.text(table::COVER_ALT);
        let mut covers: Vec<NamedCover> = Vec::new();
        let values = self.values;
        for found in values.all(table::COVER) {
            match picture(found.node, 0) {
                Some(cover) => covers.push(self.named(cover, found)),
                None if is_switch(found) || !covers.is_empty() => {}
                None => self.tell_wrong(found, PICTURE, ""),
            }
        }
        for found in values.all(table::COVER_ELSE) {
            let cover = picture(found.node, 0).filter(|cover| looks_like_a_picture(&cover.source));
            covers.extend(cover.map(|cover| self.named(cover, found)));
        }
        for NamedCover { cover, .. } in &mut covers {
            if let Some(alt) = &alt {
                cover.alt.clone_from(alt);
            }
            cover.alt = decode(&cover.alt).into_owned();
        }
        covers
    }

    fn named(&self, cover: Cover, found: &Found<'_>) -> NamedCover {
        let (line, column, length) = self.span(&found.path);
        NamedCover {
            cover,
            line,
            column,
            length,
        }
    }

    /// Whether the author hides the cover on the post itself, as in Hugo's `PaperMod`: `cover: { image: …, hidden: true }`.
    pub(super) fn hides_cover(&self) -> bool {
        let mut covers = self.values.all(table::COVER);
        covers.any(|found| match found.node {
            Node::Map(entries) => matches!(
                entry(entries, table::COVER_HIDDEN),
                Some(Node::Scalar(flag)) if as_flag(flag) == Some(true)
            ),
            _ => false,
        })
    }
}

/// Whether it is no mistake that there is no picture: `cover: false`, or a map with nothing but display options.
fn is_switch(found: &Found<'_>) -> bool {
    match found.node {
        Node::Scalar(text) => as_flag(text).is_some(),
        Node::Map(_) => true,
        Node::Null | Node::List(_) => false,
    }
}

fn picture(node: &Node, depth: usize) -> Option<Cover> {
    if depth > DEEPEST {
        return None;
    }
    match node {
        Node::Scalar(text) if as_flag(text).is_some() || text.trim().is_empty() => None,
        Node::Scalar(text) => Some(Cover {
            source: unwrapped(text.trim()).to_owned(),
            alt: String::new(),
        }),
        Node::List(items) => {
            // Hugo's resources have names such as `cover`. Of other lists, the first item counts.
            let is_for_it = |item: &&Node| match item {
                Node::Map(entries) => matches!(
                    entry(entries, &["name", "title"]),
                    Some(Node::Scalar(name)) if ["cover", "feature", "thumb", "header", "banner"].iter().any(|word| name.to_lowercase().contains(word))
                ),
                _ => false,
            };
            let item = items.iter().find(is_for_it).or(items.first())?;
            picture(item, depth + 1)
        }
        Node::Map(entries) => {
            let source = table::COVER_SOURCE.iter().find_map(|key| {
                let node = entry(entries, std::slice::from_ref(key))?;
                picture(node, depth + 1)
            })?;
            let alt = match entry(entries, table::COVER_TEXT) {
                Some(Node::Scalar(alt)) => alt.trim().to_owned(),
                _ => source.alt,
            };
            Some(Cover {
                source: source.source,
                alt,
            })
        }
        Node::Null => None,
    }
}

/// Returns the address in Obsidian's `[[picture.png]]` and in Markdown's `![](picture.png)`.
fn unwrapped(text: &str) -> &str {
    let wiki = text.strip_prefix('!').unwrap_or(text).strip_prefix("[[");
    if let Some(inner) = wiki.and_then(|inner| inner.strip_suffix("]]")) {
        return inner.split('|').next().unwrap_or(inner).trim();
    }
    let markdown = text.strip_prefix("![").and_then(|rest| rest.split_once("]("));
    match markdown.and_then(|(_, rest)| rest.strip_suffix(')')) {
        Some(address) => address.split(' ').next().unwrap_or(address),
        None => text,
    }
}

/// Whether an address has the extension of a picture. On other hosts, pictures may have none.
fn looks_like_a_picture(source: &str) -> bool {
    const EXTENSIONS: [&str; 9] = ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "jfif"];
    let path = source.split(['?', '#']).next().unwrap_or_default();
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
        || source.starts_with("https://")
        || source.starts_with("http://")
}
