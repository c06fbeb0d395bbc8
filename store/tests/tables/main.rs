//! Tests of the store. Each has a separate database. They are one program, so that dependencies are
//! linked once.

mod at_the_same_time;
mod booking_numbers;
mod cleaning_up;
mod connecting;
mod doors;
mod importing;
mod importing_beside_sales;
mod importing_many;
mod importing_the_real_world;
mod jobs;
mod migrating;
mod packed_plans;
mod pgbouncer;
mod reading_bookings;
mod session_keys;
mod staff_tokens;
mod waiting;
mod what_a_search_server_is_told;
