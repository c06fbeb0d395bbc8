//! Parses requests at the border, and refuses invalid ones with the name of the field.

mod body;
mod buyer;
mod form;
mod hold_origin;
mod key;
mod operator;
mod parameters;
mod pass;
mod path;

pub(crate) use body::{JsonBody, OptionalJsonBody, over_the_limit, read};
pub(crate) use buyer::{BuyerOrNew, RequestBuyer};
pub(crate) use form::FormFields;
pub(crate) use hold_origin::HoldOrigin;
pub(crate) use key::{Key, fresh_key};
pub(crate) use operator::{ByOperator, ByStaff};
pub(crate) use parameters::Parameters;
pub(crate) use pass::LineCredentials;
pub(crate) use path::Id;
