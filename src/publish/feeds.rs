//! Feeds: the newest posts of the blog and of each category, for programs that follow blogs.
//!
//! Each comes as Atom (RFC 4287) and as JSON Feed 1.1 (jsonfeed.org), with the same entries and their whole text.

use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use atom_syndication::{Category, Content, Entry as AtomEntry, Feed, FixedDateTime, Link, Person, Text};
use serde::Serialize;
use serde_json::json;

use super::absolute::absolute;
use super::digest::Inputs;
use super::memory::{MemorySource, Needs};
use super::plan::Plan;
use super::read::{Entry, Library};
use super::worker::{SitePart, Sites};
use super::{head_html, lists};
use crate::app::blog::Blog;
use crate::app::head::full_title;
use crate::content::catalog::{TermName, feed, file};
use crate::content::date::Date;
use crate::content::diagnostic::Unreported;
use crate::content::document::Document;
use crate::content::links::LinkContext;
use crate::content::markdown::RenderContext;
use crate::content::route::{Route, Taxonomy};
use crate::content::sanitize::Purpose;

/// How many posts a feed holds at most.
const LENGTH: usize = 20;

/// What a feed says of itself. All addresses are whole.
#[derive(Clone, Debug)]
pub(super) struct Channel {
    pub(super) title: String,
    pub(super) description: String,
    /// BCP 47 tag.
    pub(super) language: String,
    /// Of entries that name none.
    pub(super) author: String,
    /// The list that it follows, below which the feed itself lies.
    pub(super) list: String,
    pub(super) icon: Option<String>,
}

/// A post in a feed.
#[derive(Clone, Debug)]
pub(super) struct FeedEntry {
    /// Its canonical address, which is also what identifies it: feed readers know a post again by that.
    pub(super) address: String,
    pub(super) title: String,
    /// BCP 47 tag.
    pub(super) language: String,
    pub(super) published: Date,
    pub(super) updated: Date,
    /// Where they differ from the blog's.
    pub(super) authors: Vec<String>,
    /// The terms of each taxonomy, with the address of the list of all.
    pub(super) terms: Vec<(String, Vec<TermName>)>,
    pub(super) summary: String,
    /// The whole text, with whole addresses.
    pub(super) html: String,
    pub(super) image: Option<String>,
}

/// Plans every feed of a blog that knows its own address. The posts' Markdown must be planned already.
pub(super) fn write(library: &Library, blog: &Blog, sites: &Sites, plan: &mut Plan) -> Result<()> {
    let site = &blog.site;
    let icon = head_html::icon(|path| plan.contains(path));
    let whole = |route: &Route| blog.whole_address(&blog.href(route)).context("the blog has no address");
    let channel = Channel {
        title: site.title.clone(),
        description: site.description.clone(),
        language: site.language.clone(),
        author: site.author.clone().unwrap_or_else(|| site.title.clone()),
        list: whole(&Route::HOME)?,
        icon: icon.and_then(|icon| blog.whole_address(&blog.base.join(icon))),
    };
    let mut feeds = vec![(Route::HOME, channel.clone(), library.posts.iter().collect())];
    for (slug, (name, posts)) in lists::group(library, Taxonomy::Categories) {
        let route = Taxonomy::Categories.route(&slug);
        let channel = Channel {
            title: full_title(&name, site).to_string(),
            list: whole(&route)?,
            ..channel.clone()
        };
        feeds.push((route, channel, posts));
    }
    for (list, channel, posts) in feeds {
        plan_pair(&list, channel, &posts, library, blog, sites, plan)?;
    }
    Ok(())
}

/// Plans the feeds of one list of posts, which are sorted, newest first. Those without a date cannot be in a feed.
fn plan_pair(
    list: &Route,
    channel: Channel,
    posts: &[&Entry],
    library: &Library,
    blog: &Blog,
    sites: &Sites,
    plan: &mut Plan,
) -> Result<()> {
    let told = posts.iter().filter(|post| !post.noindex);
    let dated = told.filter_map(|post| Some((*post, post.date?)));
    let entries = dated
        .take(LENGTH)
        .map(|(post, date)| unrendered(post, date, library, blog))
        .collect::<Result<Vec<_>>>()?;
    let texts = entries.iter().map(|entry| entry.text.clone()).collect();
    let (needs, needs_digest) = Needs::of(texts, plan);
    let mut inputs = Inputs::new("feed");
    inputs.text(&format!("{channel:?}{entries:?}"));
    inputs.digest(sites.digest(SitePart::Frame)).digest(needs_digest);
    let digest = inputs.finish();
    let feed = Arc::new((channel, entries, needs));
    let folder = super::render::folder(list);
    let writers: [(&str, Writer); 2] = [(feed::ATOM, atom), (feed::JSON, json_feed)];
    for (name, writer) in writers {
        let feed = feed.clone();
        plan.make(format!("{folder}{name}"), digest, move |worker| {
            let (channel, entries, needs) = &*feed;
            let texts = needs.read()?;
            let blog = worker.blog(SitePart::Frame);
            let entries: Vec<FeedEntry> = entries
                .iter()
                .map(|entry| rendered(entry, &texts, &blog))
                .collect::<Result<_>>()?;
            Ok(writer(channel, &entries)?.into_bytes())
        });
    }
    Ok(())
}

