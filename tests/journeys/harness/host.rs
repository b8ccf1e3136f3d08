//! A static host: nginx, for one journey, on a port of its own.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::environment;
use super::site::Site;

/// What a host answers when there is no such file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// Status 404 and the page that is there for it.
    NotFoundPage,
    /// Status 200 and the first page, as hosts made for single-page apps do.
    FirstPage,
}

/// A running nginx, stopped at the latest when this value goes away.
pub(crate) struct Host {
    folder: TempDir,
    address: SocketAddr,
    process: Option<Child>,
}

impl Host {
    pub(crate) fn serve(site: &Site, missing: Missing) -> Self {
        let folder = tempfile::tempdir().expect("a folder for nginx");
        let address = free_address();
        let configuration = configuration(&folder, address, site, missing);
        fs::write(folder.path().join("nginx.conf"), configuration).expect("the configuration of nginx can be written");
        let mut host = Self {
            folder,
            address,
            process: None,
        };
        host.start();
        host
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Starts the host, on the same port each time.
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
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(self.address).is_err() {
            let ended = process.try_wait().expect("nginx can be asked for its state");
            if ended.is_some() || Instant::now() > deadline {
                let log = fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default();
                panic!("nginx does not answer at {}:\n{log}", self.address);
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// From now on nothing answers.
    pub(crate) fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            // A process that is gone already cannot be killed, and needn't be.
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

/// One process and no daemon, so that killing it is the end of it, and no path outside its own folder.
fn configuration(folder: &TempDir, address: SocketAddr, site: &Site, missing: Missing) -> String {
    let folder = folder.path().display();
    let root = site.root().join("www");
    let root = root.display();
    let base = site.base();
    let missing = match missing {
        Missing::NotFoundPage => format!("404 {base}404.html"),
        Missing::FirstPage => format!("404 =200 {base}index.html"),
    };
    format!(
        "daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log {folder}/access.log;
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
    }}
}}
"
    )
}
