//! `feuillet post`: starts a post.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use feuillet_content::slug::Slug;
use feuillet_dialects::folder::project::is_project;

/// A file of the content folder that new posts are made of.
const ARCHETYPE: &str = "archetype.md";

const DEFAULT: &str = "---\ntitle: {title}\ndate: {date}\n---\n\n";

/// Writes a post with this title to a content folder, and returns its path.
///
/// # Errors
///
/// If the title has no letter that an address can have, the post is there already, or the folder is another generator's.
pub(super) fn post(content: &Path, title: &str, is_draft: bool) -> Result<PathBuf> {
    ensure!(
        content.join(feuillet_settings::FILE).is_file() || !is_project(content),
        "{} is a project of another generator, whose own command starts its posts",
        content.display()
    );
    let slug = Slug::of(title);
    ensure!(
        !slug.is_empty(),
        "no address can be made of the title `{title}`: write one with letters or digits"
    );
    let archetype = content.join(ARCHETYPE);
    let archetype = match fs::read_to_string(&archetype) {
        Ok(text) => text,
        Err(_) if archetype.symlink_metadata().is_err() => DEFAULT.to_owned(),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", archetype.display())),
    };
    let text = with_title(&archetype, title)?
        .replace("{date}", &now())
        .replace("{slug}", &slug);
    let text = if is_draft { as_draft(&text)? } else { text };
    let path = content.join("posts").join(format!("{slug}.md"));
    fs::create_dir_all(content.join("posts"))
        .with_context(|| format!("cannot create posts/ in {}", content.display()))?;
    let file = fs::File::options().write(true).create_new(true).open(&path);
    let mut file = match file {
        Ok(file) => file,
        Err(error) if path.exists() => {
            drop(error);
            bail!("{} is there already: choose another title", path.display());
        }
        Err(error) => return Err(error).with_context(|| format!("cannot write {}", path.display())),
    };
    file.write_all(text.as_bytes())?;
    Ok(path)
}

/// Fills in a title: in quotes where it is a whole value of front matter (`title: {title}`), with those that are there
/// already, or as it is in text.
fn with_title(archetype: &str, title: &str) -> Result<String> {
    // JSON's strings are YAML's.
    let quoted = serde_json::to_string(title)?;
    let mut parts = archetype.split("{title}").peekable();
    let mut text = String::new();
    while let Some(part) = parts.next() {
        text.push_str(part);
        let Some(rest) = parts.peek() else { break };
        let is_value = text.ends_with(": ") && rest.lines().next().is_none_or(|rest| rest.trim().is_empty());
        text.push_str(if is_value {
            &quoted
        } else if text.ends_with('"') {
            &quoted[1..quoted.len() - 1]
        } else {
            title
        });
    }
    Ok(text)
}

/// Marks a text as a draft: in its front matter in YAML, if it has some.
///
/// # Errors
///
/// If the front matter is not in YAML.
fn as_draft(text: &str) -> Result<String> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    ensure!(
        !text.starts_with("+++") && !text.starts_with('{'),
        "{ARCHETYPE} has no front matter in YAML, to which `--draft` adds `draft: true`: write that into the post yourself"
    );
    let Some(rest) = text.strip_prefix("---\n") else {
        return Ok(format!("---\ndraft: true\n---\n\n{text}"));
    };
    let (head, body) = rest.split_at(rest.find("\n---").map_or(rest.len(), |end| end + 1));
    let others = head.split_inclusive('\n').filter(|line| !line.starts_with("draft:"));
    Ok(format!("---\ndraft: true\n{}{body}", others.collect::<String>()))
}

/// Opens a file in the author's editor.
///
/// # Errors
///
/// If no editor is known, or it cannot be started.
pub(super) fn edit(path: &Path) -> Result<()> {
    let mut variables = ["VISUAL", "EDITOR"].iter().filter_map(|name| std::env::var(name).ok());
    let editor = variables.find(|editor| !editor.trim().is_empty());
    let editor = editor.context("no editor is known: set `VISUAL` or `EDITOR`, such as `export EDITOR=nano`")?;
    let mut words = editor.split_ascii_whitespace();
    let program = words.next().unwrap_or_default();
    let status = Command::new(program).args(words).arg(path).status();
    let status = status.with_context(|| format!("cannot start the editor `{editor}`"))?;
    ensure!(status.success(), "the editor `{editor}` failed ({status})");
    Ok(())
}

/// Returns the day and time here, with the zone: a host that publishes in another one must not take it for the future.
/// The time orders the posts of a day.
pub(super) fn now() -> String {
    chrono::Local::now().format("%Y-%m-%d %H:%M %:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_has_its_title_and_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = post(folder.path(), "L'été: \"un\" rêve", false).unwrap();
        assert_eq!(path, folder.path().join("posts/l-ete-un-reve.md"));
        let text = fs::read_to_string(&path).unwrap();
        let (head, rest) = text.split_once("\ndate: ").unwrap();
        assert_eq!(head, "---\ntitle: \"L'été: \\\"un\\\" rêve\"");
        assert!(
            rest.ends_with("\n---\n\n") && rest.len() == "2024-01-02 03:04 +01:00\n---\n\n".len(),
            "{rest}"
        );
        let error = post(folder.path(), "L'ete: un reve", false).unwrap_err();
        assert!(error.to_string().contains("is there already"), "{error}");
        assert!(post(folder.path(), "?!", false).is_err());
    }

    #[test]
    fn posts_are_made_of_the_authors_archetype() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join(ARCHETYPE),
            "---\ntitle: {title}\nsaid: \"{title}\"\nslug: {slug}\n---\n# {title}\n",
        )
        .unwrap();
        let path = post(folder.path(), "A \"b\"", true).unwrap();
        assert_eq!(
            fs::read_to_string(path).unwrap(),
            "---\ndraft: true\ntitle: \"A \\\"b\\\"\"\nsaid: \"A \\\"b\\\"\"\nslug: a-b\n---\n# A \"b\"\n"
        );
    }

    #[test]
    fn drafts_are_drafts_whatever_the_archetype_says() {
        for (archetype, expected) in [
            (
                "---\r\ndraft: false\r\ntitle: x\r\n---\r\nA\r\n",
                "---\ndraft: true\ntitle: x\n---\nA\n",
            ),
            (
                "\u{feff}---\ntitle: x\n---\ndraft: of a text\n",
                "---\ndraft: true\ntitle: x\n---\ndraft: of a text\n",
            ),
            ("Text\n", "---\ndraft: true\n---\n\nText\n"),
        ] {
            assert_eq!(as_draft(archetype).unwrap(), expected);
        }
        assert!(as_draft("+++\ntitle = 'x'\n+++\n").is_err());
    }

    #[test]
    fn folders_of_other_generators_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("hugo.toml"), "").unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        assert!(post(folder.path(), "A", false).is_err());
        assert!(!folder.path().join("posts").exists());
    }
}
