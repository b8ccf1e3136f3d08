//! A server for authors: publishes, serves on this machine, and publishes again whenever a file changes.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result};
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use feuillet_publish::options::{Audience, Options};
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};
use tower_livereload::{LiveReloadLayer, Reloader};

use super::cli::ServeArguments;
use super::print;
use super::progress::Terminal;
use super::tell::tell;
use super::watch::Watch;
use crate::prerender::prerender;

/// Serves until it is interrupted.
pub(super) fn serve(arguments: &ServeArguments) -> Result<()> {
    let port = arguments.port;
    let options = Options {
        audience: Audience::Author,
        ..arguments.blog.options(PathBuf::new())?
    };
    let options = Options {
        out: folder_of(&options.content, port),
        ..options
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the server")?;
    runtime.block_on(async {
        // Bind before publishing, so that a taken port fails at once.
        let listener = TcpListener::bind(("127.0.0.1", port)).await.with_context(|| {
            format!("cannot listen on port {port}; if another program is using it, choose another port with `--port`")
        })?;
        let start = Instant::now();
        let published = feuillet_publish::publish(&options, prerender, &Terminal)?;
        tell(&published, start.elapsed());
        let live_reload = LiveReloadLayer::new();
        // The base path is fixed until the server restarts, even if the settings change.
        let options = Options {
            base: Some(published.base.clone()),
            ..options
        };
        watch(&options, live_reload.reloader())?;
        let address = format!("http://127.0.0.1:{port}{}", published.base);
        print::say(&format!("Serving at {address} (press Ctrl-C to stop)"));
        if arguments.open {
            // If no browser opens, the address is printed above.
            let _ = open::that_detached(&address);
        }
        let served = axum::serve(listener, app(&options.out, &published.base).layer(live_reload)).await;
        served.context("the server stopped")
    })
}

/// Temporary output folder, distinct for each content folder, user and port.
fn folder_of(content: &Path, port: u16) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    content
        .canonicalize()
        .unwrap_or_else(|_| content.to_owned())
        .hash(&mut hasher);
    std::env::var_os("USER").hash(&mut hasher);
    std::env::temp_dir().join(format!("feuillet-serve-{port}-{:016x}", hasher.finish()))
}

/// Behaves like a static host: files, `index.html` of folders, and `404.html` for everything else.
fn app(folder: &Path, base: &str) -> Router {
    // Redirects such as `posts/hello` -> `posts/hello/` must keep the base path.
    let without_slash = base.trim_end_matches('/').to_owned();
    let files = ServeDir::new(folder)
        .redirect_path_prefix(without_slash.clone())
        .not_found_service(ServeFile::new(folder.join("404.html")));
    if base == "/" {
        return Router::new().fallback_service(files);
    }
    let to_blog = Redirect::temporary(base);
    Router::new()
        .nest_service(base, Router::new().fallback_service(files))
        .route(&without_slash, get(to_blog.clone()))
        .route("/", get(to_blog))
}

/// Watches the content folder and publishes again after each change, until the program ends.
fn watch(options: &Options, reloader: Reloader) -> Result<()> {
    let (changes, changed) = mpsc::channel();
    let mut watch = Watch::start(&options.content, move || {
        // The receiver lives as long as the watch.
        let _ = changes.send(());
    })?;
    let options = options.clone();
    thread::spawn(move || {
        while changed.recv().is_ok() {
            // One publish for all changes until now.
            while changed.try_recv().is_ok() {}
            let start = Instant::now();
            match feuillet_publish::publish(&options, prerender, &Terminal) {
                Ok(published) => {
                    tell(&published, start.elapsed());
                    reloader.reload();
                }
                Err(error) => print::failure(&error),
            }
            watch.follow_links();
        }
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpStream};

    use super::*;

    /// Serves a folder until the tests end.
    fn served(folder: &Path, base: &str) -> SocketAddr {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let app = app(folder, base);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let listener = TcpListener::from_std(listener).unwrap();
                axum::serve(listener, app).await.unwrap();
            });
        });
        address
    }

    /// Status of an answer, with its redirect target or else its body.
    fn ask(address: SocketAddr, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let place = head.lines().find_map(|line| line.strip_prefix("location: "));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, place.unwrap_or(body).to_owned())
    }

    #[test]
    fn addresses_arrive_below_any_base() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("index.html", "home"),
            ("404.html", "nothing"),
            ("posts/a/index.html", "a"),
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        for base in ["/", "/blog/", "/caf%C3%A9/"] {
            let address = served(folder.path(), base);
            for (path, expected) in [
                ("", (200, "home")),
                ("posts/a/", (200, "a")),
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
            }
        }
    }
}
