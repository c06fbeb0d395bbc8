//! `frontrow event pause` and `frontrow event resume`

use std::process::ExitCode;

use boxoffice::operating::{self, Change};
use clap::Args;

use super::{EventArgs, explained};
use crate::cli::operator::operator;

/// The options of `frontrow event pause`.
#[derive(Debug, Args)]
pub(super) struct PauseArgs {
    #[command(flatten)]
    of: EventArgs,
    /// What fans read on the event's page, in their language: "We are correcting a price." At most
    /// 500 letters.
    #[arg(long, env = "FRONTROW_PAUSE_REASON", value_name = "TEXT")]
    reason: Option<String>,
}

/// The options of `frontrow event resume`.
#[derive(Debug, Args)]
pub(super) struct Resume {
    #[command(flatten)]
    of: EventArgs,
}

impl PauseArgs {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let reason = self.reason.as_deref();
        let pause = async |pool: &store::Pool, event| {
            operating::pause(pool, &operator(), event, reason)
                .await
                .map_err(explained)
        };
        match self.of.with(pause).await? {
            Change::Made => say!(
                "{}: the sale is paused; `frontrow event resume {0}` goes on with it",
                self.of.event
            ),
            Change::None => say!("{}: the sale was paused already", self.of.event),
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Resume {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let resume = async |pool: &store::Pool, event| {
            operating::resume(pool, &operator(), event)
                .await
                .map_err(explained)
        };
        match self.of.with(resume).await? {
            Change::Made => say!("{}: the sale goes on", self.of.event),
            Change::None => say!("{}: the sale was not paused", self.of.event),
        }
        Ok(ExitCode::SUCCESS)
    }
}