/// Writes a feed.
type Writer = fn(&Channel, &[FeedEntry]) -> Result<String>;

/// An entry whose text is still Markdown, and what rendering it takes.
#[derive(Clone, Debug)]
struct Unrendered {
    entry: FeedEntry,
    /// Where its Markdown is published.
    text: String,
    directory: String,
    renamed: Vec<(String, String)>,
}

fn unrendered(post: &Entry, date: Date, library: &Library, blog: &Blog) -> Result<Unrendered> {
    let address = blog
        .whole_address(&blog.href(&post.route()))
        .context("the blog has no address")?;
    let told = [Taxonomy::Categories, Taxonomy::Tags].into_iter();
    let terms = told.filter_map(|taxonomy| {
        let scheme = blog.whole_address(&blog.href(&Route::Terms { taxonomy }))?;
        Some((scheme, post.terms(taxonomy).to_vec()))
    });
    let cover = post.cover.as_ref();
    Ok(Unrendered {
        text: file::document(post.source.folder, &post.slug),
        directory: post.source.directory().to_owned(),
        renamed: lists::renamed_targets(post.source.directory(), &post.targets, library, &blog.base),
        entry: FeedEntry {
            title: post.title.clone(),
            language: post.language.clone().unwrap_or_else(|| library.language.clone()),
            published: date,
            updated: post.updated.unwrap_or(date),
            authors: post.authors.clone(),
            terms: terms.collect(),
            summary: post.excerpt.clone(),
            html: String::new(),
            image: cover.and_then(|cover| blog.whole_address(&blog.address(&cover.source, Purpose::Picture)?)),
            address,
        },
    })
}

fn rendered(post: &Unrendered, texts: &MemorySource, blog: &Blog) -> Result<FeedEntry> {
    let text = texts
        .text(&post.text)
        .map_err(|_| anyhow!("{} is not published", post.text))?;
    let document = Document::read(text, &mut Unreported);
    let rendered = document.render(RenderContext {
        links: LinkContext {
            base: &blog.base,
            directory: &post.directory,
            renamed: &post.renamed,
        },
        words: blog.words(),
        frames: &blog.site.frames,
    });
    Ok(FeedEntry {
        html: absolute(&rendered.html, &post.entry.address)?,
        ..post.entry.clone()
    })
}

/// An Atom feed.
pub(super) fn atom(channel: &Channel, entries: &[FeedEntry]) -> Result<String> {
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
    let mut latest = None;
    let mut atom_entries = Vec::new();
    for entry in entries {
        latest = latest.max(Some(entry.updated));
        let language = (entry.language != channel.language).then_some(&*entry.language);
        let categories = entry.terms.iter().flat_map(|(scheme, terms)| {
            terms.iter().map(|term| Category {
                term: term.slug.clone(),
                scheme: Some(scheme.clone()),
                label: Some(legal(&term.name)),
            })
        });
        atom_entries.push(AtomEntry {
            title: text(&entry.title, language),
            id: entry.address.clone(),
            updated: midnight(entry.updated)?,
            published: Some(midnight(entry.published)?),
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
        updated: latest.map_or_else(|| rfc_3339("1970-01-01"), midnight)?,
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
pub(super) fn json_feed(channel: &Channel, entries: &[FeedEntry]) -> Result<String> {
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
        date_published: midnight_text(entry.published),
        date_modified: midnight_text(entry.updated),
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

/// A civil date as the formats want it, which know moments only: the first of the day in UTC.
fn midnight_text(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

fn midnight(date: Date) -> Result<FixedDateTime> {
    rfc_3339(&date.to_string())
}

fn rfc_3339(day: &str) -> Result<FixedDateTime> {
    format!("{day}T00:00:00Z")
        .parse()
        .map_err(|error| anyhow!("`{day}` is no date: {error}"))
}

/// A text without the characters that XML cannot hold (XML 1.0, section 2.2).
pub(super) fn legal(text: &str) -> String {
    let is_legal = |character: &char| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_legal).collect()
}
