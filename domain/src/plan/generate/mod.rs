//! Generates seating plans: code describes a hall as an usher would (blocks, rows, who sits where),
//! and gets a plan with whole numbers as coordinates.
//!
//! The caller chooses the origin, mostly the stage at (0, 0), in plan units with y towards the
//! audience. [`PlanMaker::finish`] then moves the plan so that its upper left corner is (0, 0).
//! Seats stand along a [`Path`]: straight rows ([`StraightRows`]), rows that bend around a focus
//! ([`RowWedge`]), galleries along three walls ([`Path::rounded`]) and the blocks of a bowl
//! ([`Ring`]) differ only in their path.

mod fan;
mod maker;
mod numbering;
mod overlap;
mod path;
mod ring;
mod row;
mod straight_rows;

pub use fan::RowWedge;
#[cfg(feature = "import")]
pub(crate) use maker::frame;
pub use maker::{PlanMaker, section};
pub use numbering::{Numbering, row_letters};
pub use overlap::overlaps;
pub use path::Path;
pub use ring::{Ring, Side};
pub use row::RowMaker;
pub use straight_rows::StraightRows;

/// Default distance between neighbours, from centre to centre, in plan units.
pub const SEAT_SPACING: f64 = 50.0;
/// Default distance from row to row, in plan units.
pub const ROW_PITCH: f64 = 90.0;
/// Half the width of a seat, in plan units.
pub const SEAT_RADIUS: i32 = 22;
