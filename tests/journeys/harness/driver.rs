//! chromedriver, one for each journey: nothing is shared, so nothing is left over from another one.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::environment;

/// How often chromedriver is started before that counts as a failure.
const TRIES: usize = 5;

/// A running chromedriver. When this value goes away, so do the driver and its browsers, also after a failure.
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// It takes a free port for IPv6 and then wants the same one for IPv4, which another program may have; then it
    /// ends at once, and another try gets another port.
    pub(crate) fn start() -> Self {
        (0..TRIES)
            .find_map(|_| Self::try_to_start())
            .unwrap_or_else(|| panic!("chromedriver ended {TRIES} times without taking a port"))
    }

    fn try_to_start() -> Option<Self> {
        let mut process = Command::new(environment::chromedriver())
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let printed = process.stdout.take().expect("chromedriver's output was asked for");
        let mut printed = BufReader::new(printed);
        let port = printed
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .find_map(|line| port(&line));
        let Some(port) = port else {
            let _ = process.wait();
            return None;
        };
        // Whatever else it says is read, so that it never waits for a reader.
        thread::spawn(move || std::io::copy(&mut printed, &mut std::io::sink()));
        Some(Self { process, port })
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks it to close its browsers and end. Killed at once, it would leave them behind.
    fn shut_down(&mut self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        stream.read_to_end(&mut Vec::new())?;
        let deadline = Instant::now() + Duration::from_secs(5);
        while self.process.try_wait()?.is_none() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // If it does not listen any more, killing it is all that can be done.
        let _ = self.shut_down();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `ChromeDriver was started successfully on port 41235.`
fn port(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}
