//! The same work for many things, on every core.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use anyhow::Result;

/// Does the work for each item and gives the outcomes in the order of the items.
///
/// Each thread makes itself a `start`, which need not be shareable, once. After an error no more work is begun.
pub(super) fn each<Item: Sync, Tool, Outcome: Send>(
    items: &[Item],
    start: impl Fn() -> Tool + Sync,
    work: impl Fn(&Tool, &Item) -> Result<Outcome> + Sync,
) -> Result<Vec<Outcome>> {
    let next = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let run = || -> Result<Vec<(usize, Outcome)>> {
        let tool = start();
        let mut done = Vec::new();
        while !failed.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            match work(&tool, item) {
                Ok(outcome) => done.push((index, outcome)),
                Err(error) => {
                    failed.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
        Ok(done)
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let mut done = Vec::with_capacity(items.len());
    if cores < 2 {
        done = run()?;
    } else {
        let outcomes: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = (0..cores).map(|_| scope.spawn(run)).collect();
            threads.into_iter().map(thread::ScopedJoinHandle::join).collect()
        });
        for outcome in outcomes {
            done.extend(outcome.unwrap_or_else(|panic| resume_unwind(panic))?);
        }
    }
    done.sort_unstable_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, outcome)| outcome).collect())
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn outcomes_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let doubled = each(&items, || (), |(), item| Ok(item * 2)).unwrap();
        assert_eq!(doubled, (0..1000).map(|item| item * 2).collect::<Vec<_>>());
        assert!(each(&[0_usize; 0], || (), |(), item| Ok(*item)).unwrap().is_empty());
    }

    #[test]
    fn an_error_stops_the_work() {
        let items: Vec<usize> = (0..1000).collect();
        let failed = each(
            &items,
            || (),
            |(), item| if *item == 7 { bail!("seven") } else { Ok(()) },
        );
        assert_eq!(failed.unwrap_err().to_string(), "seven");
    }
}
