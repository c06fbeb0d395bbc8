//! The server functions that islands call, one per file. All of them change something. Arguments
//! and results travel as JSON to `/api/fn/NAME`. On the server, the crate of the pages does their
//! work ([`BoxOfficeCalls`]), so this crate does not depend on the box office.

#![allow(
    missing_docs,
    reason = "the arguments of a function become the fields of a type that nobody names"
)]

mod calls;
mod error;
mod hold;
mod json;
mod pay;
mod release;

pub use calls::{BoxOfficeCalls, CallAnswer, ServerCalls};
pub use error::CallError;
pub use hold::hold;
pub use json::{Json, JsonText};
pub use pay::pay;
pub use release::release;
