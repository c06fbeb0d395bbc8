//! An on-sale: thousands of buyers who want the same seats, each a task that does what a fan's browser does.

mod buyer;
mod crowd;
mod stream;
mod taste;

pub use crowd::{Outcome, STEPS, run};
pub use stream::LiveStream;
