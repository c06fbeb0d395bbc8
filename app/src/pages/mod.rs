//! The pages, one a file. Each is a component that its route in [`crate::App`] shows.

mod bookings;
mod checkout;
mod event;
mod home;
// The gallery is built whole, and shows no pages.
#[cfg(not(feature = "csr"))]
mod lazy;
mod not_found;
mod performer;
mod reservation;
mod upcoming;
mod venue;
mod venues;

pub use bookings::Bookings;
pub use checkout::Checkout;
pub use event::Event;
pub use home::Home;
#[cfg(not(feature = "csr"))]
pub use lazy::{LazyBookings, LazyCheckout, LazyEvent, LazyHome, LazyPerformer, LazyReservation, LazyVenue, LazyVenues};
pub use not_found::NotFound;
pub use performer::Performer;
pub use reservation::Reservation;
pub use venue::Venue;
pub use venues::Venues;
