//! What a fan near the front costs whose WebSocket is open: the memory of a restarted server, before and after.

use std::{rc::Rc, time::Duration};

use anyhow::ensure;

use super::some;
use crate::{
    bench::{Bench, Findings},
    line::{self, RoomLimits},
    report::{Figure, Row, Target, Unit, number},
    shop::{halls::Hall, resident_kib},
};

const SOCKETS: usize = 10_000;
/// The most fans who are near enough to the front to have one: each opens several.
const NEAR: usize = 500;
/// A few come first, so that what the first of all costs is not shared out among those who are counted.
const FIRST: usize = 20;
/// Until what was only needed for their coming is given back. The server closes those that answer none of its pings for forty seconds.
const SETTLE: Duration = Duration::from_secs(3);

/// Nobody is called: a socket closes when its fan is.
const LIMITS: RoomLimits = RoomLimits { target: 500, per_second: 50, claim_seconds: 120, paused: true };

pub async fn run(bench: &mut Bench, sessions: &Rc<[String]>, findings: &mut Findings) -> anyhow::Result<()> {
    bench.doing("restarting the server");
    bench.shop.restart().await?;
    let hall = Hall::of(bench.shop.pool(), 1_000).await?;
    let event = bench.fresh_event(&hall).await?;
    line::open_room(&bench.shop, event, LIMITS).await?;
    let fans = line::join(bench.shop.address(), event, &some(sessions, NEAR)).await?;
    let first = line::open_sockets(bench.shop.address(), event, &fans, FIRST).await?;
    let before = resident_kib(bench.shop.pid())?;
    let count = bench.pick(SOCKETS, SOCKETS / 5);
    bench.doing(&format!("{count} WebSockets open and wait"));
    let sockets = line::open_sockets(bench.shop.address(), event, &fans, count).await?;
    tokio::time::sleep(SETTLE).await;
    let after = resident_kib(bench.shop.pid())?;
    let open = line::still_open(&sockets);
    drop((first, sockets));
    ensure!(open == count, "the server closed {} waiting WebSockets", count - open);
    let each = after.saturating_sub(before) as f64 / count as f64;
    findings.rows.push(
        Row::new(format!("server memory for each of {} WebSockets", number(count as f64)), Figure { value: each, unit: Unit::KibiBytes })
            .target(Target::AtMost(10.0)),
    );
    Ok(())
}
