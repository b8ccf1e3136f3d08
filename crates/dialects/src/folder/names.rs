//! Names of files that are not meant for visitors: keys, copies of editors and systems, drafts, what begins with a dot
//! or an underscore; and the patterns by which an author decides otherwise.

use std::fmt;

use feuillet_settings::publish::{self, PublishSettings};
use globset::{GlobSet, GlobSetBuilder};

/// Reason why a file is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is a private key or holds passwords, by its name or by how it begins.
    Key,
    /// It is a copy or a lock of an editor, or a file that a system leaves behind.
    Copy,
    /// It lies in a folder for drafts.
    Draft,
    /// Its name, or that of a folder around it, begins with `_`.
    Underscore,
    /// The same with a dot.
    Dot,
    /// The author's settings leave it out.
    Excluded,
}

impl Reason {
    /// The reason behind the name of a file: `id_rsa (private key or passwords)`.
    pub fn text(self) -> &'static str {
        match self {
            Self::Key => "it holds a private key or passwords",
            Self::Copy => "it is a copy that an editor or the system left behind",
            Self::Draft => "it lies in a folder for drafts",
            Self::Underscore => "its name, or that of a folder around it, begins with `_`",
            Self::Dot => "its name, or that of a folder around it, begins with a dot",
            Self::Excluded => "`publish.exclude` in site.yaml leaves it out",
        }
    }
}

/// A folder with a dot that hosts serve (RFC 8615).
pub(super) const WELL_KNOWN: &str = ".well-known";

/// Files with an underscore that hosts read at the top of a blog (Netlify, Cloudflare Pages).
const OF_HOSTS: [&str; 4] = ["_headers", "_redirects", "_routes.json", "_worker.js"];

/// Folders for drafts.
const DRAFTS: [&str; 2] = ["drafts", "_drafts"];

/// Files that hold keys or passwords: SSH, TLS, PGP, Java, `KeePass`, `PuTTY`; of tools that read them from these names.
const KEYS: [&str; 25] = [
    "id_rsa",
    "id_dsa",
    "id_ecdsa",
    "id_ecdsa_sk",
    "id_ed25519",
    "id_ed25519_sk",
    ".htpasswd",
    ".netrc",
    "_netrc",
    ".pgpass",
    ".my.cnf",
    ".npmrc",
    ".pypirc",
    ".git-credentials",
    ".dockercfg",
    ".s3cfg",
    ".boto",
    ".vault-token",
    "credentials.json",
    "service-account.json",
    "secrets.json",
    "secrets.toml",
    "secrets.yaml",
    "secrets.yml",
    "wallet.dat",
];

/// Endings of such files.
const KEY_ENDINGS: [&str; 13] = [
    ".pem",
    ".key",
    ".p8",
    ".p12",
    ".pfx",
    ".jks",
    ".keystore",
    ".kdb",
    ".kdbx",
    ".ppk",
    ".env",
    ".tfstate",
    ".ovpn",
];

/// Endings of copies and locks of editors and of downloads that are not done.
const COPY_ENDINGS: [&str; 16] = [
    "~",
    ".bak",
    ".backup",
    ".old",
    ".orig",
    ".rej",
    ".tmp",
    ".temp",
    ".swp",
    ".swo",
    ".swn",
    ".swx",
    ".autosave",
    ".part",
    ".partial",
    ".crdownload",
];

/// Files and folders that systems leave behind: macOS, Windows, Synology, Linux.
const LITTER: [&str; 13] = [
    ".ds_store",
    ".localized",
    "__macosx",
    "icon\r",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "$recycle.bin",
    "system volume information",
    "@eadir",
    "lost+found",
    ".directory",
    ".feuillet-files",
];

/// Whether a name is that of a file that a system leaves behind and nobody needs to be told of.
pub fn is_litter(name: &str) -> bool {
    let name = name.to_lowercase();
    LITTER.contains(&name.as_str()) || name.starts_with("._")
}

/// Whether a folder is one that tools keep their own things in, which nobody needs to be told of.
pub(super) fn is_of_a_tool(name: &str) -> bool {
    const TOOLS: [&str; 30] = [
        ".git",
        ".github",
        ".gitlab",
        ".gitea",
        ".forgejo",
        ".woodpecker",
        ".circleci",
        ".svn",
        ".hg",
        ".jj",
        ".obsidian",
        ".trash",
        ".trashes",
        ".stfolder",
        ".stversions",
        ".vscode",
        ".idea",
        ".fleet",
        ".zed",
        ".devcontainer",
        ".direnv",
        ".venv",
        ".bundle",
        ".cache",
        ".jekyll-cache",
        ".sass-cache",
        ".docusaurus",
        ".netlify",
        ".vercel",
        ".claude",
    ];
    let name = name.to_lowercase();
    TOOLS.contains(&name.as_str()) || name == "node_modules" || name.ends_with(".publishing") || is_litter(&name)
}

