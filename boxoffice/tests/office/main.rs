//! The box office on a database of its own for each test. One program: what it is made of is compiled once.

mod buyer_limit;
mod catalogue;
mod desk;
mod desk_commands;
mod failover;
mod holding;
mod letters;
mod many_events;
mod memory;
mod opening;
mod operating;
mod packed_plans;
mod paying;
mod prices;
mod retention;
mod search_server;
mod silent_database;
mod single_seats;
mod sweeping;
mod two_servers;
mod waiting;
mod watching;
