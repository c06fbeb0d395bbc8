//! The building blocks of pages, one per file. Those of islands are in `ui::components`.

mod booking_row;
mod chip;
mod empty;
mod event_card;
mod event_wall;
mod failure;
mod footer;
mod hall_drawing;
mod header;
mod highlight;
mod house;
mod logo;
mod poster;
mod prose;
mod qr_code;
mod seat_place;
mod stands;
mod ticket;
mod when;

pub mod booking_notice;
pub mod checkout;
pub mod event;
pub mod found;
pub mod line;
pub mod reservation;
pub mod search;

pub use booking_row::{BookingCard, BookingRow};
pub use chip::{Chip, Tone, sale_chip};
pub use empty::Empty;
pub use event_card::EventCard;
pub use event_wall::{EventWall, Pager};
pub use failure::FailureBody;
pub use footer::Footer;
pub use hall_drawing::HallDrawing;
pub use header::Header;
pub use highlight::highlight;
pub use house::HouseAndTown;
pub use logo::LogoMark;
pub use poster::{Poster, PosterStrip, bill};
pub use prose::Prose;
pub use qr_code::{QrCode, QrPicture};
pub use stands::stands;
pub use ticket::TicketSheet;
pub use when::{When, WhenForm};
