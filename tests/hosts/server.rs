//! A static server for one test, on a port of its own, stopped at the end of the test.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use tempfile::TempDir;
use url::Url;

use crate::site::Site;
use crate::{recipes, required};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Nginx,
    Caddy,
    /// `python3 -m http.server`, which knows neither error pages nor caches.
    Python,
}

/// A running server, killed on drop.
pub(crate) struct Server {
    pub(crate) kind: Kind,
    address: SocketAddr,
    process: Child,
    /// Configuration, logs and whatever else the program writes.
    folder: TempDir,
}

impl Server {
    pub(crate) fn start(kind: Kind, site: &Site) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the server");
        let address = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port");
        let mut command = match kind {
            Kind::Nginx => nginx(folder.path(), address, site),
            Kind::Caddy => caddy(folder.path(), address, site),
            Kind::Python => python(address, site),
        };
        let log = fs::File::create(folder.path().join("log")).expect("a log");
        let process = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| panic!("{kind:?} does not start: {error}"));
        let mut server = Self {
            kind,
            address,
            process,
            folder,
        };
        server.wait();
        server
    }

    /// URL of a path on this host. The path may contain letters that have to be escaped.
    pub(crate) fn url(&self, path: &str) -> Url {
        let mut url = Url::parse(&format!("http://{}/", self.address)).expect("an address");
        // `set_path` escapes everything except what may be an escape already.
        url.set_path(&path.replace('%', "%25"));
        url
    }

    /// Waits until the server accepts connections.
    fn wait(&mut self) {
        let deadline = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect(self.address).is_err() {
            let ended = self.process.try_wait().expect("a server can be asked for its state");
            if ended.is_some() || Instant::now() > deadline {
                let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
                panic!("{:?} does not answer at {}:\n{log}", self.kind, self.address);
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Errors mean that the process has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// nginx with the guide's block. The rest of the configuration is like a distribution's, but with one process and
/// without a daemon, so that killing it ends everything.
fn nginx(folder: &Path, address: SocketAddr, site: &Site) -> Command {
    let program = required("FEUILLET_NGINX");
    let server = recipes::snippet(
        "nginx",
        &[
            ("listen 80;", &format!("listen {address};")),
            ("/var/www/public", site.root().to_str().expect("a path is text")),
            ("/404.html", &format!("{}404.html", site.base)),
        ],
    );
    let brotli = required("FEUILLET_NGINX_BROTLI");
    let (brotli, types) = (brotli.display(), nginx_types(&program));
    let here = folder.display();
    let configuration = format!(
        "load_module {brotli};
daemon off;
master_process off;
pid {here}/nginx.pid;
error_log stderr;
events {{}}
http {{
    include {types};
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {here}/body;
    proxy_temp_path {here}/proxy;
    fastcgi_temp_path {here}/fastcgi;
    uwsgi_temp_path {here}/uwsgi;
    scgi_temp_path {here}/scgi;
{server}
}}
"
    );
    fs::write(folder.join("nginx.conf"), configuration).expect("nginx's configuration can be written");
    let mut command = Command::new(program);
    command.arg("-p").arg(folder).args(["-e", "stderr"]);
    command.arg("-c").arg(folder.join("nginx.conf"));
    command
}

/// Path of nginx's own `mime.types`, which is beside its configuration.
fn nginx_types(program: &Path) -> String {
    let output = Command::new(program).arg("-V").output().expect("nginx starts");
    let about = String::from_utf8_lossy(&output.stderr).into_owned();
    let configuration = about
        .split_whitespace()
        .find_map(|word| word.strip_prefix("--conf-path="))
        .expect("nginx says where its configuration is");
    let types = Path::new(configuration).with_file_name("mime.types");
    types.to_str().expect("a path is text").to_owned()
}

/// Caddy with the guide's block, but without certificates, admin commands or state outside `folder`.
fn caddy(folder: &Path, address: SocketAddr, site: &Site) -> Command {
    let server = recipes::snippet(
        "caddyfile",
        &[
            ("example.org {", &format!("http://{address} {{")),
            ("/var/www/public", site.root().to_str().expect("a path is text")),
            ("/404.html", &format!("{}404.html", site.base)),
        ],
    );
    let configuration = format!("{{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}}\n{server}\n");
    let path = folder.join("Caddyfile");
    fs::write(&path, configuration).expect("Caddy's configuration can be written");
    let mut command = Command::new(required("FEUILLET_CADDY"));
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(path);
    for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(variable, folder);
    }
    command
}

fn python(address: SocketAddr, site: &Site) -> Command {
    let mut command = Command::new(required("FEUILLET_PYTHON"));
    command.args(["-m", "http.server", "--bind", "127.0.0.1", "--directory"]);
    command.arg(site.root()).arg(address.port().to_string());
    command
}
