//! Covers: whether the file exists, and how large it is.

use std::cell::OnceCell;

use anyhow::Result;
use feuillet_content::address::{Purpose, allowed};
use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::Picture;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::links::{LinkContext, Target};
use feuillet_content::percent;
use feuillet_content::post_meta::PostMeta;
use feuillet_dialects::front_matter::keys::table::COVER as COVER_KEYS;
use feuillet_dialects::source::Source;
use feuillet_engine::published_path::PublishedPath;
use feuillet_report::finding::Finding;

use super::alike::{Alike, relative};
use super::located::Text;
use super::pictures::Pictures;
use super::scan::Scan;

/// The cover that a document names; none, with a finding, when there is no such file. `alike` are the author's files,
/// collected for the first missing one.
pub(crate) fn cover<'scan>(
    meta: &PostMeta,
    document: &Source,
    scan: &'scan Scan,
    pictures: &mut Pictures,
    alike: &OnceCell<Alike<'scan>>,
    findings: &mut Vec<Finding>,
) -> Result<Option<Picture>> {
    let Some(cover) = &meta.cover else {
        return Ok(None);
    };
    let base = BasePath::root();
    let links = LinkContext {
        base: &base,
        directory: document.directory(),
        renamed: &[],
    };
    let mut find_fault = |message: String, help: String| -> Result<()> {
        let text = Text::of(document)?;
        let place = text.value(COVER_KEYS, &cover.source).unwrap_or_default();
        findings.push(text.finding_as_written(&place, Diagnostic::warning(Rule::Picture, message, help)));
        Ok(())
    };
    let Some(source) = allowed(&cover.source, Purpose::Picture) else {
        find_fault(
            format!(
                "invalid address of the cover image `{}`: the post is published without a cover",
                cover.source
            ),
            "write a path, or an address that starts with `https://`".to_owned(),
        )?;
        return Ok(None);
    };
    let path = match links.target(&source) {
        Target::Elsewhere => {
            return Ok(Some(Picture {
                source: source.clone(),
                alt: cover.alt.clone(),
                ..Picture::default()
            }));
        }
        Target::Inside { path, .. } | Target::Document { file: path, .. } => path,
    };
    let Some(asset) = PublishedPath::parse(&path).and_then(|path| scan.asset(&path)) else {
        let paths = || scan.assets.iter().map(|asset| asset.published.as_str());
        let named = |path: &'_ str| path.strip_prefix("content/").unwrap_or(path).to_owned();
        let help = match alike.get_or_init(|| Alike::of(paths())).nearest(&path) {
            Some(other) => format!("did you mean `{}`?", relative(document.directory(), &named(other))),
            None => format!("add the file `{}` to the content folder, or fix the path", named(&path)),
        };
        find_fault(
            format!(
                "missing cover image `{}`: the post is published without a cover",
                cover.source
            ),
            help,
        )?;
        return Ok(None);
    };
    let size = pictures.size(&asset.path);
    pictures.shown.insert(asset.path.clone(), asset.file.clone());
    Ok(Some(Picture {
        source: format!("/{}", percent::encode_path(&path)),
        alt: cover.alt.clone(),
        width: size.map(|size| size.width),
        height: size.map(|size| size.height),
        srcset: size
            .and_then(|size| pictures.srcset(asset, size.width))
            .unwrap_or_default(),
        ..Picture::default()
    }))
}
