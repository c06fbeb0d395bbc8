//! The server over HTTP, on a real PostgreSQL, a database for each test. The files mirror the addresses.

mod api;
mod connections;
mod forms;
mod health;
mod hosted;
mod letters;
mod limits;
mod line;
mod line_forms;
mod lines;
mod pages;
mod prices;
mod proxies;
mod refunds;
mod shared_pages;
mod shop;
