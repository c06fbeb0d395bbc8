//! The stages of the benchmark, each a function in a separate file.

mod fan;
mod frames;
mod growth;
mod holds;
mod idle;
mod latency;
mod on_sale;
mod pages;
mod refusals;
mod sales;
mod search;
mod waiting;

use clap::builder::PossibleValuesParser;
use futures::future::LocalBoxFuture;

use crate::bench::{Bench, StageFindings};

/// A part of the benchmark.
pub struct BenchStage {
    /// The name for `--only`.
    pub name: &'static str,
    /// The title for people.
    pub title: &'static str,
    /// The approximate duration in seconds of a full run and of a quick one.
    seconds: (u64, u64),
    /// The measurement.
    pub run: for<'a> fn(&'a mut Bench) -> LocalBoxFuture<'a, anyhow::Result<StageFindings>>,
}

impl BenchStage {
    /// The approximate duration, in seconds.
    pub fn seconds(&self, quick: bool) -> u64 {
        if quick {
            self.seconds.1
        } else {
            self.seconds.0
        }
    }
}

/// All stages in their order. A stage comes after those whose figures it needs.
pub fn all() -> Vec<BenchStage> {
    vec![
        BenchStage {
            name: "holds",
            title: "Holds on one hot event",
            seconds: (110, 35),
            run: |bench| Box::pin(holds::run(bench)),
        },
        BenchStage {
            name: "latency",
            title: "Latency at 70 % of peak",
            seconds: (20, 8),
            run: |bench| Box::pin(latency::run(bench)),
        },
        BenchStage {
            name: "frames",
            title: "From commit to frame",
            seconds: (70, 25),
            run: |bench| Box::pin(frames::run(bench)),
        },
        BenchStage {
            name: "idle",
            title: "Idle watchers",
            seconds: (20, 12),
            run: |bench| Box::pin(idle::run(bench)),
        },
        BenchStage {
            name: "growth",
            title: "Growth",
            seconds: (110, 20),
            run: |bench| Box::pin(growth::run(bench)),
        },
        BenchStage {
            name: "fan",
            title: "What a fan costs, in CPU of server and database",
            seconds: (60, 25),
            run: |bench| Box::pin(fan::run(bench)),
        },
        BenchStage {
            name: "sales",
            title: "Whole sales",
            seconds: (170, 25),
            run: |bench| Box::pin(sales::run(bench)),
        },
        BenchStage {
            name: "pages",
            title: "Pages",
            seconds: (30, 12),
            run: |bench| Box::pin(pages::run(bench)),
        },
        BenchStage {
            name: "refusals",
            title: "What the time of a refusal tells",
            seconds: (25, 8),
            run: |bench| Box::pin(refusals::run(bench)),
        },
        BenchStage {
            name: "on-sale",
            title: "An on-sale",
            seconds: (90, 25),
            run: |bench| Box::pin(on_sale::run(bench)),
        },
        BenchStage {
            name: "waiting",
            title: "The waiting room",
            seconds: (530, 40),
            run: |bench| Box::pin(waiting::run(bench)),
        },
        // Last, because it adds a hundred thousand events to the shop.
        BenchStage {
            name: "search",
            title: "Search",
            seconds: (150, 40),
            run: |bench| Box::pin(search::run(bench)),
        },
    ]
}

/// The names of all stages.
pub fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(all().iter().map(|stage| stage.name))
}

/// The median of several rounds; 0 if there are none.
fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
