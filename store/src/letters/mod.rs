//! Letters to buyers: their addresses, the due letters, and their receipts. The rules are in
//! `migrations/0013_letters.sql` and `migrations/0015_receipts.sql`.

mod bounced;
mod contacts;
mod due;
mod kind;
mod list;
mod receipts;
mod recovery;
mod subject;

pub use bounced::bounced;
pub use contacts::{ContactOutcome, EventTimes, by_venue_clock, event_times, note_contact, owner};
pub use due::{ClaimedLetter, claim, failed, keep, refused, sent};
pub use kind::{HolderLetterKind, LetterKind};
pub use list::{LetterFilter, LetterRow, LetterState, list, newest_of_buyer, retry};
pub use receipts::{
    NewReceipt, ReceiptRow, Seller, find_credit_note, find_receipt, number_credit_note,
    number_receipt, seller_of, sellers, set_event_seller, set_seller,
};
pub use recovery::{Recovery, recovery_of, revoke_recovery, version_of};
pub use subject::LetterSubject;
