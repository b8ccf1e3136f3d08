//! The keys of all generators, by meaning. Capitals, hyphens and underscores do not matter: `pubDate` is also
//! `pub_date` and `pubdate`. Dots lead into a map.
//!
//! Sources are the documentation of Jigsaw, Jekyll (with jekyll-seo-tag, jekyll-redirect-from and the well-known
//! themes), Hugo (with its well-known themes), Zola, Astro (with its starters), Docusaurus, Hexo, Eleventy, Gatsby,
//! `VuePress`, Obsidian, Pelican and dev.to.

/// Keys of one meaning: the first one that is present and well-typed counts.
pub(super) type Keys = &'static [&'static str];

pub(super) const TITLE: Keys = &["title"];

/// Date of a document. Different dates are a conflict.
pub(super) const DATE: Keys = &[
    "date",
    "pubDate",
    "pubDatetime",
    "published",
    "published_at",
    "published_on",
    "published_date",
    "publication_date",
    "post_date",
    "posted",
    "posted_at",
    "posted_on",
    "datePublished",
    "date_published",
    "datetime",
    "day",
];

/// Fallbacks for the date: other dates in the life of a document.
pub(super) const DATE_ELSE: Keys = &[
    "publishDate",
    "created",
    "created_at",
    "createdDate",
    "date_created",
    "creation_date",
];

pub(super) const UPDATED: Keys = &[
    "updated",
    "lastmod",
    "updatedDate",
    "updated_at",
    "updated_on",
    "modified",
    "modified_at",
    "modifiedDate",
    "modDate",
    "modDatetime",
    "date_modified",
    "date_updated",
    "last_modified_at",
    "last_modified",
    "last_updated",
    "last_update.date",
    "last_update",
];

/// First day on which a document is published, for generators that publish by date.
pub(super) const FROM: Keys = &["publishDate"];

/// First day on which it is no longer published.
pub(super) const EXPIRES: Keys = &[
    "expiryDate",
    "expires",
    "expires_at",
    "expiry",
    "expire_date",
    "expirationDate",
    "unpublishDate",
];

/// Keys that hide a document if they are true.
pub(super) const HIDES: Keys = &[
    "draft",
    "is_draft",
    "hidden",
    "hide",
    "unlisted",
    "private",
    "headless",
    "encrypt",
    "encrypted",
];

/// Keys that hide a document if they are false.
pub(super) const SHOWS: Keys = &["published", "publish", "is_published"];

/// Keys that hide a document by one of [`HIDING_WORDS`].
pub(super) const STATUS: Keys = &["status", "visibility", "post_status"];
pub(super) const HIDING_WORDS: [&str; 8] = [
    "draft",
    "hidden",
    "private",
    "pending",
    "trash",
    "unpublished",
    "future",
    "auto-draft",
];

/// Keys that hide a document unless they are false: with a password, it is not for everybody.
pub(super) const GUARDS: Keys = &["password"];

pub(super) const SLUG: Keys = &["slug"];

/// Old address of the document.
pub(super) const ADDRESS: Keys = &["permalink", "url", "path"];

pub(super) const ALIASES: Keys = &["aliases", "alias", "redirect_from", "redirects", "old_url", "old_urls"];

pub(super) const CATEGORIES: Keys = &["categories", "taxonomies.categories"];
pub(super) const CATEGORY: Keys = &["category", "taxonomies.category"];
pub(super) const TAGS: Keys = &["tags", "taxonomies.tags"];
pub(super) const TAG: Keys = &["tag", "taxonomies.tag"];

pub(super) const EXCERPT: Keys = &["excerpt", "summary"];

pub(super) const DESCRIPTION: Keys = &[
    "description",
    "desc",
    "meta_description",
    "seo_description",
    "seo.description",
    "abstract",
    "subtitle",
    "subheading",
    "tagline",
    "lead",
];

pub(super) const EXCERPT_SEPARATOR: Keys = &["excerpt_separator"];

/// Cover picture: a path, a map with the path and an alternative text, or a list of either.
pub const COVER: Keys = &["cover_image", "image", "cover"];

/// Other keys of cover pictures, which may also mean something else.
pub(super) const COVER_ELSE: Keys = &[
    "heroImage",
    "hero_image",
    "hero",
    "featured_image",
    "feature_image",
    "feature",
    "featured_img",
    "header_image",
    "header_img",
    "header.image",
    "header.teaser",
    "header.overlay_image",
    "header.og_image",
    "post_image",
    "main_image",
    "thumbnail",
    "thumb",
    "thumbnail_image",
    "thumbnail_url",
    "teaser",
    "banner",
    "banner_image",
    "banner_img",
    "index_img",
    "top_img",
    "background",
    "photos",
    "picture",
    "photo",
    "img",
    "preview",
    "preview_image",
    "og_image",
    "social_image",
    "share_image",
    "share_img",
    "seo.image",
    "images",
    "resources",
];

/// Alternative text of the cover, outside of its map.
pub(super) const COVER_ALT: Keys = &[
    "cover_alt",
    "image_alt",
    "cover_image_alt",
    "hero_alt",
    "hero_image_alt",
    "featured_image_alt",
    "feature_image_alt",
    "og_image_alt",
    "thumbnail_alt",
    "banner_alt",
    "img_alt",
    "alt",
];

