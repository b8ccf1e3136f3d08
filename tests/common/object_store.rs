//! An object store over HTTP: it has keys and no folders, so that only the exact path of a file is found.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Answer for a missing key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// Status 404 and the object with this key, as with a configured error document.
    ErrorDocument(String),
    /// Status 403 and a short XML document, as for clients that may not list the keys.
    Denied,
}

/// A running store, stopped on drop.
pub(crate) struct ObjectStore {
    address: SocketAddr,
    ended: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

impl ObjectStore {
    /// Serves the files below a folder.
    pub(crate) fn serve(folder: PathBuf, missing: Missing) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let ended = Arc::new(AtomicBool::new(false));
        let told_to_end = ended.clone();
        let listening = thread::spawn(move || {
            for stream in listener.incoming() {
                if told_to_end.load(Ordering::Relaxed) {
                    return;
                }
                let (Ok(stream), folder, missing) = (stream, folder.clone(), missing.clone()) else {
                    continue;
                };
                // Errors mean that the client hung up early.
                thread::spawn(move || answer(stream, &folder, &missing).ok());
            }
        });
        Self {
            address,
            ended,
            listening: Some(listening),
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for ObjectStore {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // Wake the loop, which checks for the end after each connection.
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

/// Handles one request (RFC 9112).
fn answer(mut stream: TcpStream, folder: &Path, missing: &Missing) -> io::Result<()> {
    // Browsers open connections that they may never use.
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut request = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    request.read_line(&mut first)?;
    let mut header = String::new();
    while request.read_line(&mut header)? > 2 {
        header.clear();
    }
    let target = first.split(' ').nth(1).unwrap_or("/");
    let (status, kind, body) = match object(folder, target) {
        Some((kind, body)) => ("200 OK", kind, body),
        None => match missing {
            Missing::ErrorDocument(key) => {
                let (kind, body) = object(folder, key).expect("the error document is there");
                ("404 Not Found", kind, body)
            }
            Missing::Denied => {
                let body = "<Error><Code>AccessDenied</Code></Error>";
                ("403 Forbidden", "application/xml", body.into())
            }
        },
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

/// Media type and bytes of the file with exactly this path.
fn object(folder: &Path, target: &str) -> Option<(&'static str, Vec<u8>)> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let key = percent_decoded(path)?;
    // A file system would resolve other spellings of a path, too.
    if key.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return None;
    }
    let file = folder.join(&key);
    let body = file.is_file().then(|| fs::read(&file).ok())??;
    let kind = match file.extension()?.to_str()? {
        "html" => "text/html",
        "css" => "text/css",
        "js" => "text/javascript",
        "json" => "application/json",
        "md" => "text/markdown",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "xml" => "application/xml",
        _ => "binary/octet-stream",
    };
    Some((kind, body))
}

/// Decodes percent escapes: `%C3%A9` -> `é`.
fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte == b'%' {
            let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &rest[2..];
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
