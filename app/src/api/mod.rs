//! The server functions that islands call, one per file. All of them change something. Arguments and results travel as JSON to
//! `/api/fn/NAME`. A function parses, calls the box office and maps the result; the box office decides what is allowed. Pages read through
//! `pages::reads` instead.

#![allow(missing_docs, reason = "the arguments of a function become the fields of a type that nobody names")]

mod hold;
mod json;
mod pay;
mod release;

pub use hold::hold;
pub use json::{Json, JsonText};
pub use pay::pay;
pub use release::release;
