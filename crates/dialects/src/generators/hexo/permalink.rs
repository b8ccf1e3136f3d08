//! The old address of a post, by `permalink` of its front matter or of `_config.yml`.

use feuillet_content::date::Date;
use feuillet_content::document::front_matter::Node;

use crate::document::Document;
use crate::front_matter::Front;
use crate::front_matter::fields::Fields;

/// Hexo's default pattern.
const DEFAULT: &str = ":year/:month/:day/:title/";

/// Returns the old address of a post. None if a placeholder of the pattern has no value.
pub(super) fn of(fields: &Fields, front: &Front<'_>, document: Document<'_>) -> Option<String> {
    let scalar = |key: &str| match front.get(key) {
        Some(Node::Scalar(text)) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    };
    if let Some(own) = scalar("permalink") {
        return Some(format!("/{}", own.trim_start_matches('/')));
    }
    let pattern = document.site.text(&["permalink"]).unwrap_or(DEFAULT);
    let path = document.file.split_once("_posts/")?.1;
    let path = path.rsplit_once('.')?.0;
    // The slug, if there is one, is the name without its date.
    let path = document.place.slug.as_ref().map_or_else(
        || path.to_owned(),
        |slug| {
            path.rsplit_once('/')
                .map_or_else(|| slug.clone(), |(folder, _)| format!("{folder}/{slug}"))
        },
    );
    let date = fields.meta.date.or(document.place.date);
    let category = || {
        let names: Vec<String> = fields
            .meta
            .categories
            .iter()
            .map(|name| name.replace(' ', "-"))
            .collect();
        if names.is_empty() {
            document
                .site
                .text(&["default_category"])
                .unwrap_or("uncategorized")
                .to_owned()
        } else {
            names.join("/")
        }
    };
    let mut made = String::from("/");
    let mut rest = pattern.trim_start_matches('/');
    while let Some(at) = rest.find(':') {
        made.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let length = after
            .find(|next: char| !next.is_ascii_alphanumeric() && next != '_')
            .unwrap_or(after.len());
        let (name, next) = after.split_at(length);
        let value = match name {
            "title" => path.clone(),
            "name" => path.rsplit('/').next()?.to_owned(),
            "post_title" => fields.meta.title.clone()?.replace(' ', "-"),
            "category" => category(),
            name => day(name, date).or_else(|| scalar(name))?,
        };
        made.push_str(&value);
        rest = next;
    }
    made.push_str(rest);
    Some(made)
}

/// Returns a part of a date by the name of its placeholder: `i_month` -> `4`.
fn day(name: &str, date: Option<Date>) -> Option<String> {
    let text = date?.to_string();
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(match name {
        "year" => year.to_owned(),
        "month" => month.to_owned(),
        "day" => day.to_owned(),
        "i_month" => month.trim_start_matches('0').to_owned(),
        "i_day" => day.trim_start_matches('0').to_owned(),
        _ => return None,
    })
}
