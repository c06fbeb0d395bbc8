//! The only crate that speaks SQL and the search server's language. One file an aggregate, hand-written queries, checked
//! against the migrated schema when they are compiled.

pub mod bookings;
pub mod deadline;
pub mod desk;
pub mod events;
pub mod fsck;
pub mod import;
pub mod jobs;
pub mod letters;
pub mod notify;
pub mod operating;
pub mod operator_actions;
pub mod payments;
pub mod performers;
pub mod plans;
pub mod price_types;
pub mod promo_codes;
pub mod refunds;
pub mod retention;
pub mod sales;
pub mod sandbox;
pub mod search;
pub mod seats;
pub mod secrets;
pub mod staff_tokens;
pub mod venues;
pub mod waiting;
pub mod whole;

mod connect;
mod decode;
mod error;
mod key;
mod listings;
mod migrate;

pub use connect::{
    Connection, Health, Pool, Transaction, booking_pool, connect, memory_pool, paying_pool, searching_pool, selling_pool,
    undurable_settings,
};
pub use error::Error;
pub use key::{EventKey, VenueKey};
pub use migrate::{Migrated, Schema, SchemaError, migrate, newest_migration, schema, schema_version};
