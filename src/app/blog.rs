//! What every component may ask: the blog's site data and where it lives.

use std::rc::Rc;

use yew::prelude::*;

use super::shelf::SharedShelf;
use crate::content::base_path::BasePath;
use crate::content::catalog::Site;
use crate::content::direction::direction;
use crate::content::links::{self, LinkContext};
use crate::content::markdown::RenderContext;
use crate::content::route::Route;
use crate::content::sanitize::Purpose;
use crate::content::sanitize::address::allowed;
use crate::content::words::Words;

/// The blog that is being read.
#[derive(Clone, Debug)]
pub struct Blog {
    pub site: Site,
    pub base: BasePath,
    /// Where this browser keeps it.
    pub shelf: SharedShelf,
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
    pub fn href(&self, route: &Route) -> AttrValue {
        self.base.join(&route.path()).into()
    }

    /// The address of something named by a path from the blog's root or by a whole address; none if it may not stand in
    /// a page.
    pub fn address(&self, to: &str, purpose: Purpose) -> Option<AttrValue> {
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

    /// The `dir` of a text of an author's in a list. Where its language is not told, its first letter tells, but in a
    /// blog that is written from right to left: there, texts often begin with a name in Latin letters.
    pub fn direction_of(&self, language: Option<&str>) -> Option<&'static str> {
        match language {
            Some(language) => Some(direction(language)),
            None => (direction(&self.site.language) == "ltr").then_some("auto"),
        }
    }

    pub fn words(&self) -> &Words {
        &self.site.words
    }
}

/// The blog around the component that asks.
#[hook]
pub fn use_blog() -> Rc<Blog> {
    use_context::<Rc<Blog>>().expect("App provides a Blog")
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
            assert_eq!(
                Blog {
                    site,
                    base,
                    shelf: SharedShelf::default()
                }
                .whole_address(address)
                .as_deref(),
                expected
            );
        }
    }
}
