//! `site.yaml`: the settings of the blog.

pub mod color;
pub mod extras;
mod known;
pub mod language;
pub mod markdown;
pub mod offline;
pub mod pictures;
pub mod publish;
pub mod read;
pub mod theme;
pub mod words;

use anyhow::{Result, anyhow};
use feuillet_content::base_path::BasePath;
use feuillet_content::percent;
use serde::Deserialize;
use url::Url;

use self::color::{Color, written_color};
use self::extras::Extras;
use self::markdown::MarkdownSetting;
use self::offline::OfflineSetting;
use self::pictures::PictureSettings;
use self::publish::PublishSettings;
use self::theme::ThemeSettings;
use self::words::Texts;

/// File name, at the top of the content folder.
pub const FILE: &str = "site.yaml";

/// The settings. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub title: Option<String>,
    pub description: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    pub author: Option<String>,
    /// Absolute URL of the blog.
    pub url: Option<String>,
    /// Base path; by default the path of `url`.
    pub base: Option<String>,
    /// Number of posts per page of a list; by default [`PageSize::default`].
    pub page_size: Option<PageSize>,
    /// The main menu; by default the standalone pages.
    pub navigation: Option<Vec<NavigationSetting>>,
    /// Hosts that posts may embed in an `iframe`.
    pub frames: Vec<FrameHost>,
    /// Dialect of the documents; by default the one recognized from the folder.
    pub dialect: Option<String>,
    pub offline: OfflineSetting,
    pub pictures: PictureSettings,
    /// Files that are published or left out whatever their names say.
    pub publish: PublishSettings,
    /// Name and colors of the blog when installed as an app.
    pub app: AppSettings,
    pub extras: Extras,
    /// Spellings besides plain Markdown that documents of no other generator may have.
    pub markdown: MarkdownSetting,
    pub theme: ThemeSettings,
    /// Interface texts that replace the built-in ones, or add a language.
    pub words: Texts,
    /// Calendar in which dates are shown.
    pub calendar: CalendarSetting,
    /// Typographic rules applied to texts.
    pub typography: Option<TypographySetting>,
    /// Whether programs are told where the Markdown lies; by default they are.
    pub llms: Option<bool>,
    /// Address at which a source file can be edited.
    pub edit: Option<FilePattern>,
    /// Address at which a source file can be viewed.
    pub source: Option<FilePattern>,
}

/// A calendar for dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CalendarSetting {
    #[default]
    Gregorian,
    /// Also known as Solar Hijri and Jalali.
    Persian,
}

/// Typographic rules of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TypographySetting {
    French,
}

/// An absolute URL with `{path}` as the placeholder for a file's path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct FilePattern(String);

impl TryFrom<String> for FilePattern {
    type Error = String;

    fn try_from(pattern: String) -> Result<Self, Self::Error> {
        let is_web = ["https://", "http://"].iter().any(|scheme| pattern.starts_with(scheme));
        if is_web && pattern.contains(PATH) && Url::parse(&pattern.replace(PATH, "a")).is_ok() {
            Ok(Self(pattern))
        } else {
            Err(format!(
                "invalid URL pattern `{pattern}`; write it like `https://example.org/edit/main/{{path}}`"
            ))
        }
    }
}

/// Placeholder for a file's path.
const PATH: &str = "{path}";

impl FilePattern {
    /// Returns the URL of a file, given its path in the author's folder.
    pub fn address(&self, file: &str) -> String {
        self.0.replace(PATH, &percent::encode_path(file))
    }
}

/// Settings of the blog as an installed app.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AppSettings {
    /// Name below the icon; by default the title.
    pub short_name: Option<String>,
    /// Color of the window frame; by default the page's background color.
    #[serde(deserialize_with = "written_color")]
    pub color: Option<Color>,
    /// Color behind icons and on the splash screen; by default the page's background color.
    #[serde(deserialize_with = "written_color")]
    pub background: Option<Color>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct NavigationSetting {
    pub label: String,
    /// A path from the blog's root, a file of the content (`pages/about.md`) or an absolute URL.
    pub to: String,
}

