//! Redirects from old addresses of documents to their current ones, on any host and within the reader.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;
use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::escape::escape_html;
use feuillet_content::links::has_extension;
use feuillet_content::route::{Route, Taxonomy};
use feuillet_content::slug::Slug;
use feuillet_content::words::Word;
use feuillet_content::{catalog, percent};
use feuillet_engine::disk;
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use feuillet_page::blog::Blog;
use feuillet_report::finding::Finding;
use unicode_normalization::UnicodeNormalization;

use crate::library::located::Text;
use crate::library::{Entry, Library};

/// Redirect from one old address.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Redirect {
    /// Old path from the blog's root, decoded: `2020/04/hello/` or `hello.html`.
    from: String,
    /// Current path of the document, percent-encoded.
    to: String,
    title: String,
}

impl Redirect {
    /// The file that a host serves at the old address. `old/` -> `old/index.html`.
    fn page_path(&self) -> PublishedPath {
        PublishedPath::new(if is_page_file(&self.from) {
            self.from.clone()
        } else {
            format!("{}index.html", self.from)
        })
    }

    /// HTML page that redirects at once, with a link for browsers that do not follow.
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

    /// The file that tells the reader about the redirect; `None` if the old address is not a route,
    /// so that the reader never handles it.
    fn data_path(&self) -> Option<PublishedPath> {
        let route = Route::parse(&format!("/{}", percent::encode_path(&self.from)))?;
        Some(PublishedPath::new(catalog::file::redirect(&route)))
    }
}

/// Read by hosts that answer old addresses with HTTP redirects.
const FILE: PublishedPath = PublishedPath::fixed("_redirects");

/// Front matter keys that contain old addresses.
const ALIAS_KEYS: [&str; 3] = ["aliases", "redirect_from", "permalink"];

/// Plans a page for each other spelling of an address and each old address, the files that tell the reader, and
/// `_redirects`. Returns findings about unusable old addresses. Everything that may have an address must be planned
/// already.
pub(crate) fn write(library: &Library, blog: &Blog, plan: &mut Plan) -> Result<Vec<Finding>> {
    plan_spellings(library, blog, plan);
    let (mut redirects, findings) = plan_pages(library, blog, plan)?;
    for redirect in &redirects {
        // `old/` and `old.html` are the same route: the first one wins.
        if let Some(path) = redirect.data_path().filter(|path| plan.is_free(path)) {
            plan.text(path, serde_json::to_string(&redirect.to)?);
        }
    }
    // The reader is not told: to it, most of these names are no routes, so the host answers.
    for redirect in spelled_terms(library, false) {
        let path = redirect.page_path();
        if plan.is_free(&path) {
            plan.redirect(path, redirect.page(blog));
            redirects.push(redirect);
        }
    }
    // The author's own file takes precedence.
    if !redirects.is_empty() && plan.is_free(&FILE) {
        plan.text(FILE, file(&redirects, &blog.base));
    }
    Ok(findings)
}

/// Plans a page for each other spelling that the reader takes for the same route, so that hosts without a not-found page
/// lead there, too: a term's name as authors write it, and the folder that is left of a post's address without its slug.
/// Such a page stays as it is when the list that it leads to changes; one that differs in case only is a copy, because on a
/// host that ignores case both are one file, which would lead to itself. `_redirects` does not name them: it would grow
/// with the terms, and hosts limit it.
fn plan_spellings(library: &Library, blog: &Blog, plan: &mut Plan) {
    let posts = Redirect {
        from: "posts/".to_owned(),
        to: Route::ARCHIVE.path(),
        title: blog.site.words[Word::Archive].to_owned(),
    };
    for redirect in [posts].into_iter().chain(spelled_terms(library, true)) {
        let path = redirect.page_path();
        if !plan.is_free(&path) {
            continue;
        }
        if redirect.from.to_lowercase() == redirect.to.trim_start_matches('/') {
            let canonical = PublishedPath::new(format!("{}index.html", redirect.from.to_lowercase()));
            plan.same(path, &canonical);
        } else {
            plan.redirect(path, redirect.page(blog));
        }
    }
}

