//! A buyer's documents on paper, by e-mail or on a phone: tickets as PDF and for wallets, calendar
//! entries, letters. All of them are made from [`PaperFacts`], without reading a file, a clock or a
//! database. Calendars of events are made from a [`CalendarFeed`].

mod bounce;
mod calendar;
mod calendar_feed;
mod facts;
mod fields;
#[cfg(test)]
mod fixture;
mod letter;
mod money;
mod notice;
mod pdf;
mod sketch;
mod texts;
mod wallet;
mod when;

pub use bounce::{bounced_letters, envelope_user};
pub use calendar::calendar;
pub use calendar_feed::{CalendarFeed, FeedEvent, calendar_feed, list_calendar_name};
pub use facts::{EventFacts, PaperFacts, PaperLinks, ReceiptFacts};
pub use letter::{
    LETTER_STYLE, LetterContent, LetterEntry, LetterTopic, letter, letter_list, letter_page,
    sign_in_letter,
};
pub use notice::{
    BookingNews, OfferFacts, RefundFacts, TransferFacts, moved_letter, moved_transfer_letter,
    offer_letter, refund_letter, transfer_letter, void_letter,
};
pub use pdf::{PaperSize, PdfError, tickets_pdf};
pub use translations::Language;
pub use wallet::{BadWalletKeys, WALLET_PASS_TYPE, WalletPassError, WalletSigner, wallet_pass};
