//! The program, run as operators run it.

mod booking;
mod draw;
mod fsck;
mod importing;
mod keys;
mod letters;
mod operating;
mod people;
mod private;
mod program;
mod promo;
mod sandbox;
mod schema;
mod serving;
mod shop;
mod site;
mod token;
mod upgrade;
mod waiting_room;
