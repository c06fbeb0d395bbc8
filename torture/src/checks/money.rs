//! Checks that every payment ends, and that the provider's ledger agrees with the tickets.

use std::time::{Duration, Instant};

use crate::{findings::ScenarioFindings, shop::Shop};

/// The reliability of the sandbox's ledger, which is in the shop's database and loses data with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SandboxBooks {
    /// Complete: every charge ends too.
    Whole,
    /// Incomplete: a charge that the shop knows may be missing; its payment raises an alarm and
    /// waits for a person. There may also be a charge that the shop does not know.
    Cut,
}

/// Waits until no payment is in progress.
pub async fn payments_end(
    shop: &Shop,
    books: SandboxBooks,
    limit: Duration,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let began = Instant::now();
    loop {
        let (open, alarms): (i64, i64) = sqlx::query_as(
            "with waits as (select id from payment where $1 and closed_at is null and alarm is not null)
             select (select count(*) from payment where closed_at is null and id not in (select id from waits))
                  + (select count(*) from sandbox_charge where state = 'authorised' and not $1)
                  + (select count(*) from money_job where done_at is null and payment_id not in (select id from waits)),
                    (select count(*) from waits)",
        )
        .bind(books == SandboxBooks::Cut)
        .fetch_one(&shop.pool)
        .await?;
        if open == 0 {
            if alarms > 0 {
                findings.note(format!("{alarms} payments wait for a person"));
            }
            return Ok(());
        }
        if began.elapsed() > limit {
            findings.violated(format!(
                "{open} payments, charges and their jobs have not ended after {} s",
                limit.as_secs()
            ));
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Ends the time to pay of unfinished payments, and makes their look-ups due at once, unless the
/// run waits for them. Payments of the last seconds are left alone, because a server may be working
/// on them. Runs until it is dropped.
pub async fn hurry(shop: &Shop, waits: bool) -> anyhow::Result<()> {
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        if !waits {
            sqlx::query(
                "update payment set deadline = least(deadline, clock_timestamp()), ask_at = clock_timestamp(),
                     offered_until = case when offered_until is not null then least(offered_until, clock_timestamp()) end
                 where closed_at is null and changed_at < clock_timestamp() - interval '5 seconds'",
            )
            .execute(&shop.pool)
            .await?;
            sqlx::query("update money_job set run_at = clock_timestamp() where done_at is null")
                .execute(&shop.pool)
                .await?;
        }
    }
}

/// Checks that every charged buyer has tickets, and that every buyer with tickets was charged
/// exactly once, and the right amount.
pub async fn adds_up(shop: &Shop, findings: &mut ScenarioFindings) -> anyhow::Result<()> {
    let wrong: Vec<String> = sqlx::query_scalar(
        "select format('the provider has a charge of %s, %s, for booking %s, which is %s', c.amount, c.state, p.booking_id, b.status)
         from sandbox_charge c
         left join payment p on p.id = c.payment_id
         left join booking b on b.event_id = p.event_id and b.id = p.booking_id
         where c.state = 'captured' and (b.status is distinct from 'confirmed' or b.amount <> c.amount)
         union all
         select format('booking %s is confirmed and was charged %s times', b.id, count(c.payment_id))
         from booking b
         left join payment p on p.event_id = b.event_id and p.booking_id = b.id
         left join sandbox_charge c on c.payment_id = p.id and c.state = 'captured'
         where b.status = 'confirmed'
         group by b.id having count(c.payment_id) <> 1",
    )
    .fetch_all(&shop.pool)
    .await?;
    wrong.into_iter().for_each(|what| findings.violated(what));
    Ok(())
}
