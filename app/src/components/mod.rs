//! The parts that pages are made of, one a file.

mod chip;
mod empty;
mod event_card;
mod event_wall;
mod footer;
mod header;
mod logo;
mod notice;
mod poster;
mod prose;
mod skeleton;
mod ticket;
mod when;

pub mod basket;
pub mod countdown;
pub mod price_legend;
pub mod seat_map;

pub use chip::{Chip, SaleChip, Tone};
pub use empty::Empty;
pub use event_card::EventCard;
pub use event_wall::{EventWall, Pager};
pub use footer::Footer;
pub use header::Header;
pub use logo::LogoMark;
pub use notice::{Failure, Notice, NoticeKind, ProblemNotice, QueryProblem};
pub use poster::{Poster, PosterOf};
pub use prose::Prose;
pub use skeleton::{LinesSkeleton, WallSkeleton};
pub use ticket::TicketSheet;
pub use when::{When, WhenForm};
