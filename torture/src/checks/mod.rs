//! What must be so after every scenario.

pub mod alerts;
mod ledger;
mod money;
mod time;
mod watchers;

use std::time::{Duration, Instant};

use self::money::SandboxBooks;
use crate::{Torture, crowd::Crowd, findings::Findings, shop::Shop};

/// How long a payment that its server left half-way may take to come to an end: half a minute of time to pay, then a try every half minute.
const PAYMENTS: Duration = Duration::from_secs(150);

/// Nothing is broken any more. Everybody goes home, and everything is counted.
pub async fn after(torture: &Torture, shop: &mut Shop, crowd: Crowd, findings: &mut Findings) -> anyhow::Result<()> {
    count(torture, shop, crowd, SandboxBooks::Whole, findings).await
}

/// The same, where the database lost what buyers had been told, and the sandbox's books with it: neither is counted.
pub async fn after_a_loss(torture: &Torture, shop: &mut Shop, crowd: Crowd, findings: &mut Findings) -> anyhow::Result<()> {
    count(torture, shop, crowd, SandboxBooks::Cut, findings).await
}

async fn count(torture: &Torture, shop: &mut Shop, mut crowd: Crowd, books: SandboxBooks, findings: &mut Findings) -> anyhow::Result<()> {
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
    findings.note(format!("closed in {:.0} s", closing.elapsed().as_secs_f64()));
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
