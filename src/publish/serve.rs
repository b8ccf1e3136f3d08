//! A server for authors: publishes, serves on this machine, and publishes again whenever a file changes.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use notify_debouncer_full::notify::{EventKind, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, new_debouncer};
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};
use tower_livereload::{LiveReloadLayer, Reloader};

use super::cli::ServeArguments;
use super::{Options, publish, report, tell};

/// How long the disk must be quiet before publishing again: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(150);

/// Serves until it is interrupted.
pub(super) fn serve(arguments: &ServeArguments) -> Result<()> {
    let port = arguments.port;
    let out = folder_of(&arguments.blog.content, port);
    let options = Options {
        while_writing: true,
        ..arguments.blog.options(out)
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the server")?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.with_context(|| {
            format!("cannot listen on port {port}: another program has it? Choose another with --port")
        })?;
        let published = publish(&options)?;
        tell(&published);
        let live_reload = LiveReloadLayer::new();
        let watcher = watch(&options, live_reload.reloader())?;
        let address = format!("http://127.0.0.1:{port}{}", published.base);
        report::say(&format!("Serving at {address} (interrupt with Ctrl-C)"));
        if arguments.open {
            // Where there is no browser to open, the address stands above.
            let _ = open::that_detached(&address);
        }
        let served = axum::serve(listener, app(&options.out, &published.base).layer(live_reload)).await;
        drop(watcher);
        served.context("the server stopped")
    })
}

/// A folder for what is served, apart from those of other blogs and other people of this machine.
fn folder_of(content: &Path, port: u16) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    content
        .canonicalize()
        .unwrap_or_else(|_| content.to_owned())
        .hash(&mut hasher);
    std::env::var_os("USER").hash(&mut hasher);
    std::env::temp_dir().join(format!("feuillet-serve-{port}-{:016x}", hasher.finish()))
}

/// What a static host does: files, `index.html` of folders, and `404.html` for the rest.
fn app(folder: &Path, base: &str) -> Router {
    let files = ServeDir::new(folder).not_found_service(ServeFile::new(folder.join("404.html")));
    if base == "/" {
        return Router::new().fallback_service(files);
    }
    let base = base.to_owned();
    let inside = Router::new().fallback_service(files);
    let to_blog = base.clone();
    Router::new()
        .nest_service(&base, inside)
        .route("/", get(move || async move { Redirect::temporary(&to_blog) }))
}

/// Publishes again when something in the content changes. Lives as long as what it returns.
fn watch(options: &Options, reloader: Reloader) -> Result<impl Sized> {
    let again = options.clone();
    let mut debouncer = new_debouncer(QUIET, None, move |events: DebounceEventResult| {
        let changed = events.is_ok_and(|events| events.iter().any(|event| !matches!(event.kind, EventKind::Access(_))));
        if changed {
            match publish(&again) {
                Ok(published) => {
                    tell(&published);
                    reloader.reload();
                }
                Err(error) => report::failure(&error),
            }
        }
    })
    .context("cannot watch the content folder")?;
    debouncer
        .watch(&options.content, RecursiveMode::Recursive)
        .with_context(|| format!("cannot watch {}", options.content.display()))?;
    Ok(debouncer)
}