/// A host name, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct FrameHost(String);

impl TryFrom<String> for FrameHost {
    type Error = String;

    /// RFC 1123, section 2.1: letters, digits and hyphens between dots.
    fn try_from(host: String) -> Result<Self, Self::Error> {
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if host.len() <= 253 && host.contains('.') && host.split('.').all(is_label) {
            Ok(Self(host.to_ascii_lowercase()))
        } else {
            Err(format!(
                "frames: invalid host name `{host}`; write it like `www.youtube-nocookie.com`"
            ))
        }
    }
}

/// Posts per page, 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "usize")]
pub struct PageSize(pub usize);

impl Default for PageSize {
    fn default() -> Self {
        Self(10)
    }
}

impl TryFrom<usize> for PageSize {
    type Error = &'static str;

    fn try_from(size: usize) -> Result<Self, Self::Error> {
        if (1..=100).contains(&size) {
            Ok(Self(size))
        } else {
            Err("page_size must be from 1 to 100")
        }
    }
}

impl Settings {
    /// Fills missing settings from those of another generator.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self {
            title: self.title.or_else(|| other.title.clone()),
            description: self.description.or_else(|| other.description.clone()),
            language: self.language.or_else(|| other.language.clone()),
            author: self.author.or_else(|| other.author.clone()),
            url: self.url.or_else(|| other.url.clone()),
            base: self.base.or_else(|| other.base.clone()),
            navigation: self.navigation.or_else(|| other.navigation.clone()),
            page_size: self.page_size.or(other.page_size),
            ..self
        }
    }

    /// Returns the base path: `typed` on the command line, else `base`, else the path of `url`, else `/`.
    pub fn base_path(&self, typed: Option<&str>) -> Result<BasePath> {
        let from_url = || self.url.as_deref().and_then(split_url).map(|(_, path)| path);
        let base = typed.or(self.base.as_deref()).or_else(from_url).unwrap_or("/");
        BasePath::parse(base).map_err(|message| anyhow!(message))
    }

    /// If French typography is on, returns the language of documents that name none. The default is French, since
    /// whoever turns it on without naming a language writes French.
    pub fn french_print(&self) -> Option<String> {
        let language = || self.language.clone().unwrap_or_else(|| "fr".to_owned());
        (self.typography == Some(TypographySetting::French)).then(language)
    }

    /// Returns the number of posts per page of a list.
    pub fn page_size(&self) -> usize {
        self.page_size.unwrap_or_default().0
    }

    /// Whether programs are told where the Markdown lies, by `llms.txt` and by a link on each document's page.
    pub fn llms(&self) -> bool {
        self.llms.unwrap_or(true)
    }

    pub fn frames(&self) -> Vec<String> {
        self.frames.iter().map(|host| host.0.clone()).collect()
    }

    /// Returns the blog's absolute URL: the host of `url` with this base path.
    pub fn address(&self, base: &BasePath) -> Option<String> {
        let (origin, _) = split_url(self.url.as_deref()?)?;
        Some(format!("{origin}{base}"))
    }
}

/// Whether a URL is absolute, with `http` or `https`, a host, and no query or fragment.
pub fn is_whole(url: &str) -> bool {
    let names_a_host = split_url(url).is_some_and(|(origin, _)| !origin.ends_with('/'));
    let parsed = Url::parse(url)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none());
    names_a_host && parsed && !url.contains(char::is_whitespace)
}

/// Splits a URL before its path: `https://example.org/blog/` -> `https://example.org` and `/blog/`.
pub fn split_url(url: &str) -> Option<(&str, &str)> {
    let host = url.find("://")? + 3;
    let path = url[host..].find('/').map_or(url.len(), |slash| host + slash);
    Some(url.split_at(path))
}

#[cfg(test)]
mod tests;
