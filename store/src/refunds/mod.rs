//! Refunds: what they would come to, which there are, and how each stands at its provider. They are written by the sale desk
//! (`crate::desk::TicketRefund`). The rules are in `migrations/0029_refunds.sql`.

mod cancelled;
mod debts;
mod list;
mod moves;
mod quote;

pub use cancelled::{CancelledBooking, claim_cancelled, note_progress};
pub use debts::{RefundDebt, debts, paid_otherwise};
pub use list::{of_booking, of_bookings};
pub use moves::{RefundRow, find, note_outside, settle};
pub use quote::{QuoteOutcome, open_until, quote};
