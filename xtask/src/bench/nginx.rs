//! nginx with the configuration that the guide shows, for as long as a benchmark runs.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use crate::run;

/// A running nginx, killed on drop.
pub(super) struct Nginx {
    process: Child,
    address: SocketAddr,
    scheme: &'static str,
}

/// A certificate that nobody trusts, with its key: browsers speak HTTP/2 with TLS only.
pub(super) struct Certificate {
    certificate: PathBuf,
    key: PathBuf,
}

impl Certificate {
    /// Makes one in a folder.
    pub(super) fn make(openssl: &Path, folder: &Path) -> Result<Self> {
        run::create_folder(folder)?;
        let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
        let mut command = Command::new(openssl);
        command.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]);
        command.args(["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]);
        command.arg("-out").arg(&certificate).arg("-keyout").arg(&key);
        run::output(&mut command).context("cannot make a certificate")?;
        Ok(Self { certificate, key })
    }

    /// The file, as PEM.
    pub(super) fn path(&self) -> &Path {
        &self.certificate
    }

    /// nginx's settings of a server with HTTP/2.
    fn settings(&self, address: SocketAddr) -> String {
        let (certificate, key) = (self.certificate.display(), self.key.display());
        format!("listen {address} ssl http2; ssl_certificate {certificate}; ssl_certificate_key {key};")
    }
}

impl Nginx {
    /// Serves a folder; `work` is for configuration and logs. With a certificate by HTTP/2, else by HTTP/1.1.
    pub(super) fn serve(
        program: &Path,
        brotli: &Path,
        root: &Path,
        work: &Path,
        certificate: Option<&Certificate>,
    ) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .context("no free port found")?;
        run::create_folder(work)?;
        let listen = certificate.map_or_else(
            || format!("listen {address};"),
            |certificate| certificate.settings(address),
        );
        let configuration = configuration(program, brotli, root, work, &listen)?;
        let path = work.join("nginx.conf");
        fs::write(&path, configuration).with_context(|| format!("cannot write {}", path.display()))?;
        let log = work.join("error.log");
        let process = Command::new(program)
            .arg("-p")
            .arg(work)
            .arg("-e")
            .arg(&log)
            .arg("-c")
            .arg(&path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start nginx")?;
        let scheme = if certificate.is_some() { "https" } else { "http" };
        let mut nginx = Self {
            process,
            address,
            scheme,
        };
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(address).is_err() {
            let ended = nginx.process.try_wait().context("cannot get the state of nginx")?;
            if ended.is_some() || Instant::now() > deadline {
                let log = fs::read_to_string(&log).unwrap_or_default();
                bail!("nginx does not respond at {address}:\n{log}");
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(nginx)
    }

    pub(super) fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Errors mean that the process has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The guide's page on hosting.
const HOSTING: &str = "docs/pages/hosting.md";

/// nginx's configuration: one process and no daemon, so that killing it ends everything.
fn configuration(program: &Path, brotli: &Path, root: &Path, work: &Path, listen: &str) -> Result<String> {
    let guide =
        fs::read_to_string(run::project_root().join(HOSTING)).with_context(|| format!("cannot read {HOSTING}"))?;
    let (_, block) = guide
        .split_once("\n```nginx\n")
        .with_context(|| format!("{HOSTING} has no nginx code block"))?;
    let (block, _) = block
        .split_once("\n```\n")
        .with_context(|| format!("the nginx code block in {HOSTING} is not closed"))?;
    for placeholder in ["listen 80;", "/var/www/public"] {
        ensure!(
            block.contains(placeholder),
            "the nginx code block in {HOSTING} has no `{placeholder}`"
        );
    }
    let server = block
        .replace("listen 80;", listen)
        .replace("/var/www/public", &root.display().to_string());
    let (brotli, types, work) = (brotli.display(), types(program)?, work.display());
    Ok(format!(
        "load_module {brotli};
daemon off;
master_process off;
pid {work}/nginx.pid;
events {{}}
http {{
    include {types};
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
{server}
}}
"
    ))
}

/// Path of nginx's own `mime.types`, which is beside its configuration.
fn types(program: &Path) -> Result<String> {
    let about = Command::new(program).arg("-V").output().context("cannot start nginx")?;
    let about = String::from_utf8_lossy(&about.stderr).into_owned();
    let configuration = about
        .split_whitespace()
        .find_map(|word| word.strip_prefix("--conf-path="))
        .context("nginx does not report the path of its configuration")?;
    Ok(Path::new(configuration)
        .with_file_name("mime.types")
        .display()
        .to_string())
}
