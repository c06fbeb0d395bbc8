//! The building blocks of islands, one per file.

mod connection_sign;
mod fresh;
mod notice;
mod problem_texts;
mod seat_key;
mod sight;
mod view_switch;

pub mod basket;
pub mod card_form;
pub mod compare;
pub mod countdown;
pub mod price_legend;
pub mod search;
pub mod seat_list;
pub mod together;

pub use connection_sign::ConnectionSign;
pub use fresh::{fresh_text, fresh_view};
pub use notice::{Notice, NoticeKind, ProblemNotice};
pub use problem_texts::{BAD_ADDRESS, ProblemContext, advice, headline, particulars};
pub use seat_key::SeatKey;
pub use view_switch::{ViewMode, ViewSwitch};
