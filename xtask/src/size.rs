//! `cargo xtask size`: what a visitor downloads before a post is readable and interactive, compared with the budget.

mod by_module;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

pub(crate) use self::by_module::By;
use crate::reader::{self, linker};
use crate::{publish, run, setup};

const BUDGET: &str = "xtask/size-budget.toml";

/// File that a page does not need to be alive.
const RENDERER: &str = "renderer.wasm";

/// Texts that panics of Rust's library print.
const PANIC_WORDS: [&str; 3] = ["panicked at", "`Option::unwrap()` on a `None`", "index out of bounds"];

/// The parts of the reader that a budget can have. The total is what a page needs to be alive.
const PARTS: [&str; 5] = ["core", "renderer", "glue", "css", "total"];

/// Scripts of a published blog that a budget can have: part, how their names begin.
const SCRIPTS: [(&str, &str); 4] = [
    ("page-script", "page-"),
    ("start-script", "feuillet-"),
    ("renderer-script", "renderer-"),
    ("worker", "sw"),
];

/// Brotli's highest quality with its default window, as used by hosts that serve precompressed files.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

/// Prints what is in the modules, if that is asked for, and the table of sizes.
pub(crate) fn size(by: Option<By>) -> Result<ExitCode> {
    if let Some(by) = by {
        let tools = setup::for_reader()?;
        reader::build(&tools)?;
        by_module::print(&tools, by)?;
        return Ok(ExitCode::SUCCESS);
    }
    Ok(if is_within_budget()? {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Prints the table and a sentence for each excess. Returns whether there is none.
pub(crate) fn is_within_budget() -> Result<bool> {
    let tools = setup::for_reader()?;
    let reader = reader::build(&tools)?;
    let path = run::project_root().join(BUDGET);
    let budget = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let budget = parse_budget(&budget).with_context(|| format!("in {}", path.display()))?;

    let files = measure(&reader)?;
    let scripts = measure_scripts(&reader)?;
    print!("{}", table(&files, &scripts));
    let mut faults = excesses(&[&files[..], &scripts].concat(), &budget);
    faults.extend(words_left(&reader, &files)?);
    faults.extend(linker::missing_panics(reader::CORE).iter().map(|name| {
        format!("{name} is no function of the compiler's library any more: see DIVERGING in xtask/src/reader/panics.rs")
    }));
    for fault in &faults {
        println!("{fault}");
    }
    Ok(faults.is_empty())
}

/// One sentence for each module with the texts of panics, which are to be taken out when it is linked.
fn words_left(reader: &Path, files: &[Measured]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| is_module(&file.name)) {
        let path = reader.join(&file.name);
        let module = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for words in PANIC_WORDS {
            if module.windows(words.len()).any(|window| window == words.as_bytes()) {
                found.push(format!(
                    "{} has the text of a panic, \"{words}\": a function may be missing in DIVERGING in \
                     xtask/src/reader/panics.rs",
                    file.name
                ));
            }
        }
    }
    Ok(found)
}

/// Publishes the sample blog, and measures its scripts, each part as a whole.
fn measure_scripts(reader: &Path) -> Result<Vec<Measured>> {
    let blog = run::target_folder().join("dist").join("size-blog");
    run::remove(&blog)?;
    let mut command = Command::new(publish::build_command(publish::Profile::Dev)?);
    command
        .args(["publish", "--content"])
        .arg(run::project_root().join("content"));
    command.arg("--out").arg(&blog).arg("--reader").arg(reader);
    run::output(&mut command)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(&blog).with_context(|| format!("cannot read the folder {}", blog.display()))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "js"));
    let mut scripts = Vec::new();
    for (part, start) in SCRIPTS {
        let mut sum = Measured {
            name: part.to_owned(),
            ..Measured::default()
        };
        for name in names.iter().filter(|name| name.starts_with(start)) {
            let file = measure_file(&blog, &blog.join(name))?;
            sum.raw += file.raw;
            sum.gzip += file.gzip;
            sum.brotli += file.brotli;
        }
        scripts.push(sum);
    }
    Ok(scripts)
}

