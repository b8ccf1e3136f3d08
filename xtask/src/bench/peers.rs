//! One blog, published by Feuillet and by others, each on an nginx of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, Result, bail};

use super::nginx::{Certificate, Nginx};
use super::{compressed, corpus, hugo};
use crate::publish::{Profile, build_command};
use crate::setup::{self, DOCSIFY_VERSION, Peers, VITEPRESS_VERSION};
use crate::{reader, run};

/// Sheet of Hugo's minimal theme.
const HUGO_SHEET: &str = include_str!("../../hugo/main.css");
const DOCSIFY_PAGE: &str = include_str!("../../peers/docsify/index.html");
const VITEPRESS_SETTINGS: &str = include_str!("../../peers/vitepress/config.mjs");

/// The longest post of the sample blog.
const SAMPLE: &str = "the-night-train-library";
const SEED: &str = "independance-day";

/// A real post of the blog, which is opened.
pub(super) struct Post {
    pub(super) name: &'static str,
    pub(super) slug: &'static str,
    /// Words of its first paragraphs that every program leaves as they are.
    pub(super) words: String,
}

/// Kind of a site's pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Feuillet,
    Vitepress,
    Docsify,
    Plain,
}

impl Kind {
    /// Its name in the scripts.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Feuillet => "feuillet",
            Self::Vitepress => "vitepress",
            // Its app handles no clicks: links lead to fragments of its one page.
            Self::Docsify | Self::Plain => "plain",
        }
    }
}

/// The blog as one program publishes it, being served.
pub(super) struct Site {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Whether the renderer is a module of its own.
    pub(super) has_renderer: bool,
    nginx: Nginx,
}

impl Site {
    pub(super) fn address(&self, slug: &str) -> String {
        self.nginx.origin() + &self.link(slug)
    }

    /// The address of a post from the root of its host.
    pub(super) fn link(&self, slug: &str) -> String {
        match self.kind {
            Kind::Feuillet | Kind::Plain => format!("/posts/{slug}/"),
            Kind::Vitepress => format!("/posts/{slug}.html"),
            Kind::Docsify => format!("/#/posts/{slug}"),
        }
    }
}

/// Writes the blog to `work/content`: made-up posts and the real ones. Returns the real ones.
pub(super) fn write_content(work: &Path, posts: u32) -> Result<Vec<Post>> {
    let content = work.join("content");
    corpus::write(&content, posts)?;
    let mut real = Vec::new();
    match env::var_os("FEUILLET_SHARED") {
        Some(shared) => {
            let path = Path::new(&shared).join("seed").join(format!("{SEED}.md"));
            real.push(("seed post", SEED, path));
        }
        None => println!("FEUILLET_SHARED is not set; skipping the real post"),
    }
    let sample = run::project_root().join("content").join("posts");
    real.push(("longest sample post", SAMPLE, sample.join(format!("{SAMPLE}.md"))));
    let mut found = Vec::new();
    for (name, slug, path) in real {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        // Not every program shows covers, and this is about texts.
        let text: String = text
            .split_inclusive('\n')
            .filter(|line| !line.starts_with("cover_"))
            .collect();
        let words = telling_words(&text);
        let words = words.with_context(|| format!("no plain words in {}", path.display()))?;
        put(&content.join("posts").join(format!("{slug}.md")), &text)?;
        found.push(Post { name, slug, words });
    }
    Ok(found)
}

/// Publishes `work/content` with every program, and serves what they made, with one certificate. `against` is another folder that Feuillet
/// published of it.
pub(super) fn serve(peers: &Peers, work: &Path, against: Option<&Path>) -> Result<(Vec<Site>, Certificate)> {
    let content = work.join("content");
    let reader = reader::build(&setup::for_reader()?)?;
    let feuillet = build_command(Profile::Release)?;
    let certificate = Certificate::make(&peers.openssl, &work.join("certificate"))?;
    let mut roots = Vec::new();

    let out = work.join("feuillet");
    run::remove(&out)?;
    run::step("Publishing with Feuillet", || {
        let mut publish = Command::new(&feuillet);
        publish.arg("publish").arg("--content").arg(&content);
        publish.arg("--out").arg(&out).arg("--reader").arg(&reader);
        run::output(publish.args(["--base", "/", "--compress"])).map(drop)
    })?;
    roots.push(("Feuillet".to_owned(), Kind::Feuillet, out));
    if let Some(folder) = against {
        if !folder.join("posts").join(SAMPLE).join("index.html").is_file() {
            bail!(
                "{} is not this blog: publish {} into it, with the Feuillet to compare with",
                folder.display(),
                content.display()
            );
        }
        let copies = work.join("against");
        run::remove(&copies)?;
        copy_folder(folder, &copies)?;
        roots.push(("the other Feuillet".to_owned(), Kind::Feuillet, copies));
    }
    let plain = run::step("Building with Hugo", || build_hugo(peers, work))?;
    roots.push(("Hugo, minimal page".to_owned(), Kind::Plain, plain));
    let docsify = write_docsify(peers, work)?;
    roots.push((format!("docsify {DOCSIFY_VERSION}"), Kind::Docsify, docsify));
    let vitepress = run::step("Building with VitePress (takes half a minute)", || {
        build_vitepress(peers, work)
    })?;
    roots.push((format!("VitePress {VITEPRESS_VERSION}"), Kind::Vitepress, vitepress));

    let mut sites = Vec::new();
    for (index, (name, kind, root)) in roots.into_iter().enumerate() {
        run::step(&format!("Compressing {name}"), || compressed::compress(&root))?;
        let folder = work.join(format!("nginx-{index}"));
        sites.push(Site {
            has_renderer: kind == Kind::Feuillet && has_renderer(&root)?,
            nginx: Nginx::serve(&peers.nginx, &peers.nginx_brotli, &root, &folder, Some(&certificate))?,
            name,
            kind,
        });
    }
    Ok((sites, certificate))
}

