//! A browser's driver, one for each journey: nothing is shared, so nothing is left over from another one.

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

/// How often a driver is started before that counts as a failure.
const TRIES: usize = 5;

/// How long it may take to close its browser before both are killed.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running driver. When this value goes away, so do the driver and its browser, also after a failure.
pub(crate) struct Driver {
    browser: Browser,
    process: Child,
    port: u16,
    session: Option<String>,
    browser_process: Option<u64>,
    /// Goes away after the driver, with whatever browser it may have left.
    _display: Option<Display>,
}

impl Driver {
    /// chromedriver takes a free port for IPv6 and then wants the same one for IPv4, which another program may have;
    /// then it ends at once, and another try gets another port. The port for WebKit's driver may be taken meanwhile.
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
        // Whatever else it says is read, so that it never waits for a reader.
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

    /// Tells it whose browser it has to close at last.
    pub(crate) async fn serves(&mut self, client: &Client) {
        self.session = client.session_id().await.expect("the client knows its session");
        self.browser_process = client
            .capabilities()
            .and_then(|capabilities| capabilities.get("moz:processID"))
            .and_then(Value::as_u64);
    }

    /// The process of the browser, where the driver tells it.
    pub(crate) fn browser_process(&self) -> Option<u64> {
        self.browser_process
    }

    /// Asks it to close its browser. Killed at once, it would leave that behind.
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
            // The drivers of the others end when they are killed, and have no other way.
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
        // If it does not answer any more, killing both is all that can be done.
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

/// Waits until a driver takes connections; false if it ends instead.
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

/// `ChromeDriver was started successfully on port 41235.`, or of geckodriver `Listening on 127.0.0.1:41235`.
fn port(line: &str) -> Option<u16> {
    let (_, port) = line
        .split_once("started successfully on port ")
        .or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    port.trim_end_matches('.').parse().ok()
}
