//! Judges which files of a folder are meant for visitors: by the author's patterns, by what the generator includes, and
//! by names.

use std::path::Path;

use feuillet_content::folder::Folder;

use crate::dialect::Dialect;
use crate::folder::names::{
    Reason, begins_like_a_key, dot_or_underscore, drafts_folder, is_for_a_tool, is_presentation, key_or_copy,
};
use crate::folder::place::{DocumentPlace, Place, is_markdown};
use crate::folder::site::Site;

/// Changes the place that a dialect gives a file, if the file is not meant for visitors or the author includes it.
pub(crate) fn judge(dialect: &dyn Dialect, place: Place, file: &str, root: &str, site: &Site) -> Place {
    let is_left_as_it_is = matches!(place, Place::Hidden(_) | Place::Section | Place::LeftOut(..));
    if is_left_as_it_is || file == feuillet_settings::FILE {
        return place;
    }
    if site.patterns.excludes(file) {
        return left_out(place, Reason::Excluded, file);
    }
    if site.patterns.includes(file) {
        return match place {
            Place::Machinery => Place::Asset(file.strip_prefix(root).unwrap_or(file).to_owned()),
            place => place,
        };
    }
    if matches!(place, Place::Machinery) {
        return place;
    }
    if let Some(reason) = key_or_copy(file) {
        return left_out(place, reason, file);
    }
    if dialect.publishes_any_name(file, root, site) {
        return place;
    }
    let path = file.strip_prefix(root).unwrap_or(file);
    if let Some(folder) = drafts_folder(path) {
        return draft(dialect, place, file, folder, site);
    }
    match dot_or_underscore(path) {
        Some(Reason::Underscore) if !dialect.hides_underscores() || site.is_below_underscores => place,
        Some(reason) => left_out(place, reason, file),
        None => place,
    }
}

/// Place of a file in a folder for drafts.
fn draft(dialect: &dyn Dialect, place: Place, file: &str, folder: &str, site: &Site) -> Place {
    match place {
        Place::Document(place) => Place::Document(DocumentPlace {
            draft: place.draft.or_else(|| Some(format!("draft in `{folder}`"))),
            ..place
        }),
        // Beside `posts/`, Feuillet's own dialect knows no documents.
        Place::Asset(_) if dialect.hides_underscores() && is_markdown(file) => Place::Document(DocumentPlace {
            name: file.to_owned(),
            draft: Some(format!("draft in `{folder}`")),
            ..DocumentPlace::new(Folder::Posts, file, &site.languages)
        }),
        place => left_out(place, Reason::Draft, file),
    }
}

/// Leaves a file out: documents are named with the reason, other files are counted.
fn left_out(place: Place, reason: Reason, file: &str) -> Place {
    match place {
        Place::Document(_) | Place::Term(_) => Place::Hidden(reason.text().to_owned()),
        Place::Asset(published) => Place::LeftOut(reason, published),
        Place::Machinery => Place::Machinery,
        _ => Place::LeftOut(reason, file.to_owned()),
    }
}

/// The place of a file that a walk set aside: hidden, or a copy of an editor.
pub(crate) fn set_aside(dialect: &dyn Dialect, place: Place, file: &str, root: &str, site: &Site) -> Place {
    let name = file.rsplit('/').next().unwrap_or_default();
    let is_included = site.patterns.includes(file) && !site.patterns.excludes(file);
    match place {
        Place::Asset(_) if is_included => place,
        Place::Asset(_) if dialect.publishes_any_name(file, root, site) && !is_for_a_tool(name) => place,
        Place::Asset(published) | Place::LeftOut(Reason::Draft | Reason::Underscore, published) => {
            Place::LeftOut(Reason::Dot, published)
        }
        Place::LeftOut(..) => place,
        _ => Place::Machinery,
    }
}

/// Whether a file holds a private key or passwords. `target` is the file that it links to.
pub(crate) fn is_key(file: &str, target: Option<&Path>, start: &[u8], site: &Site) -> bool {
    if site.patterns.includes(file) {
        return false;
    }
    let names = [Path::new(file)].into_iter().chain(target);
    let is_named = names
        .filter_map(|path| path.file_name()?.to_str())
        .any(|name| key_or_copy(name) == Some(Reason::Key) && !is_presentation(name, start));
    is_named || begins_like_a_key(start)
}
