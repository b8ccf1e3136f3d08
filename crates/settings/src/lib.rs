//! `site.yaml`: what an author says about the blog as a whole.

pub mod color;
pub mod extras;
pub mod offline;
pub mod theme;
pub mod words;

use anyhow::{Result, anyhow};
use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::percent;
use feuillet_report::finding::Finding;
use serde::Deserialize;
use url::Url;

use self::color::{Color, written_color};
use self::extras::Extras;
use self::offline::OfflineSetting;
use self::theme::ThemeSettings;
use self::words::Texts;

/// The name of the file, at the top of the content folder.
pub const FILE: &str = "site.yaml";

/// Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub title: Option<String>,
    pub description: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    pub author: Option<String>,
    /// The blog's whole address.
    pub url: Option<String>,
    /// The folder of the host; by default the path of `url`.
    pub base: Option<String>,
    /// Posts on a page of a list.
    pub page_size: PageSize,
    /// The main menu; by default the standalone pages.
    pub navigation: Option<Vec<NavigationSetting>>,
    /// The hosts whose pages posts may show in frames.
    pub frames: Vec<FrameHost>,
    /// The dialect that the documents are written in; by default the one that the folder is recognized as.
    pub dialect: Option<String>,
    pub offline: OfflineSetting,
    /// How the blog looks where it is installed.
    pub app: AppSettings,
    pub extras: Extras,
    pub theme: ThemeSettings,
    /// What the interface says otherwise, or in a language that it does not speak.
    pub words: Texts,
    /// What dates are shown in.
    pub calendar: CalendarSetting,
    /// The customs of print that texts are brought to.
    pub typography: Option<TypographySetting>,
    /// Where the file of a text can be changed.
    pub edit: Option<FilePattern>,
    /// Where the file of a text can be seen.
    pub source: Option<FilePattern>,
}

/// A calendar that people date letters by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CalendarSetting {
    #[default]
    Gregorian,
    /// Also known as Solar Hijri and Jalali.
    Persian,
}

/// Customs of print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TypographySetting {
    French,
}

/// A whole address in which `{path}` stands for the path of a file.
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
                "`{pattern}` is not where files are: write it like `https://example.org/edit/main/{{path}}`"
            ))
        }
    }
}

/// What stands for the path of a file.
const PATH: &str = "{path}";

impl FilePattern {
    /// The address of a file, by its path in the author's folder.
    pub fn address(&self, file: &str) -> String {
        self.0.replace(PATH, &percent::encode_path(file))
    }
}

/// What is said of the blog as an app.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AppSettings {
    /// The name below the icon; by default the title.
    pub short_name: Option<String>,
    /// Of the frame around pages; by default that of the paper.
    #[serde(deserialize_with = "written_color")]
    pub color: Option<Color>,
    /// Behind icons, and on the screen while the app starts; by default that of the paper.
    #[serde(deserialize_with = "written_color")]
    pub background: Option<Color>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NavigationSetting {
    pub label: String,
    /// A path from the blog's root, a file of the content (`pages/about.md`) or a whole address.
    pub to: String,
}

/// The name of a host, in lower case.
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
                "frames: `{host}` is not the name of a host: write it like `www.youtube-nocookie.com`"
            ))
        }
    }
}

/// At least one.
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
            Err("page_size must be 1 to 100")
        }
    }
}

/// Reads the text of the file.
pub fn parse(text: &str) -> Result<Settings> {
    let settings: Settings = serde_yaml::from_str(text).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let (line, column) = error.location().map_or((0, 0), |place| (place.line(), place.column()));
        let diagnostic = Diagnostic::error(
            Rule::Settings,
            format!("the settings are not understood: {message}"),
            "see the README for the settings of site.yaml; put values with special characters in quotes",
        );
        Finding::new(FILE, text, diagnostic.at(line, column))
    })?;
    if let Some(url) = settings.url.as_deref().filter(|url| !is_whole(url)) {
        let diagnostic = Diagnostic::error(
            Rule::Settings,
            format!("`url: {url}` is not a whole address"),
            "write it like `https://example.org/blog/`",
        );
        let line = text
            .lines()
            .position(|line| line.starts_with("url"))
            .map_or(0, |index| index + 1);
        return Err(Finding::new(FILE, text, diagnostic.at(line, 0)).into());
    }
    Ok(settings)
}

impl Settings {
    /// The same, with what another generator's settings say where these say nothing.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        let text = |own: String, other: &String| if own.is_empty() { other.clone() } else { own };
        Self {
            title: self.title.or_else(|| other.title.clone()),
            description: text(self.description, &other.description),
            language: self.language.or_else(|| other.language.clone()),
            author: self.author.or_else(|| other.author.clone()),
            url: self.url.or_else(|| other.url.clone()),
            base: self.base.or_else(|| other.base.clone()),
            navigation: self.navigation.or_else(|| other.navigation.clone()),
            page_size: if self.page_size == PageSize::default() {
                other.page_size
            } else {
                self.page_size
            },
            ..self
        }
    }

    /// Where the blog lives: what was typed on the command line, else `base`, else the path of `url`, else the root.
    pub fn base_path(&self, typed: Option<&str>) -> Result<BasePath> {
        let from_url = || self.url.as_deref().and_then(split_url).map(|(_, path)| path);
        let base = typed.or(self.base.as_deref()).or_else(from_url).unwrap_or("/");
        BasePath::parse(base).map_err(|message| anyhow!(message))
    }

    /// The language of documents that name none, if those in French get the spaces of French print: whoever asks for
    /// them and names no language writes French.
    pub fn french_print(&self) -> Option<String> {
        let language = || self.language.clone().unwrap_or_else(|| "fr".to_owned());
        (self.typography == Some(TypographySetting::French)).then(language)
    }

    pub fn frames(&self) -> Vec<String> {
        self.frames.iter().map(|host| host.0.clone()).collect()
    }

    /// The blog's whole address on the host of `url`, with a slash at its end.
    pub fn address(&self, base: &BasePath) -> Option<String> {
        let (origin, _) = split_url(self.url.as_deref()?)?;
        Some(format!("{origin}{base}"))
    }
}

/// Whether something can be the address of a blog.
pub fn is_whole(url: &str) -> bool {
    let names_a_host = split_url(url).is_some_and(|(origin, _)| !origin.ends_with('/'));
    let parsed = Url::parse(url)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none());
    names_a_host && parsed && !url.contains(char::is_whitespace)
}

/// `https://example.org/blog/` -> `https://example.org` and `/blog/`.
pub fn split_url(url: &str) -> Option<(&str, &str)> {
    let host = url.find("://")? + 3;
    let path = url[host..].find('/').map_or(url.len(), |slash| host + slash);
    Some(url.split_at(path))
}

#[cfg(test)]
mod tests;
