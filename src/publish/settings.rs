//! `site.yaml`: what an author says about the blog as a whole.

use std::fmt;
use std::path::Path;

use anyhow::{Result, anyhow};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use url::Url;

use super::disk;
use super::extras::Extras;
use super::languages::{self, Texts};
use super::look::settings::ThemeSettings;
use super::offline::OfflineSetting;
use super::report::Finding;
use crate::content::base_path::BasePath;
use crate::content::diagnostic::{Diagnostic, Rule};
use crate::content::percent;

/// The name of the file, at the top of the content folder.
pub(super) const FILE: &str = "site.yaml";

/// Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    pub(super) title: Option<String>,
    pub(super) description: String,
    /// BCP 47 tag.
    pub(super) language: Option<String>,
    pub(super) author: Option<String>,
    /// The blog's whole address.
    pub(super) url: Option<String>,
    /// The folder of the host; by default the path of `url`.
    pub(super) base: Option<String>,
    /// Posts on a page of a list.
    pub(super) page_size: PageSize,
    /// The main menu; by default the standalone pages.
    pub(super) navigation: Option<Vec<NavigationSetting>>,
    /// The hosts whose pages posts may show in frames.
    pub(super) frames: Vec<FrameHost>,
    /// The dialect that the documents are written in; by default the one that the folder is recognized as.
    pub(super) dialect: Option<String>,
    pub(super) offline: OfflineSetting,
    /// How the blog looks where it is installed.
    pub(super) app: AppSettings,
    pub(super) extras: Extras,
    pub(super) theme: ThemeSettings,
    /// What the interface says otherwise, or in a language that it does not speak.
    pub(super) words: Texts,
    /// What dates are shown in.
    pub(super) calendar: CalendarSetting,
    /// The customs of print that texts are brought to.
    pub(super) typography: Option<TypographySetting>,
    /// Where the file of a text can be changed.
    pub(super) edit: Option<FilePattern>,
    /// Where the file of a text can be seen.
    pub(super) source: Option<FilePattern>,
}

/// A calendar that people date letters by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum CalendarSetting {
    #[default]
    Gregorian,
    /// Also known as Solar Hijri and Jalali.
    Persian,
}

/// Customs of print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum TypographySetting {
    French,
}

/// A whole address in which `{path}` stands for the path of a file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct FilePattern(String);

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
    pub(super) fn address(&self, file: &str) -> String {
        self.0.replace(PATH, &percent::encode_path(file))
    }
}

/// What is said of the blog as an app.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AppSettings {
    /// The name below the icon; by default the title.
    pub(super) short_name: Option<String>,
    /// Of the frame around pages; by default that of the paper.
    #[serde(deserialize_with = "written_color")]
    pub(super) color: Option<Color>,
    /// Behind icons, and on the screen while the app starts; by default that of the paper.
    #[serde(deserialize_with = "written_color")]
    pub(super) background: Option<Color>,
}

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Color(pub(super) [u8; 3]);

impl TryFrom<String> for Color {
    type Error = String;

    /// CSS Color Module Level 4, section 5.2, in the one form that everything which reads a manifest knows.
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let Some(number) = number else {
            return Err(format!("`{text}` is not a color: write it like `\"#8f3b1b\"`"));
        };
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

/// As CSS writes it.
impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// A color whose key is there. YAML takes one without quotes for a comment, and the key for one without a value.
pub(super) fn written_color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Color>, D::Error> {
    let color = Option::<Color>::deserialize(deserializer)?;
    color.map(Some).ok_or_else(|| D::Error::custom(UNQUOTED_COLOR))
}

/// What is said of a key without a value where a color should be.
pub(super) const UNQUOTED_COLOR: &str =
    "a color is missing: `#` begins a comment, so write it in quotes, like `\"#8f3b1b\"`";

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NavigationSetting {
    pub(super) label: String,
    /// A path from the blog's root, a file of the content (`pages/about.md`) or a whole address.
    pub(super) to: String,
}

/// The name of a host, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct FrameHost(String);

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
pub(super) struct PageSize(pub(super) usize);

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

/// Reads the settings of a content folder; without the file, the defaults.
///
/// # Errors
///
/// When the file cannot be read or is not understood: guessing here would publish a wrong blog.
pub(super) fn read(content: &Path) -> Result<Settings> {
    let path = content.join(FILE);
    if !path.is_file() {
        return Ok(Settings::default());
    }
    let bytes = disk::read(&path)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Ok(Settings::default());
    }
    parse(text)
}

/// What is wrong with settings that are understood.
///
/// # Errors
///
/// When the file cannot be read.
pub(super) fn findings(content: &Path, settings: &Settings) -> Result<Vec<Finding>> {
    if settings.words.is_empty() {
        return Ok(Vec::new());
    }
    let bytes = disk::read(&content.join(FILE))?;
    languages::own_findings(settings, &String::from_utf8_lossy(&bytes))
}

