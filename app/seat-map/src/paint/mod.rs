//! Draws regions of the hall on a given context, or into a given pixel buffer.

mod appearance;
mod canvas;
mod decorations;
mod far_names;
mod free;
mod ground;
mod legible;
mod names;
mod pixel_buffer;
mod scenery;
mod seating;
mod sprites;
mod stage;

pub(crate) mod palette;

pub(crate) use canvas::{Canvas, division, path, place, style, style_px};
pub(crate) use free::FreePlaces;
pub(crate) use ground::Ground;
pub(crate) use palette::{Palette, SystemColours};
pub(crate) use pixel_buffer::{PixelBuffer, STRIPE};
pub(crate) use scenery::Scenery;
pub(crate) use seating::{Seating, cells, draw_seat, on_canvas};
pub(crate) use sprites::SpriteCache;