/// Plans the page of every old address of the documents. Addresses that are invalid or taken become findings and are
/// left out.
fn plan_pages(library: &Library, blog: &Blog, plan: &mut Plan) -> Result<(Vec<Redirect>, Vec<Finding>)> {
    let url = blog.site.url.as_deref();
    let mut redirects: BTreeMap<PublishedPath, Redirect> = BTreeMap::new();
    let mut findings = Vec::new();
    for entry in library.entries() {
        let to = entry.route().path();
        for alias in &entry.meta.aliases {
            let refused = match parse(alias, url) {
                Err(why) => Some(why.to_owned()),
                // Many posts list their current address, too.
                Ok(from) if is_own(&from, &to) => None,
                Ok(from) => {
                    let redirect = Redirect {
                        from,
                        to: to.clone(),
                        title: entry.summary.title.clone(),
                    };
                    let path = redirect.page_path();
                    if let Some(other) = redirects.get(&path) {
                        (other.to != to).then(|| format!("it already redirects to {}", other.to))
                    } else if !plan.is_free(&path) {
                        Some("it is the address of a page or file of the blog".to_owned())
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

/// Redirects from the names of terms as authors write them: with `is_route`, from those that the reader takes for the
/// same term (`tags/Métier/` -> `tags/metier/`), else from the others (`tags/C++/` -> `tags/c-plus-plus/`).
fn spelled_terms(library: &Library, is_route: bool) -> impl Iterator<Item = Redirect> {
    // Languages are addressed by tag, never by name.
    let all = Taxonomy::ALL
        .into_iter()
        .filter(|taxonomy| *taxonomy != Taxonomy::Languages);
    let named = all.flat_map(|taxonomy| {
        let terms = library.posts.iter().flat_map(move |post| post.terms(taxonomy));
        terms.map(move |term| (taxonomy, term))
    });
    let some = named
        .filter(move |(_, term)| disk::is_plain_name(&term.name) && (Slug::of(&term.name) == term.slug) == is_route);
    some.map(|(taxonomy, term)| Redirect {
        from: format!("{}/{}/", taxonomy.folder(), term.name),
        to: taxonomy.route(&term.slug).path(),
        title: term.name.clone(),
    })
}

fn finding(entry: &Entry, alias: &str, why: &str) -> Result<Finding> {
    let diagnostic = Diagnostic::warning(
        Rule::Address,
        format!("old address `{alias}` is ignored: {why}"),
        "write an unused path from the blog's root, such as `/2020/04/hello/`",
    );
    let text = Text::of(&entry.source)?;
    let named = ALIAS_KEYS.iter().filter_map(|key| text.value(&[key], alias));
    // Prefer the place of the alias itself; if it is spelled differently in the file, the place of its key.
    let place = named.max_by_key(|place| place.len() == alias.len());
    Ok(match place {
        Some(place) => text.finding_as_written(&place, diagnostic),
        None => Finding::new(&entry.source.file, "", diagnostic),
    })
}

/// Parses an old address as a path from the blog's root: `/2020/04/hello` -> `2020/04/hello/`. The input is untrusted,
/// and the result names a file to be written.
///
/// # Errors
///
/// The reason, as a clause, if it is not a path that a file of this blog can have.
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
        return Err("queries and fragments are not supported");
    }
    if path.split('/').any(|segment| segment.starts_with(':')) {
        return Err("patterns such as `:title` are not supported");
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
            return Err("it is not a valid path");
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
        return Err("it is the home page");
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

/// Whether an old address is the current one.
fn is_own(from: &str, to: &str) -> bool {
    percent::encode_path(from).trim_matches('/') == to.trim_matches('/')
}

/// Renders `_redirects` for hosts that read it (Netlify, Cloudflare Pages) and answer with status 301 instead of a
/// page.
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
            ("https://blog.example/b", Err("it is the home page")),
            ("https://other.example/old/", Err("it is on another host")),
            ("/", Err("it is the home page")),
            ("/index.html", Err("it is the home page")),
            ("/../../etc/passwd", Err("it is not a valid path")),
            ("/a/%2e%2e/b/", Err("it is not a valid path")),
            ("C:\\x", Err("it is not a valid path")),
            ("/old/*", Err("it is not a valid path")),
            (&format!("/{}/", "x".repeat(300)), Err("it is not a valid path")),
            ("/.git/", Err("it is not a valid path")),
            ("/#/settings", Err("queries and fragments are not supported")),
            ("/?p=12", Err("queries and fragments are not supported")),
            ("/:year/:title/", Err("patterns such as `:title` are not supported")),
        ] {
            assert_eq!(parse(alias, url), expected.map(str::to_owned), "{alias}");
        }
    }
}
