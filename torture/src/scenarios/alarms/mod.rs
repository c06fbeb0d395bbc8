//! A small cause for each alert that the other scenarios do not raise.

mod causes;

use anyhow::Context;

use self::causes::{errors, full_connections, late_frames, lost_streams, queue};
use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{Findings, Verdict},
    shop::{Database, Disguise, Shop},
};

/// What must have fired in the end. FrontrowTasksRestart is missing: nothing that can be broken from outside ends a background task. So are
/// FrontrowLineStands and FrontrowLineTooFull: no event of torture's shops has a line that is paused.
const ALERTS: [&str; 11] = [
    "FrontrowFails",
    "FrontrowHoldsSlow",
    "FrontrowFramesLate",
    "FrontrowWatchersGone",
    "FrontrowBatchesFull",
    "FrontrowNobodyPays",
    "FrontrowSearchFallsBack",
    "FrontrowSearchBehind",
    "FrontrowMoneyNeedsAPerson",
    "FrontrowPaymentsOpenLong",
    "FrontrowConnectionsFull",
];

/// Nobody listens there.
const NO_SEARCH_SERVER: &str = "http://127.0.0.1:9";

/// How many connections the second server takes.
const CONNECTIONS: usize = 50;

/// A notice that could not be read, and a change that the search server has not been told of for an hour.
const LEFT_BEHIND: [&str; 2] = [
    "insert into payment_notice (provider, reference, dead_at) values ('sandbox', 'alarms', clock_timestamp())",
    "insert into search_outbox (event_id, at) select event_id, clock_timestamp() - interval '1 hour' from event_version limit 1",
];

/// A payment that has been open for two hours, and that no server asks about now.
const OPEN_PAYMENT: &str =
    "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, started_at, ask_at)
     select gen_random_uuid(), event_id, id, 'sandbox', 'alarms', ''::bytea, amount, currency,
            clock_timestamp() - interval '2 hours', clock_timestamp() + interval '1 hour'
     from booking limit 1";

/// So that fsck finds none of these rows.
const TIDY: [&str; 2] = ["delete from payment where key = 'alarms'", "delete from payment_notice where reference = 'alarms'"];

pub async fn run(torture: &Torture) -> anyhow::Result<Verdict> {
    if torture.prometheus.is_none() {
        return Ok(Verdict::Skipped("no Prometheus watches the alerts".to_owned()));
    }
    // Nobody buys, so that nobody pays.
    let mut torture = torture.clone();
    (torture.scale.buyers, torture.scale.watchers) = (0, 0);
    let search = ("MEILI_URL".to_owned(), NO_SEARCH_SERVER.to_owned());
    let small = ("FRONTROW_MAX_CONNECTIONS".to_owned(), CONNECTIONS.to_string());
    let disguises = [Disguise { env: vec![search.clone()] }, Disguise { env: vec![search, small] }];
    let mut shop = Shop::open(&torture, Database::Own, disguises).await?;
    let crowd = Crowd::gather(&torture, &shop)?;
    let mut findings = Findings::default();
    let prometheus = shop.prometheus.as_ref().context("no Prometheus")?;
    execute(&shop, &LEFT_BEHIND).await?;
    queue(&shop, &crowd.town, prometheus).await?;
    // For a booking that was held a moment ago.
    execute(&shop, &[OPEN_PAYMENT]).await?;
    errors(&shop, &crowd.town, prometheus).await?;
    late_frames(&shop, &crowd, prometheus).await?;
    lost_streams(&shop, prometheus).await?;
    full_connections(&shop, CONNECTIONS, prometheus).await?;
    checks::alerts::must_fire(&shop, &ALERTS, &mut findings).await?;
    checks::alerts::note(&shop, &mut findings).await?;
    execute(&shop, &TIDY).await?;
    shop.servers_live(&mut findings);
    shop.fsck(&mut findings).await?;
    Ok(Verdict::Done(findings))
}

async fn execute(shop: &Shop, statements: &[&'static str]) -> anyhow::Result<()> {
    for statement in statements {
        sqlx::query(*statement).execute(&shop.pool).await?;
    }
    Ok(())
}
