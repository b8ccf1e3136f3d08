//! A browser's WebDriver server, one for each journey, so that no state is shared.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use fantoccini::Client;
use serde_json::Value;

use super::browser::Browser;
use super::display::Display;

/// Maximum number of attempts to start a driver.
const TRIES: usize = 5;

/// Time for a driver to start, or to close its browser before both are killed.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running driver. Dropping it ends the driver and its browser, even after a failure.
pub(crate) struct Driver {
    browser: Browser,
    process: Child,
    port: u16,
    session: Option<String>,
    browser_process: Option<u64>,
    /// Dropped after the driver; takes a browser with it that the driver left behind.
    _display: Option<Display>,
}

impl Driver {
    /// Starts a driver, with retries. chromedriver picks a free port for IPv6 and needs the same one for IPv4: if
    /// another program has it, chromedriver exits, and a retry gets another port. The port picked for WebKit's driver
    /// may be taken in the meantime, too.
    pub(crate) fn start(browser: Browser, profile: &Path) -> Self {
        (0..TRIES)
            .find_map(|_| Self::try_to_start(browser, profile))
            .unwrap_or_else(|| panic!("the driver of {browser:?} ended {TRIES} times without taking a port"))
    }

    fn try_to_start(browser: Browser, profile: &Path) -> Option<Self> {
        let display = browser.needs_display().then(Display::start);
        let chosen = if browser == Browser::WebKit { free_port() } else { 0 };
        let mut process = browser
            .driver(profile, chosen, display.as_ref())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("the driver of {browser:?} does not start: {error}"));
        let printed = process.stdout.take().expect("the driver's output was asked for");
        let mut printed = BufReader::new(printed);
        let port = if chosen == 0 {
            let lines = printed.by_ref().lines().map_while(Result::ok);
            lines.into_iter().find_map(|line| port(&line))
        } else {
            answers(chosen, &mut process).then_some(chosen)
        };
        let Some(port) = port else {
            let _ = process.wait();
            return None;
        };
        // Drain its output, so that it never blocks on a full pipe.
        thread::spawn(move || std::io::copy(&mut printed, &mut std::io::sink()));
        Some(Self {
            browser,
            process,
            port,
            session: None,
            browser_process: None,
            _display: display,
        })
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Notes the session and the browser's process, which are ended on drop.
    pub(crate) async fn serves(&mut self, client: &Client) {
        self.session = client.session_id().await.expect("the client knows its session");
        self.browser_process = client
            .capabilities()
            .and_then(|capabilities| capabilities.get("moz:processID"))
            .and_then(Value::as_u64);
    }

    /// Process id of the browser, if the driver reports it.
    pub(crate) fn browser_process(&self) -> Option<u64> {
        self.browser_process
    }

    /// Asks the driver to close its browser. Killing the driver at once would leave the browser behind.
    fn shut_down(&mut self) -> std::io::Result<()> {
        match (self.browser, &self.session) {
            (Browser::Chromium, _) => {
                self.request("GET /shutdown")?;
                let deadline = Instant::now() + PATIENCE;
                while self.process.try_wait()?.is_none() && Instant::now() < deadline {
                    thread::sleep(Duration::from_millis(5));
                }
                Ok(())
            }
            // The other drivers can only be killed: end the session before that.
            (_, Some(session)) => self.request(&format!("DELETE /session/{session}")),
            // No browser was started, or the driver has closed it when it did not come up.
            (_, None) => Ok(()),
        }
    }

    /// Sends a request and waits for the end of the answer.
    fn request(&self, line: &str) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "{line} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let closed = self.shut_down();
        // If the driver does not answer, kill the browser as well.
        if let (Err(_), Some(browser)) = (closed, self.browser_process) {
            let _ = Command::new("sh")
                .arg("-c")
                .arg(format!("kill -KILL {browser}"))
                .status();
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port()
}

/// Waits until a driver accepts connections; false if it exits instead.
fn answers(port: u16, process: &mut Child) -> bool {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if !matches!(process.try_wait(), Ok(None)) {
            return false;
        }
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return true;
        }
        thread::sleep(Duration::from_millis(5));
    }
    panic!("a driver took no port within {} s", PATIENCE.as_secs());
}

/// Parses the port from chromedriver's `ChromeDriver was started successfully on port 41235.`, or from the line of
/// geckodriver, `Listening on 127.0.0.1:41235`.
fn port(line: &str) -> Option<u16> {
    let (_, port) = line
        .split_once("started successfully on port ")
        .or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    port.trim_end_matches('.').parse().ok()
}
