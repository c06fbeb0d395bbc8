//! The demo season: real and invented halls, some months of events, and some seats sold already.

pub mod halls;
