//! Tests of the box office, each with a separate database. They are one program, so that their
//! dependencies compile and link once.

mod buyer_limit;
mod catalogue;
mod desk;
mod desk_commands;
mod doors;
mod extending;
mod failover;
mod holding;
mod letters;
mod many_events;
mod many_sales;
mod memory;
mod opening;
mod operating;
mod orphans;
mod otherwise;
mod packed_plans;
mod paying;
mod people;
mod prices;
mod retention;
mod search_server;
mod silent_database;
mod sweeping;
mod transfer;
mod two_servers;
mod waiting;
mod watching;
