//! Checks that each letter reaches the mail server: once, or twice if a server died while sending
//! it.

use std::time::{Duration, Instant};

use store::Pool;
use testing::MailSink;
use uuid::Uuid;

use crate::{findings::ScenarioFindings, shop::Shop};

/// The most wrong letters that are reported by name.
const NAMED: usize = 10;

/// Waits until no letter is due.
pub async fn are_sent(
    shop: &Shop,
    limit: Duration,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let began = Instant::now();
    loop {
        let left: i64 = sqlx::query_scalar(
            "select count(*) from letter where sent_at is null and dead_at is null",
        )
        .fetch_one(&shop.pool)
        .await?;
        if left == 0 {
            return Ok(());
        }
        if began.elapsed() > limit {
            findings.violated(format!(
                "{left} letters are not sent after {} s",
                limit.as_secs()
            ));
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Ends the claims of dead servers, so that no check waits for their end. No server may be running.
pub async fn hurry(pool: &Pool) -> anyhow::Result<()> {
    sqlx::query(
        "update letter set run_at = clock_timestamp() where sent_at is null and dead_at is null",
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Compares the letters of a kind with those that the mail server received: `expected` letters,
/// each once.
pub async fn came_once(
    shop: &Shop,
    post: &MailSink,
    kind: &str,
    expected: usize,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let letters: Vec<(Uuid, i64)> =
        sqlx::query_as("select id, attempts::bigint from letter where kind = $1")
            .bind(kind)
            .fetch_all(&shop.pool)
            .await?;
    let (taken, mut twice, mut wrong) = (post.taken(), 0, Vec::new());
    for (id, attempts) in &letters {
        match (taken.get(id).copied().unwrap_or_default(), attempts) {
            (1, _) => {}
            // The server died after the mail server had accepted the letter, and before the shop
            // had stored that.
            (2, 2..) => twice += 1,
            (times, _) => wrong.push(format!(
                "letter {id} came {times} times after {attempts} tries"
            )),
        }
    }
    findings.must(letters.len() == expected, || {
        format!(
            "{} letters of the kind {kind} instead of {expected}",
            letters.len()
        )
    });
    findings.must(wrong.is_empty(), || {
        format!(
            "{} letters of the kind {kind} did not come exactly once",
            wrong.len()
        )
    });
    wrong
        .iter()
        .take(NAMED)
        .for_each(|what| findings.violated(what.as_str()));
    findings.note(format!(
        "{} letters of the kind {kind}, {twice} of them twice",
        letters.len()
    ));
    Ok(())
}
