//! Refunds: quotes, lists, and their state at the provider. The sale desk makes them
//! (`crate::desk::TicketRefund`). The rules are in `migrations/0010_refunds.sql`.

mod cancelled;
mod debts;
mod list;
mod moves;
mod quote;
mod terms;

pub use cancelled::{CancelledBooking, claim_cancelled, note_progress};
pub use debts::{RefundDebt, debts, paid_otherwise};
pub use list::{of_booking, of_bookings};
pub use moves::{RefundRow, find, note_outside, settle};
pub use quote::{QuoteOutcome, open_until, quote, valid_tickets};
pub use terms::terms_of_event;