fn has_renderer(root: &Path) -> Result<bool> {
    let entries = fs::read_dir(root).with_context(|| format!("cannot read {}", root.display()))?;
    Ok(entries
        .filter_map(Result::ok)
        .any(|entry| entry.file_name().to_string_lossy().starts_with("renderer-")))
}

fn build_hugo(peers: &Peers, work: &Path) -> Result<PathBuf> {
    let site = hugo::Site::write(work.join("hugo"), &work.join("content"))?;
    run::output(&mut site.build(&peers.hugo))?;
    put(&site.out.join("main.css"), HUGO_SHEET)?;
    Ok(site.out)
}

/// docsify needs no build: its script renders the Markdown.
fn write_docsify(peers: &Peers, work: &Path) -> Result<PathBuf> {
    let out = work.join("docsify");
    write_markdown(&work.join("content"), &out)?;
    put(&out.join("index.html"), DOCSIFY_PAGE)?;
    let package = peers.docsify.join("node_modules").join("docsify").join("dist");
    copy(&package.join("docsify.min.js"), &out.join("docsify.min.js"))?;
    copy(&package.join("themes").join("core.min.css"), &out.join("core.min.css"))?;
    Ok(out)
}

fn build_vitepress(peers: &Peers, work: &Path) -> Result<PathBuf> {
    let project = work.join("vitepress");
    write_markdown(&work.join("content"), &project)?;
    run::create_folder(&project.join(".vitepress"))?;
    put(&project.join(".vitepress").join("config.mjs"), VITEPRESS_SETTINGS)?;
    // The build finds the packages from the project's folder only.
    let modules = peers.vitepress.join("node_modules");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&modules, project.join("node_modules"))
        .with_context(|| format!("cannot link to {}", modules.display()))?;
    let mut build = Command::new(&peers.node);
    build.arg(modules.join("vitepress").join("bin").join("vitepress.js"));
    build.arg("build").current_dir(&project);
    run::output(&mut build)?;
    Ok(project.join(".vitepress").join("dist"))
}

/// Writes the posts with their titles as headings and without front matter, and a first page, as both programs want.
fn write_markdown(content: &Path, out: &Path) -> Result<()> {
    run::remove(out)?;
    let folder = out.join("posts");
    run::create_folder(&folder)?;
    put(&out.join("index.md"), "# A large blog\n\nMade up to be measured.\n")?;
    copy(&out.join("index.md"), &out.join("README.md"))?;
    let posts = content.join("posts");
    let entries = fs::read_dir(&posts).with_context(|| format!("cannot read {}", posts.display()))?;
    for entry in entries {
        let path = entry
            .with_context(|| format!("cannot read {}", posts.display()))?
            .path();
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let (title, body) = title_and_body(&text);
        put(
            &folder.join(path.file_name().unwrap_or_default()),
            &format!("# {title}\n\n{body}"),
        )?;
    }
    Ok(())
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    run::create_folder(to)?;
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read {}", from.display()))?.path();
        let place = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &place)?;
        } else {
            copy(&path, &place)?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let copied = fs::copy(from, to);
    copied.with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Splits a post of the benchmark, whose front matter is plain YAML.
fn title_and_body(text: &str) -> (&str, &str) {
    let Some((head, body)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
        return ("", text);
    };
    let title = head.lines().find_map(|line| line.strip_prefix("title:"));
    (title.unwrap_or_default().trim().trim_matches('"'), body.trim_start())
}

/// The first run of plain words: without markup, and without signs and spaces that typography changes.
fn telling_words(text: &str) -> Option<String> {
    const ENOUGH: usize = 25;
    let (_, body) = title_and_body(text);
    let runs = body
        .lines()
        .filter(|line| line.starts_with(char::is_alphanumeric))
        .flat_map(|line| line.split(|sign: char| !sign.is_alphanumeric() && sign != ' '));
    let mut runs = runs.map(str::trim).filter(|run| run.len() >= ENOUGH);
    runs.next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{telling_words, title_and_body};

    #[test]
    fn a_post_is_split_at_its_front_matter() {
        for (text, expected) in [
            ("---\ntitle: \"A day\"\ndate: 2020\n---\n\nText", ("A day", "Text")),
            ("---\ntitle: A day\n---\nText", ("A day", "Text")),
            ("Text", ("", "Text")),
        ] {
            assert_eq!(title_and_body(text), expected, "{text:?}");
        }
    }

    #[test]
    fn words_are_taken_that_no_typography_changes() {
        for (text, expected) in [
            ("## A heading that is long enough\n\nShort.", None),
            (
                "J'ai fêté mes *dix* ans chez Le Phare en février dernier. Et…",
                Some("ans chez Le Phare en février dernier"),
            ),
            (
                "My sister lives at one end of the line and I",
                Some("My sister lives at one end of the line and I"),
            ),
        ] {
            assert_eq!(telling_words(text).as_deref(), expected, "{text:?}");
        }
    }
}
