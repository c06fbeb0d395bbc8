//! Fans join the draw of a waiting room while servers and PostgreSQL die. Every fan who keeps
//! calling gets a place, and keeps it.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use domain::{
    EventId,
    waiting::{Beacon, EntriesPerAddress, RoomMode, SEAL_AFTER_CLOSE, Seed},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use store::waiting::{
    draws::{self, DrawRow, NewDraw},
    rooms::{self, RoomSwitch},
};
use testing::Hall;
use time::OffsetDateTime;
use tokio::task::JoinSet;

use crate::{
    Torture, checks,
    crowd::{FanStory, LineFan, LineTown},
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, SERVERS, Shop},
};

/// When sales open: so late that nobody is called during the test.
const OPENS_IN: time::Duration = time::Duration::hours(2);

/// How long before the seal a server is killed.
const BEFORE_THE_SEAL: Duration = Duration::from_millis(500);

/// A fan's entry is written within this time.
const WRITTEN: Duration = Duration::from_secs(3);

/// How long a server may take to answer, and the draw to get a result.
const PATIENCE: Duration = Duration::from_secs(60);

/// The number of fans who come in time for each fan who comes after the draw.
const PER_LATECOMER: usize = 20;

/// At most this many faults of fans are reported by name.
const NAMED: usize = 10;

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let mut shop = Shop::open(torture, Database::Own, Default::default()).await?;
    let mut findings = ScenarioFindings::default();
    let event = Hall {
        on_sale_in: OPENS_IN,
        ..torture.scale.hall()
    }
    .open_in(&shop.pool)
    .await
    .id;
    let closes_at = announce(
        &shop,
        event,
        torture.scale.joining + torture.scale.until_close,
    )
    .await?;
    let town = Arc::new(LineTown::new(
        shop.addresses(),
        event,
        torture.scale.asking,
    )?);
    town.until_known(|now| now.draw.is_some()).await?;
    let mut fans = JoinSet::new();
    come(torture, &town, &mut fans, 0..torture.scale.fans, false);
    break_while_they_join(torture, &mut shop, closes_at).await?;
    let draw = break_the_seal(&mut shop, event, closes_at).await?;
    let everybody = torture.scale.fans + torture.scale.fans / PER_LATECOMER;
    come(
        torture,
        &town,
        &mut fans,
        torture.scale.fans..everybody,
        true,
    );
    for server in 0..SERVERS {
        kill(&mut shop, server).await?;
    }
    town.closing.cancel();
    let stories = fans.join_all().await;
    check(&stories, &draw, closes_at, &mut findings);
    findings.note(format!(
        "{} kills of servers, PostgreSQL stopped for {} s",
        3 * SERVERS,
        torture.scale.stopped.as_secs()
    ));
    shop.servers_live(&mut findings);
    shop.fsck(&mut findings).await?;
    checks::alerts::note(&shop, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}

/// Checks that each server issues a pass that the other one accepts, whatever their own clocks say.
pub async fn passes_are_taken_everywhere(
    torture: &Torture,
    shop: &Shop,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let event = torture.scale.hall().open_in(&shop.pool).await.id;
    switch_on(shop, event).await?;
    let town = Arc::new(LineTown::new(
        shop.addresses(),
        event,
        torture.scale.asking,
    )?);
    town.until_known(|_| true).await?;
    for (giver, taker) in [(0, 1), (1, 0)] {
        let mut fan = LineFan::new(town.clone(), torture.seed);
        let pass = fan.take_turn(giver).await?;
        let (without, with) = (
            fan.hold(taker, None).await?,
            fan.hold(taker, Some(&pass)).await?,
        );
        findings.must(without.as_u16() == 403, || {
            format!("server {taker} answered {without} to a hold without a pass")
        });
        findings.must(with.as_u16() == 201, || {
            format!("server {taker} answered {with} to a hold with a pass of server {giver}")
        });
    }
    findings.note("each server accepts the passes of the other");
    Ok(())
}

async fn switch_on(shop: &Shop, event: EventId) -> anyhow::Result<()> {
    let mut tx = shop.pool.begin().await?;
    // All fans have one address.
    let per_address = EntriesPerAddress::try_from(100_000).ok();
    let switch = RoomSwitch {
        mode: RoomMode::On,
        per_address,
        ..RoomSwitch::default()
    };
    rooms::switch(&mut tx, event, &switch)
        .await?
        .context("the event is not up for sale")?;
    tx.commit().await?;
    Ok(())
}

/// Opens a room with a draw, and returns its closing time.
async fn announce(
    shop: &Shop,
    event: EventId,
    closes_in: Duration,
) -> anyhow::Result<OffsetDateTime> {
    switch_on(shop, event).await?;
    let (seed, closes_at) = (
        Seed(rand::rng().random()),
        OffsetDateTime::now_utc() + closes_in,
    );
    let draw = NewDraw {
        commitment: seed.commitment().0,
        seed: seed.0,
        beacon: Beacon::None.to_string(),
        closes_at,
        round_at: None,
    };
    let mut tx = shop.pool.begin().await?;
    draws::announce(&mut tx, event, &draw)
        .await?
        .context("the room cannot have a draw")?;
    tx.commit().await?;
    Ok(closes_at)
}

