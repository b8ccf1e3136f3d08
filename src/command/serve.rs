//! A server for authors: publishes, serves on this machine, publishes again whenever a file changes, and shows findings
//! in the browser.

mod editor;
mod host;
mod listen;
mod news;
mod own_names;
mod publisher;
mod stop;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::{Context, Result};
use feuillet_dialects::folder::project::project_of;
use feuillet_publish::options::{Audience, Include, Options};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use self::editor::Editor;
use self::host::Host;
use self::news::News;
use self::publisher::Publisher;
use super::cli::ServeArguments;
use super::print;

/// Serves until it is interrupted.
pub(super) fn serve(arguments: &ServeArguments) -> Result<()> {
    let options = Options {
        audience: Audience::Author,
        include: if arguments.as_published {
            Include::default()
        } else {
            Include::ALL
        },
        ..arguments.blog.options(PathBuf::new())?
    };
    let pattern = std::env::var(editor::VARIABLE).ok();
    let editor = Editor::new(pattern, &[&project_of(&options.content), &options.content])?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the server")?;
    let served = runtime.block_on(async {
        // Bind before publishing, so that a taken port fails at once.
        let listener = listen::listen(arguments.host, arguments.port).await?;
        let port = listener.local_addr().context("cannot tell the port")?.port();
        let host = Host {
            folder: folder_of(&options.content, port),
            news: Arc::new(News::new(editor)),
        };
        let options = Options {
            out: host.folder.clone(),
            ..options
        };
        let busy = Arc::new(Mutex::new(()));
        let served = tokio::select! {
            served = run(listener, &host, options, busy.clone(), arguments.open) => served,
            stopped = stop::signal() => stopped,
        };
        stop::clean(&host.folder, busy).await;
        served
    });
    // A publish that a second signal broke off is not waited for.
    runtime.shutdown_background();
    served
}

/// Publishes, serves what was published, and publishes again after each change.
async fn run(listener: TcpListener, host: &Host, options: Options, busy: Arc<Mutex<()>>, opens: bool) -> Result<()> {
    let listening = listener.local_addr().context("cannot tell the address")?;
    let (start, started) = oneshot::channel();
    let news = host.news.clone();
    thread::spawn(move || {
        match Publisher::start(options, news, busy) {
            Ok(publisher) => {
                // Nobody asks any more when the program ends.
                let _ = start.send(Ok(()));
                publisher.follow();
            }
            Err(error) => {
                let _ = start.send(Err(error));
            }
        }
    });
    started.await.context("the first publish broke off")??;
    let latest = host.news.latest();
    let base = latest.base.as_deref().unwrap_or("/");
    let address = listen::local(listening, base);
    print::say(&format!("Serving at {address} (press Ctrl-C to stop)"));
    if let Some(address) = listen::for_others(listening, base) {
        print::say(&format!("In your network: {address}"));
        if let Some(code) = listen::code(&address).filter(|_| print::is_read_by_people()) {
            print::say(&code);
        }
    }
    if opens {
        // If no browser opens, the address is printed above.
        let _ = open::that_detached(&address);
    }
    axum::serve(listener, host::app(host.clone()))
        .await
        .context("the server stopped")
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
