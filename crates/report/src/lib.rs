//! .

pub mod drawing;
pub mod finding;
pub mod spelling;
pub mod tally;
