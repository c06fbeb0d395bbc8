//! Buyers without JavaScript pay with forms on pages of a fake Stripe while servers are killed.
//! Stripe sends the shop no notices: returning buyers and the shop's own look-ups must be enough.
//! Then Stripe's ledger, the tickets and the letters at the mail server must agree.

use std::{
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use futures::{StreamExt, stream};
use testing::{MailSink, StripeServer};
use tokio::time::timeout;

use super::{START, kill_all};
use crate::{
    Torture,
    checks::{
        self, letters,
        money::{SandboxBooks, payments_end},
    },
    crowd::PageVisitor,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Disguise, SERVERS, Shop},
};

/// The number of concurrent buyers.
const AT_ONCE: usize = 30;

/// How long a buyer tries.
const PATIENCE: Duration = Duration::from_secs(180);

/// How long seats are held, in seconds: longer than servers are down.
const HELD: i32 = 120;

/// How long it may take until every payment has ended. Letters of a dead server become due again
/// after a minute.
const TO_THE_END: Duration = Duration::from_secs(150);

/// Additional time for the letter of a sale, which includes drawing a PDF.
const PER_LETTER: Duration = Duration::from_millis(500);

/// One in this many kills stops all servers at once.
const ALL_AT_ONCE: usize = 5;

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let python = Command::new("python3")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !python.is_ok_and(|status| status.success()) {
        return Ok(ScenarioVerdict::Skipped(
            "there is no python3, in which the fake Stripe is written".to_owned(),
        ));
    }
    let (stripe, post) = (StripeServer::start(), MailSink::open().await);
    let environment = [stripe.environment(), post.environment()].concat();
    let disguise = Disguise {
        env: environment.clone(),
    };
    let mut shop = Shop::open(torture, Database::Own, [disguise.clone(), disguise]).await?;
    let mut findings = ScenarioFindings::default();
    sqlx::query("update event set hold_seconds = $1")
        .bind(HELD)
        .execute(&shop.pool)
        .await?;
    let buyers = torture.scale.page_buyers;
    let (gone, addresses) = (AtomicUsize::new(0), shop.addresses());
    let events = shop.events.clone();
    let (left, pages) = (&gone, &stripe);
    let buying = stream::iter(0..buyers)
        .map(|number| {
            // Each visitor is created here, so that it has separate connections.
            let visitor =
                PageVisitor::new(number, addresses.clone(), events[number % events.len()]);
            async move {
                let bought = timeout(PATIENCE, async { visitor?.buy(pages).await }).await;
                left.fetch_add(1, Ordering::Relaxed);
                match bought {
                    Ok(Ok(())) => None,
                    Ok(Err(fault)) => Some(format!("a buyer did not get so far: {fault:#}")),
                    Err(_) => Some(format!(
                        "a buyer had no tickets after {} s",
                        PATIENCE.as_secs()
                    )),
                }
            }
        })
        .buffer_unordered(AT_ONCE)
        .collect::<Vec<Option<String>>>();
    let (faults, killed) = tokio::join!(buying, kill_while_they_pay(torture, &mut shop, &gone));
    killed?;
    faults
        .into_iter()
        .flatten()
        .for_each(|fault| findings.violated(fault));
    // Kills all servers once more, so that every claim of a dead server is recent.
    kill_all(torture, &mut shop).await?;
    payments_end(&shop, SandboxBooks::Whole, TO_THE_END, &mut findings).await?;
    letters::are_sent(
        &shop,
        PER_LETTER * u32::try_from(buyers)? + TO_THE_END,
        &mut findings,
    )
    .await?;
    shop.servers_live(&mut findings);
    shop.fsck(&mut findings).await?;
    shop.fsck_providers(&environment, &mut findings).await?;
    adds_up(&shop, &stripe, buyers, &mut findings).await?;
    letters::came_once(&shop, &post, "tickets", buyers, &mut findings).await?;
    findings.note(format!(
        "{buyers} buyers, {} kills",
        torture.scale.page_kills
    ));
    checks::alerts::note(&shop, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}

/// Kills servers at intervals during the sale.
async fn kill_while_they_pay(
    torture: &Torture,
    shop: &mut Shop,
    gone: &AtomicUsize,
) -> anyhow::Result<()> {
    let (buyers, kills) = (torture.scale.page_buyers, torture.scale.page_kills);
    for kill in 1..=kills {
        while gone.load(Ordering::Relaxed) < buyers * kill / (kills + 1) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        if kill % ALL_AT_ONCE == 0 {
            kill_all(torture, shop).await?;
        } else {
            let server = &mut shop.servers[kill % SERVERS];
            server.kill_and_restart(Duration::ZERO).await?;
            server.until_ready(START).await?;
        }
    }
    Ok(())
}

/// Checks that Stripe's ledger has each booking once, with its total.
async fn adds_up(
    shop: &Shop,
    stripe: &StripeServer,
    buyers: usize,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let (bookings, amount): (i64, i64) = sqlx::query_as(
        "select count(*), coalesce(sum(amount), 0)::bigint from booking where status = 'confirmed'",
    )
    .fetch_one(&shop.pool)
    .await?;
    let paid = stripe.number("select count(*) from intent where received > refunded");
    let kept = stripe.number("select coalesce(sum(received - refunded), 0) from intent");
    let reserved = stripe.number("select count(*) from intent where status = 'requires_capture'");
    findings.must(bookings == buyers as i64, || {
        format!("{bookings} bookings are paid, by {buyers} buyers")
    });
    findings.must(paid == bookings && kept == amount, || {
        format!("Stripe has {kept} in {paid} payments, and {bookings} bookings cost {amount}")
    });
    findings.must(reserved == 0, || {
        format!("Stripe still reserves {reserved} payments")
    });
    Ok(())
}
