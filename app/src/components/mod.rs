//! The parts that pages are made of, one a file.

mod advice;
mod arrival;
mod booking_row;
mod chip;
mod empty;
mod event_card;
mod event_wall;
mod failure;
mod footer;
mod header;
mod loaded;
mod logo;
mod notice;
mod poster;
mod prose;
mod share_tags;
mod skeleton;
mod ticket;
mod when;

pub mod basket;
pub mod countdown;
pub mod price_legend;
pub mod seat_list;
pub mod seat_map;
pub mod together;

pub use advice::{Where, headline};
pub use arrival::Arrival;
pub use booking_row::BookingRow;
pub use chip::{Chip, Tone, sale_chip};
pub use empty::Empty;
pub use event_card::EventCard;
pub use event_wall::{EventWall, Pager};
pub use failure::{Failure, FailureBody};
pub use footer::Footer;
pub use header::Header;
pub use loaded::loaded;
pub use logo::LogoMark;
pub use notice::{Notice, NoticeKind, ProblemNotice, QueryProblem};
pub use poster::{Poster, PosterStrip, bill};
pub use prose::Prose;
pub use share_tags::ShareTags;
pub use skeleton::{LinesSkeleton, WallSkeleton, page_skeleton};
pub use ticket::TicketSheet;
pub use when::{When, WhenForm};
