//! The store on a database of its own for each test. One program: what it is made of is compiled once.

mod at_the_same_time;
mod cleaning_up;
mod connecting;
mod importing;
mod importing_beside_sales;
mod migrating;
mod packed_plans;
mod pgbouncer;
mod staff_tokens;
mod waiting;
mod what_a_search_server_is_told;