/// Sizes of one downloaded file, in bytes.
#[derive(Clone, Default)]
struct Measured {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// A line of the budget file: maximum size of a part of the reader, or of its total, in bytes with Brotli.
#[derive(Debug, PartialEq)]
struct Allowance {
    part: String,
    bytes: usize,
}

/// Measures `index.html`, all scripts and WebAssembly modules, and the parts of the style sheet together: pages carry
/// some of them, and the reader loads the rest as one file.
fn measure(reader: &Path) -> Result<Vec<Measured>> {
    let is_a = |path: &PathBuf, kinds: &[&str]| {
        let kind = path.extension().unwrap_or_default();
        kinds.iter().any(|known| kind == *known)
    };
    let files = files_below(reader)?;
    let mut measured = vec![measure_file(reader, &reader.join("index.html"))?];
    for path in files.iter().filter(|path| is_a(path, &["js", "wasm"])) {
        measured.push(measure_file(reader, path)?);
    }
    let mut css = Vec::new();
    for path in files.iter().filter(|path| is_a(path, &["css"])) {
        css.extend(fs::read(path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    measured.push(measure_bytes("parts of the style sheet.css", &css)?);
    Ok(measured)
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for entry in entries {
        let path = entry
            .with_context(|| format!("cannot read the folder {}", folder.display()))?
            .path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn measure_file(reader: &Path, path: &Path) -> Result<Measured> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    measure_bytes(&path.strip_prefix(reader).unwrap_or(path).to_string_lossy(), &bytes)
}

fn measure_bytes(name: &str, bytes: &[u8]) -> Result<Measured> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).context("gzip")?;
    let mut brotli = brotli::CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, BROTLI_WINDOW);
    brotli.write_all(bytes).context("Brotli")?;
    Ok(Measured {
        name: name.to_owned(),
        raw: bytes.len(),
        gzip: gzip.finish().context("gzip")?.len(),
        brotli: brotli.into_inner().len(),
    })
}

fn table(files: &[Measured], scripts: &[Measured]) -> String {
    let needed = || files.iter().filter(|file| belongs(&file.name, "total"));
    let total = Measured {
        name: "total to be alive (all but the renderer)".to_owned(),
        raw: needed().map(|file| file.raw).sum(),
        gzip: needed().map(|file| file.gzip).sum(),
        brotli: needed().map(|file| file.brotli).sum(),
    };
    let row = |file: &Measured| {
        let [raw, gzip, brotli] = [file.raw, file.gzip, file.brotli].map(kilobytes);
        format!("{:<40} {raw:>20} {gzip:>20} {brotli:>20}\n", file.name)
    };
    let head = format!(
        "{:<40} {:>20} {:>20} {:>20}\n",
        "kB (bytes)", "raw", "gzip -9", "Brotli 11"
    );
    std::iter::once(head)
        .chain(files.iter().chain([&total]).chain(scripts).map(row))
        .collect()
}

/// Formats bytes as kilobytes of 1,000 bytes: `167_960` -> `168.0 (167960)`.
fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{} ({bytes})", tenths / 10, tenths % 10)
}

/// One sentence for each allowance that is exceeded.
fn excesses(files: &[Measured], budget: &[Allowance]) -> Vec<String> {
    let exceeded = budget.iter().filter_map(|Allowance { part, bytes }| {
        let used = files.iter().filter(|file| belongs(&file.name, part));
        let used: usize = used.map(|file| file.brotli).sum();
        if used == 0 {
            return Some(format!(
                "not measured: {BUDGET} lists `{part}`, but the reader has no such part"
            ));
        }
        (used > *bytes).then(|| {
            format!(
                "over the budget: {part} is {used} bytes with Brotli, {} more than the {bytes} in {BUDGET}",
                used - bytes
            )
        })
    });
    exceeded.collect()
}

fn belongs(name: &str, part: &str) -> bool {
    if SCRIPTS.iter().any(|(script, _)| *script == name) {
        return part == name;
    }
    let extension = Path::new(name).extension().unwrap_or_default();
    let is_renderer = name == RENDERER;
    match part {
        "renderer" => is_renderer,
        "core" => is_module(name) && !is_renderer,
        "glue" => extension == "js",
        "total" => !is_renderer,
        part => extension == part,
    }
}

fn is_module(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "wasm")
}

