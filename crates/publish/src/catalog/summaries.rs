//! What lists say of a post.

use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::{PostLink, Summary};
use feuillet_content::links::{LinkContext, Target};
use feuillet_content::route::Taxonomy;

use crate::library::{Entry, Library};

/// Of the documents whose address does not follow from their file, those that a text in a folder links to.
pub(crate) fn renamed_targets(
    directory: &str,
    targets: &[String],
    library: &Library,
    base: &BasePath,
) -> Vec<(String, String)> {
    let links = LinkContext {
        base,
        directory,
        renamed: &[],
    };
    let mut renamed = Vec::new();
    for target in targets {
        if let Target::Document { file, .. } = links.target(target)
            && let Some(path) = library.renamed.get(&file)
            && !renamed.iter().any(|(known, _)| *known == file)
        {
            renamed.push((file, path.clone()));
        }
    }
    renamed
}

pub(crate) fn summary(post: &Entry) -> Summary {
    Summary {
        slug: post.slug.clone(),
        title: post.title.clone(),
        date: post.date,
        date_text: post.date_text.clone(),
        language: post.language.clone(),
        categories: post.terms(Taxonomy::Categories).to_vec(),
        excerpt: post.excerpt.clone(),
        minutes: post.minutes,
        cover: post.cover.clone(),
    }
}

pub(crate) fn link(post: &Entry) -> PostLink {
    PostLink {
        slug: post.slug.clone(),
        title: post.title.clone(),
        date: post.date,
        date_text: post.date_text.clone(),
        language: post.language.clone(),
    }
}
