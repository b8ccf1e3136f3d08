//! The author's files that are published as they are, counted by kind.

use std::collections::BTreeMap;

use super::scan::Asset;
use crate::copied_files::CopiedFiles;

/// Kinds by extension, in the order in which they are told where there are equally many.
const KINDS: [(&str, &str); 11] = [
    (
        "picture",
        "png jpg jpeg gif webp avif svg ico bmp apng jxl heic heif tif tiff",
    ),
    ("video", "mp4 webm ogv mov m4v mkv avi"),
    ("sound file", "mp3 ogg oga opus wav flac m4a aac"),
    ("PDF file", "pdf"),
    ("font", "woff woff2 ttf otf"),
    ("style sheet", "css"),
    ("script", "js mjs wasm"),
    ("web page", "html htm xhtml"),
    ("archive", "zip gz tgz bz2 xz zst 7z rar tar iso dmg apk jar"),
    (
        "data file",
        "json csv tsv xml yaml yml toml geojson gpx kml ics sql sqlite db",
    ),
    (
        "document file",
        "md markdown txt text epub mobi doc docx odt rtf xls xlsx ods ppt pptx odp key pages numbers tex bib srt vtt",
    ),
];

/// Any other kind.
const OTHER: &str = "other file";

fn kind_of(name: &str) -> &'static str {
    let name = name.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    let fits = |known: &str| {
        extension
            .as_ref()
            .is_some_and(|extension| known.split(' ').any(|known| known == extension))
    };
    let found = KINDS.iter().find(|(_, known)| fits(known));
    found.map_or(OTHER, |(kind, _)| kind)
}

/// Counts files by kind, the most frequent first.
pub(crate) fn copied<'a>(assets: impl Iterator<Item = &'a Asset>) -> Vec<CopiedFiles> {
    let mut kinds: BTreeMap<&'static str, (usize, u64)> = BTreeMap::new();
    for asset in assets {
        let kind = kinds.entry(kind_of(asset.published.as_str())).or_default();
        kind.0 += 1;
        // A file that is gone by now has no size, and is told where it is copied.
        kind.1 += asset.path.metadata().map_or(0, |file| file.len());
    }
    let mut copied: Vec<CopiedFiles> = kinds
        .into_iter()
        .map(|(kind, (files, bytes))| CopiedFiles { kind, files, bytes })
        .collect();
    let rank = |kind: &str| {
        KINDS
            .iter()
            .position(|(known, _)| *known == kind)
            .unwrap_or(KINDS.len())
    };
    copied.sort_by_key(|copied| (std::cmp::Reverse(copied.files), rank(copied.kind)));
    copied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_kinds() {
        for (name, kind) in [
            ("a/b.JPG", "picture"),
            ("cv.pdf", "PDF file"),
            ("LICENSE", "other file"),
            ("notes.d/readme", "other file"),
            ("talk.key", "document file"),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
