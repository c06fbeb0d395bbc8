//! A small cause for each alert that no other scenario triggers.

mod causes;

use anyhow::Context;

use self::causes::{errors, full_connections, late_frames, lost_streams, queue};
use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Disguise, Shop},
};

/// The alerts that must have fired at the end. FrontrowTasksRestart is missing, because nothing
/// from outside can end a background task. So are FrontrowLineStands and FrontrowLineTooFull,
/// because no event of torture's shops has a paused line.
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

/// Nothing listens at this address.
const NO_SEARCH_SERVER: &str = "http://127.0.0.1:9";

/// The connection limit of the second server.
const CONNECTIONS: usize = 50;

/// A notice that could not be parsed, and a change that the search server has not received for an
/// hour.
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

/// Removes these rows before fsck.
const TIDY: [&str; 2] = [
    "delete from payment where key = 'alarms'",
    "delete from payment_notice where reference = 'alarms'",
];

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    if torture.prometheus.is_none() {
        return Ok(ScenarioVerdict::Skipped(
            "no Prometheus watches the alerts".to_owned(),
        ));
    }
    // Without buyers, nobody pays.
    let mut torture = torture.clone();
    (torture.scale.buyers, torture.scale.watchers) = (0, 0);
    let search = ("MEILI_URL".to_owned(), NO_SEARCH_SERVER.to_owned());
    let small = (
        "FRONTROW_MAX_CONNECTIONS".to_owned(),
        CONNECTIONS.to_string(),
    );
    let disguises = [
        Disguise {
            env: vec![search.clone()],
        },
        Disguise {
            env: vec![search, small],
        },
    ];
    let mut shop = Shop::open(&torture, Database::Own, disguises).await?;
    let crowd = Crowd::gather(&torture, &shop)?;
    let mut findings = ScenarioFindings::default();
    let prometheus = shop.prometheus.as_ref().context("no Prometheus")?;
    execute(&shop, &LEFT_BEHIND).await?;
    queue(&shop, &crowd.town, prometheus).await?;
    // The open payment is for a booking that was just held.
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
    Ok(ScenarioVerdict::Done(findings))
}

async fn execute(shop: &Shop, statements: &[&'static str]) -> anyhow::Result<()> {
    for statement in statements {
        sqlx::query(*statement).execute(&shop.pool).await?;
    }
    Ok(())
}
