//! `frontrow waiting-room status`

use std::process::ExitCode;

use boxoffice::operating;
use clap::Args;
use domain::{
    EventId,
    waiting::{BeaconValue, Closing, Commitment, RoomSettings},
};
use store::{
    Pool,
    waiting::{
        draws::{self, DrawRow},
        rooms::RoomRow,
    },
};

use super::{words, written};
use crate::cli::{counted::counted, event::EventArgs};

/// The options of `frontrow waiting-room status`.
#[derive(Debug, Args)]
pub(super) struct ShowRoom {
    #[command(flatten)]
    of: EventArgs,
}

/// A row of the table.
type TableRow = (&'static str, String);

impl ShowRoom {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let event = &self.of.event;
        let found = self.of.with(async |pool: &Pool, event: EventId| {
            let room = operating::room(pool, event).await?;
            Ok((room, draws::all(pool, event).await?.pop()))
        });
        let (Some(room), draw) = found.await? else {
            say!(
                "{event} has no waiting room: everybody may buy. `frontrow waiting-room on {event}` opens one."
            );
            return Ok(ExitCode::SUCCESS);
        };
        say!("The waiting room of {event}");
        let draw = match draw {
            Some(draw) => of_draw(&room, &draw)?,
            None => vec![(
                "draw",
                "none: fans get places in the order in which they come".to_owned(),
            )],
        };
        for (name, value) in of_room(&room)?.into_iter().chain(draw) {
            say!("  {name:<12}{value}");
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn of_room(room: &RoomRow) -> anyhow::Result<Vec<TableRow>> {
    let RoomSettings {
        target,
        per_second,
        claim_seconds,
        shop_seconds,
        per_address,
        proof_of_work,
    } = room.settings;
    let last = room.next_place - 1;
    let wait = counted((last - room.serving).max(0), "waits", "wait");
    let line = format!(
        "{wait}; place {} is called, and place {last} is the last that was given",
        room.serving
    );
    let rate = match room.rate {
        Some((low, high)) => format!("{low:.1} to {high:.1} places a second"),
        None => "not known yet".to_owned(),
    };
    let work = match proof_of_work.get() {
        0 => "none: joining takes no proof of work".to_owned(),
        bits => format!("{} for each fan who joins", counted(bits, "bit", "bits")),
    };
    let pause = if room.paused {
        ", paused by an operator"
    } else {
        ""
    };
    Ok(vec![
        ("mode", format!("{}{pause}", room.mode.as_str())),
        ("state", words::state(room.state, room.reason).to_owned()),
        (
            "fans see",
            words::fans_see(room.state, room.draw > 0).to_owned(),
        ),
        ("inside", format!("{} of at most {target}", room.active)),
        (
            "called",
            format!(
                "{} not come in yet",
                counted(room.coming, "is called and has", "are called and have")
            ),
        ),
        ("line", line),
        ("rate", rate),
        (
            "seats",
            format!("{} available, {} held", room.available, room.held),
        ),
        ("joining", format!("from {}", written(room.gathers_at)?)),
        ("opening", written(room.on_sale_at)?),
        (
            "limits",
            format!(
                "{} a second, {claim_seconds} s to take a turn, {shop_seconds} s to shop, {} from one address",
                counted(per_second.get(), "place", "places"),
                counted(per_address.get(), "entry", "entries"),
            ),
        ),
        ("work", work),
    ])
}

fn of_draw(room: &RoomRow, draw: &DrawRow) -> anyhow::Result<Vec<TableRow>> {
    let closing = match &draw.root {
        Some(root) => format!(
            "{} of {}",
            Closing(root.closing),
            counted(root.count, "entry", "entries")
        ),
        None => "not yet".to_owned(),
    };
    let value = match &draw.value {
        Some(value) => BeaconValue(value.value).to_string(),
        None => words::waits_for(room, draw).to_owned(),
    };
    Ok(vec![
        ("draw", format!("{}, decided by {}", draw.draw, draw.beacon)),
        ("closes", written(draw.closes_at)?),
        ("commitment", Commitment(draw.commitment).to_string()),
        ("closing", closing),
        ("value", value),
    ])
}
