//! The rules by which a browser chooses seats, and by which the server checks the choice before a
//! hold.
//!
//! All of them are functions of the plan, the prices and the statuses ([`House`]) only. The
//! browser's statuses may be a moment old, so the browser proposes and the sale desk decides.

mod groups;
mod house;
mod nearest;
mod orphan;
mod party;

pub use house::House;
pub use nearest::nearest;
pub use orphan::{LeavesOrphan, leaves_orphan};
pub use party::{Party, candidates, together};

#[cfg(test)]
pub(super) mod testing;
