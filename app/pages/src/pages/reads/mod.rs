//! The reads behind pages, one per file. Each asks the box office or the store and maps the result.

mod booking_card;
mod event_page;
mod find_events;
mod list_events;
mod list_venues;
mod my_account;
mod my_bookings;
mod performer_page;
mod qr_code;
mod sign_in_state;
mod venue_page;

pub(super) use booking_card::booking_card;
pub(super) use event_page::{EventView, event_page};
pub(super) use find_events::find_events;
pub(super) use list_events::list_events;
pub(super) use list_venues::list_venues;
pub(super) use my_account::{AccountCard, my_account};
pub(super) use my_bookings::my_bookings;
pub(super) use performer_page::performer_page;
pub(super) use sign_in_state::{SignInState, sign_in_state};
pub(super) use venue_page::venue_page;
