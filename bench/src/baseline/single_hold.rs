//! The one place that knows the SQL function by which a single hold is made. Both baselines call the function that the server's desk
//! calls, one hold at a time.

/// What pgbench repeats. `:event` is the event; the sequence `bench_seat` gives each call a seat of its own.
pub const SCRIPT: &str = include_str!("../../sql/pgbench_hold.sql");

/// What the naive route asks: event, booking, buyer, key, fingerprint, seats. Gives the outcome, which is `held` when all went well.
pub const HOLD: &str = include_str!("../../sql/naive_hold.sql");

/// The seats that the calls of pgbench hold. Each connection draws fifty numbers at a time.
pub const SEQUENCE: [&str; 2] = ["drop sequence if exists bench_seat", "create sequence bench_seat minvalue 0 start 0 cache 50"];
