//! `cargo xtask bench`: benchmarks of publishing and of the published blog.

mod compressed;
mod corpus;
mod hugo;
mod lighthouse;
mod load;
mod measure;
mod navigation;
mod nginx;
mod peers;
mod publish;
mod render;
mod serve;
mod vocabulary;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Publish a large synthetic blog, from scratch and after one change, and compare with Hugo
    Publish {
        /// Number of posts
        #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..))]
        posts: u32,
        /// Number of incremental publishes; the median is reported
        #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
    },
    /// Render Markdown in a browser, and compare with common JavaScript renderers in the same page
    Render {
        /// Number of measurements; the median is reported
        #[arg(long, value_name = "N", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
    },
    /// Save a post that a browser shows, time the changed page, and compare with Hugo's server
    Serve {
        /// Numbers of posts of the blogs
        #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [20, 1000, 10_000])]
        posts: Vec<u32>,
        /// Number of saves; the median is reported
        #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
    },
    /// Open posts on a slow phone with a cold cache, and compare with Hugo, docsify and VitePress
    ///
    /// Installs what is missing: Chromium, Node.js with npm, nginx, OpenSSL and Hugo from Debian's packages, docsify and
    /// VitePress from npm. If `FEUILLET_SHARED` names a folder with `seed/independance-day.md`, that
    /// real post is opened too.
    Load {
        /// Number of visits to each page; the median is reported
        #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
        /// Number of made-up posts around those that are opened
        #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
        posts: u32,
        /// Also measure what another Feuillet published of target/bench/load/content, which this command writes
        #[arg(long, value_name = "DIR")]
        against: Option<PathBuf>,
        /// Also print when each request was sent, answered and finished
        #[arg(long)]
        waterfall: bool,
    },
    /// Run Lighthouse on the sample blog with phone settings, and fail below 100 for accessibility, best practices or SEO
    Lighthouse {
        /// Number of audits of each page; the median is reported
        #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
    },
    /// Follow links of the sample blog on a slow phone, and fail on tasks over 50 ms or layout shifts
    Navigation {
        /// Number of measurements; the median is reported
        #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
    },
}

pub(crate) fn run(bench: &Bench) -> Result<ExitCode> {
    match bench {
        Bench::Publish { posts, runs } => publish::publish(*posts, *runs),
        Bench::Render { runs } => render::render(*runs),
        Bench::Serve { posts, runs } => serve::serve(posts, *runs),
        Bench::Load {
            runs,
            posts,
            against,
            waterfall,
        } => load::load(*runs, *posts, against.as_deref(), *waterfall),
        Bench::Lighthouse { runs } => lighthouse::lighthouse(*runs),
        Bench::Navigation { runs } => navigation::navigation(*runs),
    }
}

/// Median by `key`; for an even number of figures the lower one of the two in the middle. None without figures.
fn median_by<T>(mut figures: Vec<T>, key: impl Fn(&T) -> f64) -> Option<T> {
    figures.sort_by(|first, second| key(first).total_cmp(&key(second)));
    let middle = figures.len().checked_sub(1)? / 2;
    Some(figures.swap_remove(middle))
}

#[cfg(test)]
mod tests {
    use super::median_by;

    #[test]
    fn the_median_stands_in_the_middle() {
        for (figures, expected) in [
            (vec![], None),
            (vec![2.0], Some(2.0)),
            (vec![3.0, 1.0], Some(1.0)),
            (vec![9.0, 1.0, 5.0], Some(5.0)),
        ] {
            assert_eq!(median_by(figures, |figure| *figure), expected);
        }
    }
}
