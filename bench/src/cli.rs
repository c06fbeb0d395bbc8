//! The command line.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, anyhow};
use clap::{Parser, Subcommand};
use tokio::{
    runtime,
    signal::unix::{SignalKind, signal},
    task::LocalSet,
};

use crate::{
    baseline::{BareBaseline, NaiveBaseline, PlainBaseline},
    bench,
};

/// Measures Frontrow on this machine and prints one table.
#[derive(Debug, Parser)]
#[command(name = "bench", about)]
struct BenchCli {
    #[command(subcommand)]
    helper: Option<HelperCommand>,

    #[command(flatten)]
    options: Options,
}

/// What to measure, and for how long.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// The program to measure.
    #[arg(long, default_value = "target/release/frontrow", value_name = "FILE")]
    pub program: PathBuf,

    /// The checkout, whose bench/RESULTS.md and charts are written.
    #[arg(long, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,

    /// Shorter runs and smaller numbers, for a quick look. Nothing is written.
    #[arg(long)]
    pub quick: bool,

    /// Only these stages; can be given several times. Nothing is written.
    #[arg(long, value_name = "STAGE", value_parser = crate::stages::names())]
    pub only: Vec<String>,

    /// An older program for comparison: both run alternately, and the table has the medians of
    /// each. Each uses the site in its own target directory. Nothing is written.
    #[arg(long, value_name = "FILE")]
    pub before: Option<PathBuf>,

    /// The number of rounds of each of the two.
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=99), requires = "before")]
    pub rounds: u32,

    /// The rate of the stage `latency`, in holds a second, instead of 70 % of the peak. Two programs
    /// with different peaks are comparable only at the same rate. Nothing is written.
    #[arg(long, value_name = "HOLDS", value_parser = clap::value_parser!(u32).range(1..=40_000))]
    pub rate: Option<u32>,

    /// Write the charts here, whatever stages run. A complete full run writes them to bench/charts.
    #[arg(long, value_name = "DIR")]
    pub charts: Option<PathBuf>,
}

/// Baseline servers that the benchmark starts as separate processes.
#[derive(Debug, Subcommand)]
enum HelperCommand {
    /// The naive route.
    #[command(hide = true)]
    Naive(NaiveBaseline),
    /// The bare loop.
    #[command(hide = true)]
    Bare(BareBaseline),
    /// The plain route.
    #[command(hide = true)]
    Plain(PlainBaseline),
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let cli = BenchCli::parse();
    raise_file_limit();
    let result = match cli.helper {
        Some(HelperCommand::Naive(naive)) => on_all_cores(naive.run()),
        Some(HelperCommand::Bare(bare)) => on_all_cores(bare.run()),
        Some(HelperCommand::Plain(plain)) => on_all_cores(plain.run()),
        None => measure(cli.options),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a helper with as many threads as Frontrow has.
fn on_all_cores(helper: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("no runtime")?
        .block_on(helper)
}

/// Runs the load generator with one thread for its requests, and one for each crowd of watchers, so
/// that the other processes have the rest of the machine.
fn measure(options: Options) -> anyhow::Result<()> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("no runtime")?;
    LocalSet::new().block_on(&runtime, async {
        tokio::select! {
            result = bench::run(options) => result,
            // Dropping the stages stops everything that was started.
            stopped = told_to_stop() => stopped.and(Err(anyhow!("stopped"))),
        }
    })
}

async fn told_to_stop() -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate()).context("no signals")?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted.context("no signals"),
    }
}

/// Raises the limit of open files. Every watcher is an open file, here and in the server, which
/// inherits the limit. If the system refuses, the limit stays.
fn raise_file_limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    const WANTED: u64 = 100_000;
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let more = Rlimit {
        current: Some(WANTED),
        maximum: maximum.map(|maximum| maximum.max(WANTED)),
    };
    if setrlimit(Resource::Nofile, more).is_err() {
        let _ = setrlimit(
            Resource::Nofile,
            Rlimit {
                current: maximum,
                maximum,
            },
        );
    }
}
