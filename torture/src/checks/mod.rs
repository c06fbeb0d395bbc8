//! The checks after every scenario.

pub mod alerts;
mod ledger;
pub mod letters;
pub mod money;
mod time;
mod watchers;

use std::time::{Duration, Instant};

use self::money::SandboxBooks;
use crate::{Torture, crowd::Crowd, findings::ScenarioFindings, shop::Shop};

/// How long a payment that a dead server left may take to end: half a minute of time to pay, then
/// an attempt every half minute; and three more minutes for a buyer who is offered other seats.
const PAYMENTS: Duration = Duration::from_secs(330);

/// Runs the checks after all faults have ended: disconnects the crowd, and counts everything.
pub async fn after(
    torture: &Torture,
    shop: &mut Shop,
    crowd: Crowd,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    count(torture, shop, crowd, SandboxBooks::Whole, findings).await
}

/// Runs the same checks after the database has lost confirmed sales and the sandbox's ledger, which
/// are then not counted.
pub async fn after_a_loss(
    torture: &Torture,
    shop: &mut Shop,
    crowd: Crowd,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    count(torture, shop, crowd, SandboxBooks::Cut, findings).await
}

async fn count(
    torture: &Torture,
    shop: &mut Shop,
    mut crowd: Crowd,
    books: SandboxBooks,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let closing = Instant::now();
    {
        let hurry = money::hurry(shop, torture.scale.waits_for_payments);
        tokio::select! {
            () = crowd.buyers_go_home() => {}
            never = hurry => never?,
        }
    }
    time::holds_end(torture, shop, findings).await?;
    {
        let hurry = money::hurry(shop, torture.scale.waits_for_payments);
        tokio::select! {
            ended = money::payments_end(shop, books, PAYMENTS, findings) => ended?,
            never = hurry => never?,
        }
    }
    findings.note(format!(
        "closed in {:.0} s",
        closing.elapsed().as_secs_f64()
    ));
    shop.servers_live(findings);
    shop.fsck(findings).await?;
    if books == SandboxBooks::Whole {
        ledger::is_kept(shop, &crowd, findings).await?;
        money::adds_up(shop, findings).await?;
    }
    watchers::saw_everything(shop, &crowd, findings).await?;
    alerts::note(shop, findings).await?;
    Ok(())
}