/// Reads the text of the file.
fn parse(text: &str) -> Result<Settings> {
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
    pub(super) fn or(self, other: &Self) -> Self {
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
    pub(super) fn base_path(&self, typed: Option<&str>) -> Result<BasePath> {
        let from_url = || self.url.as_deref().and_then(split_url).map(|(_, path)| path);
        let base = typed.or(self.base.as_deref()).or_else(from_url).unwrap_or("/");
        BasePath::parse(base).map_err(|message| anyhow!(message))
    }

    /// The language of documents that name none, if those in French get the spaces of French print: whoever asks for
    /// them and names no language writes French.
    pub(super) fn french_print(&self) -> Option<String> {
        let language = || self.language.clone().unwrap_or_else(|| "fr".to_owned());
        (self.typography == Some(TypographySetting::French)).then(language)
    }

    pub(super) fn frames(&self) -> Vec<String> {
        self.frames.iter().map(|host| host.0.clone()).collect()
    }

    /// The blog's whole address on the host of `url`, with a slash at its end.
    pub(super) fn address(&self, base: &BasePath) -> Option<String> {
        let (origin, _) = split_url(self.url.as_deref()?)?;
        Some(format!("{origin}{base}"))
    }
}

/// Whether something can be the address of a blog.
pub(super) fn is_whole(url: &str) -> bool {
    let names_a_host = split_url(url).is_some_and(|(origin, _)| !origin.ends_with('/'));
    let parsed = Url::parse(url)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none());
    names_a_host && parsed && !url.contains(char::is_whitespace)
}

/// `https://example.org/blog/` -> `https://example.org` and `/blog/`.
pub(super) fn split_url(url: &str) -> Option<(&str, &str)> {
    let host = url.find("://")? + 3;
    let path = url[host..].find('/').map_or(url.len(), |slash| host + slash);
    Some(url.split_at(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_path_comes_from_the_nearest_place() {
        let settings = Settings {
            url: Some("https://example.org/blog/".to_owned()),
            ..Settings::default()
        };
        assert_eq!(settings.base_path(None).unwrap().as_str(), "/blog/");
        let typed = settings.base_path(Some("/sub/")).unwrap();
        assert_eq!(typed.as_str(), "/sub/");
        assert_eq!(settings.address(&typed).as_deref(), Some("https://example.org/sub/"));
        assert_eq!(Settings::default().base_path(None).unwrap().as_str(), "/");
        assert!(settings.base_path(Some("https://x/")).is_err());
    }

    #[test]
    fn the_blog_s_address_is_whole() {
        for url in [
            "https://example.org",
            "http://example.org:8080/blog/",
            "https://été.example/",
            "http://[::1]/",
        ] {
            assert!(is_whole(url), "{url}");
        }
        for url in [
            "example.org",
            "https://",
            "https:///blog/",
            "://x/",
            "https://exa mple.org/",
            "https://example.org?x",
            "https://example.org/#x",
            "https://example.org:99999/",
            "javascript://example.org/",
        ] {
            assert!(!is_whole(url), "{url}");
        }
    }

    #[test]
    fn frames_are_names_of_hosts() {
        let settings = parse("frames: [WWW.YouTube-nocookie.com, player.vimeo.com]\n").unwrap();
        assert_eq!(settings.frames(), ["www.youtube-nocookie.com", "player.vimeo.com"]);
        for host in [
            "https://example.org",
            "example.org/x",
            "*.example.org",
            "localhost",
            "a..b",
            "a.b:80",
            "-a.b",
            "",
        ] {
            let error = parse(&format!("frames: ['{host}']\n")).unwrap_err();
            let expected =
                format!("frames: `{host}` is not the name of a host: write it like `www.youtube-nocookie.com`");
            assert!(error.to_string().contains(&expected), "{error}");
        }
    }

    #[test]
    fn files_are_found_by_a_pattern() {
        let settings = parse("edit: https://example.org/edit/{path}?a#{path}\n").unwrap();
        let address = settings.edit.unwrap().address("posts/à la page #1.md");
        assert_eq!(
            address,
            "https://example.org/edit/posts/%C3%A0%20la%20page%20%231.md?a#posts/%C3%A0%20la%20page%20%231.md"
        );
        for pattern in ["https://example.org/", "/edit/{path}", "javascript:{path}", ""] {
            let error = parse(&format!("source: '{pattern}'\n")).unwrap_err().to_string();
            assert!(error.contains("is not where files are: write it like"), "{error}");
        }
    }

    #[test]
    fn colors_are_six_digits_in_quotes() {
        let settings = parse("app:\n  short_name: Carnet\n  color: '#8F3b1B'\n  background: \"#000fff\"\n").unwrap();
        let written = |color: Option<Color>| color.map(|color| color.to_string());
        assert_eq!(settings.app.short_name.as_deref(), Some("Carnet"));
        assert_eq!(written(settings.app.color).as_deref(), Some("#8f3b1b"));
        assert_eq!(written(settings.app.background).as_deref(), Some("#000fff"));
        for color in ["#fff", "8f3b1b", "#8f3b1b00", "#8f3b1g", "#+f3b1b", "#é3b1b", "red", ""] {
            let error = parse(&format!("app:\n  color: '{color}'\n")).unwrap_err().to_string();
            let expected = format!("app: `{color}` is not a color: write it like `\"#8f3b1b\"`");
            assert!(error.contains(&expected), "{error}");
        }
        insta::assert_snapshot!(parse("title: x\napp:\n  background: #8f3b1b\n").unwrap_err());
        insta::assert_snapshot!(parse("title: x\napp:\n  colour: '#8f3b1b'\n").unwrap_err());
    }

    #[test]
    fn what_is_not_understood_is_told_with_its_place() {
        insta::assert_snapshot!(parse("title: x\ntitel: y\n").unwrap_err());
        insta::assert_snapshot!(parse("title: x\nurl: example.org\n").unwrap_err());
    }
}
