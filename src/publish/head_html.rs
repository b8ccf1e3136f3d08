//! What stands in a page's `<head>`, as HTML: what the page says of itself, its icon, and what its reader will fetch.

use std::fmt::Write as _;

use crate::app::blog::Blog;
use crate::app::head::Head;
use crate::content::catalog::file;
use crate::content::escape::escape_html;
use crate::content::folder::Folder;
use crate::content::percent;
use crate::content::route::Route;

/// Everything that differs from page to page. `icon` is the path of the blog's icon.
pub(super) fn head_html(head: &Head, route: Option<&Route>, blog: &Blog, icon: Option<&str>) -> String {
    let mut html = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(html, "<title>{}</title>", escape_html(&head.title));
    let description = escape_html(&head.description);
    let _ = writeln!(html, "    <meta name=\"description\" content=\"{description}\">");
    if let Some(canonical) = &head.canonical {
        let _ = writeln!(html, "    <link rel=\"canonical\" href=\"{}\">", escape_html(canonical));
    }
    // Browsers ask for an icon whether there is one or not, and report the missing one as an error.
    let icon = icon.map_or_else(|| "data:,".to_owned(), |icon| blog.base.join(icon));
    let _ = write!(html, "    <link rel=\"icon\" href=\"{}\">", escape_html(&icon));
    for path in needed(route) {
        let address = blog.base.join(&percent::encode_path(&path));
        let address = escape_html(&address);
        let _ = write!(
            html,
            "\n    <link rel=\"preload\" as=\"fetch\" crossorigin=\"anonymous\" href=\"{address}\">"
        );
    }
    html
}

/// The files that the reader fetches before it mounts on a route, so that they travel together with the WASM.
fn needed(route: Option<&Route>) -> Vec<String> {
    let mut paths = vec![file::SITE.to_owned()];
    match route {
        Some(Route::Post { name }) => {
            paths.push(file::document(Folder::Posts, name));
            paths.push(file::context(Folder::Posts, name));
        }
        Some(Route::Page { name }) => {
            paths.push(file::document(Folder::Pages, name));
            paths.push(file::context(Folder::Pages, name));
        }
        Some(Route::Home { page }) if *page > 1 => paths.push(file::posts(*page)),
        Some(Route::Term { taxonomy, slug, page }) => paths.push(file::term(*taxonomy, slug, *page)),
        Some(Route::Archive { page }) => paths.push(file::archive(*page)),
        Some(Route::Home { .. } | Route::Terms { .. }) | None => {}
    }
    paths
}
