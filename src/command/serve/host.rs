//! Answers requests as a static host does, with a script on each page that keeps it up to date and shows findings.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State as Shared};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use feuillet_content::escape::escape_html;
use tower_http::services::{ServeDir, ServeFile};

use super::news::{News, State};
use super::own_names;

/// The script of the author's pages. Its folder is the server's own: no published name begins with a dot.
const SCRIPT_PATH: &str = "/.feuillet/author.js";
const SCRIPT: &str = include_str!("author.js");

const NEWS_PATH: &str = "/.feuillet/news";

/// A published folder and the news of it.
#[derive(Clone)]
pub(super) struct Host {
    pub(super) folder: PathBuf,
    pub(super) news: Arc<News>,
}

/// Builds the server's answers.
pub(super) fn app(host: Host) -> Router {
    Router::new()
        .route(SCRIPT_PATH, get(script))
        .route(NEWS_PATH, get(news))
        .fallback(page)
        .with_state(host)
        .layer(middleware::from_fn(own_names::only))
}

async fn script() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, SCRIPT).into_response()
}

/// Answers when there is news for who has seen the state that the query names.
async fn news(Shared(host): Shared<Host>, address: Uri) -> Response {
    let seen = address.query().and_then(|query| query.strip_prefix("seen="));
    let state = host.news.after(seen.unwrap_or_default()).await;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, state.json.clone()).into_response()
}

/// Answers with a published file.
async fn page(Shared(host): Shared<Host>, mut request: Request) -> Response {
    // First, so that a page is never taken for a newer one than it is.
    let state = host.news.latest();
    let tag = tag(&host.news.edition(&state), &state.previews);
    let Some(base) = &state.base else {
        return unpublished(&state, &tag);
    };
    let path = request.uri().path();
    let is_lasting = is_named_by_hash(path);
    let Some(path) = below(path, base) else {
        let without_slash = base.trim_end_matches('/');
        return match path {
            _ if path == without_slash || path == "/" => Redirect::temporary(base).into_response(),
            _ => missing(&host.folder, request, &tag).await,
        };
    };
    let query = request.uri().query().map(|query| format!("?{query}"));
    let address = format!("{path}{}", query.unwrap_or_default());
    let Ok(address) = address.parse() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    *request.uri_mut() = address;
    if !is_lasting {
        // Times are too coarse for two publishes within a second.
        request.headers_mut().remove(header::IF_MODIFIED_SINCE);
    }
    let mut files = ServeDir::new(&host.folder)
        // Redirects such as `posts/hello` -> `posts/hello/` must keep the base path.
        .redirect_path_prefix(base.trim_end_matches('/'))
        .not_found_service(ServeFile::new(host.folder.join("404.html")));
    let Ok(answer) = files.try_call(request).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut answer = with_script(answer.map(Body::new), &tag).await;
    let cache = if is_lasting {
        "max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let cache = HeaderValue::from_static(cache);
    answer.headers_mut().insert(header::CACHE_CONTROL, cache);
    answer
}

/// Answers with the not-found page.
async fn missing(folder: &Path, request: Request, tag: &str) -> Response {
    let Ok(answer) = ServeFile::new(folder.join("404.html")).try_call(request).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut answer = with_script(answer.map(Body::new), tag).await;
    *answer.status_mut() = StatusCode::NOT_FOUND;
    answer
}

/// The path from the blog's root on, with its slash; `None` for one outside of the blog.
fn below<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(base.trim_end_matches('/'))?;
    rest.starts_with('/').then_some(rest)
}

/// Whether a file has another name when it changes, so that browsers may keep it (and what they compiled of it).
fn is_named_by_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, "js" | "css" | "wasm" | "webp")) = name.split_once('.') else {
        return false;
    };
    let hash = stem.trim_end_matches("_bg").rsplit('-').next().unwrap_or_default();
    hash.len() >= 12 && hash.len() < stem.len() && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The element that loads the script into a page of an edition.
fn tag(edition: &str, previews: &str) -> String {
    let previews = escape_html(previews);
    format!(
        "<script src=\"{SCRIPT_PATH}\" data-edition=\"{edition}\" data-news=\"{NEWS_PATH}\" \
         data-previews=\"{previews}\"></script>"
    )
}

/// Adds the script to a page; other answers stay as they are.
async fn with_script(answer: Response, tag: &str) -> Response {
    if !is_whole_page(answer.status(), answer.headers()) {
        return answer;
    }
    let (mut head, body) = answer.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    // Answers to HEAD have no body.
    let bytes = if bytes.is_empty() {
        bytes.to_vec()
    } else {
        insert(&bytes, tag)
    };
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.remove(header::LAST_MODIFIED);
    head.headers.remove(header::ACCEPT_RANGES);
    Response::from_parts(head, Body::from(bytes))
}

fn is_whole_page(status: StatusCode, headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    is_page && [StatusCode::OK, StatusCode::NOT_FOUND].contains(&status)
}

/// Inserts an element at the end of a page's body.
fn insert(page: &[u8], element: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let end = page.windows(END.len()).rposition(|part| part.eq_ignore_ascii_case(END));
    let (before, after) = page.split_at(end.unwrap_or(page.len()));
    [before, element.as_bytes(), after].concat()
}

