//! The files that have a host publish the blog after each push: they fetch the released command and run it.

use clap::ValueEnum;
use feuillet_content::slug::Slug;

/// A host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Host {
    GithubPages,
    Cloudflare,
    Netlify,
    GitlabPages,
    #[default]
    None,
}

/// Place of `publish.sh` in the blog: no file of the blog, as its folder begins with a dot.
const SCRIPT: &str = ".feuillet/publish.sh";

/// The folder of releases; `cargo xtask dist` takes it from the variable of that name.
const RELEASES: Option<&str> = option_env!("FEUILLET_RELEASES");

/// Stands for the folder of releases in a command that was built without knowing it.
const UNKNOWN: &str = "https://example.org/feuillet/releases/download";

impl Host {
    /// Returns the files for a blog in a folder of this name: their paths, and their texts.
    pub(super) fn files(self, folder: &str) -> Vec<(&'static str, String)> {
        let own = match self {
            Self::GithubPages => (".github/workflows/publish.yml", include_str!("deploy/github.yml")),
            Self::Cloudflare => ("wrangler.toml", include_str!("deploy/wrangler.toml")),
            Self::Netlify => ("netlify.toml", include_str!("deploy/netlify.toml")),
            Self::GitlabPages => (".gitlab-ci.yml", include_str!("deploy/gitlab.yml")),
            Self::None => return Vec::new(),
        };
        let slug = Slug::of(folder);
        let name = if slug.is_ascii() && !slug.is_empty() {
            slug.as_str()
        } else {
            "blog"
        };
        let script = include_str!("deploy/publish.sh")
            .replace("{version}", env!("CARGO_PKG_VERSION"))
            .replace("{releases}", RELEASES.unwrap_or(UNKNOWN));
        vec![(own.0, own.1.replace("{name}", name)), (SCRIPT, script)]
    }

    /// Returns what is left to do by hand, a line each.
    pub(super) fn steps(self) -> Vec<&'static str> {
        let mut steps = Vec::new();
        if self != Self::None && RELEASES.is_none() {
            steps.push("Write the address of Feuillet's releases into .feuillet/publish.sh.");
        }
        steps.extend(match self {
            Self::GithubPages => Some("In the settings of the repository, choose Pages, Source: GitHub Actions."),
            Self::Cloudflare => Some("In the project's settings, set the build command `sh .feuillet/publish.sh`."),
            Self::Netlify | Self::GitlabPages => Some("Connect the repository; each push publishes it."),
            Self::None => None,
        });
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_has_its_files() {
        for (host, expected) in [
            (Host::GithubPages, &[".github/workflows/publish.yml", SCRIPT][..]),
            (Host::Cloudflare, &["wrangler.toml", SCRIPT]),
            (Host::Netlify, &["netlify.toml", SCRIPT]),
            (Host::GitlabPages, &[".gitlab-ci.yml", SCRIPT]),
            (Host::None, &[]),
        ] {
            let files = host.files("My blog");
            let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, expected);
            for (name, text) in &files {
                assert!(!text.contains("{version}") && !text.contains("{name}"), "{name}");
                // Of a host, its own file runs the script or tells to.
                assert!(*name == SCRIPT || text.contains(SCRIPT), "{name}");
            }
        }
        assert!(
            Host::Cloudflare.files("Été à Paris")[0]
                .1
                .contains("name = \"ete-a-paris\"")
        );
        assert!(Host::Cloudflare.files("日記")[0].1.contains("name = \"blog\""));
    }
}
