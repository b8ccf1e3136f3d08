//! `cargo xtask bench load`: how soon a post is readable and the app alive on a slow phone, beside other programs.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::peers::{Kind, Post, Site};
use super::{median_by, peers};
use crate::{run, setup};

const FILES: [(&str, &str); 3] = [
    ("load.mjs", include_str!("load.mjs")),
    ("chromium.mjs", include_str!("chromium.mjs")),
    ("network.mjs", include_str!("network.mjs")),
];

/// A column of the table: what it is called, where its figures are, and its unit.
struct Column {
    title: &'static str,
    pointers: &'static [&'static str],
    unit: f64,
    digits: usize,
}

const COLUMNS: [Column; 13] = [
    column("readable", &["/readable"], 1.0),
    column("alive", &["/alive"], 1.0),
    column("renderer", &["/renderer"], 1.0),
    column("click", &["/click/first"], 1.0),
    column("again", &["/click/again"], 1.0),
    column("blocked", &["/blocked"], 1.0),
    column("longest", &["/longest"], 1.0),
    column("kB", &["/untilReadable/bytes"], 1e3),
    column("requests", &["/untilReadable/requests"], 1.0),
    column("kB", &["/untilAlive/bytes"], 1e3),
    column("requests", &["/untilAlive/requests"], 1.0),
    Column {
        digits: 2,
        ..column("heap", &["/memory/heap", "/memoryThen/heap"], 1e6)
    },
    Column {
        digits: 2,
        ..column("WASM", &["/memory/wasm", "/memoryThen/wasm"], 1e6)
    },
];

