//! The program, run as operators run it.

mod draw;
mod letters;
mod operating;
mod private;
mod program;
mod promo;
mod schema;
mod serving;
mod shop;
mod site;
mod token;
mod upgrade;
mod waiting_room;
