//! The functions by which islands ask the server, one a file: all of them change something. From the browser they travel as JSON to
//! `/api/fn/NAME`. They parse, ask the box office, and map; what may be done is decided there. What pages read is in `pages::reads`.

#![allow(missing_docs, reason = "the arguments of a function become the fields of a type that nobody names")]

mod hold;
mod json;
mod pay;
mod release;

pub use hold::hold;
pub use json::{Json, JsonText};
pub use pay::pay;
pub use release::release;
