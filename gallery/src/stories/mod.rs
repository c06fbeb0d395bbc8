//! The stories. Each shows one component, or a few similar ones, in its states.

pub mod basket;
pub mod best;
pub mod booking;
pub mod checkout;
pub mod event;
pub mod event_page;
pub mod found;
pub mod line;
pub mod list;
pub mod map;
pub mod page;
pub mod plain_svg;
pub mod poster;
pub mod price;
pub mod problem;
pub mod reservation;
pub mod search;
pub mod small;
