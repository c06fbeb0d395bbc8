//! Torture: a real shop under real buyers while things break, again and again; then everything is counted.
//!
//! The shop is the program as it is shipped, two servers of it on a durable PostgreSQL. The buyers keep a ledger of what they were told,
//! and watchers a map of what they were shown. A scenario (one file each in `scenarios/`) breaks one thing while they are at it. Then the
//! checks (`checks/`) compare the database with the ledger and the maps, and `frontrow fsck` looks for itself.
//!
//! It is run by `make torture`. Exit 1 names each violation.

mod alerts;
mod checks;
mod crowd;
mod findings;
mod scale;
mod scenarios;
mod shop;

use std::{path::PathBuf, process::ExitCode, time::Instant};

use clap::Parser;
use rand::Rng;

use crate::{
    alerts::Tally,
    findings::{Findings, Verdict},
    scale::Scale,
    scenarios::Scenario,
};

/// Breaks things under a shop that sells, and checks that nothing was lost, sold twice or stuck.
#[derive(Debug, Parser)]
#[command(name = "torture")]
struct Options {
    /// The program under test.
    #[arg(long, env = "FRONTROW_PROGRAM", default_value = "target/release/frontrow", value_name = "FILE")]
    program: PathBuf,

    /// The short version: fewer buyers, fewer faults, about four minutes in all.
    #[arg(long)]
    quick: bool,

    /// A Prometheus that evaluates deploy/alerts.yml while things break. The short version is too short for it.
    #[arg(long, env = "PROMETHEUS", value_name = "FILE")]
    prometheus: Option<PathBuf>,

    /// Only these scenarios.
    #[arg(long, value_enum, value_name = "SCENARIO")]
    only: Vec<Scenario>,

    /// How many buyers there are, instead of 500 or, in the short version, 40.
    #[arg(long, value_name = "N")]
    buyers: Option<usize>,

    /// Seconds for which things break, instead of 45 or, in the short version, 5.
    #[arg(long, value_name = "N")]
    seconds: Option<u64>,

    /// Leaves each scenario's files where they are, the servers' logs among them.
    #[arg(long)]
    keep: bool,

    /// What the buyers and the faults go by. The same seed throws the same dice; how the machine interleaves them is its own affair.
    #[arg(long, env = "FRONTROW_TEST_SEED", value_name = "N")]
    seed: Option<u64>,
}

/// What every scenario is given.
#[derive(Debug, Clone)]
pub struct Torture {
    /// The program under test.
    pub program: PathBuf,
    /// What watches the servers, if anything does.
    pub prometheus: Option<PathBuf>,
    /// How much of everything there is.
    pub scale: Scale,
    /// What chance goes by.
    pub seed: u64,
    /// Whether files are left where they are.
    pub keep: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let torture = Torture {
        program: options.program,
        prometheus: options.prometheus.filter(|_| !options.quick),
        scale: Scale::new(options.quick, options.buyers, options.seconds),
        seed: options.seed.unwrap_or_else(|| rand::rng().random()),
        keep: options.keep,
    };
    tokio::select! {
        all_is_well = run_all(&torture, &options.only, options.quick) => if all_is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE },
        _ = tokio::signal::ctrl_c() => {
            eprintln!("torture: interrupted");
            ExitCode::from(130)
        }
    }
}

/// Runs the scenarios and tells how each went; whether nothing was violated.
async fn run_all(torture: &Torture, only: &[Scenario], quick: bool) -> bool {
    let is_asked = |scenario: &Scenario| if only.is_empty() { scenario.is_short() || !quick } else { only.contains(scenario) };
    let scenarios: Vec<Scenario> = Scenario::ALL.into_iter().filter(is_asked).collect();
    println!("FRONTROW_TEST_SEED={} throws the same dice again", torture.seed);
    if torture.prometheus.is_none() && !quick {
        println!("Nobody watches the alerts: there is no Prometheus (--prometheus FILE)");
    }
    let began = Instant::now();
    let (mut lines, mut tally) = (Vec::new(), Tally::default());
    let (mut violations, mut skipped) = (0, 0);
    for (number, scenario) in scenarios.iter().enumerate() {
        let of = scenarios.len();
        println!("==> {} ({} of {of}): {}, {} buyers", scenario.name(), number + 1, scenario.what(), torture.scale.buyers);
        let began = Instant::now();
        let verdict = scenario.run(torture).await.unwrap_or_else(|fault| {
            let mut findings = Findings::default();
            findings.violated(format!("the scenario could not be carried through: {fault:#}"));
            Verdict::Done(findings)
        });
        let seconds = began.elapsed().as_secs();
        let line = match verdict {
            Verdict::Skipped(why) => {
                skipped += 1;
                format!("skipped  {}: {why}", scenario.name())
            }
            Verdict::Done(findings) => {
                findings.violations().iter().for_each(|violation| println!("    VIOLATED: {violation}"));
                violations += findings.violations().len();
                tally.add(scenario.name(), findings.alerts());
                let word = if findings.violations().is_empty() { "held" } else { "VIOLATED" };
                format!("{word:8} {} in {seconds} s: {}", scenario.name(), findings.notes().join(", "))
            }
        };
        println!("    {line}");
        lines.push(line);
    }
    println!("\n{}", lines.join("\n"));
    if torture.prometheus.is_some() {
        println!("{}", tally.lines().join("\n"));
    }
    println!(
        "{} scenarios in {} s, {skipped} skipped: {}",
        lines.len(),
        began.elapsed().as_secs(),
        if violations == 0 { "everything held".to_owned() } else { format!("{violations} violations") }
    );
    violations == 0
}
