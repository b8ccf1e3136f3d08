//! Tells which generator a folder is for, from the files in it.
//!
//! A generator's own settings tell it surely; without them, the names of folders and how some documents begin do. What
//! nothing tells is taken for Feuillet's own.

use anyhow::{Result, anyhow};
use feuillet_report::finding::Finding;

use crate::dialect::Dialect;
use crate::folder::marks::{Found, roots_by_name};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::registry::{ALL, FALLBACK, named, names};

/// The result of recognizing a folder.
#[derive(Clone, Debug)]
pub struct Recognized {
    pub(crate) dialect: &'static dyn Dialect,
    /// The sign that told, shown to the author; empty for Feuillet's own dialect.
    pub evidence: String,
    /// The folders that the content lies in, each with a slash at its end, or nothing.
    pub roots: Vec<String>,
}

impl Recognized {
    /// The name of the generator, as it calls itself.
    pub fn name(&self) -> &'static str {
        self.dialect.name()
    }

    /// Reads the generator's own settings.
    pub fn site(&self, tree: &Tree, findings: &mut Vec<Finding>) -> Site {
        let root = self.roots.first().map_or("", String::as_str);
        self.dialect.site(tree, root, findings)
    }
}

/// Tells the dialect of a folder. `forced` is the name that the author typed.
///
/// # Errors
///
/// When that is the name of no dialect.
pub fn recognize(tree: &Tree, forced: Option<&str>) -> Result<Recognized> {
    if let Some(name) = forced {
        let dialect = named(name).ok_or_else(|| {
            let known: Vec<&str> = names().collect();
            anyhow!("unknown generator `{name}`; expected one of {}", known.join(", "))
        })?;
        let found = dialect.recognize(tree).map(|found| found.roots);
        return Ok(Recognized {
            dialect,
            evidence: "set by `--dialect` or `dialect` in site.yaml".to_owned(),
            roots: found.unwrap_or_else(|| roots_by_name(tree, dialect.usual_folder())),
        });
    }
    let recognized = ALL.into_iter().find_map(|dialect| {
        let Found { evidence, roots } = dialect.recognize(tree)?;
        Some(Recognized {
            dialect,
            evidence,
            roots,
        })
    });
    Ok(recognized.unwrap_or_else(|| Recognized {
        dialect: FALLBACK,
        evidence: String::new(),
        roots: vec![String::new()],
    }))
}
