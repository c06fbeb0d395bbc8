//! The keys of sessions, and where they are stored.

use std::collections::HashMap;

use store::{secrets, session_keys};
use testing::TestDatabase;

async fn kids(database: &TestDatabase) -> Vec<(String, bool)> {
    let keys = session_keys::load(database.pool()).await.expect("keys");
    keys.into_iter()
        .map(|key| (key.kid, key.reads_tokens))
        .collect()
}

fn named(kids: &[(&str, bool)]) -> Vec<(String, bool)> {
    kids.iter()
        .map(|(kid, reads)| ((*kid).to_owned(), *reads))
        .collect()
}

#[tokio::test]
async fn a_new_key_signs_after_two_minutes_and_the_old_one_stays_valid_for_a_while() {
    let database = TestDatabase::new().await;
    let pool = database.pool();
    let cookie = secrets::load_or_create(pool, "session-cookie", 32)
        .await
        .expect("a key");
    assert_eq!(
        session_keys::load(pool).await.expect("keys")[0].cookie,
        cookie,
        "cookies from before keys were rotated are read"
    );
    assert_eq!(
        session_keys::rotate(pool, false)
            .await
            .expect("rotated")
            .as_deref(),
        Some("1")
    );
    assert_eq!(
        kids(&database).await,
        named(&[("0", true), ("1", true)]),
        "the first one signs"
    );
    let pass = async |time: &str| {
        let sql = format!(
            "update session_key set since = since - interval '{time}', rotated_at = rotated_at - interval '{time}'"
        );
        database.execute(&sql).await;
    };
    pass("2 minutes").await;
    assert_eq!(kids(&database).await, named(&[("1", true), ("0", true)]));
    pass("2 hours").await;
    assert_eq!(
        kids(&database).await,
        named(&[("1", true), ("0", false)]),
        "no token of it can be valid any more"
    );
    pass("180 days").await;
    assert_eq!(
        kids(&database).await,
        named(&[("1", true)]),
        "no cookie either"
    );

    assert_eq!(
        session_keys::rotate(pool, true)
            .await
            .expect("rotated")
            .as_deref(),
        Some("2")
    );
    assert_eq!(
        kids(&database).await,
        named(&[("2", true)]),
        "a stolen key reads nothing"
    );
}

#[tokio::test]
async fn keys_of_the_operators_file_leave_nothing_in_the_database() {
    let database = TestDatabase::new().await;
    let pool = database.pool();
    let names = [
        "session-cookie",
        "session-token",
        "session-cookie.also",
        "session-token.also",
    ];
    let keys = names
        .into_iter()
        .zip(1..)
        .map(|(name, byte)| (name.to_owned(), vec![byte; 32]));
    pool.use_keys(
        keys.chain([
            ("sign-in".to_owned(), vec![9; 32]),
            ("short".to_owned(), vec![9; 31]),
        ])
        .collect::<HashMap<_, _>>(),
    );
    assert_eq!(
        secrets::load_or_create(pool, "sign-in", 32)
            .await
            .expect("a key"),
        [9; 32]
    );
    assert!(secrets::load_or_create(pool, "short", 32).await.is_err());
    let read = session_keys::load(pool).await.expect("keys");
    assert_eq!(
        read.iter()
            .map(|key| (key.cookie[0], key.token[0]))
            .collect::<Vec<_>>(),
        [(1, 2), (3, 4)]
    );
    assert_eq!(
        session_keys::rotate(pool, false).await.expect("answered"),
        None
    );
    assert_eq!(
        database
            .number("select (select count(*) from secret) + (select count(*) from session_key)")
            .await,
        0
    );
    assert_eq!(
        secrets::load_or_create(pool, "another", 32)
            .await
            .expect("a key")
            .len(),
        32,
        "one that the file lacks"
    );
    assert_eq!(database.number("select count(*) from secret").await, 1);
}
