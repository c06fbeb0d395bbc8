//! A fan's complete visit, from the link to the ticket, step by step.

mod fan;
mod group;
mod step;

pub use fan::Fan;
pub use group::{Group, captures};
pub use step::VisitStep;
