//! An author at work: a blog's folder, and `feuillet serve` on it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

use tempfile::TempDir;

use super::content::write;
use super::environment;

/// The author's server, stopped on drop at the latest.
pub(crate) struct Author {
    folder: TempDir,
    /// The blog's place in that folder.
    blog: &'static str,
    server: Option<Child>,
    address: String,
}

impl Author {
    /// Serves a folder with these files.
    pub(crate) fn at_work(files: &[(&str, &str)]) -> Self {
        let mut author = Self::new("blog");
        for (name, text) in files {
            author.writes(name, text);
        }
        author.serves(&[]);
        author
    }

    /// An author with an empty folder.
    pub(crate) fn new(blog: &'static str) -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder for the author"),
            blog,
            server: None,
            address: String::new(),
        }
    }

    /// Runs a command in the folder, and returns what it prints to standard output.
    pub(crate) fn runs(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().expect("the command runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feuillet"));
        command.args(arguments).current_dir(self.folder.path());
        if arguments[0] != "new" {
            command.args(["--content", self.blog]);
        }
        if ["publish", "serve"].contains(&arguments[0]) {
            command.arg("--reader").arg(environment::reader());
        }
        command.env("XDG_CACHE_HOME", self.folder.path().join("cache"));
        let temporary = self.folder.path().join("tmp");
        fs::create_dir_all(&temporary).expect("a folder for temporary files");
        command.env("TMPDIR", temporary);
        command.env("FEUILLET_EDITOR_URL", "editor://open/{file}:{line}:{column}");
        command
    }

    /// Starts the server on a free port, and waits until it has published.
    pub(crate) fn serves(&mut self, options: &[&str]) {
        let arguments = [&["serve", "--port", "0"], options].concat();
        let mut command = self.command(&arguments);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = command.spawn().expect("the server starts");
        let printed = server.stdout.take().expect("its output was asked for");
        let mut lines = BufReader::new(printed).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            let address = line.strip_prefix("Serving at ")?.split(' ').next()?;
            Some(address.trim_end_matches('/').to_owned())
        });
        self.address = address.expect("the server tells its address");
        self.server = Some(server);
        // Drain its output, so that it never blocks on a full pipe.
        thread::spawn(move || lines.for_each(drop));
    }

    /// Ends the server as Ctrl-C does, and returns what it left in the folder for temporary files.
    pub(crate) fn stops(&mut self) -> Vec<String> {
        if let Some(mut server) = self.server.take() {
            let signal = format!("kill -INT {}", server.id());
            let sent = Command::new("sh").arg("-c").arg(signal).status();
            assert!(sent.expect("a shell").success(), "the server runs");
            let status = server.wait().expect("the server can be waited for");
            assert!(status.success(), "{status}");
        }
        let left = fs::read_dir(self.folder.path().join("tmp")).expect("the folder for temporary files");
        let left = left.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        left.collect()
    }

    pub(crate) fn writes(&self, name: &str, text: &str) {
        write(&self.folder.path().join(self.blog).join(name), text);
    }

    pub(crate) fn reads(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(self.blog).join(name)).expect("the file is there")
    }

    /// Whether there is such a file or folder, from the folder above the blog on.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.folder.path().join(name).exists()
    }

    /// Address of a page on the author's server.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Drop for Author {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}
