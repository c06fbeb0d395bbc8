//! Choosing seats: the rules that a browser goes by while somebody chooses, and the server when the choice is to be held.
//!
//! All of them are functions of the plan, the prices and the statuses ([`House`]) and of nothing else. What the browser knows may be a
//! moment old, so that it proposes and the sale desk decides.

mod groups;
mod house;
mod nearest;
mod party;
mod single;

pub use house::House;
pub use nearest::nearest;
pub use party::{Party, together};
pub use single::{LeavesSingle, leaves_single};

#[cfg(test)]
pub(super) mod testing;
