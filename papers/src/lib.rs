//! What a buyer gets on paper or by e-mail: tickets as PDF, an entry for calendars, letters. Everything is made from [`PaperFacts`], without
//! reading a file, a clock or a database.

mod bounce;
mod calendar;
mod facts;
mod letter;
mod notice;
mod pdf;
mod sketch;
mod texts;
mod when;

pub use bounce::{bounced_letters, envelope_user};
pub use calendar::calendar;
pub use facts::{EventFacts, PaperFacts, PaperLinks, ReceiptFacts};
pub use letter::{LETTER_STYLE, LetterContent, LetterEntry, letter, letter_list};
pub use notice::{LetterSubject, RefundFacts, moved_letter, refund_letter};
pub use pdf::{PdfError, tickets_pdf};
pub use translations::Language;
