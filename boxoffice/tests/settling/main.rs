//! Payments come to their end, whatever the provider, its network and the servers do.

mod giving_back;
mod hosted;
mod providers;
mod refunds;
mod retrying;
mod selling;
mod shop;
mod stripe;
