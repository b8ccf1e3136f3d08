//! `cargo xtask bench serve`: the time from a save to the changed page in the author's browser.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;

use anyhow::{Context as _, Result, bail};

use super::{corpus, hugo, median_by};
use crate::publish::{Profile, build_command};
use crate::setup::Lighthouse;
use crate::{reader, run, setup};

/// A server, ended on drop.
struct Server {
    process: Child,
    /// Without a slash at its end.
    origin: String,
}

pub(super) fn serve(posts: &[u32], runs: u32) -> Result<ExitCode> {
    let tools = setup::lighthouse()?;
    let hugo = setup::hugo()?;
    let reader = reader::build(&setup::for_reader()?)?;
    let feuillet = build_command(Profile::Release)?;
    let work = run::target_folder().join("bench").join("serve");
    run::create_folder(&work)?;
    let script = work.join("serve.mjs");
    std::fs::write(&script, include_str!("serve.mjs")).with_context(|| format!("cannot write {}", script.display()))?;

    let mut lines = Vec::new();
    for posts in posts {
        let content = work.join("content");
        run::remove(&content)?;
        run::step(&format!("Writing a blog with {posts} posts"), || {
            corpus::write(&content, *posts)
        })?;
        let post = posts / 2;
        let measured = run::step("Changing a post that a browser shows", || {
            let mut ours = Command::new(&feuillet);
            ours.args(["serve", "--port", "0", "--content"]).arg(&content);
            ours.arg("--reader").arg(&reader);
            let ours = Server::start(ours, "Serving at ", None)?;
            let ours = ours.measure(&tools, &script, &content, post, runs)?;
            let site = hugo::Site::write(work.join("hugo"), &content)?;
            let port = free_port()?;
            let theirs = Server::start(site.serve(&hugo, port), "Web Server is available at ", Some(port))?;
            let theirs = theirs.measure(&tools, &script, &content, post, runs)?;
            Ok((ours, theirs))
        });
        lines.push((*posts, measured?));
    }
    println!("\nTime from a save to the changed page, median and slowest of {runs}\n");
    println!("{:<12} {:>20} {:>20}", "posts", "Feuillet", "hugo server");
    let times = |(median, slowest): (f64, f64)| format!("{median:.0} ms, {slowest:.0} ms");
    for (posts, (ours, theirs)) in lines {
        println!("{posts:<12} {:>20} {:>20}", times(ours), times(theirs));
    }
    Ok(ExitCode::SUCCESS)
}

impl Server {
    /// Starts a server and waits for the line that tells its address. `port` is the one that it was told to take.
    fn start(mut command: Command, mark: &str, port: Option<u16>) -> Result<Self> {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut process = command.spawn().context("cannot start the server")?;
        let printed = process.stdout.take().context("the server has no output")?;
        let mut lines = BufReader::new(printed).lines().map_while(Result::ok);
        let told = lines.find_map(|line| Some(line.split_once(mark)?.1.to_owned()));
        let mut server = Self {
            process,
            origin: String::new(),
        };
        let Some(told) = told else {
            bail!("the server ended without telling its address");
        };
        let address = told.split_whitespace().next().unwrap_or_default().trim_end_matches('/');
        server.origin = match port {
            Some(port) => format!("http://127.0.0.1:{port}"),
            None => address.to_owned(),
        };
        // Its output must not fill the pipe.
        thread::spawn(move || lines.for_each(drop));
        Ok(server)
    }

    /// Median and slowest time of some changes, in milliseconds.
    fn measure(&self, tools: &Lighthouse, script: &Path, content: &Path, post: u32, runs: u32) -> Result<(f64, f64)> {
        let file = corpus::path(content, post);
        let name = file.file_stem().context("a post has a name")?.to_string_lossy();
        let mut node = Command::new("node");
        node.arg(script).arg(&tools.packages).arg(&tools.chromium);
        node.arg(format!("{}/posts/{name}/", self.origin)).arg(&file);
        node.arg(runs.to_string());
        let printed = run::output(&mut node)?;
        let times: Vec<f64> = serde_json::from_str(&printed).context("cannot parse the measurements")?;
        let slowest = times.iter().copied().fold(0.0, f64::max);
        let median = median_by(times, |time| *time).context("no measurements")?;
        Ok((median, slowest))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port")?;
    Ok(listener.local_addr().context("no free port")?.port())
}
