//! Slugs of the terms of one taxonomy: one for each, whatever names make the same.

use std::collections::{BTreeMap, BTreeSet};

use feuillet_content::slug::{MAX_BYTES, Slug};

/// A term that wants a slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Slug that its author's text sets.
    pub(crate) set: Option<Slug>,
    /// Slug that its name makes by itself.
    pub(crate) own: Slug,
}

/// Gives each term, by its key, the slug that the author sets, else the one that its name makes, else that one with a
/// number. Terms whose key is their slug come first (`rust` before `#rust`), then the others in the order of their keys.
pub(crate) fn give(candidates: &BTreeMap<String, Candidate>) -> BTreeMap<String, Slug> {
    let mut slugs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let set = candidates
        .iter()
        .filter_map(|(key, term)| Some((key, term.set.clone()?)));
    let same = candidates.iter().filter(|(key, term)| **key == *term.own);
    let own = same.chain(candidates).map(|(key, term)| (key, term.own.clone()));
    for (key, slug) in set.chain(own) {
        if !slugs.contains_key(key) && taken.insert(slug.clone()) {
            slugs.insert(key.clone(), slug);
        }
    }
    for (key, term) in candidates {
        if slugs.contains_key(key) {
            continue;
        }
        let wanted = term.set.as_ref().unwrap_or(&term.own);
        let free = (2_usize..).map(|number| numbered(wanted, number));
        if let Some(slug) = free.into_iter().find(|slug| !taken.contains(slug)) {
            taken.insert(slug.clone());
            slugs.insert(key.clone(), slug);
        }
    }
    slugs
}

/// The slug with a number, not longer than a slug may be.
fn numbered(slug: &Slug, number: usize) -> Slug {
    let end = format!("-{number}");
    let mut slug = slug.to_string();
    while slug.len() + end.len() > MAX_BYTES {
        slug.pop();
    }
    Slug::new(slug + &end)
}

#[cfg(test)]
mod tests {
    use feuillet_dialects::term;

    use super::*;

    fn given(names: &[(&str, Option<&str>)]) -> Vec<Slug> {
        let candidate = |(name, set): &(&str, Option<&str>)| {
            let set = set.map(Slug::new);
            let own = term::slug(name);
            (term::key(name), Candidate { set, own })
        };
        let slugs = give(&names.iter().map(candidate).collect());
        names.iter().map(|(name, _)| slugs[&term::key(name)].clone()).collect()
    }

    #[test]
    fn every_term_has_a_slug_of_its_own() {
        for (names, expected) in [
            (
                &[("C", None), ("C++", None), ("C#", None), ("F", None), ("F#", None)][..],
                &["c", "c-plus-plus", "c-sharp", "f", "f-sharp"][..],
            ),
            (&[("C++", Some("cpp")), ("C", None)], &["cpp", "c"]),
            // The author's word counts first, then the plain name.
            (&[("Go", None), ("Golang", Some("go"))], &["go-2", "go"]),
            (&[("#rust", None), ("rust", None)], &["rust-2", "rust"]),
            (&[("Go", None), ("Go!", None), ("Go?", None)], &["go", "go-2", "go-3"]),
            (&[("Go", None), ("Go!", None), ("Go 2", None)], &["go", "go-3", "go-2"]),
            // Of two that the author gives one slug, the second has its own.
            (&[("a", Some("x")), ("b", Some("x"))], &["x", "b"]),
            (&[("🎉", None), ("tada", None)], &["tada-2", "tada"]),
        ] {
            let expected: Vec<Slug> = expected.iter().copied().map(Slug::new).collect();
            assert_eq!(given(names), expected, "{names:?}");
        }
    }

    #[test]
    fn long_slugs_stay_slugs() {
        let [first, second] = ["x".repeat(300), "x".repeat(301)];
        for slug in given(&[(&first, None), (&second, None)]) {
            assert_eq!(Slug::of(&slug), slug);
        }
    }
}
