//! Limits of a formula: its length, and the room on the stack that reading it takes.

use std::panic::{self, AssertUnwindSafe};
use std::thread;

use crate::TexError;

/// Longest TeX, in bytes.
const MOST_TEX: usize = 16 * 1024;
/// Levels that every thread has room for.
const USUAL_LEVELS: usize = 48;
/// Bytes of the stack for a level, more than the converter takes without optimization.
const LEVEL: usize = 24 * 1024;

pub(crate) fn check_length(tex: &str) -> Result<(), TexError> {
    if tex.len() > MOST_TEX {
        return Err(TexError::new(0, format!("the formula is longer than {MOST_TEX} bytes")));
    }
    Ok(())
}

/// Does what calls itself for each level of a formula, on a stack that is large enough: each command, group, index and
/// bracket may be a level (`\sqrt\sqrt\sqrt…`). Returns nothing if it panics: the converter is not ours, and a formula
/// must not end a publish.
pub(crate) fn with_room<T: Send>(tex: &str, work: impl FnOnce() -> T + Send) -> Option<T> {
    let levels = tex.bytes().filter(|byte| b"\\{^_([".contains(byte)).count();
    if levels <= USUAL_LEVELS {
        return panic::catch_unwind(AssertUnwindSafe(work)).ok();
    }
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(levels * LEVEL);
        builder.spawn_scoped(scope, work).ok()?.join().ok()
    })
}
