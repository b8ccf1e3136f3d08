//! Feeds: the newest posts of the blog and of each category, for programs that follow blogs.
//!
//! Each comes as Atom (RFC 4287) and as JSON Feed 1.1 (jsonfeed.org), with the same entries and their whole text.

pub(crate) mod absolute;
mod entry;
mod posts;
pub(crate) mod sitemap;
pub(crate) mod xml;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as MapEntry;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use atom_syndication::{Category, Content, Entry as AtomEntry, Feed, FixedDateTime, Link, Person, Text};
use feuillet_content::address::Purpose;
use feuillet_content::catalog::feed;
use feuillet_content::route::{Route, Taxonomy};
use feuillet_dialects::front_matter::moment::Moment;
use feuillet_engine::inputs::Hashed;
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use feuillet_page::blog::Blog;
use feuillet_page::head::full_title;
use serde::Serialize;
use serde_json::json;

use self::entry::{Channel, FeedEntry};
use self::posts::FeedPost;
use crate::feeds::xml::legal;
use crate::library::{Entry, Library};
use crate::pages::routes;
use crate::pages::site_parts::{SitePart, SiteParts};
use crate::{catalog, icon_files};

/// How many posts a feed holds at most.
const LENGTH: usize = 20;

/// Plans every feed of a blog that knows its own address. The posts' Markdown must be planned already.
pub(crate) fn write(library: &Library, blog: &Blog, parts: &SiteParts, plan: &mut Plan) -> Result<()> {
    let site = &blog.site;
    let icon = icon_files::icon(|path| plan.contains(path));
    let whole = |route: &Route| blog.whole_address(&blog.href(route)).context("the blog has no URL");
    let channel = Channel {
        title: site.title.clone(),
        description: site.description.clone(),
        language: site.language.clone(),
        author: site.author.clone().unwrap_or_else(|| site.title.clone()),
        list: whole(&Route::HOME)?,
        icon: icon.and_then(|icon| blog.whole_address(&blog.base.join(icon.as_str()))),
    };
    let mut feeds = vec![(Route::HOME, channel.clone(), library.posts.iter().collect())];
    for (slug, (name, posts)) in catalog::groups::group(library, Taxonomy::Categories) {
        let route = Taxonomy::Categories.route(&slug);
        let channel = Channel {
            title: full_title(&name, site).to_string(),
            list: whole(&route)?,
            ..channel.clone()
        };
        feeds.push((route, channel, posts));
    }
    let blog = parts.get(SitePart::Frame);
    let mut posts_in_feeds = BTreeMap::new();
    for (list, channel, posts) in feeds {
        let told = posts.into_iter().filter(|post| !post.meta.noindex);
        let dated = told.filter_map(|post| Some((post, post.published?)));
        let mut entries = Vec::new();
        for (post, published) in dated.take(LENGTH) {
            let entry = match posts_in_feeds.entry(&post.slug) {
                MapEntry::Occupied(known) => known.into_mut(),
                MapEntry::Vacant(new) => new.insert(Arc::new(FeedPost::new(
                    feed_entry(post, published, library, &blog)?,
                    post,
                    library,
                    &blog,
                    plan,
                )?)),
            };
            // Once for each format.
            entry.add_users(2);
            entries.push(entry.clone());
        }
        let folder = routes::folder(&list);
        let inputs = || FeedInputs {
            channel: channel.clone(),
            posts: entries.clone(),
            blog: blog.clone(),
        };
        plan.make(
            PublishedPath::new(format!("{folder}{}", feed::ATOM)),
            "atom",
            inputs(),
            |inputs| Ok(atom(&inputs.channel, &inputs.entries()?)?.into_bytes()),
        );
        plan.make(
            PublishedPath::new(format!("{folder}{}", feed::JSON)),
            "json feed",
            inputs(),
            |inputs| Ok(json_feed(&inputs.channel, &inputs.entries()?)?.into_bytes()),
        );
    }
    Ok(())
}

/// Everything that a feed is made of: posts are sorted, newest first. Those without a date cannot be in a feed.
#[derive(Serialize)]
struct FeedInputs {
    channel: Channel,
    posts: Vec<Arc<FeedPost>>,
    blog: Hashed<Blog>,
}

impl FeedInputs {
    /// The entries with their texts.
    fn entries(&self) -> Result<Vec<FeedEntry>> {
        let entry = |post: &Arc<FeedPost>| post.rendered(&self.blog);
        self.posts.iter().map(entry).collect()
    }
}

/// The entry of a post, without its text.
fn feed_entry(post: &Entry, published: Moment, library: &Library, blog: &Blog) -> Result<FeedEntry> {
    let address = blog
        .whole_address(&blog.href(&post.route()))
        .context("the blog has no URL")?;
    let told = [Taxonomy::Categories, Taxonomy::Tags].into_iter();
    let terms = told.filter_map(|taxonomy| {
        let scheme = blog.whole_address(&blog.href(&Route::Terms { taxonomy }))?;
        Some((scheme, post.terms(taxonomy).to_vec()))
    });
    let cover = post.summary.cover.as_ref();
    Ok(FeedEntry {
        title: post.summary.title.clone(),
        language: post.meta.language.clone().unwrap_or_else(|| library.language.clone()),
        published,
        // A day alone may count as earlier than the time of day that the post was published at.
        updated: post
            .updated
            .filter(|updated| updated.instant() > published.instant())
            .unwrap_or(published),
        authors: post.meta.authors.clone(),
        terms: terms.collect(),
        summary: post.summary.excerpt.clone(),
        html: "".into(),
        image: cover.and_then(|cover| blog.whole_address(&blog.address(&cover.source, Purpose::Picture)?)),
        address,
    })
}

