//! No seat is stuck longer than its hold and five seconds.

use std::time::{Duration, Instant};

use crate::{Torture, findings::Findings, shop::Shop};

/// Waits until nothing is held any more, which from the last hold on takes no longer than the holds last, and five seconds.
pub async fn holds_end(torture: &Torture, shop: &Shop, findings: &mut Findings) -> anyhow::Result<()> {
    let began = Instant::now();
    loop {
        let held: i64 = sqlx::query_scalar(
            "select (select count(*) from seat_status where status = 1) + (select count(*) from booking where status = 'pending')",
        )
        .fetch_one(&shop.pool)
        .await?;
        if held == 0 {
            return Ok(());
        }
        if began.elapsed() > torture.scale.hold_and_grace() {
            findings.violated(format!("{held} seats and bookings are stuck: their holds ended more than 5 s ago"));
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
