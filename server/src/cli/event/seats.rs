//! `frontrow event block` and `frontrow event unblock`

use std::process::ExitCode;

use boxoffice::operating::{self, BlockReport, TakenSeatPolicy};
use clap::Args;

use super::{EventArgs, explained};
use crate::cli::{counted::counted, operator::operator};

/// The seats of a command, and their event.
#[derive(Debug, Args)]
struct SeatsArgs {
    #[command(flatten)]
    of: EventArgs,
    /// Which seats: `Stalls A 1-12`, `Stalls A` for a whole row, `Stalls` or `Floor` for a whole
    /// section or standing area, or seat numbers as the API gives them: `412-430,500`. Separate
    /// several with semicolons, in quotes: "Stalls A 1-12; Stalls B 3".
    #[arg(required = true, value_name = "SEATS")]
    seats: Vec<String>,
}

impl SeatsArgs {
    /// The named seats, however many arguments they take.
    fn named(&self) -> Vec<String> {
        self.seats
            .join(" ")
            .split(';')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

/// The options of `frontrow event block`.
#[derive(Debug, Args)]
pub(super) struct BlockArgs {
    #[command(flatten)]
    seats: SeatsArgs,
    /// Skip the seats that buyers have, and block the rest.
    #[arg(long, env = "FRONTROW_SKIP_TAKEN")]
    skip_taken: bool,
}

/// The options of `frontrow event unblock`.
#[derive(Debug, Args)]
pub(super) struct Unblock {
    #[command(flatten)]
    seats: SeatsArgs,
}

impl BlockArgs {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let (names, taken) = (
            self.seats.named(),
            if self.skip_taken {
                TakenSeatPolicy::Skip
            } else {
                TakenSeatPolicy::Refuse
            },
        );
        let block = async |pool: &store::Pool, event| {
            operating::block(pool, &operator(), event, &names, taken)
                .await
                .map_err(explained)
        };
        report("blocked", &self.seats.of.with(block).await?);
        Ok(ExitCode::SUCCESS)
    }
}

impl Unblock {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let names = self.seats.named();
        let unblock = async |pool: &store::Pool, event| {
            operating::unblock(pool, &operator(), event, &names)
                .await
                .map_err(explained)
        };
        report("unblocked", &self.seats.of.with(unblock).await?);
        Ok(ExitCode::SUCCESS)
    }
}

fn report(what: &str, done: &BlockReport) {
    let (seats, were) = (
        counted(done.changed, "seat", "seats"),
        counted(done.unchanged, "was", "were"),
    );
    say!(
        "{seats} {what}, {were} so already, {} left alone",
        done.skipped.len()
    );
    for seat in &done.skipped {
        say!("  {seat}");
    }
}
