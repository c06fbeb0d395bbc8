//! The pages, one a file. Each is a component that its route in [`crate::App`] shows. The server writes them, and nothing of them runs in
//! the browser but the [islands](crate::islands) that they have on them.

mod account;
mod bookings;
mod checkout;
mod delivery;
mod draw;
mod event;
mod failure;
mod give_back;
mod hold_again;
mod home;
mod legal;
mod line;
mod loaded;
mod not_found;
mod payment_return;
mod performer;
mod query_problem;
mod reads;
mod refund_list;
mod reservation;
mod sandbox_pay;
mod share_event;
mod share_tags;
mod sign_in;
mod transfer;
mod upcoming;
mod venue;
mod venues;

pub(crate) use bookings::Bookings;
pub(crate) use checkout::Checkout;
pub(crate) use draw::DrawPage;
pub(crate) use event::Event;
pub(crate) use give_back::GiveBack;
pub(crate) use home::Home;
pub(crate) use legal::Legal;
pub(crate) use line::LinePage;
pub(crate) use not_found::NotFound;
pub(crate) use payment_return::PaymentReturn;
pub(crate) use performer::Performer;
pub(crate) use reservation::Reservation;
pub(crate) use sandbox_pay::SandboxPay;
pub(crate) use sign_in::SignIn;
pub(crate) use venue::Venue;
pub(crate) use venues::Venues;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// What the address says in the place of this name; empty where it says nothing.
fn said_in_path(name: &str) -> String {
    use_params_map().read_untracked().get(name).unwrap_or_default()
}

/// All that the address says under this name behind its question mark.
fn said_often_in_query(name: &str) -> Vec<String> {
    use_query_map().read_untracked().get_all(name).unwrap_or_default()
}

/// What the address says under this name behind its question mark.
fn said_in_query(name: &str) -> Option<String> {
    use_query_map().read_untracked().get(name)
}
