//! Torture: runs a real shop with real buyers while things break repeatedly, and then counts
//! everything.
//!
//! The shop is the released program, with two servers on a durable PostgreSQL. The buyers keep a
//! ledger of the answers that they got, and watchers a map of the seats that they saw. A scenario
//! (one file each in `scenarios/`) breaks one thing in the meantime. Then the checks (`checks/`)
//! compare the database with the ledger and the maps, and run `frontrow fsck`.
//!
//! `make torture` runs it. Exit code 1 means violations; the report lists them.

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
    alerts::AlertTally,
    findings::{ScenarioFindings, ScenarioVerdict},
    scale::Scale,
    scenarios::Scenario,
};

/// Breaks things under a shop that sells, and checks that nothing was lost, sold twice or stuck.
#[derive(Debug, Parser)]
#[command(name = "torture")]
struct TortureOptions {
    /// The program under test.
    #[arg(
        long,
        env = "FRONTROW_PROGRAM",
        default_value = "target/release/frontrow",
        value_name = "FILE"
    )]
    program: PathBuf,

    /// The short version: fewer buyers, fewer faults, some minutes in all.
    #[arg(long)]
    quick: bool,

    /// A Prometheus that evaluates deploy/alerts.yml while things break. The short version is too
    /// short for it.
    #[arg(long, env = "PROMETHEUS", value_name = "FILE")]
    prometheus: Option<PathBuf>,

    /// Only these scenarios.
    #[arg(long, value_enum, value_name = "SCENARIO")]
    only: Vec<Scenario>,

    /// The number of buyers: 500 by default, or 40 in the short version.
    #[arg(long, value_name = "N")]
    buyers: Option<usize>,

    /// Seconds for which things break: 45 by default, or 5 in the short version.
    #[arg(long, value_name = "N")]
    seconds: Option<u64>,

    /// Keeps the files of each scenario, including the servers' logs.
    #[arg(long)]
    keep: bool,

    /// The seed of random decisions. The same seed repeats the decisions, but not how the machine
    /// interleaves them.
    #[arg(long, env = "FRONTROW_TEST_SEED", value_name = "N")]
    seed: Option<u64>,
}

/// The parameters of every scenario.
#[derive(Debug, Clone)]
pub struct Torture {
    /// The program under test.
    pub program: PathBuf,
    /// The Prometheus program that watches the servers, if there is one.
    pub prometheus: Option<PathBuf>,
    /// The sizes of the run.
    pub scale: Scale,
    /// The seed of random decisions.
    pub seed: u64,
    /// Whether files are kept.
    pub keep: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = TortureOptions::parse();
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

/// Runs the scenarios and reports each. Returns whether there were no violations.
async fn run_all(torture: &Torture, only: &[Scenario], quick: bool) -> bool {
    let is_asked = |scenario: &Scenario| {
        if only.is_empty() {
            scenario.is_short() || !quick
        } else {
            only.contains(scenario)
        }
    };
    let scenarios: Vec<Scenario> = Scenario::ALL.into_iter().filter(is_asked).collect();
    println!(
        "FRONTROW_TEST_SEED={} repeats the random decisions of this run",
        torture.seed
    );
    if torture.prometheus.is_none() && !quick {
        println!("Nobody watches the alerts: there is no Prometheus (--prometheus FILE)");
    }
    let began = Instant::now();
    let (mut lines, mut tally) = (Vec::new(), AlertTally::default());
    let (mut violations, mut skipped) = (0, 0);
    for (number, scenario) in scenarios.iter().enumerate() {
        let of = scenarios.len();
        println!(
            "==> {} ({} of {of}): {}, {} buyers",
            scenario.name(),
            number + 1,
            scenario.what(),
            torture.scale.buyers
        );
        let began = Instant::now();
        let verdict = scenario.run(torture).await.unwrap_or_else(|fault| {
            let mut findings = ScenarioFindings::default();
            findings.violated(format!("the scenario could not be completed: {fault:#}"));
            ScenarioVerdict::Done(findings)
        });
        let seconds = began.elapsed().as_secs();
        let line = match verdict {
            ScenarioVerdict::Skipped(why) => {
                skipped += 1;
                format!("skipped  {}: {why}", scenario.name())
            }
            ScenarioVerdict::Done(findings) => {
                findings
                    .violations()
                    .iter()
                    .for_each(|violation| println!("    VIOLATED: {violation}"));
                violations += findings.violations().len();
                tally.add(scenario.name(), findings.alerts());
                let word = if findings.violations().is_empty() {
                    "held"
                } else {
                    "VIOLATED"
                };
                format!(
                    "{word:8} {} in {seconds} s: {}",
                    scenario.name(),
                    findings.notes().join(", ")
                )
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
        if violations == 0 {
            "everything held".to_owned()
        } else {
            format!("{violations} violations")
        }
    );
    violations == 0
}