/// An Atom feed.
pub(crate) fn atom(channel: &Channel, entries: &[FeedEntry]) -> Result<String> {
    let person = |name: &str| Person {
        name: legal(name),
        ..Person::default()
    };
    let text = |value: &str, lang: Option<&str>| Text {
        value: legal(value),
        lang: lang.map(legal),
        ..Text::default()
    };
    let link = |rel: &str, href: &str, kind: &str| Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        mime_type: Some(kind.to_owned()),
        ..Link::default()
    };
    let latest = entries.iter().map(|entry| entry.updated).max_by_key(Moment::instant);
    let mut atom_entries = Vec::new();
    for entry in entries {
        let language = (entry.language != channel.language).then_some(&*entry.language);
        let categories = entry.terms.iter().flat_map(|(scheme, terms)| {
            terms.iter().map(|term| Category {
                term: term.slug.to_string(),
                scheme: Some(scheme.clone()),
                label: Some(legal(&term.name)),
            })
        });
        atom_entries.push(AtomEntry {
            title: text(&entry.title, language),
            id: entry.address.clone(),
            updated: fixed(&entry.updated)?,
            published: Some(fixed(&entry.published)?),
            authors: entry.authors.iter().map(|author| person(author)).collect(),
            categories: categories.collect(),
            links: vec![link("alternate", &entry.address, "text/html")],
            summary: (!entry.summary.is_empty()).then(|| text(&entry.summary, language)),
            content: Some(Content {
                lang: language.map(legal),
                value: Some(legal(&entry.html)),
                content_type: Some("html".to_owned()),
                ..Content::default()
            }),
            ..AtomEntry::default()
        });
    }
    let own = format!("{}{}", channel.list, feed::ATOM);
    let atom = Feed {
        title: text(&channel.title, None),
        subtitle: (!channel.description.is_empty()).then(|| text(&channel.description, None)),
        id: channel.list.clone(),
        // A feed must tell a date. Where no entry has one, the blog did not change since before it began.
        updated: latest.map_or_else(|| rfc_3339("1970-01-01T00:00:00Z"), |latest| fixed(&latest))?,
        authors: vec![person(&channel.author)],
        icon: channel.icon.clone(),
        links: vec![
            link("self", &own, feed::ATOM_TYPE),
            link("alternate", &channel.list, "text/html"),
        ],
        lang: Some(legal(&channel.language)),
        entries: atom_entries,
        ..Feed::default()
    };
    let written = atom.write_to(Vec::new())?;
    Ok(String::from_utf8(written)?)
}

/// A JSON Feed.
pub(crate) fn json_feed(channel: &Channel, entries: &[FeedEntry]) -> Result<String> {
    #[derive(Serialize)]
    struct Item<'a> {
        id: &'a str,
        url: &'a str,
        title: &'a str,
        content_html: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        summary: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        image: Option<&'a str>,
        date_published: String,
        date_modified: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        authors: Vec<serde_json::Value>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<&'a str>,
        language: &'a str,
    }
    #[derive(Serialize)]
    struct JsonFeed<'a> {
        version: &'static str,
        title: &'a str,
        home_page_url: &'a str,
        feed_url: String,
        #[serde(skip_serializing_if = "str::is_empty")]
        description: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        favicon: Option<&'a str>,
        authors: [serde_json::Value; 1],
        language: &'a str,
        items: Vec<Item<'a>>,
    }
    let items = entries.iter().map(|entry| Item {
        id: &entry.address,
        url: &entry.address,
        title: &entry.title,
        content_html: &entry.html,
        summary: &entry.summary,
        image: entry.image.as_deref(),
        date_published: entry.published.date_time(),
        date_modified: entry.updated.date_time(),
        authors: entry.authors.iter().map(|name| json!({ "name": name })).collect(),
        tags: entry
            .terms
            .iter()
            .flat_map(|(_, terms)| terms.iter().map(|term| term.name.as_str()))
            .collect(),
        language: &entry.language,
    });
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &channel.title,
        home_page_url: &channel.list,
        feed_url: format!("{}{}", channel.list, feed::JSON),
        description: &channel.description,
        favicon: channel.icon.as_deref(),
        authors: [json!({ "name": channel.author })],
        language: &channel.language,
        items: items.collect(),
    };
    Ok(serde_json::to_string(&feed)?)
}

fn fixed(moment: &Moment) -> Result<FixedDateTime> {
    rfc_3339(&moment.date_time())
}

fn rfc_3339(text: &str) -> Result<FixedDateTime> {
    text.parse().map_err(|error| anyhow!("invalid date `{text}`: {error}"))
}
