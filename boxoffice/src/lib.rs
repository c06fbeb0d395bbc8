//! Selling: what happens between a buyer's wish and the rows of the store.
//!
//! `BoxOffice` is the door to it: it holds, releases and confirms seats, shows them live, and runs what goes on without a buyer
//! (cleanup, listening to other servers, finishing payments). It keeps nothing that the database lacks: any number of servers may
//! run one on the same database.

mod catalogue;
mod code_tries;
mod demand;
mod desk;
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
mod prices;
mod published;
mod refunds;
mod refusal;
pub mod retention;
mod search_queue;
mod search_server;
mod seats;
mod sold_out;
pub mod supervise;
mod sweeper;
mod tasks;
mod tickets;
mod view;
mod waiting;

pub use event_plan::{EventPlan, EventTerms};
pub use fsck::fsck;
pub use held_seats::Holder;
pub use hub::Watcher;
pub use letters::{BadMailSettings, LetterSettings, Mail, MailFault, Mailer, RecoveryKey, RecoveryTarget, SmtpMailer};
pub use office::{BoxOffice, Settings, StartError};
pub use payments::{
    BadStripeSecret, SandboxCall, SandboxDelivery, SandboxFault, SandboxOutcome, SandboxPage, SandboxScript, SandboxSignature,
    StripeSecret, StripeSettings,
};
pub use published::{Json, Published};
pub use refusal::Refusal;
pub use seats::SeatsNow;
pub use tickets::TicketSigner;
pub use waiting::{Arrival, ShownWork, is_chain_key, verify_round};
