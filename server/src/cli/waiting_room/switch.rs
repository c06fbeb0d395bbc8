//! `frontrow waiting-room on`, `auto`, `off`, `pause` and `resume`

use std::process::ExitCode;

use boxoffice::operating;
use clap::Args;
use domain::{
    EventId,
    waiting::{
        ClaimSeconds, EntriesPerAddress, PlacesPerSecond, RoomMode, RoomState, RoomTarget,
        ShopSeconds, WorkBits,
    },
};
use store::{
    Pool,
    waiting::rooms::{RoomRow, RoomSwitch},
};
use time::OffsetDateTime;

use super::{second, words};
use crate::cli::{
    event::{EventArgs, explained},
    operator::operator,
};

/// The options of `frontrow waiting-room on` and `auto`.
#[derive(Debug, Args)]
pub(super) struct SwitchArgs {
    #[command(flatten)]
    of: EventArgs,
    /// Fans inside at once, from 1 to 100000. A new room has 500.
    #[arg(long, env = "FRONTROW_ROOM_TARGET", value_name = "FANS")]
    target: Option<RoomTarget>,
    /// The most places that are called per second, from 1 to 10000. A new room has 50.
    #[arg(long, env = "FRONTROW_ROOM_PER_SECOND", value_name = "PLACES")]
    per_second: Option<PlacesPerSecond>,
    /// Seconds to take a turn, from 1 to 3600. A turn that is missed waits at the front. A new room
    /// has 120.
    #[arg(long, env = "FRONTROW_ROOM_CLAIM_SECONDS", value_name = "SECONDS")]
    claim_seconds: Option<ClaimSeconds>,
    /// Seconds that a fan has for choosing and paying, from 1 to 7200. A new room has 600.
    #[arg(long, env = "FRONTROW_ROOM_SHOP_SECONDS", value_name = "SECONDS")]
    shop_seconds: Option<ShopSeconds>,
    /// The most entries from one address, from 1 to 100000. A new room has 50.
    #[arg(long, env = "FRONTROW_ROOM_PER_ADDRESS", value_name = "ENTRIES")]
    per_address: Option<EntriesPerAddress>,
    /// The work that joining requires, in zero bits from 0 to 24: each bit doubles it. 17 takes a
    /// phone about a second. A browser without JavaScript does no work, and counts as ten entries
    /// of its address. A new room has 0, which means none.
    #[arg(long, env = "FRONTROW_ROOM_PROOF_OF_WORK", value_name = "BITS")]
    proof_of_work: Option<WorkBits>,
    /// When fans can join, as 2027-01-31T18:30:00Z. Fans of a new room can join at once.
    #[arg(long, env = "FRONTROW_ROOM_GATHERS_AT", value_name = "TIME", value_parser = second)]
    gathers_at: Option<OffsetDateTime>,
}

/// The options of `frontrow waiting-room off`, `pause` and `resume`.
#[derive(Debug, Args)]
pub(super) struct RoomOf {
    #[command(flatten)]
    of: EventArgs,
}

impl SwitchArgs {
    pub(super) async fn run(self, mode: RoomMode) -> anyhow::Result<ExitCode> {
        let Self {
            of,
            target,
            per_second,
            claim_seconds,
            shop_seconds,
            per_address,
            proof_of_work,
            gathers_at,
        } = self;
        let room = change(&of, |now| RoomSwitch {
            mode,
            paused: now.paused,
            gathers_at,
            target,
            per_second,
            claim_seconds,
            shop_seconds,
            per_address,
            proof_of_work,
        })
        .await?;
        say!(
            "{}: the waiting room is {}. Now it is {}.",
            of.event,
            mode.as_str(),
            words::state(room.state, room.reason)
        );
        if room.draw == 0 && matches!(room.state, RoomState::Planned | RoomState::Gathering) {
            say!(
                "Fans get places in the order in which they come, unless `frontrow waiting-room draw {}` announces a draw.",
                of.event
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl RoomOf {
    pub(super) async fn off(self) -> anyhow::Result<ExitCode> {
        change(&self.of, |_| RoomSwitch::default()).await?;
        say!(
            "{}: the waiting room is off. Everybody may buy.",
            self.of.event
        );
        Ok(ExitCode::SUCCESS)
    }

    pub(super) async fn pause(self, paused: bool) -> anyhow::Result<ExitCode> {
        let room = change(&self.of, |now| RoomSwitch { paused, ..now }).await?;
        let done = if paused { "is paused" } else { "goes on" };
        say!(
            "{}: the waiting room {done}. Now it is {}.",
            self.of.event,
            words::state(room.state, room.reason)
        );
        Ok(ExitCode::SUCCESS)
    }
}

async fn change(
    of: &EventArgs,
    change: impl Fn(RoomSwitch) -> RoomSwitch + Send + Sync,
) -> anyhow::Result<RoomRow> {
    let switch = async |pool: &Pool, event: EventId| {
        operating::change_room(pool, &operator(), event, &change, None)
            .await
            .map_err(explained)
    };
    of.with(switch).await
}
