//! Searches: the same tests for every engine, with the same data.

mod contract;
mod engines;
mod made_up;
mod relevance;
