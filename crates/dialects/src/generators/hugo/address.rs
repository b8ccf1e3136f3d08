//! Addresses that Hugo gave to documents: by path, by `slug` and `url`, and by the patterns of `permalinks`.

use feuillet_content::date::Date;
use feuillet_content::document::front_matter::Node;

use crate::document::Document;
use crate::folder::place::stem;
use crate::folder::sections::{is_true, scalar, split_language};
use crate::folder::site::Site;
use crate::front_matter::Front;
use crate::front_matter::fields::Fields;

/// Returns the address of a document, from the blog's root: `/blog/hello/`.
pub(crate) fn address(fields: &Fields, front: &Front<'_>, document: Document<'_>) -> Option<String> {
    let site = document.site;
    let (base, folder_language) = site.sections.base(document.file)?;
    let path = &document.file[base.len()..];
    let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (plain, named_language) = split_language(stem(name), &site.languages);
    let (sections, own) = match plain {
        "index" => directory.rsplit_once('/').unwrap_or(("", directory)),
        "_index" => ("", directory),
        plain => (directory, plain),
    };
    let parts = Parts {
        sections,
        own,
        slug: scalar(front.get("slug")),
        title: fields.meta.title.as_deref(),
        date: fields.meta.date.or(document.place.date),
    };
    // Every language but the default one has a folder of its own: `/fr/blog/hello/`.
    let default = site.languages.first().map(String::as_str);
    let language = folder_language.or(named_language).or(default);
    let in_folder = language != default || is_true(site.value(&["defaultContentLanguageInSubdir"]));
    let language = language
        .filter(|_| in_folder)
        .map_or_else(String::new, |language| format!("/{language}"));
    if let Some(url) = scalar(front.get("url")) {
        let url = if url.contains(':') && !url.contains("://") {
            parts.fill(url)?
        } else {
            url.to_owned()
        };
        return Some(if url.starts_with('/') {
            url
        } else {
            format!("{language}/{url}")
        });
    }
    let filled = pattern(site, sections).and_then(|pattern| parts.fill(pattern));
    let path = filled.unwrap_or_else(|| {
        let name = parts.slug.unwrap_or(own);
        if sections.is_empty() {
            format!("/{name}/")
        } else {
            format!("/{sections}/{name}/")
        }
    });
    let path = urlize(&path, !is_true(site.value(&["disablePathToLower"])));
    if is_true(site.value(&["uglyURLs"])) {
        return Some(format!("{language}{}.html", path.trim_end_matches('/')));
    }
    Some(format!("{language}{path}"))
}

/// Returns the pattern for addresses in a section, by its top folder or its whole path.
fn pattern<'a>(site: &'a Site, sections: &str) -> Option<&'a str> {
    let top = sections.split('/').next().unwrap_or_default();
    let keys = if top.is_empty() { ["/", "/"] } else { [top, sections] };
    keys.into_iter().find_map(|key| {
        site.text(&["permalinks", "page", key])
            .or_else(|| site.text(&["permalinks", key]))
    })
}

/// Values for the tokens of a pattern.
struct Parts<'a> {
    sections: &'a str,
    /// Name of the file, or of a bundle's folder.
    own: &'a str,
    slug: Option<&'a str>,
    title: Option<&'a str>,
    date: Option<Date>,
}

impl Parts<'_> {
    /// Fills in the tokens of a pattern: `:year/:slug/` -> `/2020/hello/`. None if a token is unknown or has no value.
    fn fill(&self, pattern: &str) -> Option<String> {
        let mut filled = String::new();
        let mut rest = pattern;
        while let Some(colon) = rest.find(':') {
            filled.push_str(&rest[..colon]);
            rest = &rest[colon + 1..];
            let end = rest
                .find(|next: char| !next.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            filled.push_str(&self.token(&rest[..end])?);
            rest = &rest[end..];
        }
        filled.push_str(rest);
        Some(if filled.starts_with('/') {
            filled
        } else {
            format!("/{filled}")
        })
    }

    fn token(&self, token: &str) -> Option<String> {
        let date = || self.date;
        Some(match token {
            "year" => format!("{:04}", date()?.year()),
            "month" => format!("{:02}", date()?.month()),
            "day" => format!("{:02}", date()?.day()),
            "monthname" => MONTHS.get(usize::from(date()?.month()).checked_sub(1)?)?.to_string(),
            "section" => self.sections.split('/').next()?.to_owned(),
            "sections" => self.sections.to_owned(),
            "title" => self.title?.replace('/', "-"),
            "slug" => self.slug.or(self.title)?.replace('/', "-"),
            "slugorfilename" | "slugorcontentbasename" => self.slug.unwrap_or(self.own).to_owned(),
            "filename" | "contentbasename" => self.own.to_owned(),
            _ => return None,
        })
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Converts a path as Hugo does: blanks become hyphens, and only letters, digits and a few marks stay.
fn urlize(path: &str, lower: bool) -> String {
    let mut made = String::with_capacity(path.len());
    for character in path.trim().chars() {
        let is_kept = character.is_alphanumeric() || matches!(character, '/' | '.' | '_' | '-' | '+' | '~' | '@');
        let character = if character.is_whitespace() { '-' } else { character };
        if (is_kept || character == '-') && !(character == '-' && made.ends_with('-')) {
            made.push(character);
        }
    }
    if lower { made.to_lowercase() } else { made }
}

/// Returns the `aliases` of a document. Those without a leading slash are relative to its section.
pub(crate) fn own_aliases(front: &Front<'_>, document: Document<'_>) -> Vec<String> {
    let Some(Node::List(aliases)) = front.get("aliases") else {
        return scalar(front.get("aliases"))
            .map(|alias| from_section(alias, document))
            .into_iter()
            .collect();
    };
    let aliases = aliases.iter().filter_map(|alias| scalar(Some(alias)));
    aliases.map(|alias| from_section(alias, document)).collect()
}

fn from_section(alias: &str, document: Document<'_>) -> String {
    if alias.starts_with('/') || alias.contains("://") {
        return alias.to_owned();
    }
    let base = document
        .site
        .sections
        .base(document.file)
        .map_or(0, |(base, _)| base.len());
    let path = &document.file[base..];
    let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
    let is_bundle = matches!(stem(path.rsplit('/').next().unwrap_or_default()), "index" | "_index");
    let section = if is_bundle {
        directory.rsplit_once('/').map_or("", |(section, _)| section)
    } else {
        directory
    };
    let joined = crate::folder::index::join(section, alias);
    let end = if alias.ends_with('/') { "/" } else { "" };
    format!("/{joined}{end}")
}
