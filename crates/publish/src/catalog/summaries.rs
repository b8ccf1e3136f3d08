//! Data of a post in lists and links.

use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::{Picture, PostLink, Summary};
use feuillet_content::links::{LinkContext, Target};
use feuillet_content::route::Taxonomy;
use serde::Serialize;

use crate::library::{Entry, Library};

/// Among the documents and files whose address does not follow from their name, returns those that a text links to, as
/// pairs of file and address. `directory` is the folder of the text, `targets` its links.
pub(crate) fn renamed_targets(
    directory: &str,
    targets: &[String],
    library: &Library,
    base: &BasePath,
) -> Vec<(String, String)> {
    let links = LinkContext {
        base,
        directory,
        renamed: &library.bare_files,
    };
    let mut renamed: Vec<(String, String)> = Vec::new();
    for target in targets {
        let (file, address) = match links.target(target) {
            Target::Document { file, .. } => {
                let address = library.renamed.get(&file).cloned();
                (file, address)
            }
            Target::Inside { path, .. } => {
                let bare = library.bare_files.iter().find(|(file, _)| *file == path);
                (path, bare.map(|(_, address)| address.clone()))
            }
            Target::Elsewhere => continue,
        };
        if let Some(address) = address
            && !renamed.iter().any(|(known, _)| *known == file)
        {
            renamed.push((file, address));
        }
    }
    renamed
}

/// The post as an entry of a list.
pub(crate) fn summary(post: &Entry) -> Summary {
    Summary {
        slug: post.slug.clone(),
        title: post.summary.title.clone(),
        date: post.meta.date,
        date_text: post.summary.date_text.clone(),
        language: post.meta.language.clone(),
        categories: post.terms(Taxonomy::Categories).to_vec(),
        part: String::new(),
        excerpt: post.summary.excerpt.clone(),
        minutes: post.summary.minutes,
        cover: post.summary.cover.clone().map(|cover| Picture {
            srcset: card_srcset(&cover.srcset).to_owned(),
            ..cover
        }),
    }
}

/// The files that a card needs: up to the first that is this wide, for the only card of a row on a fine screen.
fn card_srcset(srcset: &str) -> &str {
    const WIDE: u32 = 960;
    let mut end = 0;
    for candidate in srcset.split_inclusive(", ") {
        end += candidate.len();
        let candidate = candidate.trim_end_matches(", ");
        let width = candidate
            .rsplit(' ')
            .next()
            .and_then(|width| width.strip_suffix('w')?.parse().ok());
        if width.is_some_and(|width: u32| width >= WIDE) {
            return srcset[..end].trim_end_matches(", ");
        }
    }
    srcset
}

/// The post as a link.
pub(crate) fn link(post: &Entry) -> PostLink {
    PostLink {
        slug: post.slug.clone(),
        title: post.summary.title.clone(),
        date: post.meta.date,
        date_text: post.summary.date_text.clone(),
        language: post.meta.language.clone(),
    }
}

/// A line of the archive.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct ArchiveLine {
    /// Its date is without the year.
    #[serde(flatten)]
    link: PostLink,
    /// The date with its year, for the service worker's list of posts of all years.
    #[serde(skip_serializing_if = "String::is_empty")]
    whole_date: String,
}

/// The post as a line of the archive.
pub(crate) fn archive_line(post: &Entry) -> ArchiveLine {
    ArchiveLine {
        link: PostLink {
            date_text: post.summary.day_text.clone(),
            ..link(post)
        },
        whole_date: post.summary.date_text.clone(),
    }
}
