//! The blog's address, from the settings of other generators.

use url::Url;

/// Builds the blog's address, with a trailing slash: `https://a.dev` and `/b/` -> `https://a.dev/b/`. `folder` replaces
/// the path of `url`. None if the result is not a valid address, or only a placeholder such as `example.com`.
pub(crate) fn blog(url: &str, folder: Option<&str>) -> Option<String> {
    let url = Url::parse(url.trim()).ok()?;
    let host = url.host_str()?;
    let is_example = ["example.com", "example.org", "localhost", "127.0.0.1"]
        .iter()
        .any(|example| host == *example || host.ends_with(&format!(".{example}")))
        || host.starts_with("your-")
        || host.contains("my-site");
    if is_example || !matches!(url.scheme(), "http" | "https") || url.query().is_some() || url.fragment().is_some() {
        return None;
    }
    let folder = folder.map_or(url.path(), str::trim).trim_matches('/');
    let origin = url.origin().ascii_serialization();
    let is_folder = folder.split('/').all(|part| {
        part.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.~%".contains(&byte))
            && part != ".."
    });
    if !is_folder {
        return None;
    }
    Some(if folder.is_empty() {
        format!("{origin}/")
    } else {
        format!("{origin}/{folder}/")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_whole() {
        for (url, folder, expected) in [
            ("https://a.dev", None, Some("https://a.dev/")),
            ("https://a.dev/blog", None, Some("https://a.dev/blog/")),
            ("https://a.dev", Some("/b/"), Some("https://a.dev/b/")),
            ("https://a.dev/x", Some("/"), Some("https://a.dev/")),
            ("http://example.com", None, None),
            ("a.dev", None, None),
            ("javascript:x", None, None),
            ("https://a.dev", Some("/../x"), None),
        ] {
            assert_eq!(blog(url, folder).as_deref(), expected, "{url}");
        }
    }
}
