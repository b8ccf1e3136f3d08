//! How the authors of one generator write.

use std::fmt;

use feuillet_report::finding::Finding;

use crate::document::Document;
use crate::folder::marks::Found;
use crate::folder::place::Place;
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::Front;
use crate::front_matter::fields::Fields;
use crate::syntax::math;
use crate::text::edited::Text;
use crate::text::fault::Fault;

/// How the authors of one generator write.
pub(crate) trait Dialect: fmt::Debug + Sync {
    /// The name of the generator, as it calls itself.
    fn name(&self) -> &'static str;

    /// Finds content of this generator in a folder, and where it lies: by its settings, by the names of folders,
    /// and where these do not tell by how some documents begin.
    fn recognize(&self, tree: &Tree) -> Option<Found>;

    /// The folder of a project that holds the content (`source/`); empty for the project itself.
    fn usual_folder(&self) -> &'static str {
        ""
    }

    /// Reads the generator's own settings. `root` is the folder of the tree that its content lies in,
    /// with a slash at its end, or nothing.
    fn site(&self, tree: &Tree, root: &str, findings: &mut Vec<Finding>) -> Site {
        let _ = (tree, root, findings);
        Site::default()
    }

    /// Classifies a file. `file` is its path in the author's folder, `root` as in [`Dialect::site`]; it may lie
    /// outside.
    fn place(&self, file: &str, root: &str, tree: &Tree, site: &Site) -> Place;

    /// Whether the generator publishes a file whatever its name: it lies in a folder whose files are served as they are,
    /// or the generator's settings name it. Keys and copies of editors are left out all the same.
    fn publishes_any_name(&self, file: &str, root: &str, site: &Site) -> bool {
        let _ = root;
        site.static_folders
            .iter()
            .any(|folder| file.starts_with(folder.as_str()))
    }

    /// Whether files and folders whose names begin with an underscore are left out. Other generators have rules of
    /// their own for them.
    fn hides_underscores(&self) -> bool {
        false
    }

    /// Reads the keys that only this generator has, after those common to all generators: nested tables, keys with a
    /// meaning of their own, the address that the document had.
    fn front_matter(&self, fields: &mut Fields, front: &Front<'_>, document: Document<'_>) {
        let _ = (fields, front, document);
    }

    /// Whether a scalar of terms is split at spaces, too.
    fn splits_terms_at_spaces(&self) -> bool {
        false
    }

    /// Delimiters of TeX besides dollars.
    fn tex(&self) -> math::Delimiters {
        math::Delimiters::default()
    }

    /// Translates the body into canonical Markdown, and finds fault with what has no translation.
    fn body(&self, text: &mut Text, fields: &mut Fields, document: Document<'_>, faults: &mut Vec<Fault>) {
        let _ = (text, fields, document, faults);
    }
}
