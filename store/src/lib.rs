//! The only crate that speaks SQL and the language of the search server. Each aggregate has a file.
//! Queries are written by hand and checked against the migrated schema at compile time.

pub mod booking_numbers;
pub mod booking_offers;
pub mod bookings;
pub mod calendars;
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
pub mod people;
pub mod performers;
pub mod plans;
pub mod price_types;
pub mod promo_codes;
pub mod refunds;
pub mod retention;
pub mod sales;
pub mod sandbox;
pub mod sandbox_faults;
pub mod search;
pub mod seats;
pub mod secrets;
pub mod session_keys;
pub mod sitemap;
pub mod staff_tokens;
pub mod tickets;
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
    Health, Pool, StoreConnection, Transaction, booking_pool, connect, memory_pool, paying_pool,
    searching_pool, selling_pool, undurable_settings,
};
pub use error::Error;
pub use key::{EventKey, VenueKey};
pub use migrate::{
    MigrationOutcome, Schema, SchemaError, migrate, newest_migration, schema, schema_version,
};
