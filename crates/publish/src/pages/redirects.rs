//! Old addresses of posts and pages: each leads to where its document is now, on any host and within the reader.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;
use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::escape::escape_html;
use feuillet_content::links::has_extension;
use feuillet_content::route::Route;
use feuillet_content::{catalog, percent};
use feuillet_engine::disk;
use feuillet_engine::plan::Plan;
use feuillet_page::blog::Blog;
use feuillet_report::finding::Finding;
use unicode_normalization::UnicodeNormalization;

use crate::library::located::Text;
use crate::library::{Entry, Library};

/// One old address.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Redirect {
    /// The path from the blog's root, decoded: `2020/04/hello/` or `hello.html`.
    from: String,
    /// The canonical path of the document, percent-encoded.
    to: String,
    title: String,
}

impl Redirect {
    /// The file that a host serves at the old address.
    fn page_path(&self) -> String {
        if is_page_file(&self.from) {
            self.from.clone()
        } else {
            format!("{}index.html", self.from)
        }
    }

    /// A page that leads on by itself, and has a link where a browser doesn't follow.
    fn page(&self, blog: &Blog) -> String {
        let to = blog.base.join(&self.to);
        let canonical = blog.whole_address(&to);
        let canonical = escape_html(canonical.as_deref().unwrap_or(&to));
        let (to, title, language) = (
            escape_html(&to),
            escape_html(&self.title),
            escape_html(&blog.site.language),
        );
        format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n<title>{title}</title>\n\
             <link rel=\"canonical\" href=\"{canonical}\">\n<meta http-equiv=\"refresh\" content=\"0; url={to}\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<p><a href=\"{to}\">{title}</a></p>\n</html>\n"
        )
    }

    /// The file by which the reader finds the way, where the old address looks like one of the blog's own.
    fn data_path(&self) -> Option<String> {
        let route = Route::parse(&format!("/{}", percent::encode_path(&self.from)))?;
        Some(catalog::file::redirect(&route))
    }
}

/// What hosts read that answer old addresses themselves.
const FILE: &str = "_redirects";

/// The keys that name old addresses.
const ALIAS_KEYS: [&str; 3] = ["aliases", "redirect_from", "permalink"];

/// Plans a page for each old address, and what hosts and readers need to know of it. Everything that may have an
/// address must be planned already.
pub(crate) fn write(library: &mut Library, blog: &Blog, plan: &mut Plan) -> Result<()> {
    let (redirects, mut findings) = plan_pages(library, blog, plan)?;
    library.findings.append(&mut findings);
    for redirect in &redirects {
        // `old/` and `old.html` are one route: the first of them tells the reader the way.
        if let Some(path) = redirect.data_path().filter(|path| plan.is_free(path)) {
            plan.text(path, serde_json::to_string(&redirect.to)?);
        }
    }
    // An author's own comes first.
    if !redirects.is_empty() && plan.is_free(FILE) {
        plan.text(FILE.to_owned(), file(&redirects, &blog.base));
    }
    Ok(())
}

/// Plans the page of every old address that documents name. Addresses that cannot be, or that something else has, are
/// found fault with and left out.
fn plan_pages(library: &Library, blog: &Blog, plan: &mut Plan) -> Result<(Vec<Redirect>, Vec<Finding>)> {
    let url = blog.site.url.as_deref();
    let mut redirects: BTreeMap<String, Redirect> = BTreeMap::new();
    let mut findings = Vec::new();
    for entry in library.entries() {
        let to = entry.route().path();
        for alias in &entry.aliases {
            let refused = match parse(alias, url) {
                Err(why) => Some(why.to_owned()),
                // Many posts name the address that they have anyway.
                Ok(from) if is_own(&from, &to) => None,
                Ok(from) => {
                    let redirect = Redirect {
                        from,
                        to: to.clone(),
                        title: entry.title.clone(),
                    };
                    let path = redirect.page_path();
                    if let Some(other) = redirects.get(&path) {
                        (other.to != to).then(|| format!("it leads to {} already", other.to))
                    } else if !plan.is_free(&path) {
                        Some("something of the blog is there".to_owned())
                    } else {
                        plan.redirect(path.clone(), redirect.page(blog));
                        redirects.insert(path, redirect);
                        None
                    }
                }
            };
            if let Some(why) = refused {
                findings.push(finding(entry, alias, &why)?);
            }
        }
    }
    Ok((redirects.into_values().collect(), findings))
}

