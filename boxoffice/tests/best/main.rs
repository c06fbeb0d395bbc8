//! Choosing seats: the best that are free, and what is near to those that were lost.

mod alternatives;
mod best_available;
mod hall;
mod model;
mod properties;
mod timing;
