//! Groups of posts by term.

use std::collections::BTreeMap;

use feuillet_content::catalog::TermName;
use feuillet_content::route::Taxonomy;
use feuillet_content::slug::Slug;
use feuillet_dialects::front_matter::moment::Moment;

use crate::library::{Entry, Library};

/// For each slug, the name of the term and its posts. The name is the term's title, else its spelling in the newest
/// post. Posts are sorted newest first, parts of a series oldest first.
pub(crate) type Groups<'posts> = BTreeMap<Slug, (String, Vec<&'posts Entry>)>;

/// Groups the posts of the blog by the terms of a taxonomy.
pub(crate) fn group(library: &Library, taxonomy: Taxonomy) -> Groups<'_> {
    let mut groups = Groups::new();
    for post in &library.posts {
        for TermName { name, slug } in post.terms(taxonomy) {
            let group = groups.entry(slug.clone()).or_insert_with(|| {
                let title = library.term_text(taxonomy, slug).and_then(|about| about.title.as_ref());
                (title.unwrap_or(name).clone(), Vec::new())
            });
            group.1.push(post);
        }
    }
    if taxonomy == Taxonomy::Series {
        for (_, posts) in groups.values_mut() {
            // The sort is stable: posts of one moment stay in the order of their files. Posts without a date come last.
            posts.sort_by_key(|post| (post.published.is_none(), post.published.as_ref().map(Moment::instant)));
        }
    }
    groups
}
