//! Measures Frontrow through its own door: HTTP and live streams, against the database alone, a naive route and a bare loop.
//!
//! `make bench` builds all and runs it. What it does and how to read it is in `bench/RESULTS.md`.

mod baseline;
mod bench;
mod chart;
mod cli;
mod disk;
mod line;
mod load;
mod machine;
mod on_sale;
mod report;
mod shop;
mod stages;
mod turns;
mod visit;
mod watch;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
