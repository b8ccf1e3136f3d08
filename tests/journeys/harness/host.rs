//! A static host for one journey, on a port of its own: nginx, or the tests' own object store.

use std::fmt::Write as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use tempfile::TempDir;

use super::environment;
use super::object_store::{Missing, ObjectStore};
use super::site::Site;

/// Behavior of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Answers with status 404 and `404.html` if a file is missing.
    Ordinary,
    /// Answers with status 200 and the first page if a file is missing.
    ForSinglePageApps,
    /// Like `Ordinary`, and sends the headers of the published `_headers` with every file.
    WithHeaders,
    /// Has no folders. Without an error document it answers with status 403 and no page if a file is missing.
    ObjectStore { error_document: bool },
}

/// An answer in the host's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Logged {
    pub(crate) method: String,
    /// As requested, with the query.
    pub(crate) path: String,
    pub(crate) status: u16,
    /// Bytes of the body that were sent.
    pub(crate) bytes: u64,
}

/// A running host, stopped on drop at the latest.
pub(crate) struct Host {
    folder: TempDir,
    address: SocketAddr,
    /// nginx, while it runs.
    process: Option<Child>,
    was_stopped: bool,
    _store: Option<ObjectStore>,
}

impl Host {
    pub(crate) fn serve(site: &Site, kind: Kind) -> Self {
        let folder = tempfile::tempdir().expect("a folder for nginx");
        if let Kind::ObjectStore { error_document } = kind {
            let missing = if error_document {
                Missing::ErrorDocument(format!("{}404.html", site.base()))
            } else {
                Missing::Denied
            };
            let store = ObjectStore::serve(site.root().join("www"), missing);
            return Self {
                folder,
                address: store.address(),
                process: None,
                was_stopped: false,
                _store: Some(store),
            };
        }
        let address = free_address();
        let configuration = configuration(&folder, address, site, kind);
        fs::write(folder.path().join("nginx.conf"), configuration).expect("the configuration of nginx can be written");
        let mut host = Self {
            folder,
            address,
            process: None,
            was_stopped: false,
            _store: None,
        };
        host.start();
        host
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Starts nginx, on the same port each time.
    pub(crate) fn start(&mut self) {
        let process = Command::new(environment::nginx())
            .arg("-p")
            .arg(self.folder.path())
            .arg("-e")
            .arg(self.folder.path().join("error.log"))
            .arg("-c")
            .arg(self.folder.path().join("nginx.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx starts");
        let process = self.process.insert(process);
        let deadline = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect(self.address).is_err() {
            let ended = process.try_wait().expect("nginx can be asked for its state");
            if ended.is_some() || Instant::now() > deadline {
                let log = fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default();
                panic!("nginx does not respond at {}:\n{log}", self.address);
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Requests that nginx has answered, in the order in which the answers ended. nginx logs an answer after its last
    /// byte, so a visitor may see a page a moment before it is listed here: see [`super::Visitor::host_tells`].
    pub(crate) fn requests(&self) -> Vec<Logged> {
        let log = fs::read_to_string(self.log()).expect("nginx keeps a log, and no other host does");
        // The last line may be half written.
        let (whole, _) = log.rsplit_once('\n').unwrap_or_default();
        whole.lines().map(logged).collect()
    }

    /// Empties the log.
    pub(crate) fn forget_requests(&self) {
        fs::write(self.log(), "").expect("the log of nginx can be emptied");
    }

    /// Whether the host was stopped at some time of the journey.
    pub(crate) fn was_stopped(&self) -> bool {
        self.was_stopped
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("access.log")
    }

    /// Stops nginx.
    pub(crate) fn stop(&mut self) {
        self.was_stopped = true;
        if let Some(mut process) = self.process.take() {
            // Errors mean that the process has ended already.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.stop();
    }
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
}

/// Parses a line of the log, in the format of the configuration below.
fn logged(line: &str) -> Logged {
    let mut fields = line.splitn(4, ' ');
    let mut field = || fields.next().unwrap_or_else(|| panic!("nginx has logged `{line}`"));
    Logged {
        method: field().to_owned(),
        status: field().parse().expect("a status is a number"),
        bytes: field().parse().expect("a size is a number"),
        path: field().to_owned(),
    }
}

/// nginx's configuration: one process and no daemon, so that killing it ends everything, and no path outside its
/// folder.
fn configuration(folder: &TempDir, address: SocketAddr, site: &Site, kind: Kind) -> String {
    let folder = folder.path().display();
    let root = site.root().join("www");
    let root = root.display();
    let base = site.base();
    // `=200` answers with a success in place of the error, as hosts for single-page apps do.
    let missing = match kind {
        Kind::ForSinglePageApps => format!("404 =200 {base}index.html"),
        _ => format!("404 {base}404.html"),
    };
    let headers = match kind {
        Kind::WithHeaders => headers_of_every_file(site),
        _ => String::new(),
    };
    format!(
        "daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    log_format answers '$request_method $status $body_bytes_sent $request_uri';
    access_log {folder}/access.log answers;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    default_type application/octet-stream;
    types {{
        text/html html;
        text/css css;
        text/javascript js;
        text/markdown md;
        application/json json;
        application/wasm wasm;
        image/svg+xml svg;
    }}
    server {{
        listen {address};
        root {root};
        absolute_redirect off;
        error_page {missing};
{headers}    }}
}}
"
    )
}

/// Translates the rule of the published `_headers` for every file into directives of nginx.
fn headers_of_every_file(site: &Site) -> String {
    let rules = site.published_text("_headers");
    let rule = format!("{}*", site.base());
    let headers = rules
        .lines()
        .skip_while(|line| *line != rule)
        .skip(1)
        .map_while(|line| line.strip_prefix("  "));
    let mut names = Vec::new();
    let mut directives = String::new();
    for header in headers {
        let (name, value) = header.split_once(": ").expect("a header has a name and a value");
        assert!(
            !value.contains(['"', '$', '\\']),
            "nginx would not send {value} as it is"
        );
        // Writing to a string cannot fail.
        let _ = writeln!(directives, "        add_header {name} \"{value}\" always;");
        names.push(name);
    }
    let expected = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"];
    assert_eq!(names, expected, "the rule for {rule} in _headers");
    directives
}
