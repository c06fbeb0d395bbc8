//! The parts that pages are made of, one a file.

mod advice;
mod booking_row;
mod chip;
mod empty;
mod event_card;
mod event_wall;
mod failure;
mod footer;
mod header;
mod logo;
mod marked;
mod notice;
mod poster;
mod prose;
mod qr_code;
mod seat_key;
mod ticket;
mod ways;
mod when;

pub mod basket;
pub mod countdown;
pub mod price_legend;
pub mod seat_list;
pub mod seat_map;
pub mod together;

pub use advice::{Where, headline};
pub use booking_row::{BookingCard, BookingRow};
pub use chip::{Chip, Tone, sale_chip};
pub use empty::Empty;
pub use event_card::EventCard;
pub use event_wall::{EventWall, Pager};
pub use failure::FailureBody;
pub use footer::Footer;
pub use header::Header;
pub use logo::LogoMark;
pub use marked::marked;
pub use notice::{Notice, NoticeKind, ProblemNotice};
pub use poster::{Poster, PosterStrip, bill};
pub use prose::Prose;
pub use qr_code::QrCode;
pub use seat_key::SeatKey;
pub use ticket::TicketSheet;
pub use ways::{Way, Ways};
pub use when::{When, WhenForm};
