//! Resolves variable names in the templates of a document.

use feuillet_content::slug::slugify;

use super::expression::Scope;
use super::value::Value;
use crate::document::Document;
use crate::folder::place::stem;

/// The generator whose templates are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavor {
    Jekyll,
    Eleventy,
}

/// Variables of a document: its own and the assigned ones.
pub(super) struct Names<'a> {
    pub(super) flavor: Flavor,
    pub(super) document: Document<'a>,
    /// Values of the front matter.
    pub(super) page: Vec<(String, Value)>,
    /// Assigned variables. The last one of a name wins.
    pub(super) locals: Vec<(String, Value)>,
}

impl Scope for Names<'_> {
    fn lookup(&self, path: &[String]) -> Value {
        let Some((first, rest)) = path.split_first() else {
            return Value::Nil;
        };
        if let Some((_, value)) = self.locals.iter().rev().find(|(name, _)| name == first) {
            return walk(value.clone(), rest);
        }
        // Unassigned names are `nil` in Jekyll. In Eleventy they may come from code: they are unknown.
        match (first.as_str(), self.flavor) {
            ("page", _) => self.of_page(rest),
            ("site", Flavor::Jekyll) => self.of_site(rest),
            ("jekyll", _) if rest.first().is_some_and(|name| name == "environment") => Value::text("production"),
            ("layout" | "content" | "paginator" | "theme" | "jekyll", Flavor::Jekyll) => Value::Unknown,
            (_, Flavor::Jekyll) => Value::Nil,
            (name, Flavor::Eleventy) => {
                if let Some((_, value)) = self.page.iter().find(|(key, _)| key == name) {
                    return walk(value.clone(), rest);
                }
                let names: Vec<&str> = path.iter().map(String::as_str).collect();
                self.document.site.value(&names).map_or(Value::Unknown, Value::of)
            }
        }
    }
}

impl Names<'_> {
    /// Looks up `page.…`: front matter first, then what follows from the file.
    fn of_page(&self, path: &[String]) -> Value {
        let Some((first, rest)) = path.split_first() else {
            return Value::Unknown;
        };
        let file = self.document.file;
        if let Some((_, value)) = self.page.iter().find(|(key, _)| key == first) {
            return walk(value.clone(), rest);
        }
        match first.as_str() {
            "url" | "id" => self.address(),
            "path" | "relative_path" => Value::text(file.strip_prefix(self.document.root).unwrap_or(file)),
            "name" => Value::text(file.rsplit('/').next().unwrap_or_default()),
            "date" => match self.document.place.date {
                Some(date) => Value::text(date.to_string()),
                None => Value::Unknown,
            },
            "content" | "next" | "previous" | "excerpt" | "fileSlug" | "inputPath" => Value::Unknown,
            _ if self.flavor == Flavor::Eleventy => Value::Unknown,
            _ => Value::Nil,
        }
    }

    /// Returns the document's address in the published blog, derived from its slug and folder.
    fn address(&self) -> Value {
        let place = self.document.place;
        let own = self
            .page
            .iter()
            .find(|(key, _)| key == "slug")
            .and_then(|(_, value)| value.shown());
        let name = place.name.rsplit('/').next().unwrap_or_default();
        let slug = own
            .or_else(|| place.slug.clone())
            .unwrap_or_else(|| stem(name).to_owned());
        let folder = if place.name.starts_with("pages/") { "" } else { "/posts" };
        Value::Text(format!("{folder}/{}/", slugify(&slug)))
    }

    /// Looks up `site.…` in the settings and data. Lists that Jekyll builds itself are unknown.
    fn of_site(&self, path: &[String]) -> Value {
        const LISTS: [&str; 10] = [
            "posts",
            "pages",
            "categories",
            "tags",
            "related_posts",
            "static_files",
            "collections",
            "documents",
            "html_pages",
            "time",
        ];
        let site = self.document.site;
        match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [] => Value::Unknown,
            // Links are relative to the blog's root: the base path is not known yet.
            ["baseurl" | "url"] | ["github", "url"] => Value::text(""),
            [list, ..] if LISTS.contains(list) => Value::Unknown,
            _ if site.values.is_empty() => Value::Unknown,
            [label, ..] if site.value(&["collections", label]).is_some() => Value::Unknown,
            names => site.value(names).map_or_else(
                || {
                    // The last name may be an index of a list, or `size`.
                    let (last, before) = names.split_last().unwrap_or((&"", &[]));
                    site.value(before)
                        .map_or(Value::Nil, |node| Value::of(node).member(last))
                },
                Value::of,
            ),
        }
    }
}

/// Follows a path of member names from a value.
fn walk(mut value: Value, path: &[String]) -> Value {
    for name in path {
        value = value.member(name);
    }
    value
}
