//! What every component may ask: the blog's site data and where it lives.

use feuillet_content::address::{Purpose, allowed};
use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::Site;
use feuillet_content::direction::{direction, is_right_to_left};
use feuillet_content::document::rendering::RenderContext;
use feuillet_content::links::{self, LinkContext};
use feuillet_content::route::Route;
use feuillet_content::words::Words;
use implicit_clone::unsync::IString;

/// The blog that is being read.
#[derive(Clone, Debug)]
pub struct Blog {
    pub site: Site,
    pub base: BasePath,
}

/// A blog is the same blog only while it is the same value: it is loaded once, and comparing its lists on each render
/// would be work and weight for nothing.
impl PartialEq for Blog {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Blog {
    /// The address of a route on this host.
    pub fn href(&self, route: &Route) -> IString {
        self.base.join(&route.path()).into()
    }

    /// The address of something named by a path from the blog's root or by a whole address; none if it may not stand in
    /// a page.
    pub fn address(&self, to: &str, purpose: Purpose) -> Option<IString> {
        let to = allowed(to, purpose)?;
        Some(links::from_root(&to, &self.base).into_owned().into())
    }

    /// The whole address of something on this host (a path) or elsewhere; none while the blog does not know its own.
    pub fn whole_address(&self, address: &str) -> Option<String> {
        let url = self.site.url.as_deref()?;
        let host = url
            .strip_suffix(self.base.as_str())
            .unwrap_or(url.trim_end_matches('/'));
        let before = match address.strip_prefix('/') {
            Some(rest) if rest.starts_with('/') => host.split_inclusive(':').next().unwrap_or_default(),
            Some(_) => host,
            None => "",
        };
        Some([before, address].concat())
    }

    /// What rendering a text on this blog depends on.
    pub fn rendering<'a>(&'a self, links: LinkContext<'a>) -> RenderContext<'a> {
        RenderContext {
            links,
            words: self.words(),
            frames: &self.site.frames,
        }
    }

    /// Whether the author wants something that makes reading nicer.
    pub fn has_extra(&self, name: &str) -> bool {
        !self.site.without.iter().any(|without| without == name)
    }

    /// The `dir` of a text of an author's in a list, where it is not simply the blog's.
    pub fn direction_of(&self, text: &str, language: Option<&str>) -> Option<&'static str> {
        let is_plain = || !text.contains(is_right_to_left);
        match language {
            Some(language) => Some(direction(language)),
            // There, texts often begin with a name in Latin letters.
            None if direction(&self.site.language) == "rtl" => is_plain().then_some("ltr"),
            None => (!is_plain()).then_some("auto"),
        }
    }

    pub fn words(&self) -> &Words {
        &self.site.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_whole() {
        for (url, base, address, expected) in [
            (
                "https://example.org/",
                "/",
                "/posts/a/",
                Some("https://example.org/posts/a/"),
            ),
            (
                "https://example.org/sub/",
                "/sub/",
                "/sub/a.svg",
                Some("https://example.org/sub/a.svg"),
            ),
            (
                "http://example.org/",
                "/",
                "//cdn.example/a.svg",
                Some("http://cdn.example/a.svg"),
            ),
            (
                "https://example.org/",
                "/",
                "http://elsewhere.example/",
                Some("http://elsewhere.example/"),
            ),
            ("", "/", "/posts/a/", None),
        ] {
            let site = Site {
                url: Some(url.to_owned()).filter(|url| !url.is_empty()),
                ..Site::default()
            };
            let base = BasePath::parse(base).unwrap();
            assert_eq!(Blog { site, base }.whole_address(address).as_deref(), expected);
        }
    }
}
