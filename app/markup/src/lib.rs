//! The components that reach a browser only as HTML: event cards, the programme, checkout, tickets,
//! posters, with their texts.
//!
//! The server renders them, and the gallery shows them. The site's WebAssembly does not contain
//! them, so a change of them does not rebuild it. Components that islands hydrate are in `ui`.

#![recursion_limit = "512"]

pub mod components;
#[cfg(test)]
mod fixture;
pub mod poster;
pub mod search;
pub mod texts;
