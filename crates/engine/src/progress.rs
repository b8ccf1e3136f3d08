//! Tells how far a long piece of work is. Who starts the work decides whether and how that is shown.

/// Shows the progress of pieces of work.
pub trait Progress: Sync {
    /// Begins a piece of work of `steps` steps. What it shows ends when the bar is dropped.
    fn bar(&self, doing: &'static str, steps: usize) -> Box<dyn Bar>;
}

/// Shows the progress of one piece of work.
pub trait Bar: Sync {
    /// Counts one step that is done.
    fn step(&self);
}

/// Shows nothing.
#[derive(Clone, Copy, Debug)]
pub struct Hidden;

impl Progress for Hidden {
    fn bar(&self, _: &'static str, _: usize) -> Box<dyn Bar> {
        Box::new(Self)
    }
}

impl Bar for Hidden {
    fn step(&self) {}
}
