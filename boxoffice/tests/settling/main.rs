//! Every payment ends correctly, whatever faults the provider, its network and the servers have.

mod comparing;
mod faults;
mod giving_back;
mod hosted;
mod late;
mod providers;
mod refunds;
mod retrying;
mod selling;
mod shop;
mod stripe;