const fn column(title: &'static str, pointers: &'static [&'static str], unit: f64) -> Column {
    Column {
        title,
        pointers,
        unit,
        digits: 0,
    }
}

pub(super) fn load(runs: u32, posts: u32, against: Option<&Path>, waterfall: bool) -> Result<ExitCode> {
    let tools = setup::peers()?;
    let work = run::target_folder().join("bench").join("load");
    run::create_folder(&work)?;
    let real = run::step(&format!("Writing a blog with {posts} posts"), || {
        peers::write_content(&work, posts)
    })?;
    let (sites, certificate) = peers::serve(&tools, &work, against)?;
    for (name, text) in FILES {
        let path = work.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }

    let pairs: Vec<(&Post, &Site)> = real
        .iter()
        .flat_map(|post| sites.iter().map(move |site| (post, site)))
        .collect();
    let visits = pairs.iter().map(|(post, site)| {
        let other = real.iter().find(|other| other.slug != post.slug);
        let next = other.filter(|_| site.kind != Kind::Plain);
        json!({
            "next": next.map(|next| json!({ "href": site.link(next.slug), "text": next.words })),
            "url": site.address(post.slug),
            "text": post.words,
            "kind": site.kind.name(),
            "hasRenderer": site.has_renderer,
        })
    });
    let plan = json!({ "runs": runs, "waterfall": waterfall, "certificate": certificate.path(), "visits": visits.collect::<Vec<_>>() });
    let (plan_file, profile) = (work.join("plan.json"), work.join("profile"));
    fs::write(&plan_file, plan.to_string()).with_context(|| format!("cannot write {}", plan_file.display()))?;
    run::remove(&profile)?;
    let mut node = Command::new(&tools.node);
    node.arg(work.join("load.mjs")).arg(&tools.chromium).arg(&profile);
    node.arg(&plan_file);
    let announcement = format!("Opening {} pages {runs} times each, in turn", pairs.len());
    let told = run::step(&announcement, || run::output(&mut node))?;
    let told: Vec<Vec<Value>> = serde_json::from_str(&told).context("cannot parse the measurements")?;
    ensure!(told.len() == pairs.len(), "a page was not measured");

    println!(
        "Slow 4G (150 ms, 1.6 Mbit/s down, 0.75 up), processor 4 times slower, cold cache, HTTP/2 with TLS; {posts} posts, median of {runs}"
    );
    println!(
        "Times in ms (click: to the text of another post, by a link that nobody pointed at; again: after going back); bytes and requests until readable, then until alive; memory in MB, then after another post\n"
    );
    let mut told = told.iter();
    for post in &real {
        let figures: Vec<(&Site, &Vec<Value>)> = sites.iter().zip(told.by_ref()).collect();
        print(post, &figures);
        if waterfall {
            for (site, runs) in &figures {
                print_waterfall(site, runs);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print(post: &Post, figures: &[(&Site, &Vec<Value>)]) {
    print!("{:<24}", post.name);
    for column in COLUMNS {
        print!("{:>width$}", column.title, width = column.width());
    }
    println!();
    for (site, runs) in figures {
        print!("  {:<22}", site.name);
        for column in &COLUMNS {
            print!("{:>width$}", column.cell(runs), width = column.width());
        }
        println!();
    }
    let Some(((_, ours), others)) = figures.split_first() else {
        return;
    };
    for (site, theirs) in others {
        println!(
            "  {:<30}{}",
            format!("Feuillet / {}", site.name),
            ratios(site.kind, ours, theirs)
        );
    }
    println!();
}

/// Our figures as multiples of theirs. A page without an app is alive when it is readable.
fn ratios(kind: Kind, ours: &[Value], theirs: &[Value]) -> String {
    let alive = match kind {
        Kind::Docsify | Kind::Plain => "/readable",
        Kind::Feuillet | Kind::Vitepress => "/alive",
    };
    let compared = [
        ("readable", "/readable", "/readable"),
        ("alive", "/alive", alive),
        ("blocked", "/blocked", "/blocked"),
        ("click", "/click/first", "/click/first"),
        ("again", "/click/again", "/click/again"),
    ];
    let is_there = |pointer: &str| theirs.iter().any(|run| run.pointer(pointer).is_some());
    let compared = compared
        .into_iter()
        .filter(|(name, _, pointer)| !matches!(*name, "click" | "again") || is_there(pointer));
    let compared = compared.map(|(name, our_pointer, their_pointer)| {
        match (median(ours, our_pointer), median(theirs, their_pointer)) {
            (Some(ours), Some(theirs)) if theirs > 0.0 => format!("{name} {:.2}x", ours / theirs),
            (Some(ours), Some(_)) => format!("{name} {ours:.0} against 0 ms"),
            _ => format!("{name} not measured"),
        }
    });
    compared.collect::<Vec<_>>().join(", ")
}

fn median(runs: &[Value], pointer: &str) -> Option<f64> {
    let figures = runs.iter().filter_map(|run| run.pointer(pointer)?.as_f64());
    median_by(figures.collect(), |figure| *figure)
}

impl Column {
    fn width(&self) -> usize {
        if self.pointers.len() > 1 { 14 } else { 10 }
    }

    fn cell(&self, runs: &[Value]) -> String {
        let medians = self.pointers.iter().filter_map(|pointer| median(runs, pointer));
        let shown: Vec<String> = medians
            .map(|median| format!("{:.*}", self.digits, median / self.unit))
            .collect();
        if shown.is_empty() {
            "-".to_owned()
        } else {
            shown.join(", ")
        }
    }
}

/// Prints the requests of the visit whose text was readable in the median time.
fn print_waterfall(site: &Site, runs: &[Value]) {
    let visit = median_by(runs.iter().collect(), |run| {
        run["readable"].as_f64().unwrap_or_default()
    });
    let Some(visit) = visit else { return };
    let time = |key: &str| visit[key].as_f64().map_or("-".to_owned(), |time| format!("{time:.0}"));
    println!(
        "  {}: readable {}, alive {}, renderer {}",
        site.name,
        time("readable"),
        time("alive"),
        time("renderer")
    );
    for request in visit["waterfall"].as_array().into_iter().flatten() {
        let number = |key: &str| {
            request[key]
                .as_f64()
                .map_or("-".to_owned(), |number| format!("{number:.0}"))
        };
        println!(
            "  {:>7} {:>9} {:>9} {:>9} bytes  {:<9} {}",
            number("sent"),
            number("answered"),
            number("ended"),
            number("bytes"),
            request["priority"].as_str().unwrap_or_default(),
            request["url"].as_str().unwrap_or_default(),
        );
    }
    println!();
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{COLUMNS, Kind, ratios};

    #[test]
    fn figures_are_compared_with_what_matters_to_a_visitor() {
        let ours =
            [json!({ "readable": 100.0, "alive": 300.0, "blocked": 50.0, "click": { "first": 100.0, "again": 10.0 } })];
        for (kind, theirs, expected) in [
            (
                Kind::Docsify,
                json!({ "readable": 200.0, "alive": null, "blocked": 100.0 }),
                "readable 0.50x, alive 1.50x, blocked 0.50x",
            ),
            (
                Kind::Vitepress,
                json!({ "readable": 200.0, "alive": 600.0, "blocked": 0.0, "click": { "first": 50.0, "again": 20.0 } }),
                "readable 0.50x, alive 0.50x, blocked 50 against 0 ms, click 2.00x, again 0.50x",
            ),
        ] {
            assert_eq!(ratios(kind, &ours, &[theirs]), expected);
        }
    }

    #[test]
    fn a_figure_that_a_page_does_not_have_is_left_out() {
        let heap = COLUMNS.iter().find(|column| column.title == "heap").expect("a column");
        for (run, expected) in [
            (json!({}), "-"),
            (json!({ "memory": { "heap": 1.5e6 } }), "1.50"),
            (
                json!({ "memory": { "heap": 1.5e6 }, "memoryThen": { "heap": 2e6 } }),
                "1.50, 2.00",
            ),
        ] {
            assert_eq!(heap.cell(&[run]), expected);
        }
    }
}
