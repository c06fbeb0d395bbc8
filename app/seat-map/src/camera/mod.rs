//! What part of the plan is looked at, how that moves, and which part is drawn for it. Pure arithmetic.

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
