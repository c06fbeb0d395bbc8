//! People with accounts: their accounts, codes and sessions. The rules are in
//! `migrations/0016_accounts.sql`.

mod accounts;
mod codes;
mod forget;
mod sessions;

pub use accounts::{booking_owner, email_of, ticket_owner, with_accounts};
pub use codes::{NewCode, ask_sign_in, asked_by, complete_sign_in, is_code_valid};
pub use forget::{ForgetReport, forget_email};
pub use sessions::{
    SessionRow, end_session, end_sessions, find_session, sessions_of, signed_out_buyers,
};
