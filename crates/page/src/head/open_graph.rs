//! Metadata for link previews: the Open Graph protocol (ogp.me).

use super::{Elements, Page};
use crate::shown::{Content, PostView};

impl Elements {
    pub(super) fn open_graph(&mut self, page: &Page<'_>) {
        let post = match page.content {
            Content::Post(post) => Some(&**post),
            _ => None,
        };
        let kind = if post.is_some() { "article" } else { "website" };
        for (name, content) in [
            ("og:title", page.title),
            ("og:description", page.description),
            ("og:type", kind),
            ("og:url", page.address),
            ("og:site_name", &page.blog.site.title),
            ("og:locale", &locale(page.language)),
        ] {
            self.meta("property", name, content);
        }
        if let Some(post) = post {
            self.article(page, post);
        }
        // Twitter cards take everything else from the tags above.
        let card = if page.image.is_empty() {
            "summary"
        } else {
            "summary_large_image"
        };
        self.meta("name", "twitter:card", card);
    }

    fn article(&mut self, page: &Page<'_>, post: &PostView) {
        if let Some(cover) = post.cover.as_ref().filter(|_| !page.image.is_empty()) {
            let size = |pixels: Option<u32>| pixels.map(|pixels| pixels.to_string()).unwrap_or_default();
            self.meta("property", "og:image", page.image);
            self.meta("property", "og:image:alt", &cover.alt);
            self.meta("property", "og:image:width", &size(cover.width));
            self.meta("property", "og:image:height", &size(cover.height));
        }
        self.meta("property", "article:published_time", &post.published);
        self.meta("property", "article:modified_time", &post.modified);
        for author in page.authors(post) {
            self.meta("property", "article:author", author);
        }
        if let Some(category) = post.categories.first() {
            self.meta("property", "article:section", &category.name);
        }
        for tag in &post.tags {
            self.meta("property", "article:tag", &tag.name);
        }
    }
}

/// Returns the Open Graph locale of a language tag: `fr-CA` -> `fr_CA`. Without a region, the country that the language
/// is named after (`fr` -> `fr_FR`); empty if that would be a guess.
fn locale(tag: &str) -> String {
    const NAMESAKES: &str = "bg de es fi fr hr hu id is it lt lv nl pl pt ro ru sk th tr";
    let language = tag.split('-').next().unwrap_or_default();
    // A script may come before it: `zh-Hant-TW`.
    let country = match tag.rsplit_once('-') {
        Some((_, last)) if last.len() == 2 => last,
        None if tag == "en" => "us",
        None if NAMESAKES.split(' ').any(|namesake| namesake == tag) => tag,
        _ => return String::new(),
    };
    [language, "_", &country.to_ascii_uppercase()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_a_country_or_is_not_told() {
        for (tag, expected) in [
            ("fr", "fr_FR"),
            ("fr-CA", "fr_CA"),
            ("en", "en_US"),
            ("en-gb", "en_GB"),
            ("zh-Hant-TW", "zh_TW"),
            ("zh-Hant", ""),
            ("ja", ""),
            ("eo", ""),
            ("e ", ""),
            ("", ""),
        ] {
            assert_eq!(locale(tag), expected, "{tag}");
        }
    }
}
