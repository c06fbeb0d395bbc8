//! The hall laid out for drawing: positions of seats, shapes and labels, and the hit test. The code
//! is pure.

mod broken;
mod far_labels;
mod grid;
mod hit;
mod labels;
mod scene;
mod section_names;
mod step;
mod views;

pub(crate) use broken::{LINE, broken, named_lines};
pub(crate) use far_labels::{FarPlace, SMALLEST_TEXT, fitting, text_room};
pub(crate) use hit::Hit;
pub(crate) use labels::{Names, SMALLEST_ROW, ends, text_size};
pub(crate) use scene::{ACCESSIBLE, Block, COMPANION, NO_LEVEL, Scene};
pub(crate) use section_names::SECTION;
pub(crate) use step::Direction;
