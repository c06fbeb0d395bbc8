//! `frontrow waiting-room`: what operators do with the line of an event.

mod draw;
mod status;
mod switch;
mod words;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::{moment, waiting::RoomMode};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  refused or failed; nothing was changed
  2  the command line is wrong";

/// The options of `frontrow waiting-room`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct WaitingRoom {
    #[command(subcommand)]
    what: RoomCommand,
}

#[derive(Debug, Subcommand)]
enum RoomCommand {
    /// Open the waiting room of an event, or change its settings. Omitted settings stay unchanged,
    /// and so does a pause. Buyers who hold seats are inside.
    #[command(after_help = EXIT_CODES)]
    On(switch::SwitchArgs),
    /// Let the room open automatically when as many buyers as --target hold seats, and close when
    /// nobody waits any more.
    #[command(after_help = EXIT_CODES)]
    Auto(switch::SwitchArgs),
    /// Close the room: everybody may buy at once.
    #[command(after_help = EXIT_CODES)]
    Off(switch::RoomOf),
    /// Pause the room: fans join and keep their places, and nobody is called. Those inside can
    /// still buy.
    #[command(after_help = EXIT_CODES)]
    Pause(switch::RoomOf),
    /// Resume calling places.
    #[command(after_help = EXIT_CODES)]
    Resume(switch::RoomOf),
    /// Print the state of the room, of the line, and of the draw.
    #[command(after_help = EXIT_CODES)]
    Status(status::ShowRoom),
    /// Announce the draw of a room that is on. The draw before it is void.
    #[command(after_help = EXIT_CODES)]
    Draw(draw::Draw),
    /// Set the public value of the draw: drand's signature of the round, or the announced value.
    /// The seed is then published.
    #[command(after_help = EXIT_CODES)]
    Beacon(draw::BeaconOf),
}

impl WaitingRoom {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            RoomCommand::On(command) => command.run(RoomMode::On).await,
            RoomCommand::Auto(command) => command.run(RoomMode::Auto).await,
            RoomCommand::Off(command) => command.off().await,
            RoomCommand::Pause(command) => command.pause(true).await,
            RoomCommand::Resume(command) => command.pause(false).await,
            RoomCommand::Status(command) => command.run().await,
            RoomCommand::Draw(command) => command.run().await,
            RoomCommand::Beacon(command) => command.run().await,
        }
    }
}

/// Parses a time of the command line, in whole seconds.
fn second(text: &str) -> Result<OffsetDateTime, String> {
    let moment = moment::parse(text).ok_or_else(|| {
        format!("`{text}` is no moment like 2027-01-31T18:30:00Z or 2027-01-31T19:30:00+01:00")
    })?;
    Ok(moment.replace_nanosecond(0).unwrap_or(moment))
}

/// Writes a time, in whole seconds.
fn written(moment: OffsetDateTime) -> anyhow::Result<String> {
    Ok(moment.replace_nanosecond(0)?.format(&Rfc3339)?)
}
