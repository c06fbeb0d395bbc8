//! Connections through PgBouncer: session mode keeps every limit, and other modes are refused with
//! a reason.

use std::time::{Duration, Instant};

use testing::{PgBouncer, TestDatabase};

const SKIPPED: &str = "skipped: PgBouncer is not installed; try: apt-get install pgbouncer";

#[tokio::test]
async fn sessions_through_pgbouncer_in_session_mode_have_their_limits() {
    let database = TestDatabase::new().await;
    let Some(bouncer) = PgBouncer::start(database.url(), "session").await else {
        return eprintln!("{SKIPPED}");
    };
    let pool = store::connect(bouncer.url())
        .await
        .expect("session mode is supported");
    for pool in [store::selling_pool(&pool), pool] {
        let limits: Vec<String> =
            sqlx::query_scalar("select current_setting(name) from unnest(array['lock_timeout', 'statement_timeout', 'jit']) name")
                .fetch_all(&pool)
                .await
                .expect("an answer");
        assert_eq!(limits, ["10s", "1min", "off"]);
    }
}

#[tokio::test]
async fn pgbouncer_in_another_mode_is_refused_by_name_within_five_seconds() {
    let database = TestDatabase::new().await;
    for mode in ["transaction", "statement"] {
        let Some(bouncer) = PgBouncer::start(database.url(), mode).await else {
            return eprintln!("{SKIPPED}");
        };
        let began = Instant::now();
        let refusal = store::connect(bouncer.url())
            .await
            .expect_err("it is not supported")
            .to_string();
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "after {:?}",
            began.elapsed()
        );
        assert!(
            refusal.contains("PgBouncer in transaction or statement mode is not supported"),
            "{mode}: {refusal}"
        );
    }
}