/// Whether a file is one that tools read their settings from, which nobody needs to be told of.
pub fn is_for_a_tool(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with(".git")
        || name.starts_with(".eslint")
        || name.starts_with(".prettier")
        || name.starts_with(".markdownlint")
        || matches!(
            name.as_str(),
            ".editorconfig"
                | ".nojekyll"
                | ".npmrc"
                | ".nvmrc"
                | ".ruby-version"
                | ".tool-versions"
                | ".travis.yml"
                | ".gitlab-ci.yml"
                | ".hugo_build.lock"
                | ".dockerignore"
                | ".eleventyignore"
                | ".stignore"
        )
}

/// Tells by the name of a file or folder alone whether it is a key, a copy or litter.
fn of_name(name: &str) -> Option<Reason> {
    if is_litter(name) {
        return Some(Reason::Copy);
    }
    let lower = name.to_lowercase();
    let is_key = KEYS.contains(&lower.as_str())
        || KEY_ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || lower.starts_with(".env.")
        || (lower.starts_with("client_secret") && lower.split('.').next_back() == Some("json"));
    // An example says which keys there are, not what they are.
    let is_example = ["example", "sample", "template", "dist"]
        .iter()
        .any(|word| lower.split('.').any(|part| part == *word));
    if is_key && !is_example {
        return Some(Reason::Key);
    }
    let is_copy = COPY_ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || (name.starts_with('#') && name.ends_with('#') && name.len() > 1)
        // Emacs, Office and LibreOffice lock a file that is open.
        || name.starts_with(".#")
        || name.starts_with("~$")
        || name.starts_with(".~lock.")
        // Syncthing and Dropbox keep both of two versions.
        || lower.contains(".sync-conflict-")
        || lower.contains("'s conflicted copy");
    is_copy.then_some(Reason::Copy)
}

/// Whether the beginning of a file is that of a private key (RFC 7468, `OpenSSH`, PGP, `PuTTY`).
pub fn begins_like_a_key(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let line = text.lines().next().unwrap_or_default();
    (line.starts_with("-----BEGIN ") && line.contains("PRIVATE KEY")) || line.starts_with("PuTTY-User-Key-File-")
}

/// Whether a file that is named like a key is something else: Keynote's presentations are archives that end with `.key`.
pub fn is_presentation(name: &str, start: &[u8]) -> bool {
    name.to_lowercase().ends_with(".key") && start.starts_with(b"PK\x03\x04")
}

/// Tells by its path whether a file is a key or a copy, wherever it lies.
pub fn key_or_copy(path: &str) -> Option<Reason> {
    let mut parts = path.split('/').rev();
    let name = parts.next().unwrap_or_default();
    of_name(name).or_else(|| {
        let is_copy = |folder| of_name(folder) == Some(Reason::Copy);
        parts.any(is_copy).then_some(Reason::Copy)
    })
}

/// The folder for drafts that a file lies in.
pub fn drafts_folder(path: &str) -> Option<&str> {
    let (folders, _) = path.rsplit_once('/')?;
    folders
        .split('/')
        .find(|folder| DRAFTS.iter().any(|drafts| folder.eq_ignore_ascii_case(drafts)))
}

/// Tells by the names of a file and of the folders around it whether they begin with a dot or an underscore.
pub fn dot_or_underscore(path: &str) -> Option<Reason> {
    let top = path.split('/').next().unwrap_or_default();
    if OF_HOSTS.contains(&top) {
        return None;
    }
    path.split('/').find_map(|part| match part.chars().next() {
        Some('.') if part != WELL_KNOWN => Some(Reason::Dot),
        Some('_') => Some(Reason::Underscore),
        _ => None,
    })
}

/// The author's patterns. They decide before any name does.
#[derive(Clone, Default)]
pub struct Patterns {
    written: PublishSettings,
    include: GlobSet,
    exclude: GlobSet,
}

impl Patterns {
    pub fn new(settings: &PublishSettings) -> Self {
        Self {
            written: settings.clone(),
            include: set(&settings.include),
            exclude: set(&settings.exclude),
        }
    }

    pub fn includes(&self, path: &str) -> bool {
        self.include.is_match(path)
    }

    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.is_match(path)
    }

    /// Whether a folder that is not looked at otherwise may hold a file that is included.
    pub(super) fn may_include_below(&self, folder: &str) -> bool {
        let mut patterns = self.written.include.0.iter();
        !self.include.is_empty()
            && (self.includes(&format!("{folder}/x")) || patterns.any(|pattern| pattern.leads_below(folder)))
    }
}

fn set(patterns: &publish::Patterns) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in patterns.0.iter().flat_map(publish::Pattern::globs) {
        builder.add(glob);
    }
    builder.build().unwrap_or_default()
}

/// As written, which the readings of documents follow from.
impl fmt::Debug for Patterns {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.fmt(formatter)
    }
}

#[cfg(test)]
mod tests;
