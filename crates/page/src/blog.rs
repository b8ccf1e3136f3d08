//! The blog's site data and base path, available to every component.

use feuillet_content::address::{Purpose, allowed};
use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::Site;
use feuillet_content::direction::{direction, is_right_to_left};
use feuillet_content::links::{self, LinkContext};
use feuillet_content::rendering::RenderContext;
use feuillet_content::route::Route;
use feuillet_content::words::Words;
use implicit_clone::unsync::IString;

/// The loaded blog.
#[derive(Clone, Debug)]
pub struct Blog {
    pub site: Site,
    pub base: BasePath,
}

/// Compares by identity: a blog is loaded once, and comparing its lists on each render would cost time and code size.
impl PartialEq for Blog {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Blog {
    /// Returns the address of a route on this host, with the base path.
    pub fn href(&self, route: &Route) -> IString {
        self.base.join(&route.path()).into()
    }

    /// Returns the address of a path from the blog's root or of an absolute URL; `None` if it is not allowed in a page.
    pub fn address(&self, to: &str, purpose: Purpose) -> Option<IString> {
        let to = allowed(to, purpose)?;
        Some(links::from_root(&to, &self.base).into_owned().into())
    }

    /// Makes an address absolute: `/posts/a/` -> `https://example.org/posts/a/`. Absolute URLs stay; `None` if the blog
    /// has no `url`.
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

    /// Returns the context for rendering a document of this blog.
    pub fn rendering<'a>(&'a self, links: LinkContext<'a>, enrichments: &'a str) -> RenderContext<'a> {
        RenderContext {
            links,
            enrichments,
            words: self.words(),
            frames: &self.site.frames,
            cjk_emphasis: self.has_extra("cjk_emphasis"),
        }
    }

    /// Whether an optional feature (`extras` in `site.yaml`) is on.
    pub fn has_extra(&self, name: &str) -> bool {
        !self.site.without.iter().any(|without| without == name)
    }

    /// Returns the `dir` attribute for an author's text in a list; `None` if it can inherit the blog's.
    pub fn direction_of(&self, text: &str, language: Option<&str>) -> Option<&'static str> {
        let is_plain = || !text.contains(is_right_to_left);
        match language {
            Some(language) => Some(direction(language)),
            // Not `auto`: on a right-to-left blog, texts often start with a name in Latin letters.
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
