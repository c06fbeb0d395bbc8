//! Checks that no seat stays held for more than five seconds after its hold ends.

use std::time::{Duration, Instant};

use crate::{Torture, findings::ScenarioFindings, shop::Shop};

/// Waits until nothing is held any more. That may take as long as a hold, and five seconds.
pub async fn holds_end(
    torture: &Torture,
    shop: &Shop,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let began = Instant::now();
    loop {
        let held: i64 = sqlx::query_scalar(
            // Offered seats of a late payment end with the payment.
            "with offered as (select booking_id from payment where state = 'late')
             select (select count(*) from seat_status where status = 1 and booking_id not in (select booking_id from offered))
                  + (select count(*) from booking where status = 'pending' and id not in (select booking_id from offered))",
        )
        .fetch_one(&shop.pool)
        .await?;
        if held == 0 {
            return Ok(());
        }
        if began.elapsed() > torture.scale.hold_and_grace() {
            findings.violated(format!(
                "{held} seats and bookings are stuck: their holds ended more than 5 s ago"
            ));
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
