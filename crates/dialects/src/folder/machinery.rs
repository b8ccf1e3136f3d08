//! Files that most generators' folders hold and that are not for readers.

/// Whether a document of this name (without extensions) is a list, a search or such, which Feuillet makes itself.
pub(crate) fn is_list(stem: &str) -> bool {
    const NAMES: [&str; 20] = [
        "404",
        "archive",
        "archives",
        "atom",
        "blog-archive",
        "categories",
        "category",
        "category-archive",
        "feed",
        "index",
        "posts",
        "rss",
        "search",
        "sitemap",
        "tag",
        "tag-archive",
        "tags",
        "year-archive",
        "redirects",
        "offline",
    ];
    NAMES.iter().any(|name| stem.eq_ignore_ascii_case(name))
}

/// Whether a file (`README.md`, `package.json`) is about the project and not part of the blog.
pub(crate) fn is_of_the_project(file: &str) -> bool {
    const NAMES: [&str; 16] = [
        "Gemfile",
        "Gemfile.lock",
        "Rakefile",
        "Makefile",
        "Dockerfile",
        "Procfile",
        "package.json",
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "composer.json",
        "composer.lock",
        "docker-compose.yml",
        "netlify.toml",
        "SOURCE.txt",
        "vercel.json",
    ];
    const PAPERS: [&str; 7] = [
        "README",
        "LICENSE",
        "LICENCE",
        "CHANGELOG",
        "CONTRIBUTING",
        "CODE_OF_CONDUCT",
        "SECURITY",
    ];
    let name = file.rsplit('/').next().unwrap_or_default();
    NAMES.contains(&name)
        || PAPERS.iter().any(|paper| name.starts_with(paper))
        || name.ends_with(".gemspec")
        || name.starts_with(".eleventy.")
}

/// Whether Feuillet generates a file at this published path itself.
pub(crate) fn is_generated(published: &str) -> bool {
    matches!(
        published,
        "index.html" | "404.html" | "feed.xml" | "atom.xml" | "feed.json" | "sitemap.xml" | "manifest.json"
    )
}
