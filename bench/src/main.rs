//! Measures Frontrow through its public interface (HTTP and live streams), and compares it with the
//! database alone, a naive route and a bare loop.
//!
//! `make bench` builds and runs it. `bench/RESULTS.md` explains it and its results.

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
