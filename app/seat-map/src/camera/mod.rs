//! The viewport, how it moves, and the region to render for it. The code is pure arithmetic.

mod detail;
mod inertia;
mod motion;
mod movement;
mod region;
mod viewport;

pub(crate) use detail::Detail;
pub(crate) use inertia::{Fling, Trail};
pub(crate) use movement::Camera;
pub(crate) use region::{Fit, RenderRegion};
pub(crate) use viewport::Viewport;
