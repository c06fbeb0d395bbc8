//! Everything that is drawn ahead and then moved as a whole: the viewport tile, the tiles around
//! it, the overview below, and how they get onto the page.

mod compositor;
mod dirty;
mod job;
mod overview;
mod patches;
mod presented_layer;
mod renderer;
mod seats;
mod tiles;
mod tiling;
mod viewport_tile;

pub(crate) use compositor::Compositor;
pub(crate) use job::DirtyParts;
pub(crate) use presented_layer::{LayerContent, PresentedLayer};
pub(crate) use renderer::{AnimationFrame, Renderer};
