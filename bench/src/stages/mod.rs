//! The stages of the benchmark, each a function in a file of its own.

mod fan;
mod frames;
mod growth;
mod holds;
mod idle;
mod latency;
mod on_sale;
mod pages;
mod sales;
mod search;
mod waiting;

use clap::builder::PossibleValuesParser;
use futures::future::LocalBoxFuture;

use crate::bench::{Bench, Findings};

/// One part of the benchmark.
pub struct Stage {
    /// For `--only`.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// About how long it takes, and how long when it is to be quick.
    seconds: (u64, u64),
    /// Measures.
    pub run: for<'a> fn(&'a mut Bench) -> LocalBoxFuture<'a, anyhow::Result<Findings>>,
}

impl Stage {
    /// About how long it takes, in seconds.
    pub fn seconds(&self, quick: bool) -> u64 {
        if quick { self.seconds.1 } else { self.seconds.0 }
    }
}

/// All of them, in the order in which they run. The first to need a figure of another comes after it.
pub fn all() -> Vec<Stage> {
    vec![
        Stage { name: "holds", title: "Holds on one hot event", seconds: (110, 35), run: |bench| Box::pin(holds::run(bench)) },
        Stage { name: "latency", title: "Latency at 70 % of peak", seconds: (20, 8), run: |bench| Box::pin(latency::run(bench)) },
        Stage { name: "frames", title: "From commit to frame", seconds: (70, 25), run: |bench| Box::pin(frames::run(bench)) },
        Stage { name: "idle", title: "Idle watchers", seconds: (20, 12), run: |bench| Box::pin(idle::run(bench)) },
        Stage { name: "growth", title: "Growth", seconds: (110, 20), run: |bench| Box::pin(growth::run(bench)) },
        Stage {
            name: "fan",
            title: "What a fan costs, in CPU of server and database",
            seconds: (60, 25),
            run: |bench| Box::pin(fan::run(bench)),
        },
        Stage { name: "sales", title: "Whole sales", seconds: (170, 25), run: |bench| Box::pin(sales::run(bench)) },
        Stage { name: "pages", title: "Pages", seconds: (30, 12), run: |bench| Box::pin(pages::run(bench)) },
        Stage { name: "on-sale", title: "An on-sale", seconds: (90, 25), run: |bench| Box::pin(on_sale::run(bench)) },
        Stage { name: "waiting", title: "The waiting room", seconds: (530, 40), run: |bench| Box::pin(waiting::run(bench)) },
        // Last: a shop of a hundred thousand events more is another one.
        Stage { name: "search", title: "Search", seconds: (150, 40), run: |bench| Box::pin(search::run(bench)) },
    ]
}

/// Their names.
pub fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(all().iter().map(|stage| stage.name))
}

/// The middle one of several turns; 0 without any.
fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
