//! What the tests stand on: a database of their own on a real server, and small halls to sell.
//!
//! Support for tests only, hence panics where a program would give an error.

mod database;
mod hall;

pub use database::TestDatabase;
pub use hall::{Hall, TestEvent};
