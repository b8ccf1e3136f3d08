//! Posts by term.

use std::collections::BTreeMap;

use feuillet_content::catalog::TermName;
use feuillet_content::route::Taxonomy;

use crate::library::{Entry, Library};

/// By slug: the term's title, else its name as the newest post spells it, and its posts, newest first; the parts of a
/// series in the order in which they are read.
pub(crate) type Groups<'posts> = BTreeMap<String, (String, Vec<&'posts Entry>)>;

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
            // Those of one day stay in the order of their slugs, and those without a date at the end.
            posts.sort_by_key(|post| (post.date.is_none(), post.date));
        }
    }
    groups
}
