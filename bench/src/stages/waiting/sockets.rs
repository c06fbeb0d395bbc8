//! Measures the cost of a fan near the front with an open WebSocket: the memory of a restarted
//! server, before and after the sockets open.

use std::{rc::Rc, time::Duration};

use anyhow::ensure;

use super::some;
use crate::{
    bench::{Bench, StageFindings},
    line::{self, RoomLimits},
    report::{Figure, ReportRow, Target, Unit, number},
    shop::{halls::BenchHall, resident_kib},
};

const SOCKETS: usize = 10_000;
/// The most fans who are near enough to the front; each opens several WebSockets.
const NEAR: usize = 500;
/// A few come first, so that one-time costs are not attributed to the measured ones.
const FIRST: usize = 20;
/// How long the server gets to release memory that was only needed for connecting. It must be
/// short, because the server closes sockets that answer no ping for forty seconds.
const SETTLE: Duration = Duration::from_secs(3);

/// Nobody is called, because a socket closes when its fan is called.
const LIMITS: RoomLimits = RoomLimits {
    target: 500,
    per_second: 50,
    claim_seconds: 120,
    paused: true,
};

pub async fn run(
    bench: &mut Bench,
    sessions: &Rc<[String]>,
    findings: &mut StageFindings,
) -> anyhow::Result<()> {
    bench.doing("restarting the server");
    bench.shop.restart().await?;
    let hall = BenchHall::of(bench.shop.pool(), 1_000).await?;
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
    ensure!(
        open == count,
        "the server closed {} waiting WebSockets",
        count - open
    );
    let each = after.saturating_sub(before) as f64 / count as f64;
    findings.rows.push(
        ReportRow::new(
            format!(
                "server memory for each of {} WebSockets",
                number(count as f64)
            ),
            Figure {
                value: each,
                unit: Unit::KibiBytes,
            },
        )
        .target(Target::AtMost(10.0)),
    );
    Ok(())
}
