//! `frontrow event`: what operators do to a sale.

mod cancel;
mod log;
mod pause;
mod refunds;
mod seats;

use std::process::ExitCode;

use anyhow::anyhow;
use boxoffice::operating::OperatingError;
use clap::{Args, Subcommand};
use domain::EventId;
use store::{EventKey, Pool};

use super::database::{DatabaseOptions, OpenDatabase};

const EXIT_CODES: &str = "\
Exit codes:
  0  done, or there was nothing to change
  1  refused or failed; nothing was changed
  2  the command line is wrong
  3  `cancel` needs --confirm CODE; nothing was changed";

/// The options of `frontrow event`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Event {
    #[command(subcommand)]
    what: EventCommand,
}

#[derive(Debug, Subcommand)]
enum EventCommand {
    /// Pause a sale: nobody can hold seats, and the event's page says why. Buyers who hold seats
    /// can still pay. A repeat with another reason changes the reason.
    #[command(after_help = EXIT_CODES)]
    Pause(pause::PauseArgs),
    /// Resume a paused sale.
    #[command(after_help = EXIT_CODES)]
    Resume(pause::Resume),
    /// Block seats, so that nobody can hold them. If a buyer has one of the seats, none is blocked,
    /// and each such seat is named.
    #[command(after_help = EXIT_CODES)]
    Block(seats::BlockArgs),
    /// Unblock seats, so that buyers can hold them.
    #[command(after_help = EXIT_CODES)]
    Unblock(seats::Unblock),
    /// Cancel an event: nobody can hold its seats any more, payments in progress sell nothing, and
    /// the servers refund all bookings, 5 a second. First prints what it would do and a code;
    /// --confirm CODE does it. Repeat it with the same code to resume unfinished work.
    #[command(after_help = EXIT_CODES)]
    Cancel(cancel::Cancel),
    /// Move an event to another date. Tickets stay valid, each buyer with an address gets a letter,
    /// and tickets can be given back for a while.
    #[command(after_help = EXIT_CODES)]
    Move(refunds::MoveEvent),
    /// Set the deadline for giving tickets back, the refunded share of the price, and the fee.
    #[command(after_help = EXIT_CODES)]
    Refunds(refunds::SetRefunds),
    /// Print the record of what operators did to an event, the oldest first.
    #[command(after_help = EXIT_CODES)]
    Log(log::Log),
}

impl Event {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            EventCommand::Pause(command) => command.run().await,
            EventCommand::Resume(command) => command.run().await,
            EventCommand::Block(command) => command.run().await,
            EventCommand::Unblock(command) => command.run().await,
            EventCommand::Cancel(command) => command.run().await,
            EventCommand::Move(command) => command.run().await,
            EventCommand::Refunds(command) => command.run().await,
            EventCommand::Log(command) => command.run().await,
        }
    }
}

/// The event of a command, and its database.
#[derive(Debug, Args)]
pub(super) struct EventArgs {
    /// The event: its number or its slug.
    pub(super) event: EventKey,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl EventArgs {
    /// Runs a command on the event, and closes the database whatever the result.
    pub(super) async fn with<T>(
        &self,
        act: impl AsyncFnOnce(&Pool, EventId) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let database: OpenDatabase = self.database.open().await?;
        let done = async {
            let event = store::events::id_of(&database.pool, &self.event).await?;
            act(
                &database.pool,
                event.ok_or_else(|| anyhow!("there is no event `{}`", self.event))?,
            )
            .await
        }
        .await;
        database.close().await?;
        done
    }
}

/// The error in words, each reason on a separate line.
pub(super) fn explained(error: OperatingError) -> anyhow::Error {
    match error {
        OperatingError::Refused(reasons) if reasons.len() > 1 => {
            let lines: String = reasons
                .iter()
                .map(|reason| format!("\n  {reason}"))
                .collect();
            anyhow!("{} reasons, nothing was changed:{lines}", reasons.len())
        }
        OperatingError::Refused(reasons) => anyhow!("{}; nothing was changed", reasons.join("")),
        other => other.into(),
    }
}
