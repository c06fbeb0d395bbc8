//! Defences of a server on the open internet. Each file is one defence, and `router` sets their
//! order.

pub(crate) mod body_limit;
pub(crate) mod headers;
pub(crate) mod peer;
pub(crate) mod places;
pub(crate) mod rates;
pub(crate) mod same_origin;
pub(crate) mod sign_ins;
pub(crate) mod streams;
pub(crate) mod time_limit;
pub(crate) mod unsigned;
pub(crate) mod wellformed;

pub(crate) use streams::StreamCount;
