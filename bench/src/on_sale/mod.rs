//! An on-sale: thousands of buyers who want the same seats. Each is a task that behaves like a
//! fan's browser.

mod buyer;
mod crowd;
mod stream;
mod taste;

pub use crowd::{OnSaleOutcome, STEPS, run};
pub use stream::LiveStream;
