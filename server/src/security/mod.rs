//! What keeps a server on the open internet safe: each file is one defence, and `router` says in which order they stand.

pub(crate) mod body_limit;
pub(crate) mod headers;
pub(crate) mod peer;
pub(crate) mod places;
pub(crate) mod rates;
pub(crate) mod same_origin;
pub(crate) mod streams;
pub(crate) mod time_limit;
pub(crate) mod unsigned;
pub(crate) mod wellformed;

pub(crate) use streams::StreamCount;