pub(super) const COVER_SOURCE: Keys = &[
    "src",
    "source",
    "path",
    "url",
    "image",
    "file",
    "filename",
    "image_path",
    "feature",
    "teaser",
    "light",
    "relative_path",
];
/// Flags that hide the cover on the post itself.
pub(super) const COVER_HIDDEN: Keys = &["hidden_in_single", "hidden"];
pub(super) const COVER_TEXT: Keys = &["alt", "alt_text", "image_alt", "description", "caption", "title"];

pub(super) const FEATURED: Keys = &["featured"];
/// Flags, or numbers as ranks.
pub(super) const FEATURED_ELSE: Keys = &[
    "is_featured",
    "feature",
    "featured_post",
    "pinned",
    "pin",
    "is_pinned",
    "sticky",
    "top",
    "star",
];

pub(super) const AUTHOR: Keys = &["author", "authors", "by", "byline", "author_name", "writer", "creator"];
pub(super) const AUTHOR_NAME: Keys = &["name", "display_name", "full_name", "nickname", "username"];

/// Name of the series that a document is a part of.
pub(super) const SERIES: Keys = &["series", "taxonomies.series", "series_name", "series_title"];

pub(super) const LANGUAGE: Keys = &["lang", "language", "locale"];

/// Key that all translations of a document share.
pub const TRANSLATION: Keys = &[
    "translation_key",
    "translationKey",
    "ref",
    "lang_ref",
    "translation_id",
    "i18n_key",
];

pub(super) const CANONICAL: Keys = &[
    "canonical",
    "canonical_url",
    "original_url",
    "seo.canonical",
    "seo.canonical_url",
];

pub(super) const NOINDEX: Keys = &["noindex", "no_index", "robots_no_index", "seo.noindex"];
pub(super) const ROBOTS: Keys = &["robots", "seo.robots", "meta_robots"];

pub(super) const MATH: Keys = &[
    "math",
    "katex",
    "mathjax",
    "use_math",
    "has_math",
    "enable_math",
    "latex",
    "use_katex",
    "use_mathjax",
    "math_engine",
];

pub(super) const CONTENTS: Keys = &["toc", "show_toc", "table_of_contents"];
pub(super) const CONTENTS_HIDDEN: Keys = &["hide_table_of_contents"];

/// All keys that are read.
pub(super) const READ: [Keys; 38] = [
    TITLE,
    DATE,
    DATE_ELSE,
    UPDATED,
    FROM,
    EXPIRES,
    HIDES,
    SHOWS,
    STATUS,
    GUARDS,
    SLUG,
    ADDRESS,
    ALIASES,
    CATEGORIES,
    CATEGORY,
    TAGS,
    TAG,
    EXCERPT,
    DESCRIPTION,
    EXCERPT_SEPARATOR,
    COVER,
    COVER_ELSE,
    COVER_ALT,
    FEATURED,
    FEATURED_ELSE,
    AUTHOR,
    SERIES,
    LANGUAGE,
    TRANSLATION,
    CANONICAL,
    NOINDEX,
    ROBOTS,
    MATH,
    CONTENTS,
    CONTENTS_HIDDEN,
    // Maps that the others may be in.
    &["params", "extra", "taxonomies", "seo"],
    // Keys that connect a post with its comments on another service.
    &[
        "comments",
        "comment",
        "comments_id",
        "comment_id",
        "ghcommentid",
        "issue_id",
        "disqus_identifier",
        "disqus_id",
        "disqus",
        "giscus",
        "utterances",
        "webmentions",
    ],
    // Keys that only single dialects know.
    &["summary_length", "excerpt_html", "is_cjk_language", "has_cjk_language"],
];

/// Keys to suggest for an unknown key that may be misspelled.
pub(super) const INTENDED: [&str; 30] = [
    "title",
    "date",
    "updated",
    "lastmod",
    "categories",
    "category",
    "tags",
    "excerpt",
    "summary",
    "description",
    "cover_image",
    "image",
    "featured",
    "draft",
    "published",
    "slug",
    "author",
    "series",
    "language",
    "aliases",
    "permalink",
    "redirect_from",
    "canonical",
    "cover_alt",
    "expiryDate",
    "lang",
    "math",
    "noindex",
    "toc",
    "translation_key",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_has_every_key() {
        let guide = std::fs::read_to_string("../../docs/pages/front-matter.md").unwrap();
        let inside = [COVER_SOURCE, COVER_TEXT, AUTHOR_NAME, &HIDING_WORDS];
        let missing: Vec<&str> = READ
            .into_iter()
            .chain(inside)
            .flatten()
            .copied()
            .chain(INTENDED)
            // With or without a value: `published: false`.
            .filter(|key| !guide.contains(&format!("`{key}`")) && !guide.contains(&format!("`{key}: ")))
            .collect();
        assert!(missing.is_empty(), "docs/pages/front-matter.md lacks {missing:?}");
    }
}
