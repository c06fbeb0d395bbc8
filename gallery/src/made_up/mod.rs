//! What there would be a server for: halls, who buys in them, events, bookings.

pub mod bookings;
pub mod club;
pub mod events;
pub mod halls;
pub mod qr;
pub mod traffic;

mod chance;
