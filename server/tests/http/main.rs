//! The server over HTTP on a real PostgreSQL, with a separate database for each test. The files
//! mirror the addresses.

mod api;
mod calendars;
mod connections;
mod forms;
mod health;
mod hosted;
mod languages;
mod legal;
mod letters;
mod limits;
mod line;
mod line_forms;
mod lines;
mod more_time;
mod pages;
mod permissions;
mod prices;
mod proxies;
mod real_world;
mod refunds;
mod seat_facts;
mod shared_pages;
mod shop;
mod sign_in;
mod sitemap;
mod stripe_library;