fn finding(entry: &Entry, alias: &str, why: &str) -> Result<Finding> {
    let diagnostic = Diagnostic::warning(
        Rule::Address,
        format!("the old address `{alias}` leads nowhere: {why}"),
        "write a path from the blog's root, such as /2020/04/hello/, that nothing else has",
    );
    let text = Text::of(&entry.source)?;
    let named = ALIAS_KEYS.iter().filter_map(|key| text.value(&[key], alias));
    // The key itself where the alias is written otherwise.
    let place = named.max_by_key(|place| place.len() == alias.len());
    Ok(match place {
        Some(place) => text.finding_as_written(&place, diagnostic),
        None => Finding::new(&entry.source.file, "", diagnostic),
    })
}

/// The path from the blog's root that an author's spelling means. It is untrusted: it names a file to be written.
fn parse(alias: &str, url: Option<&str>) -> Result<String, &'static str> {
    let alias = alias.trim();
    let below = |url: &str| {
        let path = alias.strip_prefix(url.trim_end_matches('/'))?;
        (path.is_empty() || path.starts_with(['/', '?', '#'])).then_some(path)
    };
    let path = match url.and_then(below) {
        Some(path) => path,
        None if alias.contains("://") || alias.starts_with("//") => return Err("it is on another host"),
        None => alias,
    };
    if path.contains(['?', '#']) {
        return Err("a file cannot answer to a query or a fragment");
    }
    if path.split('/').any(|segment| segment.starts_with(':')) {
        return Err("patterns such as `:title` are not filled in");
    }
    let decoded = percent::decode(path).ok_or("it is not UTF-8")?;
    let mut from = String::new();
    for segment in decoded
        .nfc()
        .collect::<String>()
        .split('/')
        .filter(|segment| !segment.is_empty())
    {
        if !disk::is_plain_name(segment) {
            return Err("it is not a path of plain names");
        }
        if !from.is_empty() {
            from.push('/');
        }
        from.push_str(segment);
    }
    let from = match from.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => &from,
    };
    if from.is_empty() {
        return Err("it is the blog's first page");
    }
    Ok(if is_page_file(from) || from.ends_with('/') {
        from.to_owned()
    } else {
        format!("{from}/")
    })
}

fn is_page_file(path: &str) -> bool {
    has_extension(path, "html") || has_extension(path, "htm")
}

fn is_own(from: &str, to: &str) -> bool {
    percent::encode_path(from).trim_matches('/') == to.trim_matches('/')
}

/// The same for hosts that read a file `_redirects` (Netlify, Cloudflare Pages), which answer with a status of 301
/// instead of a page.
fn file(redirects: &[Redirect], base: &BasePath) -> String {
    let mut text = String::new();
    for redirect in redirects {
        let to = base.join(&redirect.to);
        let from = base.join(&percent::encode_path(&redirect.from));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{from} {to} 301");
        if let Some(without_slash) = from.strip_suffix('/') {
            let _ = writeln!(text, "{without_slash} {to} 301");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_are_paths_from_the_root() {
        let url = Some("https://blog.example/b/");
        for (alias, expected) in [
            ("/2020/04/hello/", Ok("2020/04/hello/")),
            ("2020/04/hello", Ok("2020/04/hello/")),
            ("/2020/hello.html", Ok("2020/hello.html")),
            ("/2020/hello/index.html", Ok("2020/hello/")),
            ("/2020/myindex.html", Ok("2020/myindex.html")),
            ("/m%C3%A9tier/", Ok("métier/")),
            ("/me\u{301}tier/", Ok("métier/")),
            ("//a//b/", Err("it is on another host")),
            ("https://blog.example/b/old/", Ok("old/")),
            ("https://blog.example/bold/", Err("it is on another host")),
            ("https://blog.example/b", Err("it is the blog's first page")),
            ("https://other.example/old/", Err("it is on another host")),
            ("/", Err("it is the blog's first page")),
            ("/index.html", Err("it is the blog's first page")),
            ("/../../etc/passwd", Err("it is not a path of plain names")),
            ("/a/%2e%2e/b/", Err("it is not a path of plain names")),
            ("C:\\x", Err("it is not a path of plain names")),
            ("/old/*", Err("it is not a path of plain names")),
            (
                &format!("/{}/", "x".repeat(300)),
                Err("it is not a path of plain names"),
            ),
            ("/.git/", Err("it is not a path of plain names")),
            ("/#/settings", Err("a file cannot answer to a query or a fragment")),
            ("/?p=12", Err("a file cannot answer to a query or a fragment")),
            ("/:year/:title/", Err("patterns such as `:title` are not filled in")),
        ] {
            assert_eq!(parse(alias, url), expected.map(str::to_owned), "{alias}");
        }
    }
}