/// The page that stands for every other until something was published. It comes alive as soon as that happens.
fn unpublished(state: &State, tag: &str) -> Response {
    let failure = state.failure.as_deref().map(escape_html).unwrap_or_default();
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Not published yet</title>\n</head>\n<body>\n\
         <noscript><p>Nothing was published yet. Load this page again when it is mended.</p>\n<pre>{failure}</pre>\
         </noscript>\n{tag}\n</body>\n</html>\n"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::SERVICE_UNAVAILABLE, headers, page).into_response()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpStream};
    use std::thread;

    use anyhow::anyhow;
    use feuillet_publish::options::Published;
    use tempfile::TempDir;
    use tokio::net::TcpListener;

    use super::*;

    /// Serves a folder until the tests end.
    fn served(host: Host) -> SocketAddr {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let listener = TcpListener::from_std(listener).unwrap();
                axum::serve(listener, app(host)).await.unwrap();
            });
        });
        address
    }

    /// Head and body of an answer.
    fn answer(address: SocketAddr, path: &str, headers: &str) -> (String, String) {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    /// Status of an answer, with its redirect target or else its body without the script.
    fn ask(address: SocketAddr, path: &str) -> (u16, String) {
        let (head, body) = answer(address, path, "");
        let place = head.lines().find_map(|line| line.strip_prefix("location: "));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let body = body.split("<script").next().unwrap();
        (status, place.unwrap_or(body).to_owned())
    }

    /// A published folder with some files.
    fn published(files: &[(&str, &str)], base: Option<&str>) -> (TempDir, Host) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let news = Arc::new(News::new(None));
        if let Some(base) = base {
            let published = Published {
                base: base.to_owned(),
                ..Published::default()
            };
            news.published(&published, true);
        }
        let host = Host {
            folder: folder.path().to_owned(),
            news,
        };
        (folder, host)
    }

    #[test]
    fn addresses_arrive_below_any_base() {
        let files = [
            ("index.html", "home"),
            ("404.html", "nothing"),
            ("posts/a/index.html", "a"),
        ];
        for base in ["/", "/blog/", "/caf%C3%A9/"] {
            let (_folder, host) = published(&files, Some(base));
            let address = served(host);
            for (path, expected) in [
                ("", (200, "home")),
                ("posts/a/", (200, "a")),
                ("posts/a/?q=1", (200, "a")),
                ("posts/a", (307, &*format!("{base}posts/a/"))),
                ("posts/b/", (404, "nothing")),
            ] {
                let (status, text) = ask(address, &format!("{base}{path}"));
                assert_eq!((status, &*text), expected, "{base}{path}");
            }
            if base != "/" {
                for path in ["/", base.trim_end_matches('/')] {
                    assert_eq!(ask(address, path), (307, base.to_owned()), "{path}");
                }
                assert_eq!(ask(address, "/other/"), (404, "nothing".to_owned()));
            }
        }
    }

    #[test]
    fn each_page_has_the_script_and_nothing_else_has() {
        let files = [
            ("index.html", "<html><body>home</BODY></html>"),
            ("fragment.html", "no end"),
            ("404.html", "<body>nothing</body>"),
            ("data/site.json", "{\"a\": \"</body>\"}"),
            ("a.md", "</body>"),
        ];
        let (_folder, host) = published(&files, Some("/"));
        let tag = tag(&host.news.edition(&host.news.latest()), "[]");
        let address = served(host);
        // What a browser remembers of an earlier publish is never taken for the latest.
        let since = "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n";
        for (path, expected) in [
            ("/", format!("<html><body>home{tag}</BODY></html>")),
            ("/fragment.html", format!("no end{tag}")),
            ("/gone/", format!("<body>nothing{tag}</body>")),
            ("/data/site.json", files[3].1.to_owned()),
            ("/a.md", files[4].1.to_owned()),
        ] {
            let (head, body) = answer(address, path, since);
            assert_eq!(body, expected, "{path}");
            assert!(head.contains("cache-control: no-cache"), "{head}");
            assert!(head.contains(&format!("content-length: {}", expected.len())), "{head}");
        }
        let (head, script) = answer(address, SCRIPT_PATH, "");
        assert!(head.contains("text/javascript") && script == SCRIPT, "{head}");
    }

    #[test]
    fn before_the_first_publish_every_address_says_why() {
        let (_folder, host) = published(&[], None);
        host.news.failed(&anyhow!("`colour` <is> unknown"));
        let address = served(host);
        for path in ["/", "/posts/a/"] {
            let (head, body) = answer(address, path, "");
            assert!(head.starts_with("HTTP/1.1 503"), "{head}");
            assert!(
                body.contains("`colour` &lt;is&gt; unknown") && body.contains(SCRIPT_PATH),
                "{body}"
            );
        }
        let (_, news) = answer(address, NEWS_PATH, "");
        assert!(news.contains("`colour` <is> unknown"), "{news}");
    }

    #[test]
    fn pages_of_the_web_cannot_read_drafts_by_a_name_of_their_own() {
        let (_folder, host) = published(&[("index.html", "a draft")], Some("/"));
        let address = served(host);
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(
            answer.starts_with("HTTP/1.1 403") && !answer.contains("draft"),
            "{answer}"
        );
    }

    #[test]
    fn files_named_by_their_hash_are_kept() {
        for (path, expected) in [
            ("/feuillet-0123456789abcdef_bg.wasm", true),
            ("/blog/feuillet-0123456789abcdef.js", true),
            ("/scaled/640-0123456789abcdef.webp", true),
            ("/posts/0123456789abcdef/index.html", false),
            ("/0123456789abcdef.js", false),
            ("/a-facade.css", false),
            ("/", false),
        ] {
            assert_eq!(is_named_by_hash(path), expected, "{path}");
        }
    }
}
