//! What comes from outside, parsed at the border or refused there with the field named.

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
pub(crate) use form::Form;
pub(crate) use held_from::HeldFrom;
pub(crate) use key::Key;
pub(crate) use operator::ByOperator;
pub(crate) use parameters::Parameters;
pub(crate) use pass::Brought;
pub(crate) use path::Id;