/// Parses lines such as `core = 170_000`; `#` starts a comment.
fn parse_budget(text: &str) -> Result<Vec<Allowance>> {
    let mut budget = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let Some((part, bytes)) = line.split_once('=') else {
            bail!("line {number}: expected `part = bytes`")
        };
        let part = part.trim().to_owned();
        let parts = || PARTS.into_iter().chain(SCRIPTS.map(|(part, _)| part));
        if !parts().any(|known| known == part) {
            let known = parts().collect::<Vec<_>>().join(", ");
            bail!("line {number}: unknown part `{part}`, expected one of {known}");
        }
        let bytes = bytes.trim().replace('_', "");
        let bytes = bytes
            .parse()
            .with_context(|| format!("line {number}: invalid number of bytes `{bytes}`"))?;
        budget.push(Allowance { part, bytes });
    }
    Ok(budget)
}

#[cfg(test)]
mod tests {
    use super::{Allowance, Measured, excesses, kilobytes, parse_budget};

    #[test]
    fn budgets_are_read_line_by_line() {
        let allowance = |part: &str, bytes| Allowance {
            part: part.to_owned(),
            bytes,
        };
        for (text, expected) in [
            ("", vec![]),
            ("# only a comment\n\n", vec![]),
            (
                "core = 170_000 # Brotli\ncss=8000",
                vec![allowance("core", 170_000), allowance("css", 8000)],
            ),
        ] {
            assert_eq!(parse_budget(text).expect("a budget"), expected, "{text:?}");
        }
    }

    #[test]
    fn a_damaged_budget_names_the_line() {
        for (text, expected) in [
            ("core", "line 1: expected `part = bytes`"),
            (
                "\nimages = 3",
                "line 2: unknown part `images`, expected one of core, renderer, glue, css, total, page-script, \
                 start-script, renderer-script, worker",
            ),
            ("css = many", "line 1: invalid number of bytes `many`"),
        ] {
            assert_eq!(parse_budget(text).expect_err("damaged").to_string(), expected);
        }
    }

    #[test]
    fn only_parts_above_their_allowance_are_reported() {
        let file = |name: &str, brotli| Measured {
            name: name.to_owned(),
            raw: 0,
            gzip: 0,
            brotli,
        };
        let files = [
            file("index.html", 10),
            file("a.js", 20),
            file("snippets/b.js", 5),
            file("a.wasm", 100),
            file("renderer.wasm", 1000),
        ];
        let parts = |budget: &str| {
            let found = excesses(&files, &parse_budget(budget).expect("a budget"));
            found
                .iter()
                .map(|sentence| sentence.split(' ').nth(3).unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            parts("core = 100\nrenderer = 1000\nglue = 25\ntotal = 135"),
            Vec::<String>::new()
        );
        assert_eq!(
            parts("core = 99\nrenderer = 999\nglue = 24\ntotal = 134"),
            ["core", "renderer", "glue", "total"]
        );
        // A missing part was not measured, so it must not pass.
        assert_eq!(parts("css = 1").len(), 1);
    }

    #[test]
    fn kilobytes_have_one_decimal() {
        for (bytes, expected) in [
            (0, "0.0 (0)"),
            (49, "0.0 (49)"),
            (50, "0.1 (50)"),
            (167_960, "168.0 (167960)"),
        ] {
            assert_eq!(kilobytes(bytes), expected);
        }
    }
}
