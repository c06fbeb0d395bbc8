//! Laying out halls: a plan is written as what an usher would say about it (blocks, rows, who sits where) and comes out as whole
//! coordinates.
//!
//! One draws around a point of one's choice, mostly the stage at (0, 0), in plan units with y towards the audience;
//! [`PlanMaker::finish`] moves everything into the plan's own frame. Seats are put along a [`Path`], whatever its shape: straight
//! rows ([`Straight`]), rows bent around a focus ([`Fan`]), galleries along three walls ([`Path::rounded`]) and the blocks of a
//! bowl ([`Ring`]) differ only in the path.

mod fan;
mod maker;
mod numbering;
mod overlap;
mod path;
mod ring;
mod row;
mod straight;

pub use fan::Fan;
pub(crate) use maker::frame;
pub use maker::{PlanMaker, section};
pub use numbering::{Numbering, row_letters};
pub use overlap::overlaps;
pub use path::Path;
pub use ring::{Ring, Side};
pub use row::RowMaker;
pub use straight::Straight;

/// How far apart neighbours sit, from centre to centre, unless a hall says otherwise.
pub const SEAT_SPACING: f64 = 50.0;
/// How far a row is behind the one before it, unless a hall says otherwise.
pub const ROW_PITCH: f64 = 90.0;
/// Half the width of a seat.
pub const SEAT_RADIUS: i32 = 22;
