//! `frontrow fsck` names whatever is wrong in the tables: each test breaks them in one way. And it accuses nobody without cause.

mod bookings;
mod counts;
mod holds;
mod letters;
mod payments;
mod plans;
mod promo_codes;
mod seat_log;
mod shop;
mod sound;
mod tickets;
mod waiting;
