//! Choosing seats: the best available, and alternatives near lost seats.

mod alternatives;
mod best_available;
mod hall;
mod model;
mod properties;
mod timing;
