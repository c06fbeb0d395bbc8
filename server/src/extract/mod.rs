//! Parses requests at the border, and refuses invalid ones with the name of the field.

mod body;
mod buyer;
mod form;
mod held_from;
mod key;
mod operator;
mod parameters;
mod pass;
mod path;

pub(crate) use body::{JsonBody, OptionalJsonBody, over_the_limit, read};
pub(crate) use buyer::{Known, OrNew};
pub(crate) use form::FormFields;
pub(crate) use held_from::HeldFrom;
pub(crate) use key::{Key, fresh_key};
pub(crate) use operator::{ByOperator, ByStaff};
pub(crate) use parameters::Parameters;
pub(crate) use pass::Brought;
pub(crate) use path::Id;
