//! `cargo xtask bench render`: Markdown to HTML in a browser, by Feuillet and by the usual renderers, in one table.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::{corpus, median_by};
use crate::setup::Renderers;
use crate::{reader, run, setup};

/// Names of the other renderers in the benchmark page. Results are compared with ours.
const OTHERS: [&str; 3] = ["marked", "markdown-it", "commonmark"];
const OURS: &str = "feuillet";

/// Last paragraph of the synthetic texts, which detects a renderer that stops early.
const LAST: &str = "Here the measured text ends.";

/// A document to render.
struct Text {
    name: String,
    whole: String,
    /// Text that occurs at the end of every correct rendering.
    last: String,
}

pub(super) fn render(runs: u32) -> Result<ExitCode> {
    let renderers = setup::renderers()?;
    let tools = setup::for_reader()?;
    let work = run::target_folder().join("bench").join("render");
    run::remove(&work)?;
    run::create_folder(&work)?;
    reader::renderer::build(&tools, &work)?;
    let module = work.join(reader::renderer::MODULE);

    let texts = texts()?;
    let page = work.join("render.html");
    fs::write(&page, html(&renderers, &module, &texts, runs)?)
        .with_context(|| format!("cannot write {}", page.display()))?;

    let warm = run::step("Rendering in a browser, with warm renderers in turn", || {
        look(&renderers.chromium, &page, "", &work)
    })?;
    let cold = run::step("Rendering once in a fresh browser, with each renderer in turn", || {
        cold(&renderers.chromium, &page, &work, runs.div_ceil(2))
    })?;
    print(&renderers, &texts, &warm["warm"], &cold, &module)?;
    Ok(ExitCode::SUCCESS)
}

/// A real post, if there is one, and two synthetic texts.
fn texts() -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    match env::var_os("FEUILLET_SHARED") {
        Some(shared) => {
            let path = Path::new(&shared).join("seed").join("independance-day.md");
            let whole = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let last = whole.split_whitespace().next_back().unwrap_or_default();
            let last = last.rsplit(['>', '<', '*', '_', ')', ']']).find(|part| part.len() > 2);
            texts.push(Text {
                name: "seed post".to_owned(),
                last: last.unwrap_or_default().to_owned(),
                whole,
            });
        }
        None => println!("FEUILLET_SHARED is not set; skipping the real post"),
    }
    for (name, length) in [("40 kB", 40_000), ("1 MB", 1_000_000)] {
        texts.push(Text {
            name: name.to_owned(),
            whole: corpus::document(length, LAST),
            last: LAST.to_owned(),
        });
    }
    Ok(texts)
}

/// Builds the benchmark page. The other renderers do not parse front matter, so they get only the body.
fn html(renderers: &Renderers, module: &Path, texts: &[Text], rounds: u32) -> Result<String> {
    let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let mut scripts = serde_json::Map::new();
    for (name, (_, script)) in OTHERS.iter().zip(&renderers.scripts) {
        scripts.insert((*name).to_owned(), read(script)?.into());
    }
    let texts = texts.iter().map(|text| {
        let body = text.whole.splitn(3, "---\n").nth(2).unwrap_or(&text.whole);
        json!({ "whole": text.whole, "body": body, "last": text.last, "cold": text.name == "40 kB" })
    });
    let module = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let input = json!({
        "scripts": scripts,
        "module": module,
        "site": {},
        "texts": texts.collect::<Vec<_>>(),
        "rounds": rounds,
    });
    // Escape `<`, so that no text can end the script element.
    let input = input.to_string().replace('<', "\\u003c");
    let measure = concat!(
        // The reader's own lines that call the module.
        include_str!("../../../crates/publish/src/pages/reader_scripts/call.js"),
        include_str!("render.js")
    );
    Ok(format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><pre id=\"told\"></pre>\n<script>const INPUT = {input};</script>\n<script>{measure}</script>\n"
    ))
}

/// Opens the page in headless Chromium, and returns the JSON that it prints.
fn look(chromium: &Path, page: &Path, query: &str, work: &Path) -> Result<Value> {
    let profile = work.join("profile");
    run::remove(&profile)?;
    let mut command = Command::new(chromium);
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
    ]);
    command.args([
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]);
    command
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg("--dump-dom");
    command.arg(format!("file://{}{query}", page.display()));
    let shown = run::output(&mut command)?;
    let told = shown
        .split_once("<pre id=\"told\">")
        .and_then(|(_, rest)| rest.split_once("</pre>"));
    let told: Value = serde_json::from_str(told.context("no results in the page")?.0)
        .context("cannot parse the results of the page")?;
    if let Some(error) = told["error"].as_str() {
        bail!("error in the page: {error}");
    }
    Ok(told)
}

/// Median milliseconds from a renderer's script to its first HTML, for each renderer, ours first.
fn cold(chromium: &Path, page: &Path, work: &Path, runs: u32) -> Result<Vec<f64>> {
    let mut figures = [const { Vec::new() }; OTHERS.len() + 1];
    for _ in 0..runs {
        for (name, figures) in names().zip(&mut figures) {
            let told = look(chromium, page, &format!("?cold={name}"), work)?;
            figures.push(told["cold"].as_f64().context("no result in the page")?);
        }
    }
    figures.into_iter().map(median).collect()
}

fn names() -> impl Iterator<Item = &'static str> {
    std::iter::once(OURS).chain(OTHERS)
}

fn median(figures: Vec<f64>) -> Result<f64> {
    median_by(figures, |figure| *figure).context("no measurements")
}

/// Prints the table: milliseconds, and the ratio to ours.
fn print(renderers: &Renderers, texts: &[Text], warm: &Value, cold: &[f64], module: &Path) -> Result<()> {
    let size = fs::metadata(module).map_or(0, |module| module.len());
    println!("median milliseconds from Markdown to HTML; the module is {size} bytes\n");
    print!("{:<22}", "");
    for text in texts {
        print!("{:>20}", text.name);
    }
    println!("{:>20}", "40 kB, cold");
    let versions = std::iter::once("feuillet").chain(renderers.scripts.iter().map(|(name, _)| name.as_str()));
    let figures = |name: &str, at: usize| {
        let figures = warm[at][name].as_array().context("no results in the page")?;
        median(figures.iter().filter_map(Value::as_f64).collect())
    };
    for ((name, version), cold_figure) in names().zip(versions).zip(cold) {
        print!("{version:<22}");
        for at in 0..texts.len() {
            print!("{:>20}", cell(figures(name, at)?, figures(OURS, at)?));
        }
        println!("{:>20}", cell(*cold_figure, cold.first().copied().unwrap_or_default()));
    }
    Ok(())
}

fn cell(figure: f64, ours: f64) -> String {
    let digits = if figure < 10.0 { 3 } else { 1 };
    format!("{figure:.digits$} ({:.2}x)", figure / ours)
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn figures_are_told_with_their_ratio() {
        for (figure, ours, expected) in [(0.4, 0.4, "0.400 (1.00x)"), (30.25, 10.0, "30.2 (3.02x)")] {
            assert_eq!(cell(figure, ours), expected);
        }
    }
}
