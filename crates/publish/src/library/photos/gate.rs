//! Bounds the memory of decoded pictures.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Lets pictures pass while their pixels together are below a limit; a larger one passes alone.
pub(super) struct Gate {
    limit: u64,
    /// Pixels of the pictures inside.
    inside: Mutex<u64>,
    left: Condvar,
}

/// A picture inside, until it is dropped.
pub(super) struct Pass<'a> {
    gate: &'a Gate,
    pixels: u64,
}

impl Gate {
    pub(super) fn new(limit: u64) -> Self {
        Self {
            limit,
            inside: Mutex::new(0),
            left: Condvar::new(),
        }
    }

    /// Waits until there is room for a picture.
    pub(super) fn pass(&self, pixels: u64) -> Pass<'_> {
        let is_full = |inside: &mut u64| *inside > 0 && *inside + pixels > self.limit;
        let mut inside = self
            .left
            .wait_while(self.inside(), is_full)
            .unwrap_or_else(PoisonError::into_inner);
        *inside += pixels;
        Pass { gate: self, pixels }
    }

    /// A number is whole at every moment.
    fn inside(&self) -> MutexGuard<'_, u64> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        *self.gate.inside() -= self.pixels;
        self.gate.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn pictures_inside_are_bounded_and_all_pass() {
        let gate = Gate::new(100);
        let (inside, passed) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for pixels in [30, 60, 90, 100, 5, 250, 40, 70] {
                let (gate, inside, passed) = (&gate, &inside, &passed);
                scope.spawn(move || {
                    for _ in 0..50 {
                        let _pass = gate.pass(pixels);
                        let now = inside.fetch_add(pixels, Ordering::SeqCst) + pixels;
                        assert!(now <= 100 || now == pixels, "{now}");
                        inside.fetch_sub(pixels, Ordering::SeqCst);
                        passed.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(passed.into_inner(), 400);
    }
}
