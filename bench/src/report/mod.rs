//! The report at the end.

mod figure;
mod results;
mod row;
mod table;

pub use figure::{Figure, Unit, number};
pub use results::write as write_results;
pub use row::{ReportRow, Target, Verdict};
pub use table::{Chapter, markdown, plain};
