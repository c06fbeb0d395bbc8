//! The hall laid out for drawing: where seats, shapes and names are, and what lies under a finger. Pure.

mod grid;
mod hit;
mod labels;
mod outline;
mod scene;
mod views;

pub(crate) use hit::Hit;
pub(crate) use labels::{LETTER, Names, SECTION, SMALLEST_ROW, ends, text_size};
pub(crate) use outline::Polygon;
pub(crate) use scene::{ACCESSIBLE, Block, COMPANION, NO_LEVEL, Scene};
