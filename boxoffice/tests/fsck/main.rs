//! `frontrow fsck` names every fault in the tables: each test breaks them in one way. It reports
//! nothing in sound tables.

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
