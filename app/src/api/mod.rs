//! The functions by which pages ask the server, one a file. On the server they are called directly; from the browser they travel as
//! JSON to `/api/fn/NAME`, by `GET` where they only read. They parse, ask the box office or the store, and map; what may be done is decided there.

#![allow(missing_docs, reason = "the arguments of a function become the fields of a type that nobody names")]

mod booking_card;
mod event_page;
mod find_events;
mod hold;
mod json;
mod list_events;
mod list_venues;
mod my_bookings;
mod pay;
mod performer_page;
mod qr_code;
mod release;
mod venue_page;

pub use booking_card::{BookingCard, booking_card};
pub use event_page::{AreaOffer, EventView, Offers, event_page};
pub use find_events::find_events;
pub use hold::hold;
pub use json::{Json, JsonQuery, JsonText};
pub use list_events::list_events;
pub use list_venues::list_venues;
pub use my_bookings::my_bookings;
pub use pay::pay;
pub use performer_page::performer_page;
pub use qr_code::QrCode;
pub use release::release;
pub use venue_page::venue_page;

/// The functions themselves, for a server that registers them by hand.
pub mod functions {
    pub use super::{
        booking_card::GetBookingCard, event_page::GetEventPage, find_events::FindEvents, hold::Hold, list_events::ListEvents,
        list_venues::ListVenues, my_bookings::MyBookings, pay::Pay, performer_page::GetPerformerPage, release::Release,
        venue_page::GetVenuePage,
    };
}

#[cfg(feature = "ssr")]
mod context {
    use boxoffice::BoxOffice;
    use domain::{BuyerId, Problem, ProblemCode};
    use leptos::prelude::use_context;

    use crate::error::AppError;

    /// The box office of this server.
    pub(super) fn office() -> Result<BoxOffice, AppError> {
        use_context().ok_or_else(|| AppError::refuse(Problem::new(ProblemCode::Internal)))
    }

    /// The address under which the caller knows the site, where it could be told.
    pub(super) fn origin() -> Option<String> {
        use_context::<crate::SiteOrigin>().map(|origin| origin.0)
    }

    /// Whoever is asking.
    pub(super) fn buyer() -> Result<BuyerId, AppError> {
        use_context().ok_or_else(|| AppError::refuse(Problem::new(ProblemCode::Unauthorized)))
    }
}