/// Lets these fans come at random times: before the draw closes, or within a second after it.
fn come(
    torture: &Torture,
    town: &Arc<LineTown>,
    fans: &mut JoinSet<(bool, FanStory)>,
    numbers: std::ops::Range<usize>,
    is_late: bool,
) {
    let mut dice = StdRng::seed_from_u64(torture.seed.wrapping_add(numbers.start as u64));
    let within = if is_late {
        Duration::from_secs(1)
    } else {
        torture.scale.joining
    };
    for number in numbers {
        let fan = LineFan::new(town.clone(), torture.seed.wrapping_add(number as u64));
        let comes_after = within.mul_f64(dice.random());
        fans.spawn(async move { (is_late, fan.live(comes_after).await) });
    }
}

async fn kill(shop: &mut Shop, server: usize) -> anyhow::Result<()> {
    shop.servers[server]
        .kill_and_restart(Duration::ZERO)
        .await?;
    shop.servers[server].until_ready(PATIENCE).await
}

/// Kills each server and stops PostgreSQL, all before the draw closes.
async fn break_while_they_join(
    torture: &Torture,
    shop: &mut Shop,
    closes_at: OffsetDateTime,
) -> anyhow::Result<()> {
    let quarter = torture.scale.joining / 4;
    for server in 0..SERVERS {
        tokio::time::sleep(quarter).await;
        kill(shop, server).await?;
    }
    tokio::time::sleep(quarter).await;
    shop.cluster.stop_at_once().await?;
    tokio::time::sleep(torture.scale.stopped).await;
    shop.cluster.start().await?;
    for server in &shop.servers {
        server.until_ready(PATIENCE).await?;
    }
    // A fan is only certain to be in the draw after a call that follows the last fault, and after
    // the entry was written.
    let settled = OffsetDateTime::now_utc() + torture.scale.asking.mul_f64(1.5) + WRITTEN;
    ensure!(
        settled < closes_at + SEAL_AFTER_CLOSE - BEFORE_THE_SEAL,
        "this machine is too slow: not everybody can ask once more before the seal"
    );
    Ok(())
}

/// Kills one server just before the seal, and the other just after it. Returns the draw.
async fn break_the_seal(
    shop: &mut Shop,
    event: EventId,
    closes_at: OffsetDateTime,
) -> anyhow::Result<DrawRow> {
    let seal = closes_at + SEAL_AFTER_CLOSE - BEFORE_THE_SEAL;
    let left = Duration::try_from(seal - OffsetDateTime::now_utc())
        .context("the time of the seal has passed")?;
    tokio::time::sleep(left).await;
    kill(shop, 0).await?;
    until_draw(shop, event, |draw| draw.sealed_at.is_some()).await?;
    kill(shop, 1).await?;
    until_draw(shop, event, |draw| draw.value.is_some()).await
}

async fn until_draw(
    shop: &Shop,
    event: EventId,
    is_so: impl Fn(&DrawRow) -> bool,
) -> anyhow::Result<DrawRow> {
    let began = Instant::now();
    loop {
        // A connection from before the stop of PostgreSQL is broken.
        let draw = draws::all(&shop.pool, event)
            .await
            .ok()
            .and_then(|mut all| all.pop());
        match draw {
            Some(draw) if is_so(&draw) => return Ok(draw),
            draw => ensure!(
                began.elapsed() < PATIENCE,
                "the draw makes no progress: {draw:?}"
            ),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Checks the answers that fans got. `stories` has, for each fan, whether they came after the draw,
/// and their answers.
fn check(
    stories: &[(bool, FanStory)],
    draw: &DrawRow,
    closes_at: OffsetDateTime,
    findings: &mut ScenarioFindings,
) {
    let wrong: Vec<&String> = stories.iter().flat_map(|(_, story)| &story.wrong).collect();
    wrong
        .iter()
        .take(NAMED)
        .for_each(|what| findings.violated(format!("a fan {what}")));
    findings.must(wrong.len() <= NAMED, || {
        format!("and {} more fans", wrong.len() - NAMED)
    });
    let in_time = stories.iter().filter(|(is_late, _)| !is_late).count() as u64;
    let answered_late = stories
        .iter()
        .filter(|(is_late, story)| !is_late && story.joined_at.is_none_or(|at| at >= closes_at))
        .count();
    findings.must(answered_late == 0, || {
        format!("{answered_late} fans who came in time had no answer before the draw closed")
    });
    let drawn = draw.root.as_ref().map_or(0, |root| root.count);
    findings.must(drawn == in_time, || {
        format!("{in_time} fans asked before the seal, and {drawn} were drawn")
    });
    let mut places: BTreeMap<i64, usize> = BTreeMap::new();
    for place in stories.iter().filter_map(|(_, story)| story.place) {
        *places.entry(place).or_default() += 1;
    }
    let shared = places.values().filter(|fans| **fans > 1).count();
    findings.must(shared == 0, || format!("{shared} places have several fans"));
    let misplaced = stories.iter().filter(|(is_late, story)| {
        story
            .place
            .is_some_and(|place| (place.unsigned_abs() > drawn) != *is_late)
    });
    let misplaced = misplaced.count();
    findings.must(misplaced == 0, || {
        format!("{misplaced} fans have a wrong place: in time but not drawn, or late but drawn")
    });
    findings.note(format!(
        "{drawn} fans drawn, {} behind them",
        stories.len() as u64 - in_time
    ));
}
