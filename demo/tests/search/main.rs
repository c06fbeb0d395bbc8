//! Finding events: the same tests for every engine, on the same data.

mod contract;
mod engines;
mod made_up;
mod relevance;
