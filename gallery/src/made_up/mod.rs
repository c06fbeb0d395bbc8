//! What there would be a server for: halls, who buys in them, what is on, bookings.

pub mod bookings;
pub mod club;
pub mod event_pages;
pub mod events;
pub mod found;
pub mod halls;
pub mod qr;
pub mod statuses;
pub mod traffic;

mod chance;
