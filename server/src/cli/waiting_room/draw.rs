//! `frontrow waiting-room draw` and `frontrow waiting-room beacon`

use std::process::ExitCode;

use anyhow::anyhow;
use boxoffice::operating::{self, BeaconChoice, CLOSE_BEFORE_OPENING};
use clap::Args;
use domain::{
    EventId,
    waiting::{AnnouncedText, Beacon, BeaconKind, Commitment, DrandChain, RoundSignature},
};
use store::{
    Pool,
    waiting::{draws, rooms::RoomRow},
};
use time::OffsetDateTime;

use super::{second, written};
use crate::{
    cli::{
        event::{EventArgs, explained},
        operator::operator,
    },
    config::beacon_chain,
};

/// The options of `frontrow waiting-room draw`.
#[derive(Debug, Args)]
pub(super) struct Draw {
    #[command(flatten)]
    of: EventArgs,
    /// When the draw closes, as 2027-01-31T18:28:30Z: later fans get places behind all drawn ones.
    /// [default: 90 s before sales open]
    #[arg(long, env = "FRONTROW_DRAW_CLOSES_AT", value_name = "TIME", value_parser = second)]
    closes_at: Option<OffsetDateTime>,
    /// What decides the draw. `drand`: a public random value that nobody can steer; the server
    /// fetches it with --beacon-urls, or anybody posts it. `announced/TEXT`: a future public value,
    /// as a lottery's numbers, which you type in. `none`: fans trust you.
    #[arg(
        long,
        env = "FRONTROW_DRAW_BEACON",
        value_name = "BEACON",
        default_value_t
    )]
    beacon: BeaconKind,
    #[command(flatten)]
    chain: ChainOfDraws,
}

/// The drand chain of a shop's draws, for each command that needs it.
#[derive(Debug, Args)]
struct ChainOfDraws {
    /// The drand chain whose rounds decide draws, as on the servers of the shop: `quicknet`, or
    /// HASH/KEY/GENESIS/PERIOD.
    #[arg(long, env = "FRONTROW_BEACON_CHAIN", default_value_t = DrandChain::QUICKNET, value_parser = beacon_chain, value_name = "CHAIN")]
    beacon_chain: DrandChain,
}

/// The options of `frontrow waiting-room beacon`.
#[derive(Debug, Args)]
pub(super) struct BeaconOf {
    #[command(flatten)]
    of: EventArgs,
    /// With drand: the signature of the round, 96 hexadecimal digits. With an announced value: the
    /// value, as everybody can read it.
    #[arg(value_name = "HEX-OR-TEXT")]
    value: String,
    #[command(flatten)]
    chain: ChainOfDraws,
}

impl Draw {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self {
            of,
            closes_at,
            beacon,
            chain,
        } = self;
        let choice = BeaconChoice::of(beacon, chain.beacon_chain);
        let announce = async |pool: &Pool, event: EventId| {
            let closes_at = match closes_at {
                Some(closes_at) => closes_at,
                None => usual_close(&of, operating::room(pool, event).await?)?,
            };
            operating::announce_draw(pool, &operator(), event, choice, closes_at)
                .await
                .map_err(explained)
        };
        let draw = of.with(announce).await?;
        say!(
            "{}: draw {} is announced. It closes at {}.",
            of.event,
            draw.draw,
            written(draw.closes_at)?
        );
        say!("  decided by   {}", draw.beacon);
        say!("  commitment   {}", Commitment(draw.commitment));
        Ok(ExitCode::SUCCESS)
    }
}

/// The default closing time of the draw.
fn usual_close(of: &EventArgs, room: Option<RoomRow>) -> anyhow::Result<OffsetDateTime> {
    let event = &of.event;
    let room =
        room.ok_or_else(|| anyhow!("{event} has no waiting room: `frontrow waiting-room on {event}` opens one; nothing was changed"))?;
    if let Some(close) = operating::usual_close(&room) {
        return Ok(close);
    }
    let (seconds, opens, gathers) = (
        CLOSE_BEFORE_OPENING.whole_seconds(),
        written(room.on_sale_at)?,
        written(room.gathers_at)?,
    );
    Err(anyhow!(
        "sales open at {opens}, and fans can join from {gathers}: a draw that closes {seconds} s before the opening is too early or too late; name \
         another time with --closes-at; nothing was changed"
    ))
}

impl BeaconOf {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self { of, value, chain } = self;
        let value = value.trim();
        let set = async |pool: &Pool, event: EventId| {
            let last = draws::all(pool, event).await?.pop();
            let last = last.ok_or_else(|| {
                anyhow!(
                    "{0} has no draw: `frontrow waiting-room draw {0}` announces one",
                    of.event
                )
            })?;
            match last.beacon.parse::<Beacon>() {
                Ok(Beacon::Drand(round)) => {
                    let signature = value.parse::<RoundSignature>().map_err(|fault| {
                        anyhow!("`{value}` is not the signature of round {} of drand, which {fault}; nothing was changed", round.round)
                    })?;
                    operating::set_round(pool, &operator(), event, &chain.beacon_chain, signature)
                        .await
                        .map_err(explained)
                }
                _ => {
                    let text = value.parse::<AnnouncedText>().map_err(|fault| {
                        anyhow!("`{value}` cannot be the value: {fault}; nothing was changed")
                    })?;
                    operating::set_announced(pool, &operator(), event, text)
                        .await
                        .map_err(explained)
                }
            }
        };
        of.with(set).await?;
        say!(
            "{}: the draw has its value, and its seed is published. Fans see their places within seconds.",
            of.event
        );
        Ok(ExitCode::SUCCESS)
    }
}
