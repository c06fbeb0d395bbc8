//! Letters to buyers: where they go, which are due, and the receipts in them. The rules are in `migrations/0027_letters.sql`, and those
//! of letters about refunds in `migrations/0029_refunds.sql`.

mod bounced;
mod contacts;
mod due;
mod kind;
mod list;
mod receipts;
mod recovery;

pub use bounced::bounced;
pub use contacts::{ContactOutcome, EventTimes, event_times, note_contact, owner};
pub use due::{ClaimedLetter, claim, failed, keep, refused, sent};
pub use kind::LetterKind;
pub use list::{LetterRow, LetterState, LettersWanted, list, newest_of_buyer, retry};
pub use receipts::{
    NewReceipt, ReceiptRow, Seller, find_credit_note, find_receipt, number_credit_note, number_receipt, seller_of, sellers,
    set_event_seller, set_seller,
};
pub use recovery::{Recovery, recovery_of, revoke_recovery, version_of};
