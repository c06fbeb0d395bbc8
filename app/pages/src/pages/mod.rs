//! The pages, one per file. Each is a component that a route in [`crate::App`] shows. Only the
//! server renders them. In the browser, only their [islands] run.

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
mod refund_terms;
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

/// The value of a path parameter; empty if it is absent.
fn said_in_path(name: &str) -> String {
    use_params_map()
        .read_untracked()
        .get(name)
        .unwrap_or_default()
}

/// All values of a query parameter.
fn said_often_in_query(name: &str) -> Vec<String> {
    use_query_map()
        .read_untracked()
        .get_all(name)
        .unwrap_or_default()
}

/// The value of a query parameter.
fn said_in_query(name: &str) -> Option<String> {
    use_query_map().read_untracked().get(name)
}
