//! Selling: everything between a buyer's request and the rows of the store.
//!
//! `BoxOffice` is its interface: it holds, releases and confirms seats, shows them live, and runs
//! the background tasks (cleanup, notices of other servers, unfinished payments). It keeps nothing
//! in memory that the database lacks, so any number of servers may share one database.

mod batches;
mod booking_offers;
mod bookings;
mod calendar_feed;
mod catalogue;
mod code_tries;
mod demand;
mod desk;
mod doors;
mod event_plan;
mod fsck;
mod held_seats;
mod hold;
mod hub;
mod letters;
mod listener;
mod notifier;
mod office;
pub mod operating;
pub mod packed_plans;
mod payments;
mod people;
mod prices;
mod published;
mod refunds;
mod refusal;
pub mod retention;
mod search_queue;
mod search_server;
mod seats;
mod settings;
mod sitemap;
mod sold_out;
pub mod supervise;
mod sweeper;
mod tasks;
mod tickets;
mod transfer;
mod view;
mod waiting;

pub use booking_offers::BookingOffers;
pub use doors::{DoorList, DoorListEntry, DoorScan, DoorTicket, TicketCheck};
pub use event_plan::{EventPlan, EventTerms};
pub use fsck::fsck;
pub use held_seats::Holder;
pub use hub::Watcher;
pub use letters::{
    BadMailSettings, Enclosure, LetterSettings, Mail, MailFault, Mailer, RecoveryKey,
    RecoveryTarget, SmtpMailer,
};
pub use office::{BoxOffice, StartError};
pub use payments::{
    BadStripeSecret, ProviderCheck, ProviderDifference, SandboxCall, SandboxDelivery, SandboxFault,
    SandboxOutcome, SandboxPage, SandboxScript, SandboxSignature, StripeSecret, StripeSettings,
    fsck_providers,
};
pub use people::SessionEntry;
pub use published::{PublishedJson, PublishedValue};
pub use refusal::Refusal;
pub use seats::SeatsNow;
pub use settings::Settings;
pub use tickets::{TicketKeys, TicketSigner, ticket_key_pem};
pub use waiting::{Arrival, WorkProof, is_chain_key, verify_round};
