//! `cargo xtask bench`: benchmarks of publishing and of the published blog.

mod corpus;
mod hugo;
mod lighthouse;
mod measure;
mod navigation;
mod nginx;
mod publish;
mod render;
mod vocabulary;

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Publish a large made-up blog, whole and after one change, and build the same with Hugo
    Publish {
        /// How many posts it has
        #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..))]
        posts: u32,
        /// How often to publish after one change, of which the median counts
        #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
    },
    /// Render Markdown in a browser, as the reader does and with the usual renderers, in one page and one run
    Render {
        /// How often to measure, of which the median counts
        #[arg(long, value_name = "N", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
    },
    /// Have Lighthouse look at the sample blog as a phone would, and fail below 100 for accessibility, best practices or SEO
    Lighthouse {
        /// How often to look at each page, of which the median counts
        #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
    },
    /// Follow links of the sample blog on a slow phone, and fail if a task takes more than 50 ms or anything moves
    Navigation {
        /// How often, of which the median counts
        #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
    },
}

pub(crate) fn run(bench: &Bench) -> Result<ExitCode> {
    match *bench {
        Bench::Publish { posts, runs } => publish::publish(posts, runs),
        Bench::Render { runs } => render::render(runs),
        Bench::Lighthouse { runs } => lighthouse::lighthouse(runs),
        Bench::Navigation { runs } => navigation::navigation(runs),
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
