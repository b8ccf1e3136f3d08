//! Merge keys (`<<: *defaults`), which give a map the entries of others (yaml.org/type/merge.html).

use feuillet_content::document::front_matter::Node;

/// Replaces merge keys by what they stand for, at all levels. A map's own keys win. The places of merged keys at the top
/// are that of the merge key.
pub(super) fn apply(entries: &mut Vec<(String, Node)>, places: &mut Vec<(String, usize)>) {
    let own = entries.len();
    let at = places.iter().find(|(key, _)| key == "<<").map(|(_, at)| *at);
    merge(entries);
    if let Some(at) = at {
        // Those that were merged are the last.
        let merged = entries
            .iter()
            .skip(own.saturating_sub(1))
            .map(|(key, _)| (key.clone(), at));
        places.extend(merged.collect::<Vec<_>>());
    }
}

fn merge(entries: &mut Vec<(String, Node)>) {
    for (_, node) in entries.iter_mut() {
        inside(node);
    }
    let (merged, mut own): (Vec<_>, Vec<_>) = std::mem::take(entries).into_iter().partition(|(key, node)| {
        key == "<<"
            && match node {
                Node::Map(_) => true,
                Node::List(items) => items.iter().all(|item| matches!(item, Node::Map(_))),
                Node::Null | Node::Scalar(_) => false,
            }
    });
    for (_, node) in merged {
        let maps = match node {
            Node::List(items) => items,
            node => vec![node],
        };
        for map in maps {
            let Node::Map(others) = map else { continue };
            for (key, node) in others {
                if !own.iter().any(|(known, _)| known.eq_ignore_ascii_case(&key)) {
                    own.push((key, node));
                }
            }
        }
    }
    *entries = own;
}

fn inside(node: &mut Node) {
    match node {
        Node::Null | Node::Scalar(_) => {}
        Node::List(items) => items.iter_mut().for_each(inside),
        Node::Map(entries) => merge(entries),
    }
}
